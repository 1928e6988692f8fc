/** @file Measures of one ranked list. Lists are booleans, best first: is the row at that rank relevant? */

/**
 * Average precision: mean over the relevant rows of the precision at their rank. With `depth` only the first rows count and
 * the sum is divided by `min(relevantCount, depth)` (mAP@100 of Weyand et al. 2020, section 3). 0 when nothing is relevant.
 */
export function computeAveragePrecision(
  ranked: readonly boolean[],
  relevantCount: number = ranked.filter(Boolean).length,
  depth = Infinity,
): number {
  let right = 0;
  let sum = 0;
  for (let rank = 0; rank < Math.min(ranked.length, depth); rank++) {
    if (ranked[rank] !== true) continue;
    right++;
    sum += right / (rank + 1);
  }
  return relevantCount === 0 ? 0 : sum / Math.min(relevantCount, depth);
}

/** Share of relevant rows among the first k. */
export function computePrecisionAt(ranked: readonly boolean[], k: number): number {
  return ranked.slice(0, k).filter(Boolean).length / k;
}
