/**
 * @file Agglomerative clustering with a relative stopping rule.
 *
 * [Note: likeness] Average linkage (Sokal and Michener 1958) on the neighbour graph: always the likeliest two clusters become one,
 * until no two are likelier one landmark than two. Likeness is the mean cosine across two clusters divided by the mean cosine
 * within them. A fixed cosine cannot serve both a statue of which every photo looks alike (an alien arch at 0.5 is another arch) and
 * a palace with a front, a garden and rooms (its own two sides meet at 0.4): what is near is a matter of how near the
 * cluster's own photos are, as in local scaling (Zelnik-Manor and Perona 2004). Sums of unit vectors give both means exactly:
 * across a and b it is sum_a . sum_b / (n_a n_b), within a (|sum_a|^2 - n_a) / (n_a (n_a - 1)). Being a mean over all pairs,
 * one photo that resembles two places cannot chain them together.
 */
import type { GroupPhoto } from '../embedder-messages.ts';
import type { GroupingThresholds } from './grouping-thresholds.ts';
import type { LinkedSets } from './linked-sets.ts';
import { createPairQueue } from './pair-queue.ts';
import { weighClusters } from './place-and-time.ts';

export interface ClusterParams {
  readonly photos: readonly GroupPhoto[];
  /** Smoothed unit vectors, photos x dims. */
  readonly vectors: Float32Array;
  readonly dims: number;
  /** Pairs of photos (by index) that may become one cluster; a cluster may join those of its members' neighbours. */
  readonly neighbours: readonly (readonly [number, number])[];
  /** Sets that a person made, and pairs that never become one. Receives the clusters. */
  readonly sets: LinkedSets;
  readonly thresholds: GroupingThresholds;
}

/** Joins the sets until no two are likelier one landmark than two. */
export function clusterPhotos(params: ClusterParams): void {
  const { photos, neighbours, sets } = params;
  const clusters = createClusters(params);
  const queue = createPairQueue();
  const versions = new Int32Array(photos.length);
  const adjacent = photos.map(() => new Set<number>());
  const link = (a: number, b: number): void => {
    adjacent[a]?.add(b);
    adjacent[b]?.add(a);
  };
  const rate = (one: number, other: number): void => {
    const [a, b] = one < other ? [one, other] : [other, one];
    const logit = clusters.rate(a, b);
    if (logit < 0) return;
    queue.push({ logit, a, b, version: (versions[a] ?? 0) + (versions[b] ?? 0) });
  };

  for (const [a, b] of neighbours) if (sets.find(a) !== sets.find(b)) link(sets.find(a), sets.find(b));
  for (const [a, near] of adjacent.entries()) for (const b of near) if (a < b) rate(a, b);

  for (let pair = queue.pop(); pair !== undefined; pair = queue.pop()) {
    const { a, b, version } = pair;
    if (version !== (versions[a] ?? 0) + (versions[b] ?? 0) || adjacent[a]?.has(b) !== true) continue;
    adjacent[a].delete(b);
    adjacent[b]?.delete(a);
    // Refused by a person: stays refused, whoever joins the two later.
    if (!sets.join(a, b)) continue;
    const kept = sets.find(a);
    const gone = kept === a ? b : a;
    clusters.merge(kept, gone);
    versions[kept] = (versions[kept] ?? 0) + (versions[gone] ?? 0) + 1;
    for (const other of adjacent[gone] ?? []) {
      adjacent[other]?.delete(gone);
      link(kept, other);
    }
    adjacent[gone]?.clear();
    for (const other of adjacent[kept] ?? []) rate(kept, other);
  }
}

interface Clusters {
  /** Log-odds that two clusters are one landmark; -Infinity where that is out of the question. */
  readonly rate: (a: number, b: number) => number;
  /** `gone` becomes part of `kept`. */
  readonly merge: (kept: number, gone: number) => void;
}

/** Clusters of one photo or of one set of a person, known by the representative of the set. */
function createClusters({ photos, vectors, dims, sets, thresholds }: ClusterParams): Clusters {
  const sums = new Float32Array(vectors.length);
  const members: GroupPhoto[][] = photos.map(() => []);
  for (const [index, photo] of photos.entries()) {
    const root = sets.find(index);
    for (let d = 0; d < dims; d++)
      sums[root * dims + d] = (sums[root * dims + d] ?? 0) + (vectors[index * dims + d] ?? 0);
    members[root]?.push(photo);
  }
  const multiply = (a: number, b: number): number => {
    let sum = 0;
    for (let d = 0; d < dims; d++) sum += (sums[a * dims + d] ?? 0) * (sums[b * dims + d] ?? 0);
    return sum;
  };
  const count = (cluster: number): number => members[cluster]?.length ?? 1;
  /** Sum of the cosines of all pairs within. */
  const within = Float64Array.from(photos, (_, cluster) => (multiply(cluster, cluster) - count(cluster)) / 2);
  const measureWithin = (cluster: number): number => {
    const pairs = (count(cluster) * (count(cluster) - 1)) / 2;
    const { usualCosine, usualPairs } = thresholds;
    return ((within[cluster] ?? 0) + usualPairs * usualCosine) / (pairs + usualPairs);
  };
  return {
    rate: (a, b) => {
      const across = multiply(a, b) / (count(a) * count(b));
      if (across < thresholds.leastCosine) return -Infinity;
      const [one, other] = [measureWithin(a), measureWithin(b)];
      const { tighterShare } = thresholds;
      const usual = tighterShare * Math.max(one, other) + (1 - tighterShare) * Math.min(one, other);
      const evidence = weighClusters(members[a] ?? [], members[b] ?? []);
      if (evidence === 'vetoed') return -Infinity;
      return thresholds.likenessSlope * (across / usual - thresholds.evenLikeness) + evidence;
    },
    merge: (kept, gone) => {
      within[kept] = (within[kept] ?? 0) + (within[gone] ?? 0) + multiply(kept, gone);
      for (let d = 0; d < dims; d++) {
        sums[kept * dims + d] = (sums[kept * dims + d] ?? 0) + (sums[gone * dims + d] ?? 0);
      }
      // By photo id, so that the photos that are asked do not depend on who joined whom.
      members[kept] = [...(members[kept] ?? []), ...(members[gone] ?? [])].sort((x, y) => x.photoId - y.photoId);
      members[gone] = [];
    },
  };
}
