import { expect, test } from 'vitest';
import { planGroupInterval } from '../../../../src/library/indexing/group-interval.ts';

/** Sizes of a library of `total` photos at which they are grouped before all are there. */
function listGroupings(total: number): readonly number[] {
  const sizes: number[] = [];
  for (let size = 0; ;) {
    size += planGroupInterval(size, total - size);
    if (size >= total) return sizes;
    sizes.push(size);
  }
}

test('the first albums of a small library come with its first few photos', () => {
  expect(listGroupings(103)).toEqual([40]);
  expect(listGroupings(400)).toEqual([40, 120, 360]);
});

test('a larger library is grouped when more of it is there', () => {
  expect(listGroupings(1318)).toEqual([]);
  expect(listGroupings(10_000)).toEqual([2000, 4000, 6000, 8000]);
});

test('a very large library is grouped a few times for each time that it doubles', () => {
  const sizes = listGroupings(200_000);
  expect(sizes.filter((size) => size > 100_000).length).toBeLessThanOrEqual(8);
  expect(sizes.length).toBeLessThan(50);
});
