/** @file The map in a real window: a walk by keyboard alone, the hand, the way back, what the threads answer. */
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { launchHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import type { RunningHarness } from '../fixtures/renderer-harness/launch-harness.ts';
import { waitForDialog } from './support/wait-for-dialog.ts';

let harness: RunningHarness;
const summary = '#map-summary';

const evaluate = <Value>(expression: string): Promise<Value> => harness.page.evaluate<Value>(expression);
const findFocusedPin = (): Promise<number> => evaluate<number>(`Number(document.activeElement.dataset.pin ?? -1)`);
const readCamera = (): Promise<readonly number[]> =>
  evaluate<readonly number[]>(`JSON.parse(localStorage.getItem('cairn.map.camera') ?? '[]')`);
const readSummary = async (): Promise<string> => (await harness.page.locator(summary).textContent()) ?? '';
/** Photos in view, as the button says. */
const countShown = async (): Promise<number> => {
  const text = await harness.page.getByRole('button', { name: /^Show .* here$/u }).textContent();
  return Number((text ?? '').replaceAll(/\D/gu, ''));
};
const countTotal = async (): Promise<number> =>
  Number(((await harness.page.locator('.view header p').textContent()) ?? '').replaceAll(/\D/gu, ''));

/** Everything on view, the focus on the map. */
async function openMap(scenario = 'full'): Promise<void> {
  await harness.show(scenario);
  await evaluate('localStorage.clear()');
  await harness.page.locator('.cell').first().waitFor();
  await harness.page.keyboard.press('Control+3');
  await harness.page.getByRole('application', { name: 'Map of your photos' }).waitFor();
  await harness.page.locator('.pin').first().waitFor();
  await expect.poll(readSummary).toMatch(/places in view/u);
}

beforeAll(async () => {
  harness = await launchHarness({ scenario: 'full', size: { width: 1280, height: 800 } });
  await harness.page.emulateMedia({ reducedMotion: 'reduce' });
}, 300_000);
afterEach(() => expect(harness.complaints).toEqual([]));
afterAll(() => harness.close());

describe('by keyboard alone', () => {
  beforeEach(() => openMap());

  test('goes from the map to a landmark, into its album and back to where it was', async () => {
    const { page } = harness;
    expect(await evaluate<string>('document.activeElement.getAttribute("role")')).toBe('application');
    const everything = await readSummary();
    await page.keyboard.press('+');
    await expect.poll(readSummary).not.toBe(everything);
    await page.keyboard.press('ArrowRight');
    await page.keyboard.press('Home');
    await expect.poll(readSummary).toBe(everything);

    await page.keyboard.press('Tab');
    const first = await findFocusedPin();
    expect(first).toBeGreaterThan(0);
    await page.keyboard.press('ArrowRight');
    await expect.poll(findFocusedPin).not.toBe(first);
    // One stop of Tab for all pins: the next is beyond them.
    await page.keyboard.press('Tab');
    await expect.poll(findFocusedPin).toBe(-1);
    await page.keyboard.press('Shift+Tab');
    await expect.poll(findFocusedPin).toBeGreaterThan(0);

    await page.getByRole('button', { name: /^Golden Gate Bridge/u }).focus();
    const pin = await findFocusedPin();
    await page.keyboard.press('Enter');
    await waitForDialog(page, 'Golden Gate Bridge');
    await page.keyboard.press('Escape');
    await expect.poll(findFocusedPin).toBe(pin);
    await page.keyboard.press('Enter');
    await expect.poll(() => evaluate<string>('document.activeElement.textContent.trim()')).toBe('Open album');
    const camera = await readCamera();
    await page.keyboard.press('Enter');
    await page.getByRole('grid', { name: /^Photos of Golden Gate Bridge/u }).waitFor();
    await page.keyboard.press('Alt+ArrowLeft');
    await page.locator('.pin').first().waitFor();
    await expect.poll(readSummary).toBe(everything);
    expect(await readCamera()).toEqual(camera);
  });

  test('zooms into a cluster and keeps the focus on what is left of it', async () => {
    const { page } = harness;
    await page.getByRole('button', { name: /^1,036 photos/u }).focus();
    await page.keyboard.press('Enter');
    await expect.poll(countShown).toBeGreaterThan(500);
    await expect.poll(async () => (await readCamera())[2] ?? 0).toBeGreaterThan(3);
    await expect.poll(() => evaluate<boolean>('document.activeElement !== document.body')).toBe(true);
    const isInView = `document.activeElement.closest('section')?.getAttribute('aria-label') === 'Map'`;
    expect(await evaluate<boolean>(isInView)).toBe(true);
  });

  test('opens the photos without a place, one of them, and comes back', async () => {
    const { page } = harness;
    const button = page.getByRole('button', { name: /have no place$/u });
    await button.focus();
    await page.keyboard.press('Enter');
    const sheet = page.getByRole('dialog', { name: 'Photos without a place' });
    await sheet.locator('.cell img').first().waitFor();
    await sheet.locator('[data-index="2"]').focus();
    await page.keyboard.press('Enter');
    await waitForDialog(page, 'Photo');
    await page.keyboard.press('Escape');
    await expect.poll(() => evaluate<string>('document.activeElement.dataset.index ?? ""')).toBe('2');
    await page.keyboard.press('Escape');
    await sheet.waitFor({ state: 'detached' });
    await expect.poll(() => evaluate<string>('document.activeElement.textContent')).toMatch(/have no place/u);
  });
});

describe('by hand', () => {
  beforeEach(() => openMap());

  test('zooms with the wheel around the pointer, and drags', async () => {
    const { page } = harness;
    const pin = page.getByRole('button', { name: /^Golden Gate Bridge/u });
    const before = await pin.boundingBox();
    if (before === null) throw new Error('The pin is on view.');
    const middle = { x: before.x + before.width / 2, y: before.y + before.height / 2 };
    const [, , zoom = 0] = await readCamera();
    await page.mouse.move(middle.x, middle.y);
    await page.mouse.wheel(0, -250);
    await expect.poll(async () => (await readCamera())[2] ?? 0).toBeGreaterThan(zoom + 0.5);
    await expect
      .poll(async () => {
        const box = await pin.boundingBox();
        return box === null
          ? Infinity
          : Math.hypot(box.x + box.width / 2 - middle.x, box.y + box.height / 2 - middle.y);
      })
      // The pin stands in the middle of its photos; they spread a little.
      .toBeLessThan(12);

    await page.mouse.move(700, 400);
    await page.mouse.down();
    await page.mouse.move(760, 430, { steps: 6 });
    await page.mouse.up();
    await expect
      .poll(async () => {
        const box = await pin.boundingBox();
        return box === null
          ? Infinity
          : Math.hypot(box.x + box.width / 2 - middle.x - 60, box.y + box.height / 2 - middle.y - 30);
      })
      .toBeLessThan(12);
  });

  test('a drag that begins on a pin opens nothing', async () => {
    const { page } = harness;
    const box = await page.getByRole('button', { name: /^Golden Gate Bridge/u }).boundingBox();
    if (box === null) throw new Error('The pin is on view.');
    await page.mouse.move(box.x + 20, box.y + 20);
    await page.mouse.down();
    await page.mouse.move(box.x + 90, box.y + 60, { steps: 5 });
    await page.mouse.up();
    expect(await page.getByRole('dialog').count()).toBe(0);
  });

  test('a double click zooms in', async () => {
    const [, , zoom = 0] = await readCamera();
    await harness.page.mouse.dblclick(600, 620);
    await expect.poll(async () => (await readCamera())[2] ?? 0).toBeCloseTo(zoom + 1, 1);
  });

  test('is where it was left after the next start', async () => {
    const { page } = harness;
    await page.keyboard.press('+');
    await page.keyboard.press('+');
    await expect.poll(async () => (await readCamera())[2] ?? 0).toBeGreaterThan(4);
    const camera = await readCamera();
    await page.goto('app://cairn/index.html?scenario=full&keeps');
    await page.getByRole('navigation').getByRole('button', { name: /^Map/u }).click();
    await expect.poll(readSummary).not.toBe('');
    expect(await readCamera()).toEqual(camera);
  });
});

describe('what is shown', () => {
  test('is every photo that has a place', async () => {
    await openMap();
    await expect.poll(countShown).toBe(await countTotal());
  });

  test('of some years is less', async () => {
    await openMap();
    const all = await countTotal();
    await harness.page.getByRole('slider', { name: 'From year' }).focus();
    await harness.page.keyboard.press('End');
    await expect.poll(countShown).toBeLessThan(all);
  });

  test('is said to be estimated where it is', async () => {
    await openMap('places-estimated');
    const { page } = harness;
    await expect.poll(() => page.getByRole('button', { name: /place estimated/u }).count()).toBeGreaterThan(3);
    await expect.poll(() => page.getByText('The photo has no position.', { exact: false }).count()).toBe(1);
  });
});
