/** @file An album without a mouse: open, select, move, export, rename, undo; and a rectangle with one. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import type { RunningHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import { waitForDialog, waitForMenu } from './support/wait-for-dialog.ts';

let harness: RunningHarness;
const evaluate = <Value>(expression: string): Promise<Value> => harness.page.evaluate<Value>(expression);
const findFocused = (): Promise<number> => evaluate<number>(`Number(document.activeElement.dataset.index ?? -1)`);
const countCalls = (name: string): Promise<number> => evaluate<number>(`window.callCounts.get('${name}') ?? 0`);
const countSelected = (): Promise<number> => harness.page.locator('[aria-selected="true"]').count();

beforeAll(async () => {
  harness = await launchHarness({ scenario: 'full', size: { width: 1280, height: 800 } });
}, 300_000);
beforeEach(async () => {
  await harness.show('full');
  await harness.page.locator('.cell img').first().waitFor();
  await harness.page.locator('[data-index="0"]').focus();
});
afterEach(() => expect(harness.complaints).toEqual([]));
afterAll(() => harness.close());

async function openFirstAlbum(): Promise<void> {
  await harness.page.keyboard.press('Enter');
  await harness.page.getByRole('grid', { name: /^Photos of/u }).waitFor();
  await expect.poll(findFocused).toBe(0);
}

describe('by keyboard', () => {
  test('letters lead to an album, Enter opens it, M moves its photos, and the focus stays in the grid', async () => {
    const { page } = harness;
    await page.keyboard.type('belém', { delay: 30 });
    await expect.poll(() => page.locator(':focus').getAttribute('aria-label')).toMatch(/^Belém Tower/u);
    await page.keyboard.press('Enter');
    await page.getByRole('grid', { name: /^Photos of Belém Tower/u }).waitFor();
    await expect.poll(findFocused).toBe(0);
    await page.keyboard.press('Space');
    await page.keyboard.press('Shift+ArrowRight');
    await expect.poll(countSelected).toBe(2);
    await page.keyboard.press('m');
    await waitForDialog(page, 'What do these 2 photos show?');
    await page.getByRole('combobox').fill('Our tower');
    await page.getByRole('option', { name: /Our tower/u }).waitFor();
    // Names that were there before the last letter go when the answer comes.
    await expect.poll(() => page.getByRole('option').count()).toBe(1);
    await page.keyboard.press('End');
    await page.keyboard.press('ArrowDown');
    await page.keyboard.press('Enter');
    await page.getByText(/2 photos moved to Our tower/u).waitFor();
    await expect.poll(countSelected).toBe(0);
    await expect.poll(findFocused).toBeGreaterThanOrEqual(0);
  });

  test('one key each answers, and menus give the focus back', async () => {
    const { page } = harness;
    await openFirstAlbum();
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('u');
    await page.getByText(/has a new cover/u).waitFor();
    expect(await countCalls('albums.setCover')).toBe(1);
    await page.keyboard.press('Shift+F10');
    await page.getByRole('menuitem', { name: /^Export/u }).waitFor();
    await waitForMenu(page);
    await page.keyboard.press('Escape');
    await expect.poll(findFocused).toBe(1);
    await page.keyboard.press('e');
    await waitForDialog(page, 'Export');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog').waitFor({ state: 'hidden' });
    await expect.poll(findFocused).toBe(1);
    await page.keyboard.press('Shift+X');
    await page.getByText(/marked as not a landmark/u).waitFor();
    expect(await countCalls('photos.notLandmark')).toBe(1);
  });
});

test('a decision that is done while a menu is open leaves it the focus', async () => {
  const { page } = harness;
  await openFirstAlbum();
  await page.keyboard.press('u');
  await page.keyboard.press('Shift+F10');
  await page.getByText(/has a new cover/u).waitFor();
  await waitForMenu(page);
  await page.keyboard.press('ArrowDown');
  await expect.poll(() => evaluate<string>(`document.activeElement.getAttribute('role')`)).toBe('menuitem');
});

describe('by mouse', () => {
  beforeEach(async () => {
    await harness.page.locator('[data-index="1"]').click();
    await harness.page.getByRole('grid', { name: /^Photos of/u }).waitFor();
    await harness.page.locator('.cell img').first().waitFor();
  });

  test('a rectangle selects what it touches, grows with Ctrl, scrolls at the edge, and Esc takes it back', async () => {
    const { page } = harness;
    const box = await page.locator('[data-index="0"]').boundingBox();
    if (box === null) throw new Error('no photo on view');
    await page.mouse.move(box.x - 14, box.y + 10);
    await page.mouse.down();
    await page.mouse.move(box.x + 40, box.y + 40, { steps: 4 });
    await expect.poll(countSelected).toBe(1);
    await page.mouse.up();
    await page.keyboard.down('Control');
    await page.mouse.move(box.x - 14, box.y + 300);
    await page.mouse.down();
    await page.mouse.move(box.x + 40, box.y + 330, { steps: 4 });
    await page.keyboard.up('Control');
    await expect.poll(countSelected).toBe(2);
    await page.mouse.move(box.x + 400, 798, { steps: 4 });
    await expect.poll(() => evaluate<number>(`document.querySelector('section.view').scrollTop`)).toBeGreaterThan(200);
    await page.keyboard.press('Escape');
    await page.mouse.up();
    await expect.poll(() => page.getByText('1 selected').first().isVisible()).toBe(true);
  });

  test('a drag that starts on a photo takes it out instead', async () => {
    const { page } = harness;
    await page.evaluate(`document.querySelector('[data-index="0"] img').dispatchEvent(
      new DragEvent('dragstart', { bubbles: true, cancelable: true }))`);
    await expect.poll(() => countCalls('photos.dragOut')).toBe(1);
    expect(await countSelected()).toBe(0);
  });
});
