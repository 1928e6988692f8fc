/**
 * @file The views as others read them: from right to left, in Chinese, with text twice as large, in a small window. Nothing is cut off,
 * nothing lies on top of something else, nothing is scrolled sideways. Screenshots lie in artifacts/screenshots/readings.
 */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import type { Reading, RunningHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import { findCoveredControls, findCutTexts, findSidewaysScrolling, findViolations } from './support/examine-page.ts';

/** A view, reached without words: they are in many languages here. */
interface View {
  readonly name: string;
  readonly scenario: string;
  readonly reach?: (page: Page) => Promise<void>;
}

const openAlbum = async (page: Page): Promise<void> => {
  await page.locator('[data-index="1"]').click();
  await page.locator('h1 [title]').waitFor();
};
const openPhoto = async (page: Page): Promise<void> => {
  await openAlbum(page);
  await page.locator('[role="grid"] [data-index="2"]').click();
  // Seen a moment before it takes the focus: a key pressed in between goes to what is behind it.
  await page.locator('.viewer:focus-within').waitFor();
};
/** @param shows what is there when the view is: its code and its rows may be on their way */
const openItem = (icon: string, shows: string) => async (page: Page) => {
  await page.locator(`nav button:has(.lucide-${icon})`).first().click();
  await page.locator(`.view ${shows}`).first().waitFor();
};

const views: readonly View[] = [
  { name: 'first-run', scenario: 'first-run' },
  { name: 'landmarks', scenario: 'full' },
  { name: 'landmarks-busy', scenario: 'busy' },
  { name: 'landmarks-empty', scenario: 'none' },
  { name: 'embedder-failed', scenario: 'embedder-failed' },
  { name: 'sort-menu', scenario: 'full', reach: (page) => page.locator('button:has(.lucide-arrow-down-up)').click() },
  { name: 'album', scenario: 'full', reach: openAlbum },
  {
    name: 'album-selected',
    scenario: 'full',
    reach: async (page) => {
      await openAlbum(page);
      await page.locator('[data-index="1"]').click({ modifiers: ['Control'] });
      await page.locator('[role="toolbar"]').waitFor();
    },
  },
  { name: 'photo', scenario: 'full', reach: openPhoto },
  { name: 'photos', scenario: 'huge', reach: openItem('images', '.cell img') },
  { name: 'activity', scenario: 'huge', reach: openItem('activity', 'h2') },
  { name: 'map', scenario: 'full', reach: openItem('map', '.pin') },
  { name: 'settings', scenario: 'offline', reach: openItem('settings', '[role="tabpanel"] h2') },
  {
    name: 'keys',
    scenario: 'full',
    reach: async (page) => {
      await page.keyboard.press('?');
      await page.locator('[role="dialog"]:focus-within').waitFor();
    },
  },
];

interface Look extends Reading {
  readonly name: string;
  readonly size: { readonly width: number; readonly height: number };
  readonly colorScheme?: 'light' | 'dark';
}

const large = { width: 1280, height: 800 };
const looks: readonly Look[] = [
  { name: 'rtl', size: large, direction: 'rtl' },
  { name: 'rtl-small', size: { width: 720, height: 480 }, direction: 'rtl', colorScheme: 'dark' },
  { name: 'chinese', size: large, language: 'zh-Hans' },
  { name: 'chinese-small', size: { width: 720, height: 480 }, language: 'zh-Hans', colorScheme: 'dark' },
  { name: 'text-200', size: large, textScale: 2 },
  // 1280 x 800 at a zoom of two.
  { name: 'zoom-200', size: { width: 640, height: 400 } },
  { name: 'small', size: { width: 720, height: 480 } },
];

let harness: RunningHarness;

beforeAll(async () => {
  harness = await launchHarness({ scenario: 'full' });
}, 300_000);
afterAll(() => harness.close());

describe.each(looks)('$name', ({ name, size, colorScheme = 'light', ...reading }) => {
  test.each(views)('$name', async (view) => {
    const { page } = harness;
    await page.setViewportSize(size);
    await page.emulateMedia({ colorScheme, reducedMotion: 'reduce' });
    await harness.show(view.scenario, reading);
    await page.locator('h1, h2').first().waitFor();
    const before = harness.complaints.length;
    if (view.reach !== undefined) {
      await page.locator('.cell img').first().waitFor();
      await view.reach(page);
    }
    await page.locator('.cell img:not(.ready)').first().waitFor({ state: 'hidden' });
    await page.evaluate('document.fonts.ready.then(() => null)');
    await harness.screenshot(`readings/${view.name}-${name}`);

    expect(await findSidewaysScrolling(page)).toEqual([]);
    expect(await findCutTexts(page)).toEqual([]);
    expect(await findCoveredControls(page)).toEqual([]);
    expect(await findViolations(page)).toEqual([]);
    expect(harness.complaints.slice(before)).toEqual([]);
  });
});

test('a Chinese window says nothing in English but names', async () => {
  const { page } = harness;
  await page.setViewportSize(large);
  const english: string[] = [];
  for (const view of views) {
    await harness.show(view.scenario, { language: 'zh-Hans' });
    await page.locator('h1, h2').first().waitFor();
    if (view.reach !== undefined) {
      await page.locator('.cell img').first().waitFor();
      await view.reach(page);
    }
    // What the library in memory says is English, as names are: only what is no name of it counts.
    const text = await page.evaluate<string>('document.body.innerText');
    const words = text
      .replaceAll('Photos before 2019', '')
      .replaceAll('This is not a picture', '')
      .match(/\b(?:this|your|all|photos?|albums?|settings|search)\b/giu);
    english.push(...(words ?? []).map((word) => `${view.name}: ${word}`));
  }
  expect(english).toEqual([]);
});

test('from right to left the first tile lies at the right, and the arrows lead where they point', async () => {
  const { page } = harness;
  await page.setViewportSize(large);
  await harness.show('full', { direction: 'rtl' });
  await page.locator('.cell img').first().waitFor();
  const findLeft = (index: number): Promise<number> =>
    page.evaluate<number>(`document.querySelector('[data-index="${String(index)}"]').getBoundingClientRect().left`);
  expect(await findLeft(0)).toBeGreaterThan(await findLeft(1));
  const findFocused = (): Promise<number> => page.evaluate<number>('Number(document.activeElement.dataset.index)');
  await page.locator('[data-index="0"]').focus();
  await page.keyboard.press('ArrowLeft');
  await expect.poll(findFocused).toBe(1);
  await page.keyboard.press('ArrowRight');
  await expect.poll(findFocused).toBe(0);
  const sidebar = await page.evaluate<number>(`document.querySelector('nav').getBoundingClientRect().left`);
  expect(sidebar).toBeGreaterThan(await findLeft(0));

  await openPhoto(page);
  const position = page.locator('.viewer .position');
  await expect.poll(() => position.textContent()).toMatch(/^3 of/u);
  await page.keyboard.press('ArrowLeft');
  await expect.poll(() => position.textContent()).toMatch(/^4 of/u);
  await page.keyboard.press('ArrowRight');
  await expect.poll(() => position.textContent()).toMatch(/^3 of/u);
});
