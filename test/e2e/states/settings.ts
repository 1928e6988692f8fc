/** @file States of the settings view and what belongs to it. */
import { openFromSidebar } from './state.ts';
import type { State } from './state.ts';

export const settingsStates: readonly State[] = [
  { name: 'problems', scenario: 'huge', shows: /1,200 files could not be read/u, reach: openFromSidebar(/^Problems/u) },
  { name: 'settings', scenario: 'offline', shows: /Graphics \(WebGPU\)/u, reach: openFromSidebar(/^Settings/u) },
  {
    name: 'settings-remove',
    scenario: 'offline',
    shows: /The files stay where they are/u,
    reach: async (page) => {
      await openFromSidebar(/^Settings/u)(page);
      await page
        .getByRole('button', { name: /^Remove/u })
        .first()
        .click();
    },
  },
  {
    name: 'keys',
    scenario: 'full',
    shows: /Select a range/u,
    reach: (page) => page.keyboard.press('?'),
  },
];
