import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  copyRow,
  decodeRow,
  encodeRow,
  makeTwoByteRows,
  multiplyRow,
} from '../../../../src/ml/neighbours/two-byte-rows.ts';

const dims = 32;
/** Any direction, coordinates of one in a thousand beside those of one included. */
const vectors = fc
  .array(fc.tuple(fc.integer({ min: -1000, max: 1000 }), fc.constantFrom(1, 1, 1, 0.001, 0)), {
    minLength: dims,
    maxLength: dims,
  })
  .map((numbers) => Float32Array.from(numbers, ([value, factor]) => value * factor))
  .filter((vector) => Math.hypot(...vector) > 0)
  .map((vector) => vector.map((value) => value / Math.hypot(...vector)));

function multiply(a: Float32Array, b: Float32Array): number {
  return a.reduce((sum, value, d) => sum + value * (b[d] ?? 0), 0);
}

describe('two-byte vectors', () => {
  it('keep every number to within half a step, and cosines to within 3e-5', () => {
    fc.assert(
      fc.property(vectors, vectors, (vector, other) => {
        const rows = makeTwoByteRows(2, dims);
        encodeRow(rows, 1, vector);
        const decoded = decodeRow(rows, 1);
        const largest = Math.max(...vector.map(Math.abs));
        // The largest integer is 127 * 256; a little more for float32.
        for (const [d, value] of vector.entries()) {
          expect(Math.abs((decoded[d] ?? 0) - value)).toBeLessThanOrEqual(largest / 65_000 + 1e-7);
        }
        expect(Math.abs(multiplyRow(rows, 1, other) - multiply(vector, other))).toBeLessThan(3e-5);
      }),
    );
  });

  it('multiply as what they decode to, and are copied whole', () => {
    fc.assert(
      fc.property(vectors, vectors, (vector, other) => {
        const [rows, copies] = [makeTwoByteRows(3, dims), makeTwoByteRows(2, dims)];
        encodeRow(rows, 2, vector);
        copyRow(rows, 2, copies, 1);
        expect(decodeRow(copies, 1)).toEqual(decodeRow(rows, 2));
        expect(multiplyRow(copies, 1, other)).toBeCloseTo(multiply(decodeRow(rows, 2), other), 6);
        expect(decodeRow(rows, 0)).toEqual(new Float32Array(dims));
      }),
    );
  });

  it('keep zeros, and the largest numbers of either sign', () => {
    const rows = makeTwoByteRows(2, dims);
    encodeRow(rows, 0, new Float32Array(dims));
    expect(decodeRow(rows, 0)).toEqual(new Float32Array(dims));
    const edges = Float32Array.from({ length: dims }, (_, d) => (d % 2 === 0 ? 1 : -1));
    encodeRow(rows, 1, edges);
    for (const [d, value] of decodeRow(rows, 1).entries()) expect(value).toBeCloseTo(edges[d] ?? 0, 6);
  });
});
