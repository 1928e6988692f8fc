import { setImmediate as giveWay } from 'node:timers/promises';
import { expect, it } from 'vitest';
import { createPhotoIndex } from '../../../../src/library/search/photo-index.ts';
import { addPhoto, addRoot, openTestCatalog } from '../../db/temporary-catalog.ts';

it('follows few changes and many, those that come while it reads, and those of a reading that was left', async () => {
  const catalog = openTestCatalog();
  const rootId = addRoot(catalog);
  const add = (number: number): number =>
    addPhoto(catalog, rootId, `IMG_${number}`, { takenMs: Date.UTC(2020, 0, number) }).photoId;
  const photoIds = Array.from({ length: 30 }, (_, index) => add(index));
  let readings = 0;
  const counted = {
    ...catalog.photoSearch,
    watch: () => {
      readings += 1;
      catalog.photoSearch.watch();
    },
  };
  const index = createPhotoIndex(counted, 10);
  const listIds = async (): Promise<number[]> => {
    await index.follow(giveWay);
    return [...index.photos().ids];
  };
  expect(await listIds()).toEqual(photoIds.toReversed());
  expect(readings).toBe(1);

  // Some are merged.
  photoIds.push(add(30));
  expect(await listIds()).toEqual(photoIds.toReversed());
  expect(readings).toBe(1);

  // Of many at once all are read anew, and what comes meanwhile is not forgotten.
  for (let number = 31; number < 600; number += 1) photoIds.push(add(number));
  let late = 0;
  await index.follow(async () => {
    if (late === 0) photoIds.push((late = add(600)));
    await giveWay();
  });
  expect([...index.photos().ids]).toEqual(photoIds.toReversed());
  expect(readings).toBe(2);

  // The window was closed in the middle of it: what had been taken is read again.
  for (let number = 601; number < 1200; number += 1) photoIds.push(add(number));
  await expect(index.follow(() => Promise.reject(new Error('closing')))).rejects.toThrow('closing');
  expect(await listIds()).toEqual(photoIds.toReversed());
});
