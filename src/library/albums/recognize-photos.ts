/** @file Looks new photos up in the atlas and suggests them to the albums of their landmarks. */
import type { Catalog } from '../../db/catalog.ts';
import type { EmbedderClient } from '../embedder/embedder-client.ts';
import type { Recognition } from '../../ml/embedder-messages.ts';
import { indexLandmarkAlbums } from './landmark-albums.ts';
import { noteAllRecognized, noteRecognized, readUnrecognized } from './pending-work.ts';

export interface RecognizeParams {
  readonly catalog: Catalog;
  readonly client: EmbedderClient;
  readonly modelId: number;
  readonly signal: AbortSignal;
  /** Gets the albums whose members changed. */
  readonly onAlbumsTouched: (albumIds: readonly number[]) => void;
}

/** Probability from which a landmark that is not sure enough is suggested all the same. */
const tentativeConfidence = 0.5;
/** Photos a request: a few tens of ms in the embedder, so that indexing goes on in between. */
const chunkSize = 32;

/** Looks up everything that waits for it. Ends early when the signal aborts; the rest stays noted. */
export async function recognizePending(params: RecognizeParams): Promise<void> {
  const { catalog, signal } = params;
  const waiting = readUnrecognized(catalog);
  if (waiting === 'all') {
    await recognizeAll(params);
    if (!signal.aborted) noteAllRecognized(catalog);
    return;
  }
  const sorted = [...new Set(waiting)].sort((a, b) => a - b);
  for (let start = 0; start < sorted.length && !signal.aborted; start += chunkSize) {
    await recognizeChunk(params, sorted.slice(start, start + chunkSize));
  }
}

/** Looks up every photo that has a vector. Returns what was recognised: landmark id by photo. Ends early when the signal aborts. */
export async function recognizeAll(params: RecognizeParams): Promise<ReadonlyMap<number, string>> {
  const { catalog, modelId, signal } = params;
  const recognized = new Map<number, string>();
  for (const { photoIds } of catalog.embeddings.iterateChunks(modelId, chunkSize)) {
    if (signal.aborted) break;
    const recognitions = await recognizeChunk(params, [...photoIds]);
    recognitions.forEach(({ landmarkId }, row) => {
      const photoId = photoIds[row];
      if (landmarkId !== null && photoId !== undefined) recognized.set(photoId, landmarkId);
    });
  }
  return recognized;
}

/** One recognition a photo that has a vector, in order. */
async function recognizeChunk(params: RecognizeParams, photoIds: readonly number[]): Promise<readonly Recognition[]> {
  const { catalog, client, modelId } = params;
  const { photoIds: ids, vectors } = catalog.embeddings.getMany(photoIds, modelId);
  const dims = ids.length === 0 ? 0 : vectors.length / ids.length;
  const places = new Map(catalog.photos.listForGrouping(modelId, photoIds).map((photo) => [photo.id, photo]));
  const recognitions =
    ids.length === 0
      ? []
      : await client.request('recognize', {
          photos: Array.from(ids, (photoId, row) => ({
            photoId,
            vector: vectors.slice(row * dims, (row + 1) * dims),
            latitude: places.get(photoId)?.latitude ?? null,
            longitude: places.get(photoId)?.longitude ?? null,
          })),
        });
  const touched = catalog.transaction(() => {
    noteRecognized(catalog, photoIds);
    return storeRecognitions(catalog, ids, recognitions);
  });
  if (touched.length > 0) params.onAlbumsTouched(touched);
  return recognitions;
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
  const suggestTentatively = (photoId: number, candidates: Recognition['candidates']): void => {
    for (const { landmarkId, confidence } of candidates) {
      const albumId = confidence < tentativeConfidence ? null : landmarkAlbums.obtain(landmarkId);
      if (albumId === null) continue;
      catalog.memberships.setSuggested(albumId, photoId, confidence, true);
      touched.add(albumId);
    }
  };
  recognitions.forEach(({ landmarkId, confidence, candidates }, index) => {
    const photoId = photoIds[index];
    if (photoId === undefined || catalog.photos.isLandmarkDenied(photoId)) return;
    const known = catalog.memberships.listForPhoto(photoId);
    // Guesses of the last look-up, or of a grouping, which follows this one.
    for (const { albumId, isTentative } of known) if (isTentative) removeSuggested(albumId, photoId);
    const memberships = known.filter(({ isTentative }) => !isTentative);
    if (landmarkId === null) {
      if (memberships.every(({ state }) => state === 'rejected')) suggestTentatively(photoId, candidates);
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
