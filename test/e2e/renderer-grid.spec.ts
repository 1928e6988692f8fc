/** @file The virtual grid in a real window over 100,000 photos: what is fetched, what stays in place, where the focus is. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import type { RunningHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import { waitForDialog } from './support/wait-for-dialog.ts';

let harness: RunningHarness;

/** Starts in the view of all photos. */
async function openPhotos(scenario: string): Promise<void> {
  await harness.show(scenario);
  await harness.page.getByRole('button', { name: /^Photos/u }).click();
  await harness.page.getByRole('grid', { name: /All photos/u }).waitFor();
  await harness.page.locator('.cell img').first().waitFor();
}

const evaluate = <Value>(expression: string): Promise<Value> => harness.page.evaluate<Value>(expression);
const countCalls = (name: string): Promise<number> => evaluate<number>(`window.callCounts.get('${name}') ?? 0`);
const findFocused = (): Promise<number> => evaluate<number>(`Number(document.activeElement.dataset.index ?? -1)`);
const scrollTo = (share: number): Promise<void> =>
  evaluate(`(() => { const view = document.querySelector('.view section, section.view');
    view.scrollTop = (view.scrollHeight - view.clientHeight) * ${String(share)}; })()`);

beforeAll(async () => {
  harness = await launchHarness({ scenario: 'full', size: { width: 1280, height: 800 } });
}, 300_000);
/** Waits until real photos fill the view. */
const settle = (): Promise<void> =>
  expect
    .poll(() =>
      evaluate<boolean>(`(() => {
        const inView = [...document.querySelectorAll('.cell')].filter((cell) => {
          const { top, bottom } = cell.getBoundingClientRect();
          return bottom > 0 && top < innerHeight;
        });
        return inView.length > 20 && inView.every((cell) => cell.querySelector('img') !== null);
      })()`),
    )
    .toBe(true);

afterEach(() => expect(harness.complaints).toEqual([]));
afterAll(() => harness.close());

describe('with 100,000 photos', () => {
  beforeEach(() => openPhotos('huge'));

  test('states its size, renders what is on view and fetches little', async () => {
    const grid = harness.page.getByRole('grid');
    const columns = Number(await grid.getAttribute('aria-colcount'));
    // The last row of each month need not be full; there are months of thirty years.
    const rowCount = Number(await grid.getAttribute('aria-rowcount'));
    expect(rowCount).toBeGreaterThanOrEqual(Math.ceil(100_000 / columns));
    expect(rowCount).toBeLessThan(Math.ceil(100_000 / columns) + 12 * 32);
    for (const share of [0.2, 0.4, 0.6, 0.8, 1]) {
      await scrollTo(share);
      await settle();
    }
    expect(await harness.page.getByRole('gridcell').count()).toBeLessThan(160);
    // Pages of 200: the first one, and one or two a stop.
    expect(await countCalls('photos.list')).toBeLessThanOrEqual(1 + 1 + 5 * 2);
  });

  test('fetches only where a drag of the scrollbar comes to rest', async () => {
    const before = await countCalls('photos.list');
    // A frame that comes late is a rest, and what is on view then may be fetched.
    const rests = await evaluate<number>(`new Promise((done) => {
      const view = document.querySelector('.view section, section.view');
      let [step, rests, lastMs] = [0, 0, performance.now()];
      const go = (nowMs) => {
        if (nowMs - lastMs > 60) rests += 1;
        lastMs = nowMs;
        step += 1;
        view.scrollTop = (view.scrollHeight - view.clientHeight) * step / 40;
        if (step < 40) requestAnimationFrame(go);
        else done(rests);
      };
      requestAnimationFrame(go);
    })`);
    await settle();
    expect((await countCalls('photos.list')) - before).toBeLessThan(15 + 2 * rests);
  });

  test('moves by keyboard from one end to the other and keeps the focus', async () => {
    const { page } = harness;
    await page.locator('[data-index="0"]').focus();
    await page.keyboard.press('End');
    await expect.poll(findFocused).toBe(99_999);
    await expect.poll(() => page.locator('[data-index="99999"] img').isVisible()).toBe(true);
    await page.keyboard.press('PageUp');
    await expect.poll(findFocused).toBeLessThan(99_999);
    await page.keyboard.press('ArrowUp');
    await page.keyboard.press('ArrowLeft');
    await page.keyboard.press('Home');
    await expect.poll(findFocused).toBe(0);
    await expect.poll(() => evaluate<number>(`document.querySelector('section.view').scrollTop`)).toBe(0);
  });

  test('keeps the focus while its row is scrolled out of sight, and comes back to it', async () => {
    const { page } = harness;
    await page.locator('[data-index="3"]').focus();
    await scrollTo(0.5);
    await settle();
    expect(await findFocused()).toBe(3);
    await page.keyboard.press('ArrowRight');
    await expect.poll(findFocused).toBe(4);
    await expect.poll(() => evaluate<number>(`document.querySelector('section.view').scrollTop`)).toBeLessThan(800);
  });

  test('opens a photo, leafs, and puts the focus on the photo that was seen last', async () => {
    const { page } = harness;
    await page.locator('[data-index="5"]').focus();
    await page.keyboard.press('Enter');
    await waitForDialog(page, 'Photo');
    for (let step = 0; step < 3; step++) await page.keyboard.press('ArrowRight');
    await page.getByText('9 of 100,000').first().waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(findFocused).toBe(8);
  });

  test('finds its place again after another view', async () => {
    const { page } = harness;
    await scrollTo(0.5);
    await settle();
    const before = await evaluate<number>(`document.querySelector('section.view').scrollTop`);
    await page.getByRole('button', { name: 'Settings' }).click();
    await page.getByRole('heading', { name: 'Settings' }).waitFor();
    await page.getByRole('button', { name: /^Photos/u }).click();
    await expect.poll(() => evaluate<number>(`document.querySelector('section.view').scrollTop`)).toBe(before);
  });

  test('lets nothing jump while pictures load', async () => {
    await evaluate(`(() => { window.shifts = 0;
      new PerformanceObserver((list) => { for (const entry of list.getEntries()) window.shifts += entry.value; })
        .observe({ type: 'layout-shift', buffered: false }); })()`);
    await scrollTo(0.3);
    await settle();
    await harness.page.locator('.cell img.ready').first().waitFor();
    expect(await evaluate<number>('window.shifts')).toBeLessThan(0.01);
  });
});

test('keeps what a person looks at in its place while photos arrive above it', async () => {
  await openPhotos('growing-above');
  await scrollTo(0.5);
  await settle();
  const findTop = (id: string): Promise<number> =>
    evaluate<number>(`document.querySelector('[data-id="${id}"]').getBoundingClientRect().top`);
  const id = await evaluate<string>(
    `[...document.querySelectorAll('.cell')].find((cell) => cell.getBoundingClientRect().top > 0).dataset.id`,
  );
  const rowHeight = await evaluate<number>(
    `(() => { const rows = [...document.querySelectorAll('.row')]; return rows.at(-1).offsetTop - rows.at(-2).offsetTop; })()`,
  );
  expect(rowHeight).toBeLessThan(250);
  const total = Number(await evaluate<string>(`document.querySelector('[role="grid"]').ariaRowCount`));
  const before = await findTop(id);
  await expect
    .poll(async () => Number(await evaluate<string>(`document.querySelector('[role="grid"]').ariaRowCount`)), {
      timeout: 90_000,
    })
    .toBeGreaterThan(total + 8);
  // Rows are whole: a photo may move to another column, and one row with it. It does not drift further.
  expect(Math.abs((await findTop(id)) - before)).toBeLessThan(rowHeight + 3);
});
