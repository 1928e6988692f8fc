/** @file What stands for the photos of one landmark in an atlas: outliers out, then a few means of the rest. */
import { multiplyRows, normalizeRows } from '../recognition/unit-vectors.ts';

export interface PrototypeParams {
  /** Photos x dims unit vectors of one landmark. */
  readonly vectors: Float32Array;
  readonly dims: number;
  /** At most so many prototypes. */
  readonly limit: number;
  /** Cosine from which two photos probably show one landmark (the model's calibration at 0.5). */
  readonly leastCosine: number;
}

export interface Prototypes {
  /** Prototypes x dims unit vectors. */
  readonly vectors: Float32Array;
  /** Photos that they stand for. */
  readonly photos: number;
  /** Indices of the photos that no other photo of the landmark speaks for: most of them are label noise. */
  readonly outliers: readonly number[];
}

/** With fewer photos nobody can tell which of them is wrong. */
const leastForOutliers = 4;
const mostRounds = 10;

/**
 * Drops the photos that are like no other photo of the landmark; when most are, the landmark is one of many faces, and all stay.
 * Up to `limit` photos stand for themselves; more are put together by spherical k-means (Dhillon and Modha 2001, section 3), which
 * begins with the photos that most others are near to (greedy facility location: Nemhauser, Wolsey and Fisher 1978). Of 29
 * landmarks that the model never saw, three prototypes each, half of the photos asked: GAP 0.78 with photos that cover the looks
 * (k-center), 0.90 with those that most are near to, 0.94 with the means.
 */
export function selectPrototypes({ vectors, dims, limit, leastCosine }: PrototypeParams): Prototypes {
  const count = vectors.length / dims;
  const lonely = count < leastForOutliers ? [] : findLonely({ vectors, dims, leastCosine });
  const outliers = 2 * lonely.length > count ? [] : lonely;
  const dropped = new Set(outliers);
  const kept = takeRows(
    vectors,
    dims,
    Array.from({ length: count }, (_, photo) => photo).filter((photo) => !dropped.has(photo)),
  );
  const photos = count - outliers.length;
  return { vectors: photos <= limit ? kept : findMeans(kept, dims, limit), photos, outliers };
}

function findLonely({ vectors, dims, leastCosine }: Omit<PrototypeParams, 'limit'>): number[] {
  const cosines = new Float32Array(vectors.length / dims);
  return [...cosines.keys()].filter((photo) => {
    multiplyRows(vectors, vectors.subarray(photo * dims, (photo + 1) * dims), cosines);
    cosines[photo] = -2;
    return cosines.every((cosine) => cosine < leastCosine);
  });
}

/** Means of `limit` clusters, unit length. */
function findMeans(vectors: Float32Array, dims: number, limit: number): Float32Array {
  let means = takeRows(vectors, dims, selectCentral(vectors, dims, limit));
  const cosines = new Float32Array(limit);
  let last = '';
  for (let round = 0; round < mostRounds; round++) {
    const sums = new Float32Array(means.length);
    const nearest: number[] = [];
    for (let start = 0; start < vectors.length; start += dims) {
      multiplyRows(means, vectors.subarray(start, start + dims), cosines);
      const mean = cosines.reduce((best, cosine, at) => (cosine > (cosines[best] ?? 0) ? at : best), 0);
      nearest.push(mean);
      for (let d = 0; d < dims; d++) sums[mean * dims + d] = (sums[mean * dims + d] ?? 0) + (vectors[start + d] ?? 0);
    }
    normalizeRows(sums, dims);
    // A mean that nothing is nearest to stays where it was.
    for (let mean = 0; mean < limit; mean++) {
      if (!nearest.includes(mean)) sums.set(means.subarray(mean * dims, (mean + 1) * dims), mean * dims);
    }
    means = sums;
    const now = nearest.join();
    if (now === last) break;
    last = now;
  }
  return means;
}

/** Rows that together are nearest to all rows, chosen one by one. */
function selectCentral(vectors: Float32Array, dims: number, limit: number): number[] {
  const count = vectors.length / dims;
  const cosines = new Float32Array(count * count);
  for (let row = 0; row < count; row++) {
    multiplyRows(
      vectors,
      vectors.subarray(row * dims, (row + 1) * dims),
      cosines.subarray(row * count, (row + 1) * count),
    );
  }
  const covered = new Float32Array(count);
  const chosen: number[] = [];
  while (chosen.length < limit) {
    let [best, most] = [-1, -1];
    for (let row = 0; row < count; row++) {
      if (chosen.includes(row)) continue;
      let gain = 0;
      for (let other = 0; other < count; other++) {
        gain += Math.max(0, (cosines[row * count + other] ?? 0) - (covered[other] ?? 0));
      }
      if (gain > most) [best, most] = [row, gain];
    }
    for (let other = 0; other < count; other++) {
      covered[other] = Math.max(covered[other] ?? 0, cosines[best * count + other] ?? 0);
    }
    chosen.push(best);
  }
  return chosen;
}

function takeRows(vectors: Float32Array, dims: number, rows: readonly number[]): Float32Array {
  const taken = new Float32Array(rows.length * dims);
  for (const [place, row] of rows.entries()) taken.set(vectors.subarray(row * dims, (row + 1) * dims), place * dims);
  return taken;
}
