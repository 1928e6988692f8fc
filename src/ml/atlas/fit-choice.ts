/** @file Conditional logit: which of several options is right, or none of them. For the calibration of recognition. */
import { solveLinear } from './fit-logistic.ts';

export interface ChoiceSample {
  /** Features of each option. */
  readonly options: readonly (readonly number[])[];
  /** Added to the log-odds of every option. */
  readonly offset: number;
  /** The right option; null: none. */
  readonly chosen: number | null;
  readonly weight: number;
}

export interface ChoiceFit {
  readonly intercept: number;
  readonly weights: readonly number[];
}

/** Added to the diagonal, times the weight of all samples: keeps features that say the same from growing against each other. */
const ridge = 1e-3;
const iterations = 60;

/**
 * Weighted maximum-likelihood fit of P(option k) = e^u_k / (1 + sum_j e^u_j) with u = offset + intercept + weights . features
 * (McFadden 1974, with an outside option of utility 0) by Newton's method, features scaled to unit variance for the ridge.
 */
export function fitChoice(samples: readonly ChoiceSample[]): ChoiceFit {
  const width = samples.find(({ options }) => options.length > 0)?.options[0]?.length ?? 0;
  const scales = measureScales(samples, width);
  const total = samples.reduce((sum, { weight }) => sum + weight, 0);
  let beta = new Array<number>(width + 1).fill(0);
  for (let iteration = 0; iteration < iterations; iteration++) {
    const gradient = beta.map((value, i) => (i === 0 ? 0 : -ridge * total * value));
    const hessian = beta.map((_, row) => beta.map((__, column) => (row === column ? ridge * total : 0)));
    for (const { options, offset, chosen, weight } of samples) {
      const rows = options.map((features) => [1, ...features.map((value, i) => value / (scales[i] ?? 1))]);
      const utilities = rows.map((row) => row.reduce((sum, value, i) => sum + value * (beta[i] ?? 0), offset));
      const largest = Math.max(0, ...utilities);
      const odds = utilities.map((value) => Math.exp(value - largest));
      const sum = odds.reduce((all, value) => all + value, Math.exp(-largest));
      const mean = beta.map((_, i) => rows.reduce((all, row, k) => all + ((odds[k] ?? 0) / sum) * (row[i] ?? 0), 0));
      for (const [k, row] of rows.entries()) {
        const probability = (odds[k] ?? 0) / sum;
        const residual = weight * ((k === chosen ? 1 : 0) - probability);
        for (const [i, value] of row.entries()) {
          gradient[i] = (gradient[i] ?? 0) + residual * value;
          const line = hessian[i] ?? [];
          for (const [j, other] of row.entries()) line[j] = (line[j] ?? 0) + weight * probability * value * other;
        }
      }
      for (const [i, value] of mean.entries()) {
        const line = hessian[i] ?? [];
        for (const [j, other] of mean.entries()) line[j] = (line[j] ?? 0) - weight * value * other;
      }
    }
    const step = solveLinear(hessian, gradient);
    // Shortened where the start is far off.
    const length = Math.max(1, ...step.map(Math.abs));
    beta = beta.map((value, i) => value + (step[i] ?? 0) / length);
    if (step.every((value) => Math.abs(value) < 1e-8)) break;
  }
  const [intercept = 0, ...weights] = beta;
  return { intercept, weights: weights.map((value, i) => value / (scales[i] ?? 1)) };
}

/** Standard deviation of each feature over all options. */
function measureScales(samples: readonly ChoiceSample[], width: number): number[] {
  const options = samples.flatMap((sample) => sample.options);
  return Array.from({ length: width }, (_, i) => {
    const mean = options.reduce((sum, features) => sum + (features[i] ?? 0), 0) / Math.max(1, options.length);
    const square = options.reduce((sum, features) => sum + ((features[i] ?? 0) - mean) ** 2, 0);
    return Math.sqrt(square / Math.max(1, options.length)) || 1;
  });
}
