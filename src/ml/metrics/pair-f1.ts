/** @file Can a single threshold on the cosine tell pairs of one landmark from all others? */

/** Bins of 0.005 over [-1, 1]. */
const binCount = 401;

export interface PairCounts {
  /** Pairs of one landmark by bin of their cosine. */
  readonly same: Float64Array;
  /** Pairs of two landmarks, or of a landmark and a non-landmark. */
  readonly different: Float64Array;
}

/** Empty counts. */
export function createPairCounts(): PairCounts {
  return { same: new Float64Array(binCount), different: new Float64Array(binCount) };
}

/** Adds one pair. Pairs of two non-landmarks do not belong here. */
export function countPair(counts: PairCounts, cosine: number, isSame: boolean): void {
  const bin = Math.min(binCount - 1, Math.max(0, Math.round((cosine + 1) * 200)));
  const bins = isSame ? counts.same : counts.different;
  bins[bin] = (bins[bin] ?? 0) + 1;
}

/** Best F1 of "cosine >= threshold means the same landmark" over all thresholds, and that threshold. */
export function findBestPairF1(counts: PairCounts): { readonly f1: number; readonly threshold: number } {
  const all = counts.same.reduce((sum, count) => sum + count, 0);
  let best = { f1: 0, threshold: 1 };
  let right = 0;
  let wrong = 0;
  for (let bin = binCount - 1; bin >= 0; bin--) {
    right += counts.same[bin] ?? 0;
    wrong += counts.different[bin] ?? 0;
    const f1 = right === 0 ? 0 : (2 * right) / (right + wrong + all);
    if (f1 > best.f1) best = { f1, threshold: bin / 200 - 1 };
  }
  return best;
}
