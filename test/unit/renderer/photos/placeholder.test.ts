import { rgbaToThumbHash } from 'thumbhash';
import { expect, it } from 'vitest';
import { decodePlaceholder } from '../../../../renderer/state/photos/placeholder.ts';

it('decodes a placeholder to a few pixels in the shape of the photo', () => {
  const red = Array.from({ length: 40 * 20 }, () => [200, 30, 30, 255]).flat();
  const hash = btoa(String.fromCharCode(...rgbaToThumbHash(40, 20, red)));
  const decoded = decodePlaceholder(hash);
  expect(decoded?.w).toBe(32);
  expect(decoded?.h).toBeGreaterThan(12);
  expect(decoded?.h).toBeLessThan(20);
  const [r = 0, g = 0, b = 0] = decoded?.rgba ?? [];
  expect(r).toBeGreaterThan(170);
  expect(Math.max(g, b)).toBeLessThan(70);
});

it('makes nothing of what is no hash', () => {
  for (const text of ['', 'AAA=', 'no base64!', '*']) expect(decodePlaceholder(text)).toBeNull();
});
