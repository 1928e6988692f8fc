/**
 * @file The photos that a grouping of a few has to look at.
 *
 * [Note: surroundings] In a library of 100,000 photos the thousandth new one changes the groups of its neighbours, not those at the
 * other end of the world; but a grouping of everything costs the square of what is there. So photos that came, or that a person decided
 * about, are grouped with their neighbours, the members of their neighbours' albums, and, where a neighbour is in no album, its
 * neighbours too (library/albums/regroup-around.ts). What decides whether a photo joins a cluster is there: smoothing takes 5 neighbours,
 * an edge 20. Everything is grouped again when a tenth of the library has come since.
 */
import { estimateLandmarkness, type Landmarkness } from '../recognition/landmarkness.ts';
import { groupingThresholds } from './grouping-thresholds.ts';

export interface SurroundingsParams {
  readonly photoIds: Int32Array;
  /** Raw embedding of a photo; null when there is none (the photo is left out). */
  readonly getVector: (photoId: number) => Float32Array | null;
  readonly dims: number;
  readonly landmarkness: Landmarkness;
  /** The k nearest photos of each query row, best first; padded with id 0. */
  readonly search: (
    queries: Float32Array,
    k: number,
  ) => Promise<{ readonly photoIds: Int32Array; readonly cosines: Float32Array }>;
}

/** Neighbours of each photo: more than the graph asks for, because the nearest may be no landmarks. */
const neighbours = 30;
/** Queries at once. */
const batchSize = 128;

/** Those of these photos that look like a landmark, and their landmark-like neighbours: ids ascending. */
export async function findSurroundings(params: SurroundingsParams): Promise<Int32Array> {
  const { getVector, dims, landmarkness, search } = params;
  const { landmarkness: gate, smoothing } = groupingThresholds;
  const leastCosine = Math.min(...smoothing.map((round) => round.leastCosine));
  const isLike = (vector: Float32Array): boolean => estimateLandmarkness(landmarkness, vector) >= gate;
  const found = new Set<number>();
  const seeds: number[] = [];
  for (const photoId of params.photoIds) {
    const vector = getVector(photoId);
    if (vector !== null && isLike(vector)) seeds.push(photoId);
  }
  for (let start = 0; start < seeds.length; start += batchSize) {
    const batch = seeds.slice(start, start + batchSize);
    const queries = new Float32Array(batch.length * dims);
    batch.forEach((photoId, row) => queries.set(getVector(photoId) ?? [], row * dims));
    const { photoIds, cosines } = await search(queries, neighbours + 1);
    for (const [place, photoId] of photoIds.entries()) {
      if (photoId === 0 || found.has(photoId) || (cosines[place] ?? 0) < leastCosine) continue;
      const vector = getVector(photoId);
      if (vector !== null && isLike(vector)) found.add(photoId);
    }
    for (const photoId of batch) found.add(photoId);
  }
  return Int32Array.from(found).sort();
}
