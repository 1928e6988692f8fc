/** @file The photo on the stage in a real window: by keyboard alone, at the cursor, without a flash between two photos. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import type { RunningHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import { openPhoto } from './states/state.ts';
import { waitForDialog } from './support/wait-for-dialog.ts';

let harness: RunningHarness;
/** Complaints of the page before this test. */
let heard = 0;
const evaluate = <Value>(expression: string): Promise<Value> => harness.page.evaluate<Value>(expression);
const readStage = (): Promise<string> => evaluate(`document.querySelector('[data-stage]').getAttribute('aria-label')`);
const readFocused = (): Promise<string> =>
  evaluate(`document.activeElement.closest('[data-stage]') ? 'stage' : document.activeElement.tagName`);
const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await harness.page.keyboard.press(key);
};

beforeAll(async () => {
  harness = await launchHarness({ scenario: 'full', size: { width: 1280, height: 800 } });
}, 300_000);
beforeEach(async () => {
  heard = harness.complaints.length;
  await harness.show('full');
  await harness.page.locator('.cell img').first().waitFor();
  await openPhoto(harness.page);
  await harness.page.locator('[data-stage] [data-layer="screen"].ready').waitFor();
});
afterEach(() => {
  expect(harness.complaints.slice(heard)).toEqual([]);
});
afterAll(() => harness.close());

describe('by keyboard alone', () => {
  test('leafs, opens every panel, decides, and is back at the photo in the grid', async () => {
    const { page } = harness;
    await expect.poll(readFocused).toBe('stage');
    await expect.poll(readStage).toMatch(/^Photo, .*\d{4}, .*(?:suggested|confirmed|may belong)/u);
    const first = await readStage();

    await press('ArrowRight');
    await expect.poll(readStage).not.toBe(first);
    await page.getByText(/^4 of /u).waitFor();
    await press('End');
    await expect.poll(() => page.locator('[role="option"][aria-selected="true"]').count()).toBe(1);
    await press('Home');
    await page.getByText(/^1 of /u).waitFor();

    await press('w');
    await page.getByRole('tab', { name: 'Why', selected: true }).waitFor();
    await page.getByText('Compared with').first().waitFor();
    await press('i');
    await page.getByRole('tab', { name: 'Information', selected: true }).waitFor();
    await press('i');
    await page.getByRole('tab').first().waitFor({ state: 'hidden' });
    await press('t');
    await page.getByRole('listbox').waitFor({ state: 'hidden' });
    await press('t', 'Space');
    await page.getByRole('button', { name: 'Zoom in' }).waitFor({ state: 'hidden' });
    await press('Escape');
    await page.getByRole('button', { name: 'Zoom in' }).waitFor();

    await press('m');
    await waitForDialog(page, 'What does this photo show?');
    await page.keyboard.type('Taj');
    await page.getByRole('option', { name: /^Taj Mahal/u, selected: true }).waitFor();
    await press('Enter');
    await page.getByText(/1 photo moved to/u).waitFor();
    await expect.poll(readFocused).toBe('stage');
    await press('f');
    await page.getByRole('button', { name: 'Favourite', pressed: true }).waitFor();

    await press('?');
    await waitForDialog(page, 'Keyboard shortcuts');
    await press('Escape');
    await page.getByRole('dialog', { name: 'Keyboard shortcuts' }).waitFor({ state: 'hidden' });
    await expect.poll(readFocused).toBe('stage');
    await press('Escape');
    await page.getByRole('dialog', { name: 'Photo' }).waitFor({ state: 'hidden' });
    await expect.poll(() => evaluate(`document.activeElement.getAttribute('role')`)).toBe('gridcell');
  });

  test('comes back to "More like this" from a photo that was opened there', async () => {
    const { page } = harness;
    const first = await readStage();
    await press('l');
    const dialog = page.getByRole('dialog', { name: 'More like this' });
    await dialog.locator('[data-index="0"]').waitFor();
    await expect.poll(() => evaluate(`document.activeElement.dataset.index ?? ''`)).toBe('0');
    await press('ArrowRight', 'Enter');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(readStage).not.toBe(first);
    await expect.poll(readFocused).toBe('stage');
    await press('Escape');
    await waitForDialog(page, 'More like this');
    await press('Escape');
    await dialog.waitFor({ state: 'hidden' });
    await expect.poll(readStage).toBe(first);
  });
});

test('a double click goes to actual size and keeps the point under the cursor', async () => {
  const { page } = harness;
  await press('i');
  await page.getByRole('tab').first().waitFor({ state: 'hidden' });
  const box = (): Promise<{ left: number; top: number; width: number; height: number }> =>
    evaluate(
      `(() => { const { left, top, width, height } = document.querySelector('[data-photo]').getBoundingClientRect(); return { left, top, width, height }; })()`,
    );
  await expect.poll(async () => (await box()).height).toBeGreaterThan(300);
  // The photo takes the room of the panel a frame after that has gone.
  await expect
    .poll(async () => {
      const { height } = await box();
      await evaluate(`new Promise((go) => requestAnimationFrame(() => requestAnimationFrame(() => go(null))))`);
      return height - (await box()).height;
    })
    .toBe(0);
  const before = await box();
  const at = { x: before.left + before.width * 0.4, y: before.top + before.height * 0.45 };
  await page.mouse.dblclick(at.x, at.y);
  await page.getByText('100%', { exact: true }).waitFor();
  await expect.poll(async () => ((at.x - (await box()).left) / (await box()).width).toFixed(2)).toBe('0.40');
  await expect.poll(async () => ((at.y - (await box()).top) / (await box()).height).toFixed(2)).toBe('0.45');
  await page.mouse.dblclick(at.x, at.y);
  await expect.poll(async () => Math.round((await box()).width)).toBe(Math.round(before.width));
});

test('a double click on a tile opens the photo as a whole', async () => {
  const { page } = harness;
  await press('Escape');
  await page.getByRole('dialog', { name: 'Photo' }).waitFor({ state: 'hidden' });
  await page.getByRole('gridcell').first().dblclick();
  await page.locator('[data-stage] [data-layer="screen"].ready').waitFor();
  const isWhole = `(() => {
    const [photo, stage] = ['[data-photo]', '[data-stage]'].map((name) => document.querySelector(name).getBoundingClientRect());
    return photo.width <= stage.width + 1 && photo.height <= stage.height + 1;
  })()`;
  expect(await evaluate(isWhole)).toBe(true);
});

test('something is on the stage all the while, and few pictures are kept', async () => {
  const { page } = harness;
  await evaluate(`(() => {
    window.blank = 0;
    const look = () => {
      const shown = [...document.querySelectorAll('[data-stage] .photo')].some(
        (photo) => getComputedStyle(photo).visibility === 'visible' && photo.querySelector('.layer.ready img, canvas') !== null,
      );
      if (!shown) window.blank += 1;
      requestAnimationFrame(look);
    };
    requestAnimationFrame(look);
  })()`);
  for (let step = 0; step < 12; step += 1) {
    await press('ArrowRight');
    await page.waitForTimeout(60);
  }
  await page.getByText(/^15 of /u).waitFor();
  expect(await evaluate('window.blank')).toBe(0);
  expect(await evaluate(`document.querySelectorAll('[data-stage] img').length`)).toBeLessThanOrEqual(6);
});

test.each(['no-preference', 'reduce'] as const)(
  'the veil lies on the photo, warm where the model looked (motion: %s)',
  async (reducedMotion) => {
    const { page } = harness;
    await page.emulateMedia({ reducedMotion });
    await press('a');
    await page.locator('canvas[data-attention]').waitFor();
    await page.getByText(/The model looked mostly/u).waitFor();
    /** Red less blue of the warmest pixel that is painted, and the brightest channel of the corner. */
    const readVeil = (): Promise<{ warmth: number; corner: number }> =>
      evaluate(`(() => {
      const canvas = document.querySelector('canvas[data-attention]');
      const copy = new OffscreenCanvas(canvas.width, canvas.height).getContext('2d', { willReadFrequently: true });
      copy.drawImage(canvas, 0, 0);
      const { data } = copy.getImageData(0, 0, canvas.width, canvas.height);
      let warmth = -255;
      for (let at = 0; at < data.length; at += 4) if (data[at + 3] > 60) warmth = Math.max(warmth, data[at] - data[at + 2]);
      return { warmth, corner: Math.max(...data.subarray(0, 3)) };
    })()`);
    await expect.poll(async () => (await readVeil()).warmth).toBeGreaterThan(60);
    // The corner, where it did not look, is dark.
    expect((await readVeil()).corner).toBeLessThan(40);
    const edges = (selector: string): Promise<string> =>
      evaluate(
        `(() => { const { left, top, right, bottom } = document.querySelector('${selector}').getBoundingClientRect(); return [left, top, right, bottom].map(Math.round).join(' '); })()`,
      );
    await expect.poll(async () => (await edges('canvas[data-attention]')) === (await edges('[data-photo]'))).toBe(true);
    await press('1');
    await page.getByText('100%', { exact: true }).waitFor();
    await expect.poll(async () => (await edges('canvas[data-attention]')) === (await edges('[data-photo]'))).toBe(true);
  },
);
