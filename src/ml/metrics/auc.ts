/** @file Area under the ROC curve. */

/**
 * Probability that a positive scores higher than a negative, ties counted half (Mann-Whitney U). 0.5 when one kind is absent.
 * The scores are sorted once; the function that comes back measures them with every row counted as often as it is told.
 */
export function prepareAuc(
  scores: ArrayLike<number>,
  isPositive: ArrayLike<boolean>,
): (rowCounts: ArrayLike<number>) => number {
  const order = Int32Array.from({ length: scores.length }, (_, row) => row).sort(
    (a, b) => (scores[a] ?? 0) - (scores[b] ?? 0),
  );
  return (rowCounts) => {
    let positives = 0;
    let negatives = 0;
    let rightPairs = 0;
    for (let start = 0; start < order.length;) {
      const score = scores[order[start] ?? 0];
      let tiedPositives = 0;
      let tiedNegatives = 0;
      let end = start;
      for (; end < order.length && scores[order[end] ?? 0] === score; end++) {
        const row = order[end] ?? 0;
        if (isPositive[row] === true) tiedPositives += rowCounts[row] ?? 0;
        else tiedNegatives += rowCounts[row] ?? 0;
      }
      rightPairs += tiedPositives * (negatives + tiedNegatives / 2);
      positives += tiedPositives;
      negatives += tiedNegatives;
      start = end;
    }
    return positives === 0 || negatives === 0 ? 0.5 : rightPairs / (positives * negatives);
  };
}

/** Area under the ROC curve of all rows (see `prepareAuc`). */
export function computeAuc(scores: readonly number[], isPositive: readonly boolean[]): number {
  return prepareAuc(scores, isPositive)(new Uint8Array(scores.length).fill(1));
}
