import { expect, it } from 'vitest';
import { makeRows } from '../../../../src/ml/grouping/make-rows.ts';

it('rows of a small and of a large library are zeros that can be written, to the last', () => {
  for (const mostBytes of [1, 4 * 512 * 1000 - 1, 4 * 512 * 1000]) {
    const rows = makeRows(1000, 512, mostBytes);
    expect(rows).toHaveLength(512_000);
    expect(rows.every((value) => value === 0)).toBe(true);
    rows.fill(0.5);
    expect(rows.at(-1)).toBe(0.5);
    expect(rows.slice(511_999)).toEqual(Float32Array.of(0.5));
  }
  expect(makeRows(0, 512)).toHaveLength(0);
});

it('rows of a library for which an array would be too large are there, and of one that is too large for anything are refused', () => {
  // The system gives pages when they are written.
  const rows = makeRows(1_100_000, 512);
  rows[rows.length - 1] = 1;
  expect([rows.length, rows.at(-2), rows.at(-1)]).toEqual([563_200_000, 0, 1]);
  expect(() => makeRows(3_000_000, 512)).toThrow(RangeError);
});
