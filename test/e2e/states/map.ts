/** @file States of the map. */
import type { Page } from 'playwright-core';
import { openFromSidebar } from './state.ts';
import type { State } from './state.ts';

/** The map with its pins, their pictures and the names of cities. */
const openMap = async (page: Page): Promise<void> => {
  // Each state begins with everything on view.
  await page.evaluate('localStorage.clear()');
  await openFromSidebar(/^Map/u)(page);
  await page.getByRole('application').waitFor();
  await waitForPictures(page);
};

const waitForPictures = async (page: Page): Promise<void> => {
  await page.locator('.pin').first().waitFor();
  await page.locator('.pin img:not(.ready)').first().waitFor({ state: 'hidden' });
  // Names are asked for when the map rests.
  await page.waitForTimeout(700);
};

const zoomIn = async (page: Page, times: number): Promise<void> => {
  await page.getByRole('application').focus();
  for (let time = 0; time < times; time++) await page.keyboard.press('+');
  await waitForPictures(page);
};

const openPin = async (page: Page, name: RegExp): Promise<void> => {
  await page.getByRole('button', { name }).first().focus();
  await page.keyboard.press('Enter');
};

export const mapStates: readonly State[] = [
  { name: 'map', scenario: 'full', shows: /have no place/u, reach: openMap },
  {
    name: 'map-close',
    scenario: 'full',
    shows: /have no place/u,
    reach: async (page) => {
      await openMap(page);
      await zoomIn(page, 3);
    },
  },
  {
    name: 'map-card',
    scenario: 'full',
    shows: /^Open album$/u,
    reach: async (page) => {
      await openMap(page);
      await openPin(page, /^Golden Gate Bridge/u);
    },
  },
  {
    name: 'map-city',
    scenario: 'full',
    shows: /have no place/u,
    reach: async (page) => {
      await openMap(page);
      await openPin(page, /^Golden Gate Bridge/u);
      await page.getByRole('dialog').getByRole('button', { name: 'Zoom in' }).click();
      await waitForPictures(page);
    },
  },
  {
    name: 'map-sheet',
    scenario: 'full',
    shows: /have no place/u,
    reach: async (page) => {
      await openMap(page);
      await page.getByRole('button', { name: /here$/u }).click();
      await page.locator('.sheet .cell img.ready').first().waitFor();
    },
  },
  {
    name: 'map-unplaced',
    scenario: 'full',
    shows: /Photos without a place/u,
    reach: async (page) => {
      await openMap(page);
      await page.getByRole('button', { name: /have no place/u }).click();
      await page.locator('.sheet .cell img.ready').first().waitFor();
    },
  },
  { name: 'map-estimated', scenario: 'places-estimated', shows: /Place estimated/u, reach: openMap },
  {
    name: 'map-empty',
    scenario: 'places-none',
    shows: /No photo has a place yet/u,
    reach: async (page) => {
      await openFromSidebar(/^Map/u)(page);
      await page.waitForTimeout(700);
    },
  },
];
