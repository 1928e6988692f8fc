import { expect, test } from 'vitest';
import { planGroupInterval } from '../../../../src/library/indexing/group-interval.ts';

/** Sizes of the library at which photos are grouped, up to `end`. */
function listGroupings(end: number): readonly number[] {
  const sizes: number[] = [];
  for (let size = planGroupInterval(0); size < end; size += planGroupInterval(size)) sizes.push(size);
  return sizes;
}

test('the first albums come with the first few photos, the next ones as the library grows', () => {
  expect(listGroupings(10_000)).toEqual([40, 120, 360, 1080, 3080, 5080, 7080, 9080]);
});

test('a very large library is grouped a few times for each time that it doubles', () => {
  const sizes = listGroupings(200_000);
  expect(sizes.filter((size) => size > 100_000).length).toBeLessThanOrEqual(8);
  expect(sizes.length).toBeLessThan(40);
});
