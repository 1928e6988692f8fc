/** @file Switches the albums to the vectors of another model, once its photos are embedded ([Note: spaces]). */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Catalog } from '../../db/catalog.ts';
import type { EmbedderClient } from '../embedder/embedder-client.ts';
import type { ModelInUse } from '../model-in-use.ts';
import { noteSwitched } from './album-space.ts';
import { indexLandmarkAlbums } from './landmark-albums.ts';
import { sendPersonalReferences } from './personal-references.ts';
import { planSwitch } from './plan-switch.ts';
import { readMemberships, type MembershipIndex } from './read-memberships.ts';
import { recognizeAll } from './recognize-photos.ts';
import { findGroups, regroupPhotos } from './regroup-photos.ts';
import { storePlan } from './store-plan.ts';
import { findOutdatedSuggestions } from './withdraw-suggestions.ts';

export interface SwitchParams {
  readonly catalog: Catalog;
  /** Has all vectors of the model. */
  readonly client: EmbedderClient;
  readonly model: ModelInUse;
  readonly signal: AbortSignal;
  /** Gets the albums whose members changed. */
  readonly onAlbumsTouched: (albumIds: readonly number[]) => void;
}

/** Recognises and groups everything in the new space and carries it over into the albums. False when the signal ended it early. */
export async function switchSpace(params: SwitchParams): Promise<boolean> {
  const { catalog, client, model, signal, onAlbumsTouched } = params;
  const isAborted = (): boolean => signal.aborted;
  // Confirmed photos in the new vectors: while they came, the embedder had only some of them.
  await sendPersonalReferences({ catalog, client, modelId: model.id });
  const recognized = await recognizeAll({ catalog, client, modelId: model.id, signal, onAlbumsTouched });
  if (isAborted()) return false;
  const { groups, photos } = await findGroups({ catalog, client, modelId: model.id });
  if (isAborted()) return false;

  const index = await readMemberships(catalog);
  const landmarkAlbums = indexLandmarkAlbums(catalog);
  const recognizedIn = new Map<number, number>();
  for (const [photoId, landmarkId] of recognized) {
    const albumId = landmarkAlbums.obtain(landmarkId);
    if (albumId !== null) recognizedIn.set(photoId, albumId);
  }
  const hasVector = (photoId: number): boolean => photos.has(photoId);
  const guesses = listGuesses(catalog, index, model, hasVector);
  const albums = new Map(catalog.albums.listAll().map((album) => [album.id, album]));
  const isLandmark = (albumId: number): boolean => albums.get(albumId)?.kind === 'landmark';
  const plan = planSwitch({
    groups,
    recognizedIn,
    hasVector,
    albumsOf: index.albumsOf,
    suggestedOf: index.suggestedOf,
    isGuess: (albumId) => guesses.has(albumId),
    isLandmark,
    isRefused: (albumId, photoId) => index.rejectedOf.get(albumId)?.has(photoId) === true,
  });
  const outdated = findOutdatedSuggestions({ plan, memberships: index, isLandmark, isGrouped: hasVector });
  const leaves = [...plan.leaves, ...outdated];
  await storePlan({ catalog, plan: { ...plan, leaves }, photos, onAlbumsTouched });
  noteSwitched(catalog, model);
  return true;
}

/**
 * Recognises and groups what has vectors of the new model while the albums are still those of the old one: photos join albums
 * and open some, nobody is judged.
 */
export async function joinMeanwhile(params: SwitchParams): Promise<void> {
  const { catalog, client, model, signal, onAlbumsTouched } = params;
  const modelId = model.id;
  await sendPersonalReferences({ catalog, client, modelId });
  await recognizeAll({ catalog, client, modelId, signal, onAlbumsTouched });
  if (!signal.aborted) await regroupPhotos({ catalog, client, modelId, onAlbumsTouched });
}

/**
 * Albums that nobody but the old model made: no name, confirmation, rejection or merge of a person. Left out are those that the
 * new model cannot judge: of landmarks that its atlas does not know, and those most of whose photos have no vector yet.
 */
function listGuesses(
  catalog: Catalog,
  { suggestedOf, confirmedOf, rejectedOf }: MembershipIndex,
  { knownLandmarks }: ModelInUse,
  hasVector: (photoId: number) => boolean,
): ReadonlySet<number> {
  const albums = catalog.albums.listAll();
  const joined = new Set(albums.map(({ mergedIntoId }) => mergedIntoId));
  const guesses = albums.filter(({ id, landmarkId, isNamedByPerson, mergedIntoId }) => {
    if (mergedIntoId !== null || isNamedByPerson || joined.has(id)) return false;
    if (confirmedOf.has(id) || rejectedOf.has(id)) return false;
    if (landmarkId !== null && !knownLandmarks.has(landmarkId)) return false;
    const members = suggestedOf.get(id) ?? [];
    return members.filter(hasVector).length * 2 > members.length;
  });
  return new Set(guesses.map(({ id }) => id));
}

/** Vectors dropped in one transaction. */
const dropChunk = 500;

/** Deletes what vectors of other models are left of photos that have one of this model. Returns how many. */
export async function dropOldVectors(catalog: Catalog, modelId: number, signal: AbortSignal): Promise<number> {
  let dropped = 0;
  for (const count of catalog.embeddings.dropSuperseded(modelId, dropChunk)) {
    dropped += count;
    if (signal.aborted) break;
    await yieldToEventLoop();
  }
  return dropped;
}
