/** @file Logistic regression of a few features, for calibrations. */

export interface WeightedSample {
  readonly features: readonly number[];
  readonly isPositive: boolean;
  readonly weight: number;
}

export interface LogisticFit {
  readonly intercept: number;
  readonly weights: readonly number[];
}

/** Added to the diagonal: keeps separable samples from growing without bound. */
const ridge = 1e-3;
const iterations = 50;

/**
 * Weighted maximum-likelihood fit of `P(positive) = sigmoid(intercept + weights . features)` by Newton's method (iteratively
 * reweighted least squares: Hastie, Tibshirani and Friedman 2009, section 4.4.1) with a small ridge.
 */
export function fitLogistic(samples: readonly WeightedSample[]): LogisticFit {
  const width = (samples[0]?.features.length ?? 0) + 1;
  let beta = new Array<number>(width).fill(0);
  for (let iteration = 0; iteration < iterations; iteration++) {
    const gradient = beta.map((value) => -ridge * value);
    const hessian: number[][] = beta.map((_, row) => beta.map((__, column) => (row === column ? ridge : 0)));
    for (const { features, isPositive, weight } of samples) {
      const x = [1, ...features];
      const logit = x.reduce((sum, value, i) => sum + value * (beta[i] ?? 0), 0);
      const probability = 1 / (1 + Math.exp(-logit));
      const curvature = weight * probability * (1 - probability);
      const residual = weight * ((isPositive ? 1 : 0) - probability);
      for (const [i, value] of x.entries()) {
        gradient[i] = (gradient[i] ?? 0) + residual * value;
        const row = hessian[i] ?? [];
        for (const [j, other] of x.entries()) row[j] = (row[j] ?? 0) + curvature * value * other;
      }
    }
    const step = solveLinear(hessian, gradient);
    beta = beta.map((value, i) => value + (step[i] ?? 0));
    if (step.every((value) => Math.abs(value) < 1e-9)) break;
  }
  return { intercept: beta[0] ?? 0, weights: beta.slice(1) };
}

/** Solves a small positive definite system by Gaussian elimination with pivoting. */
export function solveLinear(matrix: readonly (readonly number[])[], right: readonly number[]): number[] {
  const rows = matrix.map((row, i) => [...row, right[i] ?? 0]);
  const size = rows.length;
  for (let column = 0; column < size; column++) {
    let pivot = column;
    for (let r = column; r < size; r++) {
      if (Math.abs(rows[r]?.[column] ?? 0) > Math.abs(rows[pivot]?.[column] ?? 0)) pivot = r;
    }
    const [upper, lower] = [rows[pivot] ?? [], rows[column] ?? []];
    rows[column] = upper;
    rows[pivot] = lower;
    for (const [r, row] of rows.entries()) {
      if (r === column) continue;
      const factor = (row[column] ?? 0) / (upper[column] ?? 1);
      for (let c = column; c <= size; c++) row[c] = (row[c] ?? 0) - factor * (upper[c] ?? 0);
    }
  }
  return rows.map((row, i) => (row[size] ?? 0) / (row[i] ?? 1));
}
