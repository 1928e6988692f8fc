/** @file An album leaves the real app: as copies of its files, as one web page, and as XMP files. The originals stay as they are, byte for byte. */
import { createHash } from 'node:crypto';
import { mkdtemp, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { basename, join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { removeFolder } from '../../build/scripts/runtime/remove-folder.ts';
import { askMain, findAlbum, listPhotoIds } from './support/ask-main.ts';
import type { RunningApp } from './support/launch-app.ts';
import { AlbumModel } from './support/models/album-model.ts';
import { LandmarksModel } from './support/models/landmarks-model.ts';
import { pictureFailures } from './support/picture-failures.ts';
import { launchSampleApp, samplePhotosFolder } from './support/sample-app.ts';

let app: RunningApp;
let landmarks: LandmarksModel;
let album: AlbumModel;
let folder = '';
let originals: ReadonlyMap<string, string>;

pictureFailures(() => app);
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-export-'));
  originals = await describeFiles(samplePhotosFolder);
  app = await launchSampleApp();
  landmarks = new LandmarksModel(app);
  album = new AlbumModel(app);
  await app.electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, folder);
  await landmarks.openAlbum(/near Annecy/u);
  await album.rename('Castle Corvane');
}, 900_000);
afterAll(async () => {
  await app.close();
  await removeFolder(folder);
});

/** Every file below a folder, with its content and when it was changed. */
async function describeFiles(root: string): Promise<ReadonlyMap<string, string>> {
  const entries = await readdir(root, { recursive: true, withFileTypes: true });
  const files = entries.filter((entry) => entry.isFile()).map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    await Promise.all(
      files.map(async (path): Promise<[string, string]> => {
        const { mtimeMs, mode } = await stat(path);
        return [path, [await hashFile(path), mtimeMs, mode].join(' ')];
      }),
    ),
  );
}

async function hashFile(path: string): Promise<string> {
  return createHash('sha256')
    .update(await readFile(path))
    .digest('hex');
}

async function exportAlbum(kind: 'Copies of the files' | 'A web page'): Promise<void> {
  await album.choose(/^Export album/u);
  const dialog = app.page.getByRole('dialog', { name: 'Export' });
  await dialog.getByText(kind).click();
  await dialog.getByRole('button', { name: /Choose folder/u }).click();
  await dialog.getByText(/exported to/u).waitFor({ timeout: 60_000 });
  await dialog.getByRole('button', { name: 'Close' }).last().click();
  await dialog.waitFor({ state: 'hidden' });
}

test('copies are the files themselves, under their own names', async () => {
  const photoIds = await listPhotoIds(app, (await findAlbum(app, 'Castle Corvane')).id);
  const details = await Promise.all(photoIds.map((photoId) => askMain(app, 'photos.get', { photoId })));
  await exportAlbum('Copies of the files');
  expect((await readdir(folder)).sort()).toEqual(details.map(({ fileName }) => fileName).sort());
  const known = new Set([...originals.values()].map((text) => text.split(' ')[0]));
  for (const name of await readdir(folder)) expect(known).toContain(await hashFile(join(folder, name)));
});

test('the web page is one file that asks nobody for anything', async () => {
  await exportAlbum('A web page');
  const name = (await readdir(folder)).find((one) => one.endsWith('.html'));
  expect(name).toBe('Castle Corvane.html');
  const url = pathToFileURL(join(folder, name ?? '')).href;
  // In a session of its own: Cairn's filter and policy do not help the page.
  const opened = app.electron.waitForEvent('window');
  await app.electron.evaluate(async ({ BrowserWindow }) => {
    await new BrowserWindow({ show: false, webPreferences: { partition: 'reader' } }).loadURL('about:blank');
  });
  const reader = await opened;
  const requests: string[] = [];
  reader.on('request', (request) => requests.push(request.url().slice(0, 200)));
  await reader.goto(url);
  await reader.getByRole('heading', { name: 'Castle Corvane' }).waitFor();
  const photoIds = await listPhotoIds(app, (await findAlbum(app, 'Castle Corvane')).id);
  const widths = await reader.evaluate<
    readonly number[]
  >(`Promise.all([...document.querySelectorAll('main img')].map(async (image) => {
    image.loading = 'eager';
    await image.decode();
    return image.naturalWidth;
  }))`);
  expect(widths).toHaveLength(photoIds.length);
  expect(Math.min(...widths)).toBeGreaterThan(300);
  await reader.getByRole('button').first().click();
  await reader.getByRole('dialog').waitFor();
  await reader.keyboard.press('ArrowRight');
  await reader.keyboard.press('Escape');
  await reader.getByRole('dialog').waitFor({ state: 'hidden' });
  expect(requests.filter((one) => !one.startsWith('data:'))).toEqual([url]);
  const text = await readFile(join(folder, name ?? ''), 'utf8');
  expect(text).not.toMatch(/(?:src|href|url)\s*[=(]\s*["']?(?:https?:|\/\/)/u);
  // Where it was taken, and with what, is the person's own business.
  expect(text).not.toContain('Exif');
  await reader.close();
});

test('what the person said leaves as XMP files, from the settings, into a folder of their own', async () => {
  const { page } = app;
  const sidecars = join(folder, 'for other programs');
  await app.electron.evaluate(({ dialog }, chosen) => {
    dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
  }, sidecars);
  const [first = 0, second = 0] = await listPhotoIds(app, (await findAlbum(app, 'Castle Corvane')).id);
  await askMain(app, 'albums.confirm', {
    albumId: (await findAlbum(app, 'Castle Corvane')).id,
    photoIds: [first, second],
  });
  await page.keyboard.press('Control+,');
  await page.getByRole('tab', { name: 'Backup', exact: true }).click();
  await page.getByRole('button', { name: 'Write XMP files…' }).click();
  await page.getByText('Wrote 2 files.', { exact: true }).waitFor();
  const written = (await readdir(sidecars, { recursive: true, encoding: 'utf8' })).filter((name) =>
    name.endsWith('.xmp'),
  );
  const details = await Promise.all([first, second].map((photoId) => askMain(app, 'photos.get', { photoId })));
  expect(written.map((name) => basename(name, '.xmp')).sort()).toEqual(details.map(({ fileName }) => fileName).sort());
  for (const name of written) expect(await readFile(join(sidecars, name), 'utf8')).toContain('Castle Corvane');

  // What somebody else made of one is left alone, unless the person says otherwise.
  await writeFile(join(sidecars, written[0] ?? ''), 'of another program');
  await page.getByRole('button', { name: 'Write XMP files…' }).click();
  await page.getByText('Wrote 0 files; 1 were there already; 1 that say something else were left alone.').waitFor();
  expect(await readFile(join(sidecars, written[0] ?? ''), 'utf8')).toBe('of another program');
  await page.getByRole('checkbox', { name: 'Replace files that are there' }).check();
  await page.getByRole('button', { name: 'Write XMP files…' }).click();
  await page.getByText('Wrote 1 file; 1 were there already.').waitFor();
});

test('no original was touched', async () => {
  expect(await describeFiles(samplePhotosFolder)).toEqual(originals);
});
