/** @file The person's own confirmed photos as references, so that further photos of the same landmark are recognised. */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Catalog } from '../../db/catalog.ts';
import type { VectorChunk } from '../../db/embeddings.ts';
import type { PersonalReferences } from '../../ml/embedder-messages.ts';
import { findGroupLandmarkId } from './landmark-albums.ts';

/** The newest decisions count when there are more: 2 KB each, held in memory and sent as one message. */
const maxReferences = 20_000;
/** Vectors read at once: two or three milliseconds. */
const chunkSize = 250;

/**
 * Confirmed photos with their landmark id, for groups one of their own, in the vectors of one model. Read in slices, so that main answers
 * others meanwhile.
 *
 * @param isWanted false: what was read so far is enough, nobody takes it any more, and the catalog may be closed
 */
export async function collectPersonalReferences(
  catalog: Catalog,
  modelId: number,
  isWanted: () => boolean = () => true,
): Promise<PersonalReferences> {
  const landmarkOf = listLandmarks(catalog);
  const wanted = [...landmarkOf.keys()].slice(-maxReferences);
  const chunks: VectorChunk[] = [];
  for (let start = 0; start < wanted.length; start += chunkSize) {
    if (start > 0) await yieldToEventLoop();
    if (!isWanted()) break;
    chunks.push(catalog.embeddings.getMany(wanted.slice(start, start + chunkSize), modelId));
  }
  const { photoIds, vectors } = joinChunks(chunks);
  return { photoIds, vectors, landmarkIds: Array.from(photoIds, (photoId) => landmarkOf.get(photoId) ?? '') };
}

/** Landmark id of each confirmed photo. */
function listLandmarks(catalog: Catalog): ReadonlyMap<number, string> {
  const landmarkOf = new Map<number, string>();
  const ofAlbum = new Map<number, string | null>();
  for (const { albumId, photoId, state } of catalog.memberships.listDecided()) {
    if (state !== 'confirmed') continue;
    const known = ofAlbum.get(albumId);
    const landmarkId = known === undefined ? findLandmark(catalog, albumId) : known;
    ofAlbum.set(albumId, landmarkId);
    if (landmarkId !== null) landmarkOf.set(photoId, landmarkId);
  }
  return landmarkOf;
}

/** Null for an album that was merged. */
function findLandmark(catalog: Catalog, albumId: number): string | null {
  const album = catalog.albums.get(albumId);
  return album?.mergedIntoId === null ? (album.landmarkId ?? findGroupLandmarkId(catalog, album)) : null;
}

function joinChunks(chunks: readonly VectorChunk[]): VectorChunk {
  const sum = (size: (chunk: VectorChunk) => number): number => chunks.reduce((total, chunk) => total + size(chunk), 0);
  const photoIds = new Int32Array(sum((chunk) => chunk.photoIds.length));
  const vectors = new Float32Array(sum((chunk) => chunk.vectors.length));
  let [rows, values] = [0, 0];
  for (const chunk of chunks) {
    photoIds.set(chunk.photoIds, rows);
    vectors.set(chunk.vectors, values);
    rows += chunk.photoIds.length;
    values += chunk.vectors.length;
  }
  return { photoIds, vectors };
}
