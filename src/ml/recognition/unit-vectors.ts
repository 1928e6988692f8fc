/** @file Small loops over row-major float32 matrices of unit vectors. */

/** Dot products of one vector with every row of `matrix`, written to `out` (one a row). Four sums break the latency chain. */
export function multiplyRows(matrix: Float32Array, vector: Float32Array, out: Float32Array): void {
  const dims = vector.length;
  const whole = dims - (dims % 4);
  for (let row = 0, start = 0; row < out.length; row++, start += dims) {
    let s0 = 0;
    let s1 = 0;
    let s2 = 0;
    let s3 = 0;
    for (let d = 0; d < whole; d += 4) {
      s0 += (matrix[start + d] ?? 0) * (vector[d] ?? 0);
      s1 += (matrix[start + d + 1] ?? 0) * (vector[d + 1] ?? 0);
      s2 += (matrix[start + d + 2] ?? 0) * (vector[d + 2] ?? 0);
      s3 += (matrix[start + d + 3] ?? 0) * (vector[d + 3] ?? 0);
    }
    for (let d = whole; d < dims; d++) s0 += (matrix[start + d] ?? 0) * (vector[d] ?? 0);
    out[row] = s0 + s1 + s2 + s3;
  }
}

/** Dot product of two rows of a row-major matrix. Four sums break the latency chain. */
export function multiplyPair(matrix: Float32Array, dims: number, one: number, other: number): number {
  const a = matrix.subarray(one * dims, (one + 1) * dims);
  const b = matrix.subarray(other * dims, (other + 1) * dims);
  const whole = dims - (dims % 4);
  let s0 = 0;
  let s1 = 0;
  let s2 = 0;
  let s3 = 0;
  for (let d = 0; d < whole; d += 4) {
    s0 += (a[d] ?? 0) * (b[d] ?? 0);
    s1 += (a[d + 1] ?? 0) * (b[d + 1] ?? 0);
    s2 += (a[d + 2] ?? 0) * (b[d + 2] ?? 0);
    s3 += (a[d + 3] ?? 0) * (b[d + 3] ?? 0);
  }
  for (let d = whole; d < dims; d++) s0 += (a[d] ?? 0) * (b[d] ?? 0);
  return s0 + s1 + s2 + s3;
}

/** Scales every row of a row-major matrix to unit length, in place. A row of zeros stays. */
export function normalizeRows(matrix: Float32Array, dims: number): void {
  for (let start = 0; start < matrix.length; start += dims) {
    let sum = 0;
    for (let d = 0; d < dims; d++) sum += (matrix[start + d] ?? 0) ** 2;
    if (sum === 0) continue;
    const scale = 1 / Math.sqrt(sum);
    for (let d = 0; d < dims; d++) matrix[start + d] = (matrix[start + d] ?? 0) * scale;
  }
}

/** Mean of the `count` largest values (of all when there are fewer); 0 for none. */
export function averageLargest(values: Float32Array, count: number): number {
  const kept: number[] = [];
  for (const value of values) {
    if (kept.length === count && value <= (kept[count - 1] ?? 0)) continue;
    let place = kept.length;
    while (place > 0 && (kept[place - 1] ?? 0) < value) place--;
    kept.splice(place, 0, value);
    if (kept.length > count) kept.pop();
  }
  return kept.length === 0 ? 0 : kept.reduce((sum, value) => sum + value, 0) / kept.length;
}

/** 1 / (1 + e^-x). */
export function applySigmoid(logit: number): number {
  return 1 / (1 + Math.exp(-logit));
}
