/**
 * @file Every state of every view, by day and by night, large and small: nothing that axe finds serious, no complaint of the
 * page, nothing wider than the window. Screenshots lie in artifacts/screenshots/states.
 */
import { AxeBuilder } from '@axe-core/playwright';
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import type { RunningHarness } from '../fixtures/renderer-harness/launch-harness.ts';

interface State {
  readonly name: string;
  readonly scenario: string;
  /** What is on screen when the state is reached. */
  readonly shows: RegExp;
  readonly reach?: (page: Page) => Promise<void>;
}

const openAlbum = async (page: Page): Promise<void> => {
  await page.locator('[data-index="1"]').click();
  await page.getByRole('grid', { name: /^Photos of/u }).waitFor();
};
const openPhoto = async (page: Page): Promise<void> => {
  await openAlbum(page);
  await page.locator('[data-index="2"]').click();
  await page.getByRole('dialog', { name: 'Photo' }).waitFor();
};
const openFromSidebar = (name: RegExp) => async (page: Page) => {
  await page.getByRole('navigation').getByRole('button', { name }).click();
};

const states: readonly State[] = [
  { name: 'first-run', scenario: 'first-run', shows: /Nothing leaves this computer/u },
  { name: 'landmarks', scenario: 'full', shows: /48 albums/u },
  { name: 'landmarks-busy', scenario: 'busy', shows: /photos\/s/u },
  { name: 'landmarks-embedding-again', scenario: 'embedding-again', shows: /using a new model/iu },
  { name: 'landmarks-empty-busy', scenario: 'busy-empty', shows: /Albums appear here as soon as/u },
  { name: 'landmarks-empty', scenario: 'none', shows: /No landmarks found/u },
  { name: 'landmarks-paused', scenario: 'paused', shows: /Paused/u },
  { name: 'embedder-failed', scenario: 'embedder-failed', shows: /The model file is damaged/u },
  { name: 'catalog-broken', scenario: 'broken', shows: /Restore a copy/u },
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
      await page.getByRole('searchbox').fill('petra');
      await page.getByRole('radio').first().check({ force: true });
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
  { name: 'photos', scenario: 'huge', shows: /^100,000 photos$/u, reach: openFromSidebar(/^Photos/u) },
  { name: 'photos-offline', scenario: 'offline', shows: /^3,000 photos$/u, reach: openFromSidebar(/^Photos/u) },
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
  {
    name: 'sort-menu',
    scenario: 'full',
    shows: /Most recent/u,
    reach: (page) => page.getByRole('button', { name: /^Sort by/u }).click(),
  },
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
      await page.locator('.cell').first().waitFor();
      await state.reach(page);
    }
    await page.getByText(state.shows).first().waitFor();
    await page.locator('.cell img:not(.ready)').first().waitFor({ state: 'hidden' });
    await harness.screenshot(`states/${state.name}-${name}`);

    const { violations } = await new AxeBuilder({ page }).setLegacyMode(true).analyze();
    const serious = violations
      .filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => ({ id, where: nodes.slice(0, 3).map((node) => node.html.slice(0, 160)) }));
    expect(serious).toEqual([]);
    expect(harness.complaints.slice(before)).toEqual([]);
    const overflow = await page.evaluate<number>('document.documentElement.scrollWidth - innerWidth');
    expect(overflow).toBeLessThanOrEqual(0);
  });
});
