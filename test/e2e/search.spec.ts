/** @file The search and the palette by keyboard alone, and pictures that are dropped. */
import { afterAll, beforeAll, beforeEach, expect, test } from 'vitest';
import { launchHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import type { RunningHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import { dropFile } from './states/search.ts';
import { openAlbum } from './states/state.ts';

let harness: RunningHarness;

beforeAll(async () => {
  harness = await launchHarness({ scenario: 'full' });
}, 300_000);
afterAll(() => harness.close());
beforeEach(async () => {
  await harness.show('full');
  await harness.page.locator('.cell').first().waitFor();
});

const readFocus = (): Promise<string> =>
  harness.page.evaluate<string>(
    "document.activeElement.getAttribute('aria-label') ?? document.activeElement.textContent.trim()",
  );

test('leads from the box to names, reasons and photos, and back, and finds the search again', async () => {
  const { page } = harness;
  await page.keyboard.press('/');
  const box = page.getByRole('searchbox');
  await box.and(page.locator(':focus')).waitFor();
  await page.keyboard.type('petra');
  await page.getByRole('grid', { name: /^Petra/u }).waitFor();

  await page.keyboard.press('ArrowDown');
  await expect.poll(readFocus).toMatch(/^Petra/u);
  const firstName = await readFocus();
  await page.keyboard.press('ArrowRight');
  await expect.poll(readFocus).not.toBe(firstName);
  await page.keyboard.press('ArrowDown');
  await expect.poll(readFocus).toMatch(/^Petra.*photos$/u);
  await page.keyboard.press('ArrowDown');
  await expect.poll(readFocus).toMatch(/^Photo, /u);
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await page.keyboard.press('ArrowUp');
  await expect.poll(readFocus).toBe('Search photos');

  await page.keyboard.press('ArrowDown');
  await expect.poll(readFocus).toMatch(/^Petra/u);
  await page.keyboard.press('Enter');
  await page.getByRole('grid', { name: /^Photos of/u }).waitFor();
  await page.keyboard.press('Alt+ArrowLeft');
  await page.getByRole('grid', { name: /^Petra/u }).waitFor();
  await expect.poll(() => box.inputValue()).toBe('petra');

  await page.keyboard.press('Control+f');
  await box.and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Escape');
  await expect.poll(() => box.inputValue()).toBe('');
});

test('opens an album from the palette, and gives the focus back when it is left', async () => {
  const { page } = harness;
  await page.locator('[data-index="2"]').focus();
  await page.keyboard.press('Control+k');
  await page.getByRole('combobox').and(page.locator(':focus')).waitFor();
  await page.keyboard.press('Escape');
  await page.getByRole('combobox').waitFor({ state: 'hidden' });
  await page.waitForFunction("document.activeElement.dataset.index === '2'");

  await page.keyboard.press('Control+k');
  await page.keyboard.type('charminar');
  await page
    .getByRole('option', { name: /^Charminar/u })
    .first()
    .waitFor();
  await page.keyboard.press('Enter');
  await page.getByRole('heading', { name: /^Charminar/u }).waitFor();
});

test('the palette and a dialog have the focus before another key can come', async () => {
  const { page } = harness;
  /** What has the focus after a key, before a frame is drawn and before the next event. */
  const strike = (key: string, ctrlKey = false): Promise<string | null> =>
    page.evaluate<string | null>(`(async () => {
      const stroke = { key: '${key}', ctrlKey: ${String(ctrlKey)}, bubbles: true, cancelable: true };
      document.activeElement.dispatchEvent(new KeyboardEvent('keydown', stroke));
      for (let turn = 0; turn < 100; turn += 1) await null;
      return document.activeElement.getAttribute('aria-label');
    })()`);
  expect(await strike('k', true)).toBe('What do you want to do?');
  await page.keyboard.press('Escape');
  await page.getByRole('combobox').waitFor({ state: 'hidden' });
  expect(await strike('?')).toBe('Close');
  await page.keyboard.press('Escape');
  await page.getByRole('dialog').waitFor({ state: 'hidden' });
  await openAlbum(page);
  await page.locator('[data-index="2"]').focus();
  expect(await strike('m')).toBe('Name of a landmark or an album');
});

test('searches for a picture that is dropped, and says what is none', async () => {
  const { page } = harness;
  await dropFile(page, 'holiday.png', 'picture');
  await page.getByRole('heading', { name: 'This is Golden Gate Bridge' }).waitFor();
  await page.getByRole('grid', { name: 'Photos that look like it' }).waitFor();
  await dropFile(page, 'notes', 'text');
  await page.getByRole('heading', { name: 'This picture cannot be searched for' }).waitFor();
  await page.getByRole('button', { name: 'Remove the picture' }).click();
  await page.getByRole('heading', { name: 'Find a photo again' }).waitFor();
});
