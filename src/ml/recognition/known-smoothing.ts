/** @file The person's own photos as the library smooths them: each confirmation brings all of them again, most of them the same. */
import { smoothOverLibrary, type LibraryVectors } from './smooth-queries.ts';

export type SmoothOwnPhotos = (vectors: Float32Array, photoIds: readonly number[]) => Promise<Float32Array>;

/**
 * `smoothOverLibrary` that searches only for photos that it was not asked for the last time, as long as the library stays as it is:
 * every search goes over the whole library, and a person may have confirmed 20,000 photos.
 */
export function createKnownSmoothing(library: LibraryVectors): SmoothOwnPhotos {
  let known = new Map<number, Float32Array>();
  let version = library.version;
  return async (vectors, photoIds) => {
    if (photoIds.length === 0) return vectors;
    const dims = vectors.length / photoIds.length;
    const before = library.version === version ? known : new Map<number, Float32Array>();
    const read = library.version;
    const fresh = [...photoIds.keys()].filter((row) => !before.has(photoIds[row] ?? 0));
    const asked = new Float32Array(fresh.length * dims);
    for (const [place, row] of fresh.entries()) asked.set(vectors.subarray(row * dims, (row + 1) * dims), place * dims);
    const found = await smoothOverLibrary(
      library,
      asked,
      fresh.map((row) => photoIds[row] ?? 0),
    );
    const rowOf = new Map(fresh.map((row, place) => [row, found.subarray(place * dims, (place + 1) * dims)]));
    const smoothed = new Float32Array(vectors.length);
    for (const [row, photoId] of photoIds.entries()) {
      smoothed.set(rowOf.get(row) ?? before.get(photoId) ?? vectors.subarray(row * dims, (row + 1) * dims), row * dims);
    }
    // Of what is in use alone.
    known = new Map(photoIds.map((photoId, row) => [photoId, smoothed.subarray(row * dims, (row + 1) * dims)]));
    version = read;
    return smoothed;
  };
}
