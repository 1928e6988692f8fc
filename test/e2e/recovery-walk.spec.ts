/**
 * @file A catalog that cannot be opened any more, in the real app: the window offers the last backup, one click puts it back, and what
 * was decided after it was made is there again.
 */
import { mkdtemp, readFile, readdir, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { driveApp, type DrivenApp } from '../../build/scripts/runtime/drive-app.ts';
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

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-recovery-'));
  profile = join(folder, 'profile');
  await makePhotos(join(folder, 'photos'), 3);
});
afterAll(async () => {
  await stop();
  await rm(folder, { recursive: true, force: true });
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
  const kept = (await readdir(join(profile, 'backups'))).filter((name) => name.startsWith('catalog-damaged-'));
  expect(kept).toHaveLength(1);
});
