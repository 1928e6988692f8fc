/** @file States of Activity. */
import type { Page } from 'playwright-core';
import { openFromSidebar } from './state.ts';
import type { State } from './state.ts';

const openActivity = openFromSidebar(/^Activity/u);

async function scrollToProblems(page: Page): Promise<void> {
  await openActivity(page);
  await page
    .getByRole('button', { name: /^Show .* in its folder/u })
    .first()
    .scrollIntoViewIfNeeded();
}

export const activityStates: readonly State[] = [
  { name: 'activity', scenario: 'full', shows: /Cairn watches your folders/u, reach: openActivity },
  { name: 'activity-busy', scenario: 'busy', shows: /Albums fill while this goes on/u, reach: openActivity },
  { name: 'activity-offline', scenario: 'offline', shows: /wait for a drive/u, reach: openActivity },
  {
    name: 'activity-on-battery',
    scenario: 'on-battery',
    shows: /when the computer is plugged in/u,
    reach: openActivity,
  },
  { name: 'activity-disk-full', scenario: 'disk-full', shows: /Free some space/u, reach: openActivity },
  { name: 'activity-problems', scenario: 'huge', shows: /1,200 files could not be read/u, reach: scrollToProblems },
];
