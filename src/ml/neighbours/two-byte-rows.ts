/**
 * @file Unit vectors as integers of 16 bits with one step a row: half the memory of float32, to within 3e-5 in cosine.
 *
 * [Note: two-byte vectors] A number is `step * (256 * high + low)`. The high bytes lie together: they alone are an int8 vector, with
 * which a search finds candidates four times as fast as memory gives float32. The low bytes lie apart, and are read for the
 * candidates alone (docs/decisions/0017-resident-vectors-in-two-bytes.md).
 */

/** Rows of two-byte vectors. */
export interface TwoByteRows {
  readonly dims: number;
  /** `rows x dims`, row-major; each 128 more than the number that it stands for, which is in [-127, 127]. */
  readonly high: Uint8Array;
  /** `rows x dims`, row-major, in [-128, 127]. */
  readonly low: Int8Array;
  /** What 1 is worth, one a row. */
  readonly steps: Float32Array;
}

/** What is added to a high byte. */
export const highZero = 128;
/** One of the high byte in ones of the low byte. */
export const highWorth = 256;
/** Largest integer in use: its high byte is 127, and so that of its negative. */
const largestInteger = 127 * highWorth;

/** Makes room for `rows` rows of zeros. */
export function makeTwoByteRows(rows: number, dims: number): TwoByteRows {
  const size = rows * dims;
  return { dims, high: new Uint8Array(size).fill(highZero), low: new Int8Array(size), steps: new Float32Array(rows) };
}

/** Writes a vector into row `row`. */
export function encodeRow({ dims, high, low, steps }: TwoByteRows, row: number, vector: Float32Array): void {
  let largest = 0;
  for (const value of vector) largest = Math.max(largest, Math.abs(value));
  const factor = largest === 0 ? 0 : largestInteger / largest;
  steps[row] = largest / largestInteger;
  for (let d = 0, at = row * dims; d < dims; d++, at++) {
    const integer = Math.round((vector[d] ?? 0) * factor);
    const upper = (integer + highWorth / 2) >> 8;
    high[at] = upper + highZero;
    low[at] = integer - upper * highWorth;
  }
}

/** The vector of row `row`. */
export function decodeRow({ dims, high, low, steps }: TwoByteRows, row: number): Float32Array {
  const vector = new Float32Array(dims);
  const step = steps[row] ?? 0;
  for (let d = 0, at = row * dims; d < dims; d++, at++) {
    vector[d] = step * (((high[at] ?? 0) - highZero) * highWorth + (low[at] ?? 0));
  }
  return vector;
}

/** Dot product of row `row` and a vector. */
export function multiplyRow(rows: TwoByteRows, row: number, vector: Float32Array): number {
  const { dims, high, low, steps } = rows;
  let sum = 0;
  for (let d = 0, at = row * dims; d < dims; d++, at++) {
    sum += (vector[d] ?? 0) * (((high[at] ?? 0) - highZero) * highWorth + (low[at] ?? 0));
  }
  return sum * (steps[row] ?? 0);
}

/** Copies row `from` of `source` to row `to` of `target`. */
export function copyRow(source: TwoByteRows, from: number, target: TwoByteRows, to: number): void {
  const { dims } = source;
  target.high.set(source.high.subarray(from * dims, (from + 1) * dims), to * dims);
  target.low.set(source.low.subarray(from * dims, (from + 1) * dims), to * dims);
  target.steps[to] = source.steps[from] ?? 0;
}
