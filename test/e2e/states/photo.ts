/** @file States of the photo view and what belongs to it. */
import { openPhoto } from './state.ts';
import type { State } from './state.ts';

export const photoStates: readonly State[] = [
  { name: 'photo', scenario: 'full', shows: /Confirmed by you|sure/u, reach: openPhoto },
  { name: 'photo-offline', scenario: 'offline', shows: /is not connected/u, reach: openPhoto },
  {
    name: 'photo-alone',
    scenario: 'full',
    shows: /100%/u,
    reach: async (page) => {
      await openPhoto(page);
      await page.keyboard.press('i');
      await page.keyboard.press('1');
    },
  },
];
