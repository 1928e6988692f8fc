/**
 * @file The photos that a grouping of a few has to look at.
 *
 * [Note: surroundings] In a library of 100,000 photos the thousandth new one changes the groups of its neighbours, not those at the
 * other end of the world; but a grouping of everything costs the square of what is there. So photos that came, or that a person decided
 * about, are grouped with their neighbours, the members of their neighbours' albums, and, where a neighbour is in no album, its
 * neighbours too (library/albums/regroup-around.ts). What decides whether a photo joins a cluster is there: smoothing takes 5 neighbours,
 * an edge 20. Those that have no neighbour without an album in common are grouped apart (library/albums/split-surroundings.ts): a thousand
 * new photos have a hundred thousand around them in a large library, and grouping costs the square of what it is given. Everything is
 * grouped again when a tenth of the library has come since.
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

/** One photo's neighbours after the other's. */
export interface Surroundings {
  /** Those of the photos asked about that look like a landmark, in the same order. */
  readonly photoIds: Int32Array;
  /** Their landmark-like neighbours, best first. */
  readonly near: Int32Array;
  /** Where in `near` those of each photo end. */
  readonly ends: Int32Array;
}

/** Neighbours of each photo: more than the graph asks for, because the nearest may be no landmarks. */
const neighbours = 30;
/** Queries at once. */
const batchSize = 128;

/** The surroundings of those of these photos that look like a landmark. */
export async function findSurroundings(params: SurroundingsParams): Promise<Surroundings> {
  const { getVector, dims, landmarkness, search } = params;
  const { landmarkness: gate, smoothing } = groupingThresholds;
  const leastCosine = Math.min(...smoothing.map((round) => round.leastCosine));
  // Photos of one place have the same neighbours.
  const known = new Map<number, boolean>();
  const isLike = (photoId: number): boolean => {
    const answer = known.get(photoId) ?? looksLikeLandmark(getVector(photoId));
    known.set(photoId, answer);
    return answer;
  };
  const looksLikeLandmark = (vector: Float32Array | null): boolean =>
    vector !== null && estimateLandmarkness(landmarkness, vector) >= gate;
  const seeds = params.photoIds.filter(isLike);
  const near: number[] = [];
  const ends = new Int32Array(seeds.length);
  for (let start = 0; start < seeds.length; start += batchSize) {
    const batch = seeds.subarray(start, start + batchSize);
    const queries = new Float32Array(batch.length * dims);
    batch.forEach((photoId, row) => queries.set(getVector(photoId) ?? [], row * dims));
    const k = neighbours + 1;
    const { photoIds, cosines } = await search(queries, k);
    for (const [row, own] of batch.entries()) {
      for (let place = row * k; place < (row + 1) * k; place += 1) {
        const photoId = photoIds[place] ?? 0;
        if (photoId === 0 || photoId === own || (cosines[place] ?? 0) < leastCosine) continue;
        if (isLike(photoId)) near.push(photoId);
      }
      ends[start + row] = near.length;
    }
  }
  return { photoIds: seeds, near: Int32Array.from(near), ends };
}
