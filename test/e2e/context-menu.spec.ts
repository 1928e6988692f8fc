/** @file The context menu in a real window: by mouse and by keyboard, and where the focus is before, meanwhile and after. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import type { RunningHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import { waitForMenu } from './support/wait-for-dialog.ts';

let harness: RunningHarness;
const evaluate = <Value>(expression: string): Promise<Value> => harness.page.evaluate<Value>(expression);
const findFocused = (): Promise<number> => evaluate<number>(`Number(document.activeElement.dataset.index ?? -1)`);
const readFocusedEntry = (): Promise<string> =>
  evaluate<string>(`document.activeElement.getAttribute('role') + ' ' + document.activeElement.textContent.trim()`);

beforeAll(async () => {
  harness = await launchHarness({ scenario: 'full', size: { width: 1280, height: 800 } });
}, 300_000);
beforeEach(async () => {
  await harness.show('full');
  await harness.page.locator('.cell img').first().waitFor();
});
afterEach(() => expect(harness.complaints).toEqual([]));
afterAll(() => harness.close());

describe.each(['Shift+F10', 'ContextMenu'])('opened by %s', (key) => {
  test('offers what can be done with the album that has the focus, and gives the focus back', async () => {
    const { page } = harness;
    await page.locator('[data-index="3"]').focus();
    await page.keyboard.press(key);
    await waitForMenu(page, 'Actions for this album');
    await page.keyboard.press('ArrowDown');
    await expect.poll(readFocusedEntry).toMatch(/^menuitem/u);
    await page.keyboard.press('Escape');
    await page.getByRole('menu').waitFor({ state: 'hidden' });
    await expect.poll(findFocused).toBe(3);
  });
});

test('hides an album, and its neighbour has the focus', async () => {
  const { page } = harness;
  const name = await page.locator('[data-index="3"]').getAttribute('aria-label');
  await page.locator('[data-index="3"]').focus();
  await page.keyboard.press('Shift+F10');
  await page.getByRole('menuitem', { name: 'Hide album' }).click();
  await page.getByText(/is hidden\. Its photos stay/u).waitFor();
  await expect.poll(() => page.locator('[data-index="3"]').getAttribute('aria-label')).not.toBe(name);
  await expect.poll(findFocused).toBe(3);
});

test('opens where there is an album only', async () => {
  const { page } = harness;
  await page.locator('h1').first().click({ button: 'right' });
  expect(await page.getByRole('menu').count()).toBe(0);
  await page.locator('[data-index="0"]').click({ button: 'right' });
  await page.getByRole('menu').waitFor();
});
