/** @file What those meet who use no mouse, who hear the window, or whom motion makes ill. */
import type { Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { launchHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import type { RunningHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import { waitForDialog } from './support/wait-for-dialog.ts';

let harness: RunningHarness;

beforeAll(async () => {
  harness = await launchHarness({ scenario: 'full', size: { width: 1280, height: 800 } });
}, 300_000);
afterAll(() => harness.close());

const openItem = (icon: string) => async (page: Page) => {
  await page.locator(`nav button:has(.lucide-${icon})`).first().click();
  // The view before is gone at once; the code of this one may be on its way.
  await page.locator('.view h1').first().waitFor();
};
const openAlbum = async (page: Page): Promise<void> => {
  await page.locator('[data-index="1"]').click();
  await page.getByRole('grid', { name: /^Photos of/u }).waitFor();
};
const openPhoto = async (page: Page): Promise<void> => {
  await openAlbum(page);
  await page.locator('[role="grid"] [data-index="2"]').click();
  await waitForDialog(page, 'Photo');
};

interface View {
  readonly name: string;
  readonly scenario: string;
  readonly reach?: (page: Page) => Promise<void>;
}

const views: readonly View[] = [
  { name: 'first run', scenario: 'first-run' },
  { name: 'landmarks', scenario: 'full' },
  { name: 'an album', scenario: 'full', reach: openAlbum },
  { name: 'a photo', scenario: 'full', reach: openPhoto },
  { name: 'photos', scenario: 'full', reach: openItem('images') },
  { name: 'activity', scenario: 'full', reach: openItem('activity') },
  { name: 'settings', scenario: 'full', reach: openItem('settings') },
];

async function show({ scenario, reach }: View): Promise<void> {
  await harness.page.emulateMedia({ reducedMotion: 'reduce' });
  await harness.show(scenario);
  await harness.page.locator('h1, h2').first().waitFor();
  if (reach === undefined) return;
  await harness.page.locator('.cell img').first().waitFor();
  await reach(harness.page);
}

/** What has the focus: its name, and whether a ring shows it. */
interface Focused {
  readonly name: string;
  readonly isRinged: boolean;
  readonly isInView: boolean;
}

const readFocused = (): Promise<Focused | null> =>
  harness.page.evaluate<Focused | null>(`(() => {
    const element = document.activeElement;
    if (element === null || element === document.body) return null;
    // A box whose control is not seen shows the ring itself.
    const shown = element.matches('.visually-hidden') ? (element.closest('label') ?? element) : element;
    const { outlineStyle, outlineWidth } = getComputedStyle(shown);
    const { top, bottom, left, right } = shown.getBoundingClientRect();
    return { name: element.getAttribute('aria-label') ?? element.textContent.trim().slice(0, 40),
      isRinged: outlineStyle !== 'none' && Number.parseFloat(outlineWidth) >= 2,
      isInView: bottom > 0 && right > 0 && top < innerHeight && left < innerWidth };
  })()`);

describe('by keyboard', () => {
  test.each(views)('$name shows where the focus is, on every stop', async (view) => {
    await show(view);
    const stops: Focused[] = [];
    for (let press = 0; press < 30; press += 1) {
      await harness.page.keyboard.press('Tab');
      const focused = await readFocused();
      if (focused === null) break;
      stops.push(focused);
    }
    expect(stops.length).toBeGreaterThan(1);
    expect(stops.filter(({ isRinged, isInView }) => !isRinged || !isInView)).toEqual([]);
    expect(stops.filter(({ name }) => name === '')).toEqual([]);
  });

  test('a photo keeps the focus inside, and gives it back to its tile', async () => {
    await show({ name: '', scenario: 'full', reach: openPhoto });
    const { page } = harness;
    for (let press = 0; press < 30; press += 1) {
      await page.keyboard.press('Tab');
      const isInside = await page.evaluate<boolean>(
        `document.activeElement === document.body || document.activeElement.closest('[role="dialog"]') !== null`,
      );
      expect(isInside).toBe(true);
    }
    await page.getByRole('group').first().focus();
    await page.keyboard.press('Escape');
    await expect.poll(() => page.evaluate<string>('document.activeElement.dataset.index ?? ""')).toBe('2');
  });
});

describe('by ear', () => {
  test('a grid says how large it is, and each photo when, where and how sure', async () => {
    await show({ name: '', scenario: 'full', reach: openAlbum });
    const grid = harness.page.getByRole('grid');
    expect(Number(await grid.getAttribute('aria-rowcount'))).toBeGreaterThan(1);
    expect(Number(await grid.getAttribute('aria-colcount'))).toBeGreaterThan(1);
    const names = await harness.page.evaluate<readonly string[]>(
      `[...document.querySelectorAll('[role="gridcell"]')].map((cell) => cell.getAttribute('aria-label'))`,
    );
    expect(names.length).toBeGreaterThan(5);
    for (const name of names) {
      expect(name).toMatch(/^Photo, (?:\w+ \d+, \d{4}|\d+ \w+ \d{4}|no date), .+, (?:confirmed|suggested|may belong)/u);
    }
  });

  test('progress is said in a region of its own, now and then', async () => {
    await show({ name: '', scenario: 'busy' });
    const said = harness.page.getByRole('region', { name: 'Indexing' }).getByRole('status');
    await expect.poll(() => said.textContent()).toMatch(/of [\d,]+ photos/u);
  });

  test('what was done is said, and can be undone by name', async () => {
    await show({ name: '', scenario: 'full', reach: openAlbum });
    await harness.page.keyboard.press('x');
    const messages = harness.page.getByRole('region', { name: 'Messages' });
    expect(await messages.getAttribute('aria-live')).toBe('polite');
    await messages.getByText(/taken out of/u).waitFor();
    await messages.getByRole('button', { name: 'Undo' }).waitFor();
  });

  test('the window is named after its view', async () => {
    await show({ name: '', scenario: 'full', reach: openItem('settings') });
    await expect.poll(() => harness.page.title()).toBe('Settings – Cairn');
    await expect.poll(() => harness.page.getByRole('heading', { level: 1 }).count()).toBe(1);
  });
});

describe('by preference', () => {
  test('nothing moves where motion is unwanted', async () => {
    const { page } = harness;
    for (const view of views) {
      await show(view);
      const moving = await page.evaluate<readonly string[]>(`[...document.querySelectorAll('*')].filter((element) => {
        const { animationName, animationDuration, animationIterationCount, transitionDuration } = getComputedStyle(element);
        const longest = (text) => Math.max(...text.split(',').map((part) => Number.parseFloat(part) * (part.trim().endsWith('ms') ? 1 : 1000)));
        const isAnimated = animationName !== 'none' && (longest(animationDuration) > 10 || animationIterationCount === 'infinite');
        return isAnimated || longest(transitionDuration) > 10;
      }).map((element) => String(element.className))`);
      expect(moving, view.name).toEqual([]);
    }
  });

  test('lines and quiet words are stronger where more contrast is wanted', async () => {
    const { page } = harness;
    await show({ name: '', scenario: 'full' });
    await page.locator('.subtitle').waitFor();
    const readLine = (): Promise<string> =>
      page.evaluate<string>(`getComputedStyle(document.querySelector('.shell main')).borderInlineStartColor`);
    const readQuiet = (): Promise<string> =>
      page.evaluate<string>(`getComputedStyle(document.querySelector('.subtitle')).color`);
    const usual = [await readLine(), await readQuiet()];
    await page.emulateMedia({ contrast: 'more' });
    const strong = [await readLine(), await readQuiet()];
    await page.emulateMedia({ contrast: null });
    expect(strong[0]).not.toBe(usual[0]);
    expect(strong[1]).not.toBe(usual[1]);
  });
});
