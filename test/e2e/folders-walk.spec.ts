/**
 * @file Folders of the real app: one is dropped on the window and fills with albums while the rest is still looked at; its drive goes
 * away and comes back, and nothing is lost meanwhile.
 */
import { cp, mkdtemp, rename } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeFolder } from '../../build/scripts/runtime/remove-folder.ts';
import { askMain, indexingLimitMs, listAlbums, waitUntilIdle } from './support/ask-main.ts';
import { dropFiles } from './support/drop-files.ts';
import { launchApp, type RunningApp } from './support/launch-app.ts';
import { AlbumModel } from './support/models/album-model.ts';
import { LandmarksModel } from './support/models/landmarks-model.ts';
import { pictureFailures } from './support/picture-failures.ts';
import { samplePhotosFolder } from './support/sample-app.ts';

let app: RunningApp;
let parent = '';
let pictures = '';

pictureFailures(() => app);
beforeAll(async () => {
  parent = await mkdtemp(join(tmpdir(), 'cairn-folders-'));
  pictures = join(parent, 'My pictures');
  await cp(samplePhotosFolder, pictures, { recursive: true });
  app = await launchApp();
});
afterAll(async () => {
  await app.close();
  await removeFolder(parent);
});

test(
  'a folder that is dropped on the first run is added, and albums appear while it is still indexed',
  { timeout: indexingLimitMs + 60_000 },
  async () => {
    await app.page.getByRole('button', { name: 'Choose a folder' }).waitFor();
    await dropFiles(app, [pictures]);
    await app.page.getByText('Added “My pictures”', { exact: false }).waitFor();
    expect((await askMain(app, 'roots.list', {})).map(({ path }) => path)).toEqual([pictures]);
    await app.page.getByRole('navigation').waitFor();
    await app.page.getByRole('gridcell').first().waitFor({ timeout: indexingLimitMs });
    // Others are still to come: some of them may be found only now.
    const readPhotosToCome = async (): Promise<number> => {
      const { indexing } = await askMain(app, 'library.overview', {});
      return indexing.total - indexing.done;
    };
    await expect.poll(readPhotosToCome).toBeGreaterThan(0);
    // One can be opened meanwhile.
    await app.page.getByRole('gridcell').first().click();
    await app.page
      .getByRole('grid', { name: /^Photos of/u })
      .getByRole('gridcell')
      .first()
      .waitFor();
    await app.page.keyboard.press('Alt+ArrowLeft');
    await waitUntilIdle(app);
    expect(await listAlbums(app)).toHaveLength(8);
  },
);

test('a folder inside of it is not added twice', async () => {
  /** When it was seen last is noted now and then. */
  const list = async () => (await askMain(app, 'roots.list', {})).map((root) => ({ ...root, lastSeenMs: 0 }));
  const before = await list();
  await dropFiles(app, [join(pictures, 'Home')]);
  await app.page
    .getByRole('region', { name: 'Messages' })
    .getByText(/My pictures/u)
    .waitFor();
  expect(await list()).toEqual(before);
});

test('a drive that goes away is shown as such; its photos can still be looked at, and nothing is deleted', async () => {
  const landmarks = new LandmarksModel(app);
  const album = new AlbumModel(app);
  const before = await listAlbums(app);
  const photosBefore = (await askMain(app, 'library.overview', {})).photos;
  await rename(pictures, join(parent, 'on a shelf'));
  await askMain(app, 'roots.rescan', {});
  await expect.poll(async () => (await askMain(app, 'roots.list', {}))[0]?.state).toBe('offline');
  await waitUntilIdle(app);

  await app.page.keyboard.press('Control+,');
  await app.page.getByText('Not connected').waitFor();
  await app.page.getByText('Albums and previews stay.', { exact: false }).waitFor();
  expect(await listAlbums(app)).toEqual(before);
  expect((await askMain(app, 'library.overview', {})).photos).toBe(photosBefore);

  await landmarks.openAlbum(/near Rotterdam/u);
  await album.findPhoto(0).locator('img.ready').first().waitFor();
  await expect.poll(() => album.findPhoto(0).getAttribute('aria-label')).toMatch(/on a drive that is not connected/u);
  await album.findPhoto(0).click();
  const photo = app.page.getByRole('dialog', { name: 'Photo', exact: true });
  await photo.getByText('The drive with this photo is not connected.', { exact: false }).waitFor();
  await photo.locator('[data-stage] .layer.ready').first().waitFor();
  await app.page.keyboard.press('Escape');
});

test('a decision while it is away is kept when it is back', async () => {
  const album = new AlbumModel(app);
  await album.rename('Meridian Helix');
  await rename(join(parent, 'on a shelf'), pictures);
  await askMain(app, 'roots.rescan', {});
  await expect.poll(async () => (await askMain(app, 'roots.list', {}))[0]?.state).toBe('online');
  await waitUntilIdle(app);
  await expect.poll(() => album.findPhoto(0).getAttribute('aria-label')).not.toMatch(/not connected/u);
  const albums = await listAlbums(app);
  expect(albums).toHaveLength(8);
  expect(albums.map(({ name }) => name)).toContain('Meridian Helix');
  expect(app.consoleLines.filter((line) => line.startsWith('uncaught'))).toEqual([]);
});
