import { expect, it, vi } from 'vitest';

vi.mock('electron', () => ({ app: {} }));
const { isOneColour } = await import('../../../electron/main/blank-page.ts');

it('a picture of one colour is blank, and one with a single other pixel is not', () => {
  const pixels = new Uint8Array(64 * 40 * 4).map((_value, at) => [18, 18, 20, 255][at % 4] ?? 0);
  expect(isOneColour(pixels)).toBe(true);
  pixels[pixels.length - 3] = 19;
  expect(isOneColour(pixels)).toBe(false);
});

it('a picture whose bytes differ within a pixel is of one colour', () => {
  expect(isOneColour(Uint8Array.from([1, 2, 3, 4, 1, 2, 3, 4]))).toBe(true);
  expect(isOneColour(Uint8Array.from([1, 2, 3, 4, 4, 3, 2, 1]))).toBe(false);
});
