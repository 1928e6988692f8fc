/** @file Photos seen with their relatives in the library: a vector becomes the mean of itself and its nearest neighbours. */
import { normalizeRows } from './unit-vectors.ts';

/** Exact k nearest library photos of each query row, best first; padded with id 0. */
export type SearchLibrary = (
  queries: Float32Array,
  k: number,
) => Promise<{ readonly photoIds: Int32Array; readonly cosines: Float32Array }>;

/** The library's vectors. */
export interface LibraryVectors {
  readonly size: number;
  readonly search: SearchLibrary;
  readonly getVector: (photoId: number) => Float32Array | null;
}

const neighbours = 5;
/** A neighbour takes part when its cosine is at least this share of the nearest one's: one relative is not mixed with strangers. */
const leastShare = 0.5;

/**
 * Smoothed copies of rows of unit vectors (query expansion with weights cosine^3: Radenović, Tolias and Chum 2019, section 3.4;
 * Arandjelović and Zisserman 2012). With 5 references a landmark it names half as many photos again at the same precision
 * (figures: docs/recognition.md).
 *
 * @param photoIds photo of each row, which is not its own neighbour; null for one that the library does not hold
 */
export async function smoothOverLibrary(
  library: LibraryVectors,
  vectors: Float32Array,
  photoIds: readonly (number | null)[],
): Promise<Float32Array> {
  const rows = photoIds.length;
  if (library.size === 0 || rows === 0) return vectors;
  const dims = vectors.length / rows;
  const k = neighbours + 1;
  const found = await library.search(vectors, k);
  const smoothed = vectors.slice();
  for (let row = 0; row < rows; row++) {
    let used = 0;
    let least = 0;
    for (let place = row * k; place < (row + 1) * k && used < neighbours; place++) {
      const photoId = found.photoIds[place] ?? 0;
      const cosine = found.cosines[place] ?? -2;
      if (photoId === 0 || photoId === photoIds[row] || cosine <= least) continue;
      const neighbour = library.getVector(photoId);
      if (neighbour === null) continue;
      if (used === 0) least = leastShare * cosine;
      used++;
      const weight = cosine ** 3;
      for (let d = 0; d < dims; d++) {
        smoothed[row * dims + d] = (smoothed[row * dims + d] ?? 0) + weight * (neighbour[d] ?? 0);
      }
    }
  }
  normalizeRows(smoothed, dims);
  return smoothed;
}
