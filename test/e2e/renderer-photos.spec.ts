/** @file The photos view by keyboard alone, in a real window: through time, filters, favourites, selection, duplicates. */
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import type { RunningHarness } from '../fixtures/renderer-harness/launch-harness.ts';

let harness: RunningHarness;

beforeAll(async () => {
  harness = await launchHarness({ scenario: 'full', size: { width: 1280, height: 800 } });
}, 300_000);
afterEach(() => expect(harness.complaints).toEqual([]));
afterAll(() => harness.close());

const evaluate = <Value>(expression: string): Promise<Value> => harness.page.evaluate<Value>(expression);
const findFocused = (): Promise<number> => evaluate<number>(`Number(document.activeElement.dataset.index ?? -1)`);
const press = async (...keys: readonly string[]): Promise<void> => {
  for (const key of keys) await harness.page.keyboard.press(key);
};

async function openPhotos(scenario: string): Promise<void> {
  await harness.show(scenario);
  await harness.page.getByRole('button', { name: /^Photos/u }).click();
  await harness.page.getByRole('grid', { name: /newest first/u }).waitFor();
  await harness.page.locator('.cell img').first().waitFor();
}

describe('the date scrubber', () => {
  const readMonth = (): Promise<string | null> =>
    harness.page.getByRole('slider', { name: 'Date' }).getAttribute('aria-valuetext');

  test('goes by month, by year and to both ends, and says where it is', async () => {
    await openPhotos('huge');
    await harness.page.getByRole('slider', { name: 'Date' }).focus();
    await expect.poll(readMonth).toMatch(/^September 2024/u);
    await press('ArrowDown', 'ArrowDown');
    await expect.poll(readMonth).toMatch(/^July 2024/u);
    await press('ArrowUp');
    await expect.poll(readMonth).toMatch(/^August 2024/u);
    await press('PageDown');
    await expect.poll(readMonth).toMatch(/^December 2023/u);
    await press('PageDown');
    await expect.poll(readMonth).toMatch(/^December 2022/u);
    await press('PageUp');
    await expect.poll(readMonth).toMatch(/^December 2023/u);
    await press('End');
    await expect.poll(readMonth).toMatch(/^No date/u);
    await harness.page.locator('[data-index="99999"] img').waitFor();
    await press('Home');
    await expect.poll(readMonth).toMatch(/^September 2024/u);
    expect(await evaluate<string>('document.activeElement.getAttribute("role")')).toBe('slider');
  });

  test('fetches nothing while it is dragged fast, and what is on view when it rests', async () => {
    await openPhotos('huge');
    const { page } = harness;
    const count = (): Promise<number> => evaluate<number>(`window.callCounts.get('photos.list') ?? 0`);
    const box = await page.getByRole('slider', { name: 'Date' }).boundingBox();
    const [x, top, height] = [(box?.x ?? 0) + 20, box?.y ?? 0, box?.height ?? 0];
    await page.mouse.move(x, top + 20);
    await evaluate(`(() => {
      let lastMs = Infinity;
      window.rests = 0;
      document.querySelector('[role="slider"]').addEventListener('pointermove', ({ timeStamp }) => {
        if (timeStamp - lastMs > 60) window.rests += 1;
        lastMs = timeStamp;
      });
    })()`);
    const before = await count();
    await page.mouse.down();
    await page.mouse.move(x, top + height * 0.9, { steps: 60 });
    await page.mouse.up();
    await expect.poll(() => page.locator('.cell img').count()).toBeGreaterThan(20);
    // Sixty places on the way; a busy machine lets it rest at some of them.
    expect((await count()) - before).toBeLessThan(20 + 2 * (await evaluate<number>('window.rests')));
  });
});

describe('favourites and selection', () => {
  test('are made by keys alone, and the focus stays', async () => {
    await openPhotos('full');
    const { page } = harness;
    const isFavourite = (index: number): Promise<boolean> =>
      evaluate<boolean>(`/favourite/.test(document.querySelector('[data-index="${String(index)}"]').ariaLabel)`);
    await page.locator('[data-index="0"]').focus();
    await press('f');
    await expect.poll(() => isFavourite(0)).toBe(true);
    await page.getByText('1 photo added to favourites.').waitFor();
    await expect.poll(findFocused).toBe(0);
    await press('f');
    await expect.poll(() => isFavourite(0)).toBe(false);

    await press('ArrowRight', 'Space', 'Shift+ArrowRight', 'Shift+ArrowRight');
    await page.getByText('3 selected').first().waitFor();
    await press('f');
    await page.getByText('3 photos added to favourites.').waitFor();
    for (const index of [1, 2, 3]) await expect.poll(() => isFavourite(index)).toBe(true);
    await expect.poll(findFocused).toBe(3);
    await press('Control+a');
    await page.getByText('3,000 selected').first().waitFor();
    await press('Escape');
    await expect.poll(() => page.getByText('3,000 selected').count()).toBe(0);
  });
});

describe('filters', () => {
  test('narrow the list down by keyboard, are taken off one by one, and all at once', async () => {
    await openPhotos('full');
    const { page } = harness;
    await page.getByRole('button', { name: 'Filter', exact: true }).focus();
    await press('Enter');
    await page.getByRole('button', { name: /^Favourites/u }).focus();
    await press('Space');
    await page.getByRole('button', { name: 'Remove the filter Favourites' }).waitFor();
    await page.getByRole('combobox', { name: 'Year' }).focus();
    await press('2');
    await page.getByRole('button', { name: 'Remove the filter 2024' }).waitFor();
    await press('Escape');
    await expect.poll(() => evaluate<string>('document.activeElement.ariaLabel')).toBe('Filter, 2 in use');
    await page.getByRole('grid', { name: /that fit the filters/u }).waitFor();
    await page.locator('.cell img').first().waitFor();
    const labels = await evaluate<string[]>(`[...document.querySelectorAll('.cell')].map((cell) => cell.ariaLabel)`);
    expect(labels.length).toBeGreaterThan(5);
    for (const label of labels) expect(label).toMatch(/2024.*favourite/u);

    await page.getByRole('button', { name: 'Remove the filter Favourites' }).focus();
    await press('Enter');
    await expect.poll(() => page.getByRole('button', { name: 'Remove the filter Favourites' }).count()).toBe(0);
    await expect.poll(() => evaluate<string>('document.activeElement.ariaLabel')).toBe('Remove the filter 2024');
    await press('Enter');
    await page.getByRole('grid', { name: /^All photos/u }).waitFor();
  });

  test('lead to the files that could not be read', async () => {
    await openPhotos('full');
    const { page } = harness;
    await page.getByRole('button', { name: 'Filter', exact: true }).click();
    await page.getByRole('button', { name: '3 files could not be read' }).click();
    await page.getByRole('heading', { name: 'Activity', level: 1 }).waitFor();
  });
});

test('duplicates that are different are not shown again, and the keys go on at the next group', async () => {
  await openPhotos('full');
  const { page } = harness;
  await page.getByRole('button', { name: 'Duplicates' }).focus();
  await press('Enter');
  await page.getByRole('radio', { name: /^Same file/u }).focus();
  await press('ArrowRight');
  await page.getByText('Look the same 40').waitFor();
  await page.getByRole('button', { name: 'These are different' }).first().focus();
  await press('Enter');
  await page.getByText(/these 2 photos are different/u).waitFor();
  await page.getByText('Look the same 39').waitFor();
  await expect.poll(() => evaluate<string>('document.activeElement.textContent.trim()')).toBe('These are different');
  await expect.poll(() => page.getByRole('button', { name: /^Show in folder/u }).count()).toBeGreaterThan(2);
});
