/**
 * @file Joins photos along the edges of the graph, the likeliest first, unless the whole of the two clusters says no.
 *
 * [Note: likeness] Single linkage follows a landmark from its front over its side to its night view, but a single photo that
 * resembles two places chains them together, too. So each join is asked of all pairs: likeness is the mean cosine across the two
 * clusters divided by the mean cosine within them, and must reach `leastLikeness`. A fixed cosine cannot serve both a statue of
 * which every photo looks alike (another arch at 0.5 is another arch) and a palace with a front, a garden and rooms (its own two
 * sides meet at 0.4): what is near is a matter of how near the cluster's own photos are, as in local scaling (Zelnik-Manor and
 * Perona 2004). Sums of unit vectors give both means exactly: across a and b it is sum_a . sum_b / (n_a n_b), within a it is
 * (|sum_a|^2 - n_a) / (n_a (n_a - 1)).
 */
import type { GroupingThresholds } from './grouping-thresholds.ts';
import { multiplyPair } from '../recognition/unit-vectors.ts';
import type { LinkedSets } from './linked-sets.ts';
import { makeRows } from './make-rows.ts';
import type { NeighbourPair } from './neighbour-graph.ts';

export interface ClusterParams {
  /** Smoothed unit vectors, photos x dims. */
  readonly vectors: Float32Array;
  readonly dims: number;
  /** The likeliest first. */
  readonly pairs: readonly NeighbourPair[];
  /** Sets that a person made, and pairs that never become one. Receives the clusters. */
  readonly sets: LinkedSets;
  readonly thresholds: GroupingThresholds;
}

/** Joins the sets along likely edges. */
export function clusterPhotos(params: ClusterParams): void {
  const { pairs, sets, thresholds } = params;
  const clusters = createClusters(params);
  const { edgeProbability, leastLikeness } = thresholds;
  const leastLogit = Math.log(edgeProbability / (1 - edgeProbability));
  for (const { a, b, logit } of pairs) {
    if (logit < leastLogit) break;
    const [one, other] = [sets.find(a), sets.find(b)];
    if (one === other || clusters.measureLikeness(one, other) < leastLikeness) continue;
    if (sets.join(one, other)) clusters.merge(sets.find(one), sets.find(one) === one ? other : one);
  }
}

interface Clusters {
  /** Mean cosine across two clusters, over that within them ([Note: likeness]). */
  readonly measureLikeness: (a: number, b: number) => number;
  /** `gone` becomes part of `kept`. */
  readonly merge: (kept: number, gone: number) => void;
}

/** Clusters of one photo or of one set of a person, known by the representative of the set. */
function createClusters({ vectors, dims, sets, thresholds }: ClusterParams): Clusters {
  const photos = vectors.length / dims;
  const sums = makeRows(photos, dims);
  const counts = new Int32Array(photos);
  const add = (to: number, rows: Float32Array, row: number): void => {
    for (let d = 0; d < dims; d++) sums[to * dims + d] = (sums[to * dims + d] ?? 0) + (rows[row * dims + d] ?? 0);
  };
  for (let index = 0; index < photos; index++) {
    const root = sets.find(index);
    add(root, vectors, index);
    counts[root] = (counts[root] ?? 0) + 1;
  }
  const { usualCosine, usualPairs, tighterShare } = thresholds;
  const measureWithin = (cluster: number): number => {
    const count = counts[cluster] ?? 1;
    const sum = (multiplyPair(sums, dims, cluster, cluster) - count) / 2;
    return (sum + usualPairs * usualCosine) / ((count * (count - 1)) / 2 + usualPairs);
  };
  return {
    measureLikeness: (a, b) => {
      const across = multiplyPair(sums, dims, a, b) / ((counts[a] ?? 1) * (counts[b] ?? 1));
      const [one, other] = [measureWithin(a), measureWithin(b)];
      return across / (tighterShare * Math.max(one, other) + (1 - tighterShare) * Math.min(one, other));
    },
    merge: (kept, gone) => {
      add(kept, sums, gone);
      counts[kept] = (counts[kept] ?? 0) + (counts[gone] ?? 0);
    },
  };
}
