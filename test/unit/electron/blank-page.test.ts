import { expect, it, vi } from 'vitest';
import type { Look } from '../../../electron/main/blank-page.ts';

vi.mock('electron', () => ({ app: {} }));
const { isOneColour, watchPicture } = await import('../../../electron/main/blank-page.ts');

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

/** Looks that see these one after the other, the last one for ever. */
async function watch(
  ...seen: readonly Look[]
): Promise<{ readonly verdict: Look; readonly pausesMs: readonly number[] }> {
  const pausesMs: number[] = [];
  const verdict = await watchPicture(
    (durationMs) => Promise.resolve(pausesMs.push(durationMs)),
    () => Promise.resolve(seen[pausesMs.length - 1] ?? seen.at(-1) ?? 'drawn'),
  );
  return { verdict, pausesMs };
}

it('a page is blank when it was blank at each look, and what is drawn or not seen ends the looks', async () => {
  expect(await watch('blank')).toEqual({ verdict: 'blank', pausesMs: [1000, 1000, 2000] });
  expect(await watch('blank', 'blank', 'drawn')).toMatchObject({ verdict: 'drawn' });
  expect(await watch('blank', 'unseen')).toEqual({ verdict: 'unseen', pausesMs: [1000, 1000] });
});

it('a picture that does not come on a busy machine is waited for, not for ever', async () => {
  expect(await watch('no-picture', 'blank', 'no-picture', 'blank')).toMatchObject({ verdict: 'blank' });
  expect(await watch('no-picture', 'no-picture', 'drawn')).toMatchObject({ verdict: 'drawn' });
  const { verdict, pausesMs } = await watch('no-picture');
  expect(verdict).toBe('no-picture');
  expect(pausesMs).toHaveLength(10);
});
