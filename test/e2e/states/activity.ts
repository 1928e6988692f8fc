/** @file States of Activity. */
import type { Page } from 'playwright-core';
import { openFromSidebar } from './state.ts';
import type { State } from './state.ts';

const openActivity = openFromSidebar(/^Activity/u);

async function scrollToProblems(page: Page): Promise<void> {
  await openActivity(page);
  // The list is long and virtual: the page is scrolled, not a row.
  await page.getByRole('list', { name: 'Files that could not be read' }).waitFor({ state: 'attached' });
  await page.evaluate(`document.querySelector('section.view').scrollTo(0, 2600)`);
  await page
    .getByText(/^DSC_40\d\d\.jpg$/u)
    .first()
    .waitFor();
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
  {
    name: 'activity-gpu-lost',
    scenario: 'gpu-lost',
    shows: /Graphics \(WebGPU\) stopped working/u,
    reach: openActivity,
  },
  { name: 'activity-disk-full', scenario: 'disk-full', shows: /Free some space/u, reach: openActivity },
  { name: 'activity-problems', scenario: 'huge', shows: /^Pictures\/2017/u, reach: scrollToProblems },
];
