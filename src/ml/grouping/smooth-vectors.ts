/** @file Smoothing: each vector becomes the weighted mean of itself and its nearest neighbours. */
import { normalizeRows } from '../recognition/unit-vectors.ts';
import type { SmoothingThresholds } from './grouping-thresholds.ts';
import { makeRows } from './make-rows.ts';
import type { SearchNeighbours } from './neighbour-search.ts';

export interface SmoothParams extends SmoothingThresholds {
  /** Rows x dims unit vectors. */
  readonly vectors: Float32Array;
  readonly dims: number;
  /** False for two rows that cannot show one landmark: neither is smoothed with the other. */
  readonly mayMix: (row: number, other: number) => boolean;
  readonly searchNeighbours: SearchNeighbours;
}

/**
 * Smoothed copies of the vectors, unit length: database-side augmentation (Arandjelović and Zisserman, "Three things
 * everyone should know to improve object retrieval", 2012, section 5) with weights cosine^3, its own weight being 1.
 */
export async function smoothVectors(params: SmoothParams): Promise<Float32Array> {
  const { vectors, dims, neighbours, leastCosine, leastShare, mayMix } = params;
  const k = neighbours + 1;
  const found = await params.searchNeighbours({ matrix: vectors, queries: vectors, dims, k });
  const smoothed = makeRows(vectors.length / dims, dims);
  smoothed.set(vectors);
  for (let row = 0; row < vectors.length / dims; row++) {
    let used = 0;
    let least = leastCosine;
    for (let place = row * k; place < (row + 1) * k && used < neighbours; place++) {
      const neighbour = found.indices[place] ?? 0;
      const cosine = found.cosines[place] ?? 0;
      if (neighbour < 0 || neighbour === row || cosine < least || !mayMix(row, neighbour)) continue;
      if (used === 0) least = Math.max(least, leastShare * cosine);
      used++;
      const weight = cosine ** 3;
      for (let d = 0; d < dims; d++) {
        const at = row * dims + d;
        smoothed[at] = (smoothed[at] ?? 0) + weight * (vectors[neighbour * dims + d] ?? 0);
      }
    }
  }
  normalizeRows(smoothed, dims);
  return smoothed;
}
