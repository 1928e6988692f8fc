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
  {
    name: 'album-unnamed',
    scenario: 'full',
    shows: /Castle Hill of Nice/u,
    reach: async (page) => {
      await page
        .getByRole('gridcell', { name: /^Unnamed landmark near Kyoto/u })
        .first()
        .click();
      await page.getByRole('grid', { name: /^Photos of/u }).waitFor();
    },
  },
  {
    name: 'album-photo-menu',
    scenario: 'full',
    shows: /Use as cover/u,
    reach: async (page) => {
      await openAlbum(page);
      await page.locator('[data-index="2"]').click({ button: 'right' });
    },
  },
  {
    name: 'album-selection-menu',
    scenario: 'full',
    shows: /New album/u,
    reach: async (page) => {
      await openAlbum(page);
      await page.locator('[data-index="1"]').click({ modifiers: ['Control'] });
      await page.locator('[data-index="4"]').click({ modifiers: ['Shift'] });
      await page.getByRole('button', { name: 'More actions for the selection' }).click();
    },
  },
  {
    name: 'album-rectangle',
    scenario: 'full',
    shows: /selected/u,
    reach: async (page) => {
      await openAlbum(page);
      const first = await page.locator('[data-index="0"]').boundingBox();
      if (first === null) throw new Error('no photo on view');
      await page.mouse.move(first.x - 12, first.y + 20);
      await page.mouse.down();
      await page.mouse.move(first.x + 60, first.y + 60);
      await page.mouse.move(first.x + 430, first.y + 260);
      await page
        .getByText(/\d selected/u)
        .first()
        .waitFor();
    },
  },
  {
    name: 'album-move',
    scenario: 'full',
    shows: /What does this photo show/u,
    reach: async (page) => {
      await openAlbum(page);
      await page.keyboard.press('m');
      await page.getByRole('combobox').fill('petra');
    },
  },
  {
    name: 'album-export',
    scenario: 'full',
    shows: /About/u,
    reach: async (page) => {
      await openAlbum(page);
      await page.getByRole('button', { name: 'More actions', exact: true }).click();
      await page.getByRole('menuitem', { name: /^Export album/u }).click();
      await page.getByText('A web page').click();
    },
  },
  {
    name: 'album-export-away',
    scenario: 'offline',
    shows: /left out/u,
    reach: async (page) => {
      await openAlbum(page);
      await page.locator('[data-index="1"]').click({ modifiers: ['Control'] });
      await page.keyboard.press('Control+a');
      await page
        .getByText(/\d\d selected/u)
        .first()
        .waitFor();
      await page.keyboard.press('e');
      await page.getByRole('button', { name: /Choose folder/u }).click();
      await page.getByText(/exported to/u).waitFor();
    },
  },
];
