/** @file When pictures wait. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PicturePatience } from '../../../../renderer/state/photos/picture-patience.svelte.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

/** Ten events, one each 16 ms, so many pixels apart, in a view of 800. */
function scroll(patience: PicturePatience, pixels: number): void {
  for (let event = 0; event < 10; event += 1) patience.note(event * pixels, 800, event * 16);
}

test('pictures wait while photos fly past, and come when the scroll rests', () => {
  const patience = new PicturePatience();
  scroll(patience, 200);
  expect(patience.isWaiting).toBe(true);
  vi.advanceTimersByTime(100);
  expect(patience.isWaiting).toBe(false);
});

test('pictures come while a person looks on', () => {
  const patience = new PicturePatience();
  scroll(patience, 60);
  expect(patience.isWaiting).toBe(false);
});

test('a single jump holds nothing up', () => {
  const patience = new PicturePatience();
  patience.note(0, 800, 0);
  patience.note(50_000, 800, 1000);
  expect(patience.isWaiting).toBe(false);
});
