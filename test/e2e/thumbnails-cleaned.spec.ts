/**
 * @file A cleaner goes through Cairn's data while the window is open: the person scrolls on and sees every picture, none broken.
 */
import { readdirSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { launchSampleApp } from './support/sample-app.ts';
import type { RunningApp } from './support/launch-app.ts';
import { pictureFailures } from './support/picture-failures.ts';

let app: RunningApp;
const patient = { timeout: 60_000, interval: 200 };

pictureFailures(() => app);
beforeAll(async () => {
  app = await launchSampleApp();
}, 600_000);
afterAll(() => app.close());

/** Deletes every third thumbnail, empties every third and writes text into the others. */
function clean(): number {
  const folder = join(app.profile, 'thumbnails');
  const files = readdirSync(folder, { recursive: true, encoding: 'utf8' }).filter((name) =>
    /\.(?:webp|jpg)$/u.test(name),
  );
  for (const [index, name] of files.entries()) {
    const path = join(folder, name);
    if (index % 3 === 0) rmSync(path, { force: true });
    else if (index % 3 === 1) truncateSync(path, 0);
    else writeFileSync(path, 'removed to free some space');
  }
  return files.length;
}

interface Pictures {
  readonly cells: number;
  readonly shown: number;
  readonly given: number;
}

/** Cells on view, those that show their picture, and those that show that there is none. */
const countPictures = (): Promise<Pictures> =>
  app.page.evaluate<Pictures>(`(() => {
    const cells = [...document.querySelectorAll('[role="gridcell"]')];
    const isShown = (image) => image !== null && image.classList.contains('ready') && image.complete && image.naturalWidth > 0;
    return {
      cells: cells.length,
      shown: cells.filter((cell) => isShown(cell.querySelector('img'))).length,
      given: cells.filter((cell) => cell.querySelector('.none') !== null).length,
    };
  })()`);

test('thumbnails that a cleaner took are made again while the person scrolls, and no picture is broken', async () => {
  await app.page.keyboard.press('Control+2');
  await app.page.getByRole('grid', { name: /^All photos/u }).waitFor();
  await app.page.locator('[role="gridcell"] img.ready').first().waitFor();
  expect(clean()).toBeGreaterThan(100);
  await app.page.locator('[role="gridcell"]').first().focus();
  for (const key of ['End', 'PageUp', 'PageUp', 'Home']) {
    await app.page.keyboard.press(key);
    await expect
      .poll(async () => {
        const { cells, shown, given } = await countPictures();
        return { isFull: cells >= 6 && shown === cells, given };
      }, patient)
      .toEqual({ isFull: true, given: 0 });
  }
  // The whole folder, while the largest picture is wanted.
  // Thumbnails of photos beside the view may still be on their way into it.
  rmSync(join(app.profile, 'thumbnails'), { recursive: true, maxRetries: 20, retryDelay: 100 });
  await app.page.keyboard.press('End');
  await app.page.keyboard.press('Enter');
  await app.page.getByRole('dialog', { name: 'Photo', exact: true }).locator('.layer.ready').first().waitFor();
  expect(app.consoleLines.filter((line) => line.startsWith('uncaught'))).toEqual([]);
});
