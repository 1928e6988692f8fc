/**
 * @file Files that cannot be read, in the real app: each listed with what is wrong and what to do, and gone from the list once it is
 * mended. Playwright does not start what starts Electron with fewer rights, so the window is driven by its protocol alone.
 */
import { chmod, copyFile, link, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { driveApp, type DrivenApp } from '../../build/scripts/runtime/drive-app.ts';
import { removeFolder } from '../../build/scripts/runtime/remove-folder.ts';
import { projectFolder } from './support/launch-app.ts';
import { makePhotos } from './support/make-photos.ts';
import { prepareTestElectron } from './support/test-electron.ts';

/** Root may read everything: where it is root who runs the tests, the app is started without that right. */
const withoutRights = ['setpriv', '--bounding-set=-dac_override,-dac_read_search'];
const limitMs = 60_000;
let app: DrivenApp;
let folder = '';
let photos = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-failures-'));
  photos = join(folder, 'photos');
  await makePhotos(photos, 5);
  await copyFile(join(photos, '4.jpg'), join(folder, 'whole.jpg'));
  // The first half of a photo: a card that was pulled out.
  const whole = await readFile(join(folder, 'whole.jpg'));
  await writeFile(join(photos, '4.jpg'), whole.subarray(0, whole.length / 2));
  await link(join(photos, '4.jpg'), join(folder, 'also 4.jpg'));
  await chmod(join(photos, '5.jpg'), 0o000);
  const { runtime, switches, env } = await prepareTestElectron();
  const start = [runtime.executable, ...switches, projectFolder];
  app = await driveApp({
    command: [
      ...(process.getuid?.() === 0 ? withoutRights : []),
      ...start,
      `--user-data-dir=${join(folder, 'profile')}`,
      `--add-folder=${photos}`,
    ],
    env,
    cwd: projectFolder,
  });
  await waitForOverview('photos === 3 && failures === 2');
});
afterAll(async () => {
  await app.quit();
  await removeFolder(folder);
});

/** Until this is true of the overview and nothing goes on. */
async function waitForOverview(condition: string): Promise<void> {
  await app.waitFor(
    `cairn.call('library.overview', {}).then(({ value: { photos, failures, indexing } }) => indexing.state === 'idle' && ${condition})`,
    2 * limitMs,
  );
}

/** The row of a file in the list, as text; null: it has none. */
const buildFindRow = (name: string): string =>
  `[...document.querySelectorAll('[role="list"][aria-label="Files that could not be read"] [role="listitem"]')]
    .map(({ innerText }) => innerText).find((text) => text.includes(${JSON.stringify(name)})) ?? null`;

test('both are listed, each with its reason', async () => {
  await app.click('Activity', limitMs);
  await app.waitFor(`document.body.innerText.includes('2 files could not be read.')`, limitMs);
  const cut = await app.waitFor(buildFindRow('4.jpg'), limitMs);
  expect(cut).toMatch(/The file is cut off|The image data is broken/u);
  const forbidden = await app.waitFor(buildFindRow('5.jpg'), limitMs);
  expect(forbidden).toContain('There is no permission to read the file. Allow reading it, then try again.');
});

test('trying again before anything is mended changes nothing', async () => {
  await app.click('Try 4.jpg again', limitMs);
  await app.waitFor(`document.body.innerText.includes('Trying again.')`, limitMs);
  await waitForOverview('photos === 3 && failures === 2');
  // It left the list while it was read once more.
  expect(await app.waitFor(buildFindRow('4.jpg'), limitMs)).toMatch(/The file is cut off|The image data is broken/u);
});

test('mended and tried again, one leaves the list, then the other', async () => {
  await chmod(join(photos, '5.jpg'), 0o644);
  await app.click('Try 5.jpg again', limitMs);
  await waitForOverview('photos === 4 && failures === 1');
  await app.waitFor(`(${buildFindRow('5.jpg')}) === null`, limitMs);
  // Through its other name: who watches the folder, and would try it again before it is asked to, hears nothing of it.
  await copyFile(join(folder, 'whole.jpg'), join(folder, 'also 4.jpg'));
  await app.click('Try all again', limitMs);
  await waitForOverview('photos === 5 && failures === 0');
  await app.waitFor(`document.body.innerText.includes('Every photo in your folders could be read.')`, limitMs);
});
