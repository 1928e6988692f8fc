/** @file Which photos are near enough to be compared at all. */
import type { SearchNeighbours } from './neighbour-search.ts';

export interface NeighbourPairsParams {
  /** Smoothed unit vectors, photos x dims. */
  readonly vectors: Float32Array;
  readonly dims: number;
  /** Neighbours a photo. */
  readonly count: number;
  readonly leastCosine: number;
  readonly searchNeighbours: SearchNeighbours;
}

/** Pairs `a < b` of photos, by index, of which one is among the nearest of the other. Each once, sorted. */
export async function findNeighbourPairs(params: NeighbourPairsParams): Promise<(readonly [number, number])[]> {
  const { vectors, dims, count, leastCosine, searchNeighbours } = params;
  const photos = vectors.length / dims;
  const k = count + 1;
  const found = await searchNeighbours({ matrix: vectors, queries: vectors, dims, k });
  const near = Array.from({ length: photos }, () => new Set<number>());
  for (let row = 0; row < photos; row++) {
    for (let place = row * k; place < (row + 1) * k; place++) {
      const other = found.indices[place] ?? -1;
      if (other < 0 || other === row || (found.cosines[place] ?? -2) < leastCosine) continue;
      near[Math.min(row, other)]?.add(Math.max(row, other));
    }
  }
  return near.flatMap((others, a) => [...others].sort((x, y) => x - y).map((b) => [a, b] as const));
}
