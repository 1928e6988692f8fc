/**
 * @file Every state of every view, large and small, by day and, changed while it is shown, by night: nothing that axe finds, no
 * complaint of the page, nothing wider than the window. Screenshots lie in artifacts/screenshots/states.
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
import { findContrastViolations, findViolations } from './support/examine-page.ts';

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

const windows = [
  { name: 'large', size: { width: 1280, height: 800 } },
  { name: 'small', size: { width: 760, height: 560 } },
] as const;

let harness: RunningHarness;

beforeAll(async () => {
  harness = await launchHarness({ scenario: 'full' });
}, 300_000);
afterAll(() => harness.close());

describe.each(windows)('$name', ({ name, size }) => {
  test.each(states)('$name', async (state) => {
    const { page } = harness;
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme: 'light', reducedMotion: 'reduce' });
    // What is said of a state is looked at twice, which may take longer than it is shown.
    await harness.show(state.scenario, { keepsMessages: true });
    await page.locator('h1, h2').first().waitFor();
    if (state.scenario !== 'first-run' && state.scenario !== 'broken') await page.locator('nav').waitFor();
    const before = harness.complaints.length;
    if (state.reach !== undefined && state.scenario !== 'none') {
      if (state.hasNoGrid !== true) await page.locator('.cell').first().waitFor();
      await state.reach(page);
    }
    await page.getByText(state.shows).first().waitFor();
    await page.locator('.cell img:not(.ready)').first().waitFor({ state: 'hidden' });
    await harness.screenshot(`states/${state.name}-light-${name}`);
    expect(await findViolations(page)).toEqual([]);

    // Only colours change: the rest has just been looked at.
    await page.emulateMedia({ colorScheme: 'dark', reducedMotion: 'reduce' });
    await page.getByText(state.shows).first().waitFor();
    await harness.screenshot(`states/${state.name}-dark-${name}`);
    expect(await findContrastViolations(page), 'by night').toEqual([]);

    expect(harness.complaints.slice(before)).toEqual([]);
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
