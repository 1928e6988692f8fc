/** @file States of the photo view and what belongs to it. */
import type { Page } from 'playwright-core';
import { waitForDialog } from '../support/wait-for-dialog.ts';
import { openPhoto } from './state.ts';
import type { State } from './state.ts';

/** Opens a photo, waits until it is known what it shows, and presses keys, one after another. */
const openAndPress =
  (...keys: readonly string[]) =>
  async (page: Page): Promise<void> => {
    await openPhoto(page);
    await page.locator('[data-stage] [data-layer="screen"].ready').waitFor();
    await page.locator('[data-viewer] > [role="status"]', { hasText: /./u }).waitFor({ state: 'attached' });
    for (const key of keys) await page.keyboard.press(key);
  };

export const photoStates: readonly State[] = [
  { name: 'photo', scenario: 'full', shows: /Confirmed by you|sure/u, reach: openAndPress() },
  { name: 'photo-offline', scenario: 'offline', shows: /is not connected/u, reach: openPhoto },
  { name: 'photo-zoomed', scenario: 'full', shows: /100%/u, reach: openAndPress('i', '1') },
  { name: 'photo-alone', scenario: 'full', shows: /^\d+ of \d+$|Photo, /u, reach: openAndPress('Space') },
  { name: 'photo-why', scenario: 'full', shows: /What speaks|Compared with/u, reach: openAndPress('w') },
  {
    name: 'photo-why-more',
    scenario: 'full',
    shows: /look alike/u,
    reach: async (page) => {
      await openAndPress('w')(page);
      await page.getByRole('heading', { name: 'Photos of yours that look alike' }).scrollIntoViewIfNeeded();
      await page.locator('details').nth(1).locator('summary').click();
    },
  },
  {
    name: 'photo-why-failed',
    scenario: 'embedder-failed',
    shows: /model file is damaged/u,
    reach: async (page) => {
      await openPhoto(page);
      await page.keyboard.press('w');
      await page.getByRole('dialog', { name: 'Photo' }).getByRole('button', { name: 'Open settings' }).waitFor();
    },
  },
  { name: 'photo-attention', scenario: 'full', shows: /The model looked mostly/u, reach: openAndPress('a') },
  {
    name: 'photo-attention-zoomed',
    scenario: 'full',
    shows: /The model looked mostly/u,
    reach: openAndPress('a', 'i', '+', '+'),
  },
  {
    name: 'photo-attention-absent',
    scenario: 'no-attention',
    shows: /does not say where it looks/u,
    reach: openAndPress('a'),
  },
  {
    name: 'photo-it-is',
    scenario: 'full',
    shows: /What does this photo show/u,
    reach: async (page) => {
      await openAndPress('m')(page);
      await waitForDialog(page, 'What does this photo show?');
      await page.keyboard.type('pe');
    },
  },
  {
    name: 'photo-similar',
    scenario: 'full',
    shows: /2 selected/u,
    reach: async (page) => {
      await openAndPress('l')(page);
      const dialog = page.getByRole('dialog', { name: 'More like this' });
      await dialog.locator('[data-index="0"]').waitFor();
      await dialog.locator('[data-index="1"]').click({ modifiers: ['Control'] });
      await dialog.locator('[data-index="4"]').click({ modifiers: ['Control'] });
    },
  },
  {
    name: 'photo-menu',
    scenario: 'full',
    shows: /Not a landmark/u,
    reach: async (page) => {
      await openAndPress()(page);
      await page.locator('[data-stage]').click({ button: 'right' });
      await page.getByRole('menu').waitFor();
    },
  },
  {
    name: 'photo-rejected',
    scenario: 'full',
    shows: /You said that this is not/u,
    reach: openAndPress('x'),
  },
];
