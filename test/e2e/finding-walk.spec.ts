/** @file Photos are found again in the real app: by words of every kind, by a picture that is dropped or pasted, and on the map. */
import { mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { removeFolder } from '../../build/scripts/runtime/remove-folder.ts';
import { askMain, findAlbum, listPhotoIds, waitUntilIdle } from './support/ask-main.ts';
import { dropFiles, pastePicture } from './support/drop-files.ts';
import type { RunningApp } from './support/launch-app.ts';
import { ignoreGone, listChangingFolder } from './support/list-changing-folder.ts';
import { MapModel } from './support/models/map-model.ts';
import { SearchModel } from './support/models/search-model.ts';
import { pictureFailures } from './support/picture-failures.ts';
import { launchSampleApp, samplePhotosFolder } from './support/sample-app.ts';

/** In the metadata of the pictures that are searched for: what holds it was copied from them. */
const mark = 'cairn-walk-mark-7f3e';
let app: RunningApp;
let search: SearchModel;
let folder = '';
/** Pictures of the sample library, made smaller, so that their content is in no file of the library. */
let pagoda = '';
let dessert = '';

pictureFailures(() => app);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-finding-'));
  pagoda = join(folder, 'from a friend.jpg');
  dessert = join(folder, 'at home.jpg');
  await shrink('2025 日本/DSC03125.JPG', pagoda);
  await shrink('Home/IMG_0801.jpg', dessert);
  app = await launchSampleApp();
  search = new SearchModel(app);
  const { id: kyotoId } = await findAlbum(app, /near Kyoto/u);
  await askMain(app, 'albums.rename', { albumId: kyotoId, name: 'Hoshimori Pagoda' });
  const { id: rotterdamId } = await findAlbum(app, /near Rotterdam/u);
  await askMain(app, 'albums.link', { albumId: rotterdamId, landmarkId: 'erasmusbrug' });
  await waitUntilIdle(app);
}, 900_000);
afterAll(async () => {
  await app.close();
  await removeFolder(folder);
});

async function shrink(name: string, target: string): Promise<void> {
  await sharp(join(samplePhotosFolder, name))
    .rotate()
    .resize(800)
    .withExif({ IFD0: { ImageDescription: mark } })
    .jpeg({ quality: 88 })
    .toFile(target);
}

/** Files below a folder that hold the mark. */
async function findMarked(root: string): Promise<readonly string[]> {
  const files = (await listChangingFolder(root)).filter(({ stats }) => stats.isFile()).map(({ path }) => path);
  const marked = files.map(async (path) => ((await readFile(path).catch(ignoreGone))?.includes(mark) ? [path] : []));
  return (await Promise.all(marked)).flat();
}

describe('by words', () => {
  test.each([
    ['a name with typing errors', 'hoshimory pagda', 'Hoshimori Pagoda'],
    ['another name, in another language', 'erasmusbrücke', 'Erasmus Bridge'],
  ])('%s', async (_what, words, name) => {
    await search.searchFor(words);
    await expect.poll(() => search.names.first().textContent()).toContain(name);
    if (name === 'Erasmus Bridge') expect(await search.names.first().textContent()).toContain('Erasmusbrücke');
    await search.names.first().getByRole('button').click();
    await app.page.getByRole('grid', { name: `Photos of ${name}` }).waitFor();
  });

  test.each([
    ['a month', 'October 2020', /^October 2020, \d+ photos$/u, '2020-10'],
    ['a camera', 'pebble', /^Camera: Pebble.*, \d+ photos$/u, null],
    ['part of a file name', 'DSC0312', /^File name with “dsc0312”, \d+ photos?$/u, null],
    ['a city', 'Salzburg', /^In Salzburg, Austria, \d+ photos$/u, '2021-09'],
  ])('%s: the reason is said, and photos are shown', async (_what, words, reason, month) => {
    await search.searchFor(words);
    await expect.poll(() => search.reasons.first().getAttribute('aria-label')).toMatch(reason);
    const label = (await search.reasons.first().getAttribute('aria-label')) ?? '';
    const count = Number(/(\d+) photos?$/u.exec(label)?.[1]);
    const cells = app.page.getByRole('grid').getByRole('gridcell');
    await cells.first().locator('img.ready').waitFor();
    const { groups } = await askMain(app, 'search.query', { text: words, limit: 50 });
    expect(groups[0]?.count).toBe(count);
    if (month === null) return;
    for (const { takenMs } of groups[0]?.tiles ?? []) expect(new Date(takenMs ?? 0).toISOString()).toContain(month);
  });

  test('a date and a place together are one answer', async () => {
    await search.searchFor('porto may 2022');
    await expect
      .poll(() => search.reasons.first().getAttribute('aria-label'))
      .toMatch(/Porto.*May 2022|May 2022.*Porto/u);
  });

  test('what is not there is said', async () => {
    await search.searchFor('zzxxyyqq');
    await app.page.getByRole('heading', { name: 'Nothing found for “zzxxyyqq”' }).waitFor();
  });
});

describe('by a picture', () => {
  test('a dropped picture leads to its landmark, and is kept nowhere', async () => {
    const before = await askMain(app, 'library.overview', {});
    await dropFiles(app, [pagoda]);
    await app.page.getByRole('heading', { name: 'It looks like Hoshimori Pagoda' }).waitFor();
    await app.page.getByText('5 of the 5 photos that look most like it are in this album').waitFor();
    await app.page.getByRole('grid', { name: 'Photos that look like it' }).getByRole('gridcell').first().waitFor();
    expect((await askMain(app, 'library.overview', {})).photos).toBe(before.photos);
    expect(await findMarked(app.profile)).toEqual([]);
    expect((await findMarked(folder)).toSorted()).toEqual([dessert, pagoda].sort());
    await app.page.getByRole('button', { name: 'Open album' }).click();
    await app.page.getByRole('grid', { name: 'Photos of Hoshimori Pagoda' }).waitFor();
  });

  test('a pasted picture of no landmark is said to be none', async () => {
    await pastePicture(app, dessert);
    await app.page.getByRole('heading', { name: 'Not a landmark that Cairn knows' }).waitFor();
    await app.page.getByRole('grid', { name: 'Photos that look like it' }).getByRole('gridcell').first().waitFor();
    await app.page.getByRole('button', { name: 'Remove the picture' }).click();
    await app.page.getByRole('heading', { name: 'Find a photo again' }).waitFor();
  });

  test('of an album that the person confirmed it is said for sure, with the reason', async () => {
    const { id: albumId } = await findAlbum(app, 'Hoshimori Pagoda');
    await askMain(app, 'albums.confirm', { albumId, photoIds: [...(await listPhotoIds(app, albumId))] });
    await waitUntilIdle(app);
    await dropFiles(app, [pagoda]);
    await app.page.getByRole('heading', { name: 'This is Hoshimori Pagoda' }).waitFor();
    await app.page.getByText('It looks like photos of it').first().waitFor();
  });

  test('what is no picture is said to be none', async () => {
    const notes = join(folder, 'notes');
    await writeFile(notes, 'No picture at all.');
    await dropFiles(app, [notes]);
    await app.page.getByRole('heading', { name: 'This picture cannot be searched for' }).waitFor();
  });
});

describe('on the map', () => {
  test('every photo with a position is there, others at their landmark, and a pin leads to its album', async () => {
    const map = new MapModel(app);
    await map.open();
    const points = await askMain(app, 'map.points', {});
    await expect.poll(map.countShown).toBe(points.photoIds.length);
    const labels = JSON.parse(await readFile(join(samplePhotosFolder, '..', 'labels.json'), 'utf8')) as {
      readonly photos: readonly { readonly hasGps: boolean; readonly kind: string }[];
    };
    const estimated = points.isEstimated.reduce((sum, value) => sum + value, 0);
    expect(estimated).toBeGreaterThan(10);
    expect(points.photoIds.length - estimated).toBeGreaterThan(50);
    expect(points.photoIds.length + points.unplacedIds.length).toBe(
      (await askMain(app, 'library.overview', {})).photos,
    );
    expect(labels.photos.filter(({ hasGps }) => hasGps).length).toBeGreaterThanOrEqual(
      points.photoIds.length - estimated,
    );

    await map.findPin(/^Hoshimori Pagoda, .*estimated/u).click();
    const card = app.page.getByRole('dialog', { name: 'Hoshimori Pagoda' });
    await card.getByText(/with an estimated place/u).waitFor();
    await card.getByRole('button', { name: 'Open album' }).click();
    await app.page.getByRole('grid', { name: 'Photos of Hoshimori Pagoda' }).waitFor();
    await app.page.keyboard.press('Alt+ArrowLeft');
    await map.pins.first().waitFor();
    expect(app.consoleLines.filter((line) => /^(?:uncaught|error)/u.test(line))).toEqual([]);
  });
});
