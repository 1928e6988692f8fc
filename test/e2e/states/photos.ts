/** @file States of the photos view and what belongs to it. */
import type { Page } from 'playwright-core';
import { openFromSidebar } from './state.ts';
import type { State } from './state.ts';

const openPhotos = openFromSidebar(/^Photos/u);

/** The photos view with the filter menu open. */
async function openFilters(page: Page): Promise<void> {
  await openPhotos(page);
  await page.getByRole('button', { name: /^Filter/u }).click();
  await page.getByRole('combobox', { name: 'Year' }).waitFor();
}

async function openDuplicates(page: Page): Promise<void> {
  await openPhotos(page);
  await page.getByRole('button', { name: 'Duplicates' }).click();
  await page.getByRole('radio', { name: /^Same file/u }).waitFor();
}

export const photosStates: readonly State[] = [
  { name: 'photos', scenario: 'huge', shows: /^100,000 photos$/u, reach: openPhotos },
  { name: 'photos-offline', scenario: 'offline', shows: /^3,000 photos$/u, reach: openPhotos },
  { name: 'photos-filter-menu', scenario: 'huge', shows: /1,200 files could not be read/u, reach: openFilters },
  {
    name: 'photos-filtered',
    scenario: 'full',
    shows: /Apple iPhone 13/u,
    reach: async (page) => {
      await openFilters(page);
      await page.getByRole('combobox', { name: 'Camera' }).selectOption('Apple iPhone 13');
      await page.getByRole('button', { name: /^Favourites/u }).click();
      await page.keyboard.press('Escape');
      await page.getByRole('button', { name: 'Remove the filter Favourites' }).waitFor();
    },
  },
  {
    name: 'photos-filtered-to-nothing',
    scenario: 'full',
    shows: /No photo fits/u,
    reach: async (page) => {
      await openFilters(page);
      await page.getByRole('combobox', { name: 'Year' }).selectOption('2023');
      await page.getByRole('combobox', { name: 'Country' }).selectOption('FR');
      await page.keyboard.press('Escape');
    },
  },
  {
    name: 'photos-scrubber',
    scenario: 'huge',
    shows: /^100,000 photos$/u,
    reach: async (page) => {
      await openPhotos(page);
      await page.getByRole('slider', { name: 'Date' }).focus();
      for (let count = 0; count < 3; count += 1) await page.keyboard.press('PageDown');
      await page.locator('.cell img').first().waitFor();
    },
  },
  {
    name: 'photos-selected',
    scenario: 'full',
    shows: /5 selected/u,
    reach: async (page) => {
      await openPhotos(page);
      await page.locator('[data-index="1"]').click({ modifiers: ['Control'] });
      await page.locator('[data-index="5"]').click({ modifiers: ['Shift'] });
    },
  },
  {
    name: 'photos-menu',
    scenario: 'full',
    shows: /Not a landmark/u,
    reach: async (page) => {
      await openPhotos(page);
      await page.locator('[data-index="2"]').click({ button: 'right' });
      await page.getByRole('menu').waitFor();
    },
  },
  { name: 'duplicates-exact', scenario: 'full', shows: /In 2 places/u, reach: openDuplicates },
  {
    name: 'duplicates-near',
    scenario: 'full',
    shows: /These are different/u,
    reach: async (page) => {
      await openDuplicates(page);
      await page.getByText('Look the same').click();
      await page.getByText('5 photos').first().waitFor();
    },
  },
];
