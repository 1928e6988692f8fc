/**
 * @file `node build/scripts/smoke.ts [FOLDER]`: starts the packed app in `dist/` as a person would, with a fresh profile: chooses the
 * sample library, waits until it is indexed and albums appear, looks at one, quits, starts again and finds them still there.
 *
 * With a FOLDER of photos (for a package without the sample library) that folder is added instead. Screenshots go to
 * `artifacts/smoke/`. The app is driven over a pipe (drive-app.ts): nothing in the package is there for this test.
 */
import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { findPackedApp } from './packed/find-packed-app.ts';
import { hasDisplay, startVirtualDisplay } from './runtime/display.ts';
import { driveApp, type DrivenApp } from './runtime/drive-app.ts';
import { prepareElectron } from './runtime/electron-environment.ts';
import { removeFolder } from './runtime/remove-folder.ts';

const root = join(import.meta.dirname, '..', '..');
const screenshotFolder = join(root, 'artifacts', 'smoke');
const startLimitMs = 60_000;
const indexingLimitMs = 15 * 60_000;

const isIndexed = `cairn.call('library.overview', {}).then(({ value }) =>
  value.indexing.state === 'idle' && value.photos > 0 && value.indexing.done === value.indexing.total && value)`;
const hasAlbums = `cairn.call('albums.list', { offset: 0, limit: 50, sort: 'photos' }).then(({ value }) => value.total)`;
/** Every image of the page has arrived. */
const hasCovers = `document.images.length > 0 && [...document.images].every((image) => image.complete && image.naturalWidth > 0)`;

async function keepScreenshot(app: DrivenApp, name: string): Promise<void> {
  await mkdir(screenshotFolder, { recursive: true });
  await writeFile(join(screenshotFolder, `${name}.png`), await app.screenshot());
}

function check(isTrue: boolean, what: string): void {
  if (!isTrue) throw new Error(`Not so: ${what}.`);
  console.log(`ok: ${what}`);
}

async function runSmokeTest(folder: string | null): Promise<void> {
  const { executable } = findPackedApp();
  const { switches, env } = await prepareElectron((line) => console.error(line));
  const display = hasDisplay() ? null : await startVirtualDisplay();
  const profile = await mkdtemp(join(tmpdir(), 'cairn-smoke-'));
  const start = async (...words: string[]): Promise<DrivenApp> =>
    await driveApp({
      command: [executable, ...switches, `--user-data-dir=${profile}`, ...words],
      env: { ...process.env, ...env, ...(display === null ? {} : { DISPLAY: display.name }) },
      cwd: tmpdir(),
    });
  try {
    const first = await start(...(folder === null ? [] : [`--add-folder=${folder}`]));
    if (folder === null) await first.click('sample library', startLimitMs);
    const overview = (await first.waitFor(isIndexed, indexingLimitMs)) as { readonly photos: number };
    console.log(`ok: ${overview.photos} photos are indexed`);
    const albums = await first.evaluate(hasAlbums);
    check(folder !== null || Number(albums) > 0, `${String(albums)} albums were made`);
    if (Number(albums) > 0) await first.waitFor(hasCovers, startLimitMs);
    await keepScreenshot(first, 'indexed');
    check((await first.quit()) === 0, 'the app ends in good order');
    const second = await start();
    const again = (await second.waitFor(isIndexed.replace(/value\.indexing\.done[^&]+&& /, ''), startLimitMs)) as {
      readonly photos: number;
    };
    check(again.photos === overview.photos, 'after a new start all photos are still there');
    check((await second.evaluate(hasAlbums)) === albums, 'and all albums');
    await keepScreenshot(second, 'started-again');
    check((await second.quit()) === 0, 'the app ends in good order again');
  } finally {
    await display?.stop();
    await removeFolder(profile);
  }
}

try {
  const [word] = process.argv.slice(2);
  await runSmokeTest(word === undefined ? null : resolve(word));
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
