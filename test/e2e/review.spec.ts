/** @file The review in a real window by the keyboard alone: from the first card to the end, and back. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import type { RunningHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import { waitForDialog } from './support/wait-for-dialog.ts';
import { waitForNames } from './support/wait-for-names.ts';

let harness: RunningHarness;
const evaluate = <Value>(expression: string): Promise<Value> => harness.page.evaluate<Value>(expression);
/** Photos and album of the card on view: no two cards of the harness have the same. */
const readCard = (): Promise<string> =>
  evaluate<string>(`[...document.querySelectorAll('.on-view h2, .on-view h3, .on-view li [aria-label], .on-view .pane button')]
    .map((one) => one.getAttribute('aria-label') ?? one.textContent).join('|')`);
const readProgress = (): Promise<string> =>
  evaluate<string>(`document.querySelector('[role=progressbar]').getAttribute('aria-valuetext')`);
const readFocus = (): Promise<string> =>
  evaluate<string>(`document.activeElement.tagName + ' ' + document.activeElement.textContent.trim()`);
const isAtEnd = async (): Promise<boolean> =>
  (await harness.page.getByRole('heading', { name: 'All reviewed' }).count()) > 0;

const hasCardOtherThan = async (before: string): Promise<boolean> => {
  const card = await readCard();
  return card !== before && card !== '';
};

/** Waits for the names that a card offers, presses a key and waits for another card, or for the end. */
async function press(key: string): Promise<void> {
  const { page } = harness;
  await waitForNames(page);
  const before = await readCard();
  await page.keyboard.press(key);
  await expect.poll(async () => (await isAtEnd()) || (await hasCardOtherThan(before))).toBe(true);
}

beforeAll(async () => {
  harness = await launchHarness({ scenario: 'full', size: { width: 1280, height: 800 } });
}, 300_000);
beforeEach(async () => {
  await harness.show('full');
  await harness.page.locator('.cell').first().waitFor();
  await harness.page.keyboard.press('Control+4');
  await harness.page.locator('.on-view h2').waitFor();
  await harness.page.locator('.chip').first().waitFor();
});
afterEach(() => expect(harness.complaints).toEqual([]));
afterAll(() => harness.close());

describe('the review by keyboard alone', () => {
  test(
    'goes from the first card to the end; the question has the focus all the way',
    { timeout: 120_000 },
    async () => {
      const { page } = harness;
      const seen: string[] = [];
      while (!(await isAtEnd())) {
        const card = await readCard();
        expect(seen).not.toContain(card);
        seen.push(card);
        const question = (await page.locator('.on-view h2').textContent()) ?? '';
        await expect.poll(readFocus).toBe(`H2 ${question.trim()}`);
        if (question === 'What is this place?') await press(seen.length % 2 === 0 ? 's' : 'Enter');
        else await press(['y', 'ArrowLeft', 'n', 'ArrowRight', 'ArrowDown'][seen.length % 5] ?? 'y');
      }
      expect(seen.length).toBeGreaterThan(8);
      await page.getByText(/answers? settled \d+ photos/u).waitFor();
      await page.getByText(/questions? skipped/u).waitFor();
      // Back from the end, and on again.
      await page.keyboard.press('u');
      await expect.poll(readCard).toBe(seen.at(-1));
      await expect.poll(async () => (await readFocus()).startsWith('H2')).toBe(true);
      await press('y');
      await page.getByRole('heading', { name: 'All reviewed' }).waitFor();
      await harness.screenshot('states/review-end-light-large');
    },
  );

  test('takes every answer back, the last first, and the cards come back as they were', async () => {
    const { page } = harness;
    const seen: string[] = [];
    for (const key of ['2', 'y', 'n', 's', 'ArrowLeft']) {
      seen.push(await readCard());
      await press(key);
    }
    expect(await readProgress()).toMatch(/^5 of about/u);
    for (const card of seen.toReversed()) {
      await press('Control+z');
      expect(await readCard()).toBe(card);
    }
    expect(await readProgress()).toMatch(/^0 of about/u);
    for (const card of seen.slice(0, 2)) {
      expect(await readCard()).toBe(card);
      await press('Control+Shift+z');
    }
    await expect.poll(readProgress).toMatch(/^2 of about/u);
    await page.keyboard.press('Control+h');
    await page.getByText('Named “Colline du Château”', { exact: false }).waitFor();
  });

  test('leaves a photo of a pack out, sees it larger, and comes back to the card', async () => {
    const { page } = harness;
    while ((await page.locator('.on-view .pane button[aria-pressed]').count()) < 2) await press('s');
    const card = await readCard();
    await page.keyboard.press('1');
    await expect.poll(() => page.locator('.on-view button[aria-pressed="false"]').count()).toBe(1);
    await page.keyboard.press(' ');
    await waitForDialog(page, 'Photo');
    await page.keyboard.press('Escape');
    await page.getByRole('dialog', { name: 'Photo' }).waitFor({ state: 'hidden' });
    await expect.poll(async () => (await readFocus()).startsWith('H2')).toBe(true);
    expect(await readCard()).toBe(card);
    await press('y');
    await page
      .getByRole('status')
      .filter({ hasText: /confirmed in/u })
      .waitFor();
  });

  test('gives a name of its own, typed', async () => {
    const { page } = harness;
    await page.keyboard.press('F2');
    const field = page.getByRole('combobox');
    await field.waitFor();
    await expect.poll(readFocus).toMatch(/^INPUT/u);
    await page.keyboard.type('Signal Hill');
    await page.getByRole('option', { name: 'Name it “Signal Hill”' }).waitFor();
    await page.keyboard.press('Enter');
    await page.getByText(/are now in Signal Hill/u).waitFor();
    await expect.poll(async () => (await readFocus()).startsWith('H2')).toBe(true);
  });
});

test('the history undoes back to a decision when a person says so', async () => {
  const { page } = harness;
  for (const key of ['Enter', 'y', 'n']) await press(key);
  await page.keyboard.press('Control+h');
  // Answers are sent one after the other, behind the cards.
  await expect.poll(() => page.getByRole('listitem').filter({ hasText: /Undo/u }).count()).toBe(3);
  await page.getByRole('button', { name: 'Undo back to here' }).last().click();
  await page.getByRole('dialog', { name: 'Undo 3 decisions?' }).waitFor();
  await page.getByRole('dialog').getByRole('button', { name: 'Undo back to here' }).click();
  await page.getByText('3 decisions undone.').waitFor();
  await expect.poll(() => page.getByText('Undone', { exact: true }).count()).toBe(3);
  await page.getByRole('button', { name: 'Redo up to here' }).first().click();
  await page.getByRole('dialog').getByRole('button', { name: 'Redo up to here' }).click();
  await page.getByText('3 decisions made again.').waitFor();
  await expect.poll(() => page.getByText('Undone', { exact: true }).count()).toBe(0);
});
