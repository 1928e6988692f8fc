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
  /** Another one after every change. */
  readonly version: number;
  readonly search: SearchLibrary;
  readonly getVector: (photoId: number) => Float32Array | null;
}

const neighbours = 5;
/** A neighbour takes part when its cosine is at least this share of the nearest one's: one relative is not mixed with strangers. */
const leastShare = 0.5;
/** The same in the second round, among smoothed vectors, which are nearer to each other. */
const leastShareAgain = 0.7;
const leastCosineAgain = 0.2;

interface Neighbour {
  readonly photoId: number;
  readonly cosine: number;
}

/**
 * Smoothed copies of rows of unit vectors, in two rounds as grouping does: a vector becomes the mean of itself and its 5 nearest
 * library photos, then of that and the same photos, smoothed in their turn. Weights are cosine^3 (query expansion: Radenović, Tolias
 * and Chum 2019, section 3.4; Arandjelović and Zisserman 2012). Figures: docs/recognition.md.
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
  const neighboursOf = await findNeighbours(library, vectors, photoIds);
  const once = mixOnce(library, vectors, neighboursOf);

  const relatives = [...new Set(neighboursOf.flatMap((found) => found.map(({ photoId }) => photoId)))];
  if (relatives.length === 0) return once;
  const own = new Float32Array(relatives.length * dims);
  for (const [row, photoId] of relatives.entries()) {
    const vector = library.getVector(photoId);
    if (vector !== null) own.set(vector, row * dims);
  }
  const smoothed = mixOnce(library, own, await findNeighbours(library, own, relatives));
  const rowOf = new Map(relatives.map((photoId, row) => [photoId, row]));

  const twice = once.slice();
  for (const [row, found] of neighboursOf.entries()) {
    const query = once.subarray(row * dims, (row + 1) * dims);
    const mixed = found.map(({ photoId }) => {
      const at = (rowOf.get(photoId) ?? 0) * dims;
      const vector = smoothed.subarray(at, at + dims);
      return { vector, cosine: vector.reduce((sum, value, d) => sum + value * (query[d] ?? 0), 0) };
    });
    const nearest = mixed.reduce((most, { cosine }) => Math.max(most, cosine), 0);
    const least = Math.max(leastCosineAgain, leastShareAgain * nearest);
    for (const { vector, cosine } of mixed) if (cosine >= least) addRow(twice, row, vector, cosine ** 3);
  }
  normalizeRows(twice, dims);
  return twice;
}

/** Nearest library photos of each row that take part, nearest first. */
async function findNeighbours(
  library: LibraryVectors,
  vectors: Float32Array,
  photoIds: readonly (number | null)[],
): Promise<Neighbour[][]> {
  const k = neighbours + 1;
  const found = await library.search(vectors, k);
  return photoIds.map((own, row) => {
    const others = Array.from({ length: k }, (_, place) => ({
      photoId: found.photoIds[row * k + place] ?? 0,
      cosine: found.cosines[row * k + place] ?? -2,
    })).filter(({ photoId, cosine }) => photoId !== 0 && photoId !== own && cosine > 0);
    const least = leastShare * (others[0]?.cosine ?? 0);
    return others.slice(0, neighbours).filter(({ cosine }) => cosine >= least);
  });
}

/** Each row and its neighbours, mixed, of unit length. */
function mixOnce(
  library: LibraryVectors,
  vectors: Float32Array,
  neighboursOf: readonly (readonly Neighbour[])[],
): Float32Array {
  const mixed = vectors.slice();
  for (const [row, found] of neighboursOf.entries()) {
    for (const { photoId, cosine } of found) {
      const vector = library.getVector(photoId);
      if (vector !== null) addRow(mixed, row, vector, cosine ** 3);
    }
  }
  normalizeRows(mixed, vectors.length / neighboursOf.length);
  return mixed;
}

function addRow(matrix: Float32Array, row: number, vector: Float32Array, weight: number): void {
  const start = row * vector.length;
  for (const [d, value] of vector.entries()) matrix[start + d] = (matrix[start + d] ?? 0) + weight * value;
}
