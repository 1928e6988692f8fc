/** @file States of the review and of the history of decisions. */
import type { Page } from 'playwright-core';
import { waitForNames } from '../support/wait-for-names.ts';
import type { State } from './state.ts';

const openReview = async (page: Page): Promise<void> => {
  await page.keyboard.press('Control+4');
  await page.getByRole('heading', { name: 'What is this place?' }).waitFor();
};
/** Skips cards until there is one with this question. */
const openCard =
  (question: RegExp) =>
  async (page: Page): Promise<void> => {
    await openReview(page);
    const shown = page.locator('.on-view h2');
    for (let skipped = 0; skipped < 20; skipped += 1) {
      const text = (await shown.textContent()) ?? '';
      if (question.test(text)) break;
      await answer(page, 's');
    }
    await shown.filter({ hasText: question }).waitFor();
    await page.locator('.on-view img:not(.ready)').first().waitFor({ state: 'hidden' });
  };
/** Answers the card on view, and waits for what it changed. */
const answer = async (page: Page, key: string): Promise<void> => {
  const progress = page.getByRole('progressbar');
  const before = Number(await progress.getAttribute('aria-valuenow'));
  await waitForNames(page);
  await page.keyboard.press(key);
  await page.locator(`[role="progressbar"][aria-valuenow="${String(before + 1)}"]`).waitFor();
};
const makeHistory = async (page: Page): Promise<void> => {
  await openReview(page);
  await answer(page, 'Enter');
  await page.getByText(/now in Castle Hill/u).waitFor();
  for (const key of ['y', 'n', 'n', 'y']) await answer(page, key);
  await page.locator('.effects', { hasNotText: 'Castle Hill' }).waitFor();
};

export const reviewStates: readonly State[] = [
  { name: 'review-name', scenario: 'full', shows: /Castle Hill of Nice/u, reach: openCard(/What is this place/u) },
  {
    name: 'review-other-name',
    scenario: 'full',
    shows: /Name it “Signal Hill”/u,
    reach: async (page) => {
      await openReview(page);
      await page.keyboard.press('F2');
      await page.getByRole('combobox').fill('Signal Hill');
    },
  },
  { name: 'review-same-place', scenario: 'full', shows: /Skipped/u, reach: openCard(/^(Is this|Are these) (?!two)/u) },
  {
    name: 'review-merge',
    scenario: 'full',
    shows: /Yes makes one album of both/u,
    reach: openCard(/Are these two the same place/u),
  },
  {
    name: 'review-pack',
    scenario: 'full',
    shows: /leave it out/u,
    reach: openCard(/^Are these Notre-Dame/u),
  },
  {
    name: 'review-doubtful',
    scenario: 'full',
    shows: /does not look like the other photos/u,
    reach: openCard(/^Is this really/u),
  },
  {
    name: 'review-empty',
    scenario: 'reviewed',
    shows: /There is nothing to ask right now/u,
    reach: (page) => page.keyboard.press('Control+4'),
  },
  {
    name: 'review-busy',
    scenario: 'busy-empty',
    hasNoGrid: true,
    shows: /Questions appear here as soon as/u,
    reach: (page) => page.keyboard.press('Control+4'),
  },
  {
    name: 'history',
    scenario: 'full',
    shows: /Undo back to here/u,
    reach: async (page) => {
      await makeHistory(page);
      await page.keyboard.press('u');
      await page.getByText('Taken back.').waitFor();
      await page.keyboard.press('Control+h');
      await page.getByRole('list', { name: /newest first/u }).waitFor();
    },
  },
  {
    name: 'history-undo',
    scenario: 'full',
    shows: /Undo \d decisions\?/u,
    reach: async (page) => {
      await makeHistory(page);
      await page.keyboard.press('Control+h');
      await page.getByRole('button', { name: 'Undo back to here' }).last().click();
    },
  },
  {
    name: 'history-empty',
    scenario: 'full',
    shows: /Nothing decided yet/u,
    reach: (page) => page.keyboard.press('Control+h'),
  },
];
