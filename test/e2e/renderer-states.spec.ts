/**
 * @file Every state of every view, by day and by night, large and small: nothing that axe finds, no complaint of the
 * page, nothing wider than the window. Screenshots lie in artifacts/screenshots/states.
 */
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import type { RunningHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import { activityStates } from './states/activity.ts';
import { albumStates } from './states/album.ts';
import { landmarksStates } from './states/landmarks.ts';
import { mapStates } from './states/map.ts';
import { photoStates } from './states/photo.ts';
import { photosStates } from './states/photos.ts';
import { searchStates } from './states/search.ts';
import { reviewStates } from './states/review.ts';
import { settingsStates } from './states/settings.ts';
import type { State } from './states/state.ts';
import { findViolations } from './support/examine-page.ts';

const states: readonly State[] = [
  ...landmarksStates,
  ...albumStates,
  ...photosStates,
  ...mapStates,
  ...photoStates,
  ...activityStates,
  ...searchStates,
  ...reviewStates,
  ...settingsStates,
];

const looks = [
  { name: 'light-large', colorScheme: 'light', size: { width: 1280, height: 800 } },
  { name: 'dark-large', colorScheme: 'dark', size: { width: 1280, height: 800 } },
  { name: 'light-small', colorScheme: 'light', size: { width: 760, height: 560 } },
  { name: 'dark-small', colorScheme: 'dark', size: { width: 760, height: 560 } },
] as const;

let harness: RunningHarness;

beforeAll(async () => {
  harness = await launchHarness({ scenario: 'full' });
}, 300_000);
afterAll(() => harness.close());

describe.each(looks)('$name', ({ name, colorScheme, size }) => {
  test.each(states)('$name', async (state) => {
    const { page } = harness;
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await harness.show(state.scenario);
    await page.locator('h1, h2').first().waitFor();
    if (state.scenario !== 'first-run' && state.scenario !== 'broken') await page.locator('nav').waitFor();
    const before = harness.complaints.length;
    if (state.reach !== undefined && state.scenario !== 'none') {
      if (state.hasNoGrid !== true) await page.locator('.cell').first().waitFor();
      await state.reach(page);
    }
    await page.getByText(state.shows).first().waitFor();
    await page.locator('.cell img:not(.ready)').first().waitFor({ state: 'hidden' });
    await harness.screenshot(`states/${state.name}-${name}`);

    expect(await findViolations(page)).toEqual([]);
    expect(harness.complaints.slice(before)).toEqual([]);
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
