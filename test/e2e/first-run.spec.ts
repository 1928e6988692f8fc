/**
 * @file The whole job in the real window: first run, sample library, albums appear, open, rename, reject, restart, still so.
 * Every view is kept as a picture, light and dark, wide and small, and checked by axe.
 */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { waitUntilIdle } from './support/ask-main.ts';
import { waitUntilStill } from './support/examine-page.ts';
import { launchApp, type RunningApp } from './support/launch-app.ts';

const axeSource = readFileSync(createRequire(import.meta.url).resolve('axe-core/axe.min.js'), 'utf8');
/** Ten photos a landmark, one processor: a minute on a free machine, several on a busy one. */
const indexingLimitMs = 600_000;
const given = 'Glass Helix';
let app: RunningApp;

beforeAll(async () => {
  app = await launchApp();
});
afterAll(async () => {
  await app.close();
});

async function resize(width: number, height: number): Promise<void> {
  await app.electron.evaluate(
    ({ BrowserWindow }, size) => BrowserWindow.getAllWindows()[0]?.setContentSize(size[0] ?? 0, size[1] ?? 0),
    [width, height],
  );
}

/** Pictures of the view on show. */
async function picture(name: string): Promise<void> {
  for (const scheme of ['light', 'dark'] as const) {
    await app.page.emulateMedia({ colorScheme: scheme });
    for (const [width, height] of [
      [760, 560],
      [1280, 800],
    ] as const) {
      await resize(width, height);
      await app.page.waitForTimeout(600);
      await app.screenshot(`${name}-${scheme}-${width}`);
    }
  }
  await app.page.emulateMedia({ colorScheme: 'light' });
}

/** Serious findings of axe on the view on show. The page's policy lets no script in, so it is evaluated from outside. */
async function findSerious(): Promise<readonly string[]> {
  await waitUntilStill(app.page);
  return await app.page.evaluate<readonly string[]>(`(async () => {
    ${axeSource};
    const { violations } = await window.axe.run();
    return violations.filter(({ impact }) => impact === 'serious' || impact === 'critical')
      .map(({ id, nodes }) => id + ': ' + nodes.map(({ html }) => html).join(' '));
  })()`);
}

interface Overview {
  readonly photos: number;
  readonly state: string;
}
async function readOverview(): Promise<Overview> {
  return await app.page.evaluate<Overview>(
    `cairn.call('library.overview', {}).then(({ value }) => ({ photos: value.photos, state: value.indexing.state }))`,
  );
}

interface Album {
  readonly id: number;
  readonly name: string;
  readonly photoCount: number;
}
async function listAlbums(): Promise<readonly Album[]> {
  return await app.page.evaluate<readonly Album[]>(
    `cairn.call('albums.list', { offset: 0, limit: 100, sort: 'name' }).then(({ value }) => value.items)`,
  );
}

test('first run offers a folder or the sample library', async () => {
  await app.page.getByRole('button', { name: 'Choose a folder' }).waitFor();
  await picture('first-run');
  expect(await findSerious()).toEqual([]);
});

test('the sample library becomes one album a landmark', { timeout: indexingLimitMs + 60_000 }, async () => {
  await app.page.getByRole('button', { name: 'Try the sample library' }).click();
  await expect.poll(async () => (await readOverview()).photos, { timeout: 120_000 }).toBeGreaterThan(5);
  await app.screenshot('landmarks-busy');
  await expect
    .poll(async () => await readOverview(), { timeout: indexingLimitMs, interval: 1000 })
    .toEqual({ photos: 101, state: 'idle' });
  await waitUntilIdle(app);
  const albums = await listAlbums();
  expect(albums).toHaveLength(8);
  expect(albums.map(({ name }) => name)).toContain('Unnamed landmark near Nice');
  for (const { photoCount } of albums) expect(photoCount).toBeGreaterThanOrEqual(7);
  await app.page.getByRole('gridcell').nth(7).waitFor();
  await picture('landmarks');
  expect(await findSerious()).toEqual([]);
});

test('an album is opened and renamed by keyboard', async () => {
  await app.page.getByRole('gridcell', { name: /near Rotterdam/ }).focus();
  await app.page.keyboard.press('Enter');
  await app.page.getByRole('button', { name: 'Rename' }).focus();
  await app.page.keyboard.press('Enter');
  await app.page.getByRole('textbox', { name: 'Album name' }).and(app.page.locator(':focus')).waitFor();
  await app.page.keyboard.type(given);
  await app.page.keyboard.press('Enter');
  await app.page.getByRole('heading', { name: given }).waitFor();
  await picture('album');
  expect(await findSerious()).toEqual([]);
});

test('a photo is opened, rejected, and leaves the album', async () => {
  const before = (await listAlbums()).find(({ name }) => name === given);
  await app.page.getByRole('gridcell').first().focus();
  await app.page.keyboard.press('Enter');
  await app.page.getByRole('dialog').waitFor();
  await picture('photo');
  expect(await findSerious()).toEqual([]);
  await app.page.getByRole('dialog').getByRole('button', { name: 'Not this' }).first().click();
  await expect
    .poll(async () => (await listAlbums()).find(({ name }) => name === given)?.photoCount)
    .toBe((before?.photoCount ?? 0) - 1);
  await app.page.keyboard.press('Escape');

  const count = async (): Promise<number | undefined> =>
    (await listAlbums()).find(({ name }) => name === given)?.photoCount;
  await app.page.keyboard.press('Control+z');
  await expect.poll(count).toBe(before?.photoCount);
  await app.page.getByText('Undone: taking photos out of an album').waitFor();
  await app.page.keyboard.press('Control+Shift+Z');
  await expect.poll(count).toBe((before?.photoCount ?? 0) - 1);
});

test('all photos, activity and settings are shown', async () => {
  for (const [button, name] of [
    ['Photos', 'photos'],
    ['Activity', 'activity'],
    ['Settings', 'settings'],
  ] as const) {
    await app.page.getByRole('navigation').getByRole('button', { name: button }).click();
    await picture(name);
    expect(await findSerious()).toEqual([]);
  }
});

test('after a restart and a rescan all of it is still so', { timeout: indexingLimitMs }, async () => {
  await waitUntilIdle(app);
  const before = await listAlbums();
  await app.restart();
  await app.page.evaluate(`cairn.call('roots.rescan', {})`);
  await waitUntilIdle(app, 120_000);
  expect(await listAlbums()).toEqual(before);
  expect(before.map(({ name }) => name)).toContain(given);
  expect(app.consoleLines.filter((line) => line.startsWith('uncaught'))).toEqual([]);
});
