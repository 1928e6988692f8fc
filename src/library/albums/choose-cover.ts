/** @file The photo that stands for an album: sure of its landmark, and typical of the album. */
import type { Catalog } from '../../db/catalog.ts';

/** Members compared; more would only cost time. */
const comparedMembers = 200;

/** Chooses the cover of an album anew and stores it, unless a person chose it. */
export function updateCover(catalog: Catalog, albumId: number, modelId: number): void {
  if (catalog.albums.get(albumId)?.isCoverChosen === true) return;
  const members = catalog.memberships
    .listForAlbum(albumId)
    .filter(({ state, isTentative }) => state !== 'rejected' && !isTentative)
    // A person's word is certain.
    .map(({ photoId, state, confidence }) => ({ photoId, confidence: state === 'confirmed' ? 1 : (confidence ?? 0) }))
    .sort((a, b) => b.confidence - a.confidence || a.photoId - b.photoId)
    .slice(0, comparedMembers);
  if (members.length === 0) return;
  const { photoIds, vectors } = catalog.embeddings.getMany(
    members.map(({ photoId }) => photoId),
    modelId,
  );
  const current = catalog.albums.get(albumId)?.coverPhotoId;
  // Nothing to choose by: none of them could be embedded with this model yet.
  if (photoIds.length === 0 && members.some(({ photoId }) => photoId === current)) return;
  const confidences = new Map(members.map(({ photoId, confidence }) => [photoId, confidence]));
  const typical = measureTypicality(vectors, photoIds.length);
  let best = { photoId: members[0]?.photoId ?? null, score: -Infinity };
  photoIds.forEach((photoId, row) => {
    const score = (typical[row] ?? 0) + (confidences.get(photoId) ?? 0);
    if (score > best.score) best = { photoId, score };
  });
  if (current !== best.photoId) catalog.albums.setCover(albumId, best.photoId);
}

/** Cosine of each unit vector (row-major) with the mean of all. */
export function measureTypicality(vectors: Float32Array, rows: number): Float64Array {
  const dims = rows === 0 ? 0 : vectors.length / rows;
  const mean = new Float64Array(dims);
  vectors.forEach((value, index) => {
    const column = index % dims;
    mean[column] = (mean[column] ?? 0) + value;
  });
  const norm = Math.hypot(...mean) || 1;
  const cosines = new Float64Array(rows);
  vectors.forEach((value, index) => {
    const row = Math.floor(index / dims);
    cosines[row] = (cosines[row] ?? 0) + (value * (mean[index % dims] ?? 0)) / norm;
  });
  return cosines;
}
