/** @file Can a single threshold on the cosine tell pairs of one landmark from all others? Pairs are counted by cosine. */

/** Bins of 0.005 over [-1, 1]; bin b holds the cosines that round to `b / 200 - 1`. */
export const pairBinCount = 401;

/** Pairs by bin of their cosine. Pairs of two non-landmarks are not counted. */
export interface PairCounts {
  /** Of one landmark. */
  readonly same: Float64Array;
  /** Of two landmarks. */
  readonly different: Float64Array;
  /** Of a landmark and a non-landmark. */
  readonly other: Float64Array;
}

/** "Cosine >= threshold means the same landmark", judged on all counted pairs. */
export interface ThresholdPoint {
  readonly threshold: number;
  /** Of the pairs at or above the threshold, how many show one landmark; 1 when there are none. */
  readonly precision: number;
  /** Of the pairs of one landmark, how many are at or above it. */
  readonly recall: number;
  /** Harmonic mean of the two; 0 when nothing is right. */
  readonly f1: number;
}

/** Bin of a cosine. Halves go to the even bin, as in numpy's `round`: the Python code counts the same. */
export function findPairBin(cosine: number): number {
  const place = (cosine + 1) * 200;
  const rounded = Math.round(place);
  const bin = rounded - place === 0.5 && rounded % 2 !== 0 ? rounded - 1 : rounded;
  return Math.min(pairBinCount - 1, Math.max(0, bin));
}

/** Cosine in the middle of a bin. */
export function toBinCosine(bin: number): number {
  return bin / 200 - 1;
}

/** Empty counts. */
export function createPairCounts(): PairCounts {
  return {
    same: new Float64Array(pairBinCount),
    different: new Float64Array(pairBinCount),
    other: new Float64Array(pairBinCount),
  };
}

/** Precision and recall at the threshold of every bin, from the highest down: the precision-recall curve over pairs. */
export function traceThresholds({ same, different, other }: PairCounts): readonly ThresholdPoint[] {
  const all = same.reduce((sum, count) => sum + count, 0);
  const points: ThresholdPoint[] = [];
  let right = 0;
  let wrong = 0;
  for (let bin = pairBinCount - 1; bin >= 0; bin--) {
    right += same[bin] ?? 0;
    wrong += (different[bin] ?? 0) + (other[bin] ?? 0);
    points.push({
      threshold: toBinCosine(bin),
      precision: right + wrong === 0 ? 1 : right / (right + wrong),
      recall: all === 0 ? 0 : right / all,
      f1: right === 0 ? 0 : (2 * right) / (right + wrong + all),
    });
  }
  return points;
}

/** The point of the best F1, the one of the highest threshold of equals. @param points at least one, from the highest down */
export function findBestF1(points: readonly ThresholdPoint[]): ThresholdPoint {
  return points.reduce((best, point) => (point.f1 > best.f1 ? point : best));
}
