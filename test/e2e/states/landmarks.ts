/** @file States of the landmarks view and what belongs to it. */
import type { Page } from 'playwright-core';
import type { State } from './state.ts';

const sortBy = async (page: Page, name: string): Promise<void> => {
  await page.getByRole('button', { name: /^Sort by/u }).click();
  await page.getByRole('menuitemradio', { name }).click();
};

export const landmarksStates: readonly State[] = [
  { name: 'first-run', scenario: 'first-run', shows: /Nothing leaves this computer/u },
  { name: 'landmarks', scenario: 'full', shows: /48 albums/u },
  { name: 'landmarks-busy', scenario: 'busy', shows: /photos\/s/u },
  { name: 'landmarks-embedding-again', scenario: 'embedding-again', shows: /using a new model/iu },
  { name: 'landmarks-empty-busy', scenario: 'busy-empty', shows: /Albums appear here as soon as/u },
  { name: 'landmarks-empty', scenario: 'none', shows: /No landmarks found/u },
  { name: 'landmarks-paused', scenario: 'paused', shows: /Paused/u },
  { name: 'embedder-failed', scenario: 'embedder-failed', shows: /The model file is damaged/u },
  { name: 'catalog-broken', scenario: 'broken', shows: /Before a copy was restored/u },
  {
    name: 'sort-menu',
    scenario: 'full',
    shows: /Most recent/u,
    reach: (page) => page.getByRole('button', { name: /^Sort by/u }).click(),
  },
  {
    name: 'landmarks-by-place',
    scenario: 'full',
    shows: /Chile/u,
    reach: (page) => sortBy(page, 'Place'),
  },
  {
    name: 'landmarks-jump',
    scenario: 'huge',
    shows: /Valparaíso|Elsewhere|Japan/u,
    reach: async (page) => {
      await sortBy(page, 'Place');
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      await page.getByRole('button', { name: 'Jump to' }).click();
      await page
        .getByRole('menuitem', { name: /^Japan/u })
        .first()
        .hover();
    },
  },
  {
    name: 'landmarks-jumped',
    scenario: 'huge',
    shows: /Portugal/u,
    reach: async (page) => {
      await sortBy(page, 'Place');
      await page.getByRole('heading', { level: 2 }).first().waitFor();
      await page.getByRole('button', { name: 'Jump to' }).click();
      await page
        .getByRole('menuitem', { name: /^Portugal/u })
        .first()
        .click();
      await page.getByRole('heading', { name: /^Portugal/u }).waitFor();
    },
  },
  {
    name: 'landmarks-filter-menu',
    scenario: 'full',
    shows: /Türkiye/u,
    reach: (page) => page.getByRole('button', { name: 'Country' }).click(),
  },
  {
    name: 'landmarks-filtered',
    scenario: 'full',
    shows: /Not named yet/u,
    reach: async (page) => {
      await page.getByRole('button', { name: 'Name', exact: true }).click();
      await page.getByRole('menuitemradio', { name: /^Not named/u }).click();
      await page.getByRole('button', { name: 'Country' }).click();
      await page.getByRole('menuitemradio', { name: /^Japan/u }).click();
      await page.getByRole('button', { name: 'Show all' }).waitFor();
    },
  },
  {
    name: 'landmarks-hidden',
    scenario: 'full',
    shows: /Hidden \(1\)/u,
    reach: async (page) => {
      await page.locator('[data-index="2"]').click({ button: 'right' });
      await page.getByRole('menuitem', { name: 'Hide album' }).click();
      await page.getByRole('button', { name: 'Hidden (1)' }).click();
      await page.locator('[data-index="1"]').waitFor({ state: 'detached' });
    },
  },
  {
    name: 'landmarks-name',
    scenario: 'full',
    shows: /Castle Hill of Nice/u,
    reach: async (page) => {
      await page.getByRole('button', { name: 'Name this place' }).first().click();
    },
  },
  {
    name: 'landmarks-menu',
    scenario: 'full',
    shows: /Hide album/u,
    reach: (page) => page.locator('[data-index="2"]').click({ button: 'right' }),
  },
];
