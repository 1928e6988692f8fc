/**
 * @file Looks new photos up in the atlas and suggests them to the albums of their landmarks.
 *
 * [Note: two rounds] The first round looks at each photo alone: its vector, its position, the words around it. The second asks
 * again about those that stayed without a name and were taken within half an hour of photos that have one. All walks are read
 * before the second round stores anything, so that its results do not depend on its order, and never hand each other on.
 */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Catalog } from '../../db/catalog.ts';
import type { EmbedderClient } from '../embedder/embedder-client.ts';
import type { Recognition } from '../../ml/embedder-messages.ts';
import { createEvidenceGatherer, updatePlaceEstimates, type GatheredEvidence } from '../evidence/gather-evidence.ts';
import { indexLandmarkAlbums } from './landmark-albums.ts';
import { isEverythingUnrecognized, noteAllRecognized, noteRecognized } from './pending-work.ts';

export interface RecognizeParams {
  readonly catalog: Catalog;
  readonly client: EmbedderClient;
  readonly modelId: number;
  readonly signal: AbortSignal;
  /** Gets the albums whose members changed. */
  readonly onAlbumsTouched: (albumIds: readonly number[]) => void;
}

/** Probability from which a landmark that is not sure enough is suggested all the same; near twins are, whatever theirs is. */
const tentativeConfidence = 0.5;
/** Photos a request: a few tens of ms in the embedder, so that indexing goes on in between. */
const chunkSize = 32;

/** Looks up everything that waits for it. Ends early when the signal aborts; the rest stays noted. */
export async function recognizePending(params: RecognizeParams): Promise<void> {
  const { catalog, signal } = params;
  if (isEverythingUnrecognized(catalog)) {
    await recognizeAll(params);
    if (!signal.aborted) noteAllRecognized(catalog);
    return;
  }
  const unsure: number[] = [];
  for (let afterId = 0; !signal.aborted;) {
    const chunk = catalog.photoTasks.list('recognize', { afterId, limit: chunkSize });
    const last = chunk.at(-1);
    if (last === undefined) break;
    for (const { photoId, recognition } of await recognizeChunk(params, chunk)) {
      if (isWorthAnotherLook(recognition)) unsure.push(photoId);
    }
    afterId = last;
  }
  await askNeighbours(params, unsure);
}

/** Looks up every photo that has a vector. Returns what was recognised: landmark id by photo. Ends early when the signal aborts. */
export async function recognizeAll(params: RecognizeParams): Promise<ReadonlyMap<number, string>> {
  const { catalog, modelId, signal } = params;
  const recognized = new Map<number, string>();
  const unsure: number[] = [];
  for (const { photoIds } of catalog.embeddings.iterateChunks(modelId, chunkSize)) {
    if (signal.aborted) break;
    for (const { photoId, recognition } of await recognizeChunk(params, [...photoIds])) {
      if (recognition.landmarkId !== null) recognized.set(photoId, recognition.landmarkId);
      else if (isWorthAnotherLook(recognition)) unsure.push(photoId);
    }
  }
  for (const { photoId, recognition } of await askNeighbours(params, unsure)) {
    if (recognition.landmarkId !== null) recognized.set(photoId, recognition.landmarkId);
  }
  return recognized;
}

/** Below this no walk makes a name of it. */
const leastConfidence = 0.1;

function isWorthAnotherLook({ landmarkId, candidates }: Recognition): boolean {
  return landmarkId === null && (candidates[0]?.confidence ?? 0) >= leastConfidence;
}

/** The second round ([Note: two rounds]): photos without a walk are left out. */
async function askNeighbours(params: RecognizeParams, photoIds: readonly number[]): Promise<readonly LookedUp[]> {
  const gatherer = createEvidenceGatherer(params.catalog);
  const evidence = new Map<number, GatheredEvidence>();
  for (const [index, photoId] of photoIds.entries()) {
    // One or two milliseconds each: the window goes on meanwhile.
    if (index % 8 === 7) await yieldToEventLoop();
    if (params.signal.aborted) return [];
    const gathered = gatherer.gather(photoId, { hasWalk: true });
    if ((gathered.walk?.length ?? 0) > 0) evidence.set(photoId, gathered);
  }
  const walked = [...evidence.keys()];
  const found: LookedUp[] = [];
  for (let start = 0; start < walked.length && !params.signal.aborted; start += chunkSize) {
    found.push(...(await recognizeChunk(params, walked.slice(start, start + chunkSize), evidence)));
  }
  return found;
}

interface LookedUp {
  readonly photoId: number;
  readonly recognition: Recognition;
}

/** One recognition a photo that has a vector, in order. `evidence`: left out, each photo alone. */
async function recognizeChunk(
  params: RecognizeParams,
  photoIds: readonly number[],
  evidence?: ReadonlyMap<number, GatheredEvidence>,
): Promise<readonly LookedUp[]> {
  const { catalog, client, modelId } = params;
  if (evidence === undefined) catalog.transaction(() => updatePlaceEstimates(catalog, photoIds));
  const gatherer = createEvidenceGatherer(catalog);
  const { photoIds: ids, vectors } = catalog.embeddings.getMany(photoIds, modelId);
  const dims = ids.length === 0 ? 0 : vectors.length / ids.length;
  const recognitions =
    ids.length === 0
      ? []
      : await client.request('recognize', {
          photos: Array.from(ids, (photoId, row) => ({
            photoId,
            vector: vectors.slice(row * dims, (row + 1) * dims),
            ...(evidence?.get(photoId) ?? gatherer.gather(photoId, { hasWalk: false })),
          })),
        });
  const touched = catalog.transaction(() => {
    noteRecognized(catalog, photoIds);
    return storeRecognitions(catalog, ids, recognitions);
  });
  if (touched.length > 0) params.onAlbumsTouched(touched);
  return recognitions.flatMap((recognition, row) => {
    const photoId = ids[row];
    return photoId === undefined ? [] : [{ photoId, recognition }];
  });
}

/**
 * Suggests each recognised photo. What a person decided stays; a suggestion for another landmark gives way. A photo that is in no
 * album and may show a landmark is suggested to it without becoming a member.
 */
export function storeRecognitions(
  catalog: Catalog,
  photoIds: ArrayLike<number>,
  recognitions: readonly Recognition[],
): readonly number[] {
  const touched = new Set<number>();
  const landmarkAlbums = indexLandmarkAlbums(catalog);
  const removeSuggested = (albumId: number, photoId: number): void => {
    catalog.memberships.removeSuggested(albumId, photoId);
    touched.add(albumId);
  };
  const suggestTentatively = (photoId: number, { candidates, twins }: Recognition): void => {
    for (const { landmarkId, confidence } of candidates) {
      const isLikely = confidence >= tentativeConfidence || twins.includes(landmarkId);
      const albumId = isLikely ? landmarkAlbums.obtain(landmarkId) : null;
      if (albumId === null) continue;
      catalog.memberships.setSuggested(albumId, photoId, confidence, true);
      touched.add(albumId);
    }
  };
  recognitions.forEach((recognition, index) => {
    const { landmarkId, confidence } = recognition;
    const photoId = photoIds[index];
    if (photoId === undefined || catalog.photos.isLandmarkDenied(photoId)) return;
    const known = catalog.memberships.listForPhoto(photoId);
    // Guesses of the last look-up, or of a grouping, which follows this one.
    for (const { albumId, isTentative } of known) if (isTentative) removeSuggested(albumId, photoId);
    const memberships = known.filter(({ isTentative }) => !isTentative);
    if (landmarkId === null) {
      if (memberships.every(({ state }) => state === 'rejected')) suggestTentatively(photoId, recognition);
      return;
    }
    const albumId = landmarkAlbums.obtain(landmarkId);
    if (albumId === null) return;
    const here = memberships.find((membership) => membership.albumId === albumId);
    if (here !== undefined && here.state !== 'suggested') return;
    // A person put it elsewhere: their word is the better recognition.
    if (memberships.some(({ state }) => state === 'confirmed')) return;
    for (const other of memberships) {
      if (other.albumId === albumId || other.state !== 'suggested') continue;
      // A group that the person named is theirs; any other guess gives way to a name.
      if (other.kind === 'group' && catalog.albums.get(other.albumId)?.isNamedByPerson === true) continue;
      removeSuggested(other.albumId, photoId);
    }
    catalog.memberships.setSuggested(albumId, photoId, confidence);
    touched.add(albumId);
  });
  return [...touched];
}
