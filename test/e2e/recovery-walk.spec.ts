/**
 * @file A catalog that cannot be opened any more, or is damaged while it is open, in the real app: the window offers the last backup, one
 * click puts it back, and what was decided after it was made is there again.
 */
import { mkdtemp, readFile, readdir, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { driveApp, type DrivenApp } from '../../build/scripts/runtime/drive-app.ts';
import { removeFolder } from '../../build/scripts/runtime/remove-folder.ts';
import { damageTable } from '../integration/support/damage-table.ts';
import { runCli } from '../integration/support/run-cli.ts';
import { projectFolder } from './support/launch-app.ts';
import { makePhotos } from './support/make-photos.ts';
import { prepareTestElectron } from './support/test-electron.ts';

const limitMs = 60_000;
let folder = '';
let profile = '';
let app: DrivenApp | null = null;

async function start(...words: string[]): Promise<DrivenApp> {
  const { runtime, switches, env } = await prepareTestElectron();
  const command = [runtime.executable, ...switches, projectFolder, `--user-data-dir=${profile}`, ...words];
  app = await driveApp({ command, env, cwd: projectFolder });
  return app;
}

async function stop(): Promise<void> {
  const ending = app;
  app = null;
  await ending?.quit();
}

const runCairn = (...words: string[]) => runCli([...words, '--catalog', profile]);
const listNames = `cairn.call('albums.list', { offset: 0, limit: 10, sort: 'name' }).then(({ value }) => value.items.map(({ name }) => name).join())`;

/** Catalogs that gave way because they were damaged. */
async function countKept(): Promise<number> {
  const names = await readdir(join(profile, 'backups'));
  return names.filter((name) => name.startsWith('catalog-damaged-')).length;
}

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-recovery-'));
  profile = join(folder, 'profile');
  await makePhotos(join(folder, 'photos'), 3);
});
afterAll(async () => {
  await stop();
  await removeFolder(folder);
});

test('the last backup and every later decision come back by one button', async () => {
  const first = await start(`--add-folder=${join(folder, 'photos')}`);
  await first.waitFor(
    `cairn.call('library.overview', {}).then(({ value: { photos, indexing } }) => photos === 3 && indexing.state === 'idle')`,
    2 * limitMs,
  );
  await first.evaluate(`cairn.call('photos.list', { offset: 0, limit: 10 }).then(({ value }) =>
    cairn.call('albums.split', { albumId: null, photoIds: value.items.map(({ id }) => id), name: 'My castle' }))`);
  expect(await first.evaluate(listNames)).toContain('My castle');
  await stop();
  expect(await runCairn('backup')).toMatchObject({ exitCode: 0, stderr: '' });
  expect(await runCairn('rename', 'My castle', 'My mill')).toMatchObject({ exitCode: 0 });
  const catalog = join(profile, 'catalog.sqlite');
  await writeFile(catalog, (await readFile(catalog)).fill(0, 0, 100));

  const broken = await start();
  await broken.waitFor(`document.body.innerText.includes('The catalog of your library is damaged')`, limitMs);
  await broken.click('Restore the backup of', limitMs);
  await broken.waitFor(`${listNames}.then((names) => names.includes('My mill'), () => false)`, limitMs);
  await broken.waitFor(`document.body.innerText.includes('My mill')`, limitMs);
  expect(await countKept()).toBe(1);
});

test('damage that a click meets while the catalog is open is said on the spot, and everything comes back', async () => {
  await stop();
  const running = await start();
  await running.waitFor(`document.body.innerText.includes('My mill')`, limitMs);
  damageTable(join(profile, 'catalog.sqlite'), 'photos');
  await running.click('Photos', limitMs);
  await running.waitFor(`document.body.innerText.includes('The catalog of your library is damaged')`, limitMs);
  await running.click('See what can be done', limitMs);
  await running.click('Restore the backup of', limitMs);
  await running.waitFor(`${listNames}.then((names) => names.includes('My mill'), () => false)`, limitMs);
  await running.click('Landmarks', limitMs);
  await running.waitFor(`document.body.innerText.includes('My mill')`, limitMs);
  expect(await running.evaluate(`cairn.call('recovery.get', {}).then(({ value }) => value.damage)`)).toBeNull();
  expect(await countKept()).toBe(2);
});
