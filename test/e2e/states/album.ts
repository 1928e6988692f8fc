/** @file States of the album view and what belongs to it. */
import { openAlbum } from './state.ts';
import type { State } from './state.ts';

export const albumStates: readonly State[] = [
  { name: 'album', scenario: 'full', shows: /Suggested|Confirmed/u, reach: openAlbum },
  {
    name: 'album-tentative',
    scenario: 'full',
    shows: /May belong here/u,
    reach: async (page) => {
      await page.locator('[data-index="3"]').click();
      await page.getByRole('grid', { name: /^Photos of/u }).waitFor();
      await page.locator('[data-index="0"]').focus();
      await page.keyboard.press('End');
    },
  },
  {
    name: 'album-selected',
    scenario: 'full',
    shows: /4 selected/u,
    reach: async (page) => {
      await openAlbum(page);
      await page.locator('[data-index="1"]').click({ modifiers: ['Control'] });
      await page.locator('[data-index="4"]').click({ modifiers: ['Shift'] });
    },
  },
  {
    name: 'album-rename',
    scenario: 'full',
    shows: /Suggested|Confirmed/u,
    reach: async (page) => {
      await openAlbum(page);
      await page.keyboard.press('F2');
      await page.getByRole('textbox', { name: 'Album name' }).waitFor();
    },
  },
  {
    name: 'album-merge',
    scenario: 'full',
    shows: /Name of the album afterwards/u,
    reach: async (page) => {
      await openAlbum(page);
      await page.getByRole('button', { name: /Merge/u }).click();
      await page.getByRole('combobox').fill('petra');
      await page
        .getByRole('option', { name: /^Petra/u })
        .first()
        .click();
    },
  },
  {
    name: 'album-rejected',
    scenario: 'full',
    shows: /will not put it back/u,
    reach: async (page) => {
      await openAlbum(page);
      await page.keyboard.press('x');
    },
  },
];
