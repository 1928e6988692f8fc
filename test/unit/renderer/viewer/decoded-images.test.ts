/** @file Pictures decoded ahead: one element an address, few of them, and none that settles after it was let go. */
import { expect, test } from 'vitest';
import { DecodedImages, type PictureElement } from '../../../../renderer/state/viewer/decoded-images.svelte.ts';

interface FakeElement extends PictureElement {
  readonly settle: (isDecoded: boolean) => Promise<void>;
}

function createElement(): FakeElement {
  let settlePromise: (isDecoded: boolean) => void = () => undefined;
  const promise = new Promise<void>((resolve, reject) => {
    settlePromise = (isDecoded) => (isDecoded ? resolve() : reject(new Error('no picture')));
  });
  return {
    src: '',
    decode: () => promise,
    remove: () => undefined,
    settle: async (isDecoded) => {
      settlePromise(isDecoded);
      await promise.catch(() => undefined);
      await Promise.resolve();
    },
  };
}

test('is the same element for the same picture, ready once it is decoded', async () => {
  const images = new DecodedImages(createElement);
  const picture = images.obtain({ photoId: 7, variant: 'screen' });
  expect(picture.element.src).toBe('photo://library/screen/7');
  expect([picture.state, images.isReady({ photoId: 7, variant: 'screen' })]).toEqual(['loading', false]);
  await picture.element.settle(true);
  expect(picture.state).toBe('ready');
  expect(images.obtain({ photoId: 7, variant: 'screen' })).toBe(picture);
  expect(images.isReady({ photoId: 7, variant: 'screen' })).toBe(true);
  expect(images.isReady({ photoId: 7, variant: 'original' })).toBe(false);
});

test('lets go of all that is not asked for', async () => {
  const images = new DecodedImages(createElement);
  const names = Array.from({ length: 40 }, (_, index) => ({ photoId: index + 1, variant: 'original' as const }));
  const pictures = names.map(images.obtain);
  images.keep(names.slice(3, 5));
  expect(images.size).toBe(2);
  expect(pictures.map(({ element }) => element.src).filter((src) => src !== '')).toHaveLength(2);
  await pictures[0]?.element.settle(true);
  expect(pictures[0]?.state).toBe('loading');
  await pictures[3]?.element.settle(false);
  expect(pictures[3]?.state).toBe('failed');
});
