/** @file The person's own confirmed photos as references, so that further photos of the same landmark are recognised. */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Catalog } from '../../db/catalog.ts';
import { mostPersonalReferences, type EmbedderRequests, type PersonalReferences } from '../../ml/embedder-messages.ts';
import { joinReferences } from '../../ml/recognition/gather-references.ts';
import type { EmbedderClient } from '../embedder/embedder-client.ts';
import { findGroupLandmarkId } from './landmark-albums.ts';

/** Vectors read and sent at once: 0.5 MB at 512 dims, a few milliseconds. */
const chunkSize = 250;
/** Decisions read at once: a few milliseconds. */
const decisionsAtOnce = 1000;

/** Confirmed photos with their landmark id, for groups one of their own, in the vectors of one model. */
export async function collectPersonalReferences(catalog: Catalog, modelId: number): Promise<PersonalReferences> {
  const parts: PersonalReferences[] = [];
  for await (const part of readReferences(catalog, modelId)) parts.push(part);
  return joinReferences(parts);
}

export interface SendReferencesParams {
  readonly catalog: Catalog;
  readonly client: EmbedderClient;
  readonly modelId: number;
  /** False: nobody takes the answer any more, and the catalog may be closed. Left out: always. */
  readonly isWanted?: (() => boolean) | undefined;
  /** False: where there are none, the embedder is not told. Left out: it is. */
  readonly isEmptySent?: boolean | undefined;
}

/** Of each embedder what is being sent to it: the parts of two do not mix. */
const underWay = new WeakMap<EmbedderClient, Promise<unknown>>();

/**
 * Puts the same photos in place of the references that the embedder has ([Note: references in parts]). Resolves with those that it sets
 * aside; null when nothing was put in place. Rejects as the embedder's requests do.
 */
export async function sendPersonalReferences(params: SendReferencesParams): Promise<readonly number[] | null> {
  const send = (): Promise<readonly number[] | null> => sendParts(params);
  const sending = (underWay.get(params.client) ?? Promise.resolve()).then(send, send);
  underWay.set(params.client, sending);
  return await sending;
}

async function sendParts(params: SendReferencesParams): Promise<readonly number[] | null> {
  const { catalog, client, modelId, isWanted = () => true, isEmptySent = true } = params;
  let answer: Promise<EmbedderRequests['setPersonalReferences']['result']> = Promise.resolve(null);
  let firstRow = 0;
  const send = async (part: PersonalReferences, isLast: boolean): Promise<void> => {
    const before = answer;
    answer = client.request('setPersonalReferences', { ...part, firstRow, isLast });
    // Whoever waits for it below hears of its failure.
    answer.catch(() => undefined);
    firstRow += part.landmarkIds.length;
    // The next ones are read while the embedder takes these.
    await before;
  };
  for await (const part of readReferences(catalog, modelId, () => isWanted() && client.isAlive()))
    await send(part, false);
  if (!isWanted() || (firstRow === 0 && !isEmptySent)) return null;
  // An embedder that is gone says so itself.
  await send({ landmarkIds: [], photoIds: new Int32Array(), vectors: new Float32Array() }, true);
  return (await answer)?.setAside ?? null;
}

/** In slices, with turns of others between them. */
async function* readReferences(
  catalog: Catalog,
  modelId: number,
  isWanted: () => boolean = () => true,
): AsyncGenerator<PersonalReferences> {
  if (!isWanted()) return;
  const landmarkOf = await listLandmarks(catalog, isWanted);
  // The newest decisions count when there are more.
  const wanted = [...landmarkOf.keys()].slice(-mostPersonalReferences);
  for (let start = 0; start < wanted.length; start += chunkSize) {
    await yieldToEventLoop();
    if (!isWanted()) return;
    const { photoIds, vectors } = catalog.embeddings.getMany(wanted.slice(start, start + chunkSize), modelId);
    yield { photoIds, vectors, landmarkIds: Array.from(photoIds, (photoId) => landmarkOf.get(photoId) ?? '') };
  }
}

/** Landmark id of each confirmed photo. */
async function listLandmarks(catalog: Catalog, isWanted: () => boolean): Promise<ReadonlyMap<number, string>> {
  const landmarkOf = new Map<number, string>();
  const ofAlbum = new Map<number, string | null>();
  for (const decided of catalog.memberships.iterateDecided(decisionsAtOnce)) {
    for (const { albumId, photoId, state } of decided) {
      if (state !== 'confirmed') continue;
      const known = ofAlbum.get(albumId);
      const landmarkId = known === undefined ? findLandmark(catalog, albumId) : known;
      ofAlbum.set(albumId, landmarkId);
      if (landmarkId !== null) landmarkOf.set(photoId, landmarkId);
    }
    await yieldToEventLoop();
    if (!isWanted()) break;
  }
  return landmarkOf;
}

/** Null for an album that was merged. */
function findLandmark(catalog: Catalog, albumId: number): string | null {
  const album = catalog.albums.get(albumId);
  return album?.mergedIntoId === null ? (album.landmarkId ?? findGroupLandmarkId(catalog, album)) : null;
}
