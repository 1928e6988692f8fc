/** @file Measures of one ranked list. A list is given by the ranks of its relevant rows: 1 is the first, ascending. */

/**
 * Average precision: mean over the relevant rows of the precision at their rank. With `depth` only the first rows count and
 * the sum is divided by `min(relevantCount, depth)`: mAP@100 of Weyand et al., "Google Landmarks Dataset v2" (CVPR 2020),
 * section 3, is its mean over the queries at depth 100. 0 when nothing is relevant.
 *
 * @param relevantCount left out: the length of `ranks`. More when some relevant rows are not in the list at all.
 */
export function computeAveragePrecision(
  ranks: ArrayLike<number>,
  relevantCount: number = ranks.length,
  depth = Infinity,
): number {
  let sum = 0;
  for (let i = 0; i < ranks.length; i++) {
    const rank = ranks[i] ?? 0;
    if (rank > depth) break;
    sum += (i + 1) / rank;
  }
  return relevantCount === 0 ? 0 : sum / Math.min(relevantCount, depth);
}

/** Share of relevant rows among the first k; a list that is shorter is filled up with wrong ones. */
export function computePrecisionAt(ranks: ArrayLike<number>, k: number): number {
  let hits = 0;
  while (hits < ranks.length && (ranks[hits] ?? 0) <= k) hits++;
  return hits / k;
}

/** Ranks of the rows that are true, best row first. */
export function listHitRanks(isHit: readonly boolean[]): number[] {
  return isHit.flatMap((hit, row) => (hit ? [row + 1] : []));
}
