import { expect, it } from 'vitest';
import { measureTypicality } from '../../../../src/library/albums/choose-cover.ts';

it('is 1 for equal vectors and lowest for the odd one out', () => {
  const equal = measureTypicality(Float32Array.from([0, 1, 0, 1, 0, 1]), 3);
  expect([...equal]).toEqual([1, 1, 1]);
  const [a = 0, b = 0, odd = 1] = measureTypicality(Float32Array.from([1, 0, 0.8, 0.6, -1, 0]), 3);
  expect(odd).toBeLessThan(Math.min(a, b));
  expect(measureTypicality(new Float32Array(), 0)).toHaveLength(0);
});
