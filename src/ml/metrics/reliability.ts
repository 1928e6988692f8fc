/** @file Does a predicted probability come true that often? */

/** Tenths of the predicted probability. */
export const reliabilityBinCount = 10;

/** Predictions by tenth, of the two kinds that may come out. */
export interface ReliabilityCounts {
  readonly same: Float64Array;
  readonly different: Float64Array;
  /** Sums of the predicted probabilities of those that came out `same`. */
  readonly samePredicted: Float64Array;
  readonly differentPredicted: Float64Array;
}

export interface ReliabilityBin {
  /** Mean predicted probability. */
  readonly predicted: number;
  /** Share that came true. */
  readonly observed: number;
  /** Share of all predictions that fall into this bin. */
  readonly share: number;
}

export interface Reliability {
  /** Null for a tenth that nothing falls into. */
  readonly bins: readonly (ReliabilityBin | null)[];
  /** Expected calibration error: mean distance of predicted and observed over the bins, weighted by their share. */
  readonly error: number;
}

/** Empty counts. */
export function createReliabilityCounts(): ReliabilityCounts {
  const make = (): Float64Array => new Float64Array(reliabilityBinCount);
  return { same: make(), different: make(), samePredicted: make(), differentPredicted: make() };
}

/** Tenth of a probability in [0, 1]. */
export function findReliabilityBin(probability: number): number {
  return Math.min(reliabilityBinCount - 1, Math.max(0, Math.floor(probability * reliabilityBinCount)));
}

/**
 * Reliability diagram and expected calibration error (Guo et al., "On Calibration of Modern Neural Networks", ICML 2017,
 * section 2), for even odds: all that came out `same` together weigh as much as all that came out `different`, as the
 * manifest's calibration is fitted. When one kind is absent the other has all the weight.
 */
export function summarizeReliability(counts: ReliabilityCounts): Reliability {
  const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
  const [sameTotal, differentTotal] = [sum(counts.same), sum(counts.different)];
  const kinds = Math.max(1, Number(sameTotal > 0) + Number(differentTotal > 0));
  const sameWeight = sameTotal === 0 ? 0 : 1 / (kinds * sameTotal);
  const differentWeight = differentTotal === 0 ? 0 : 1 / (kinds * differentTotal);
  const bins = Array.from({ length: reliabilityBinCount }, (_, bin): ReliabilityBin | null => {
    const at = (values: Float64Array): number => values[bin] ?? 0;
    const share = at(counts.same) * sameWeight + at(counts.different) * differentWeight;
    if (share <= 0) return null;
    const predicted = at(counts.samePredicted) * sameWeight + at(counts.differentPredicted) * differentWeight;
    return { predicted: predicted / share, observed: (at(counts.same) * sameWeight) / share, share };
  });
  const error = bins.reduce(
    (total, bin) => total + (bin === null ? 0 : bin.share * Math.abs(bin.predicted - bin.observed)),
    0,
  );
  return { bins, error };
}
