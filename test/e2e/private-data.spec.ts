/**
 * @file What the window keeps of a person is for that person alone, with the loosest rights a system can give and in a folder that everyone
 * could read before; and neither its log nor its terminal names a file, through failures, a crash and decisions.
 */
import { chmod, mkdir, mkdtemp, readFile, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { driveApp } from '../../build/scripts/runtime/drive-app.ts';
import { listFamily } from '../../build/scripts/runtime/internet-sockets.ts';
import { removeFolder } from '../../build/scripts/runtime/remove-folder.ts';
import { projectFolder } from './support/launch-app.ts';
import { listChangingFolder } from './support/list-changing-folder.ts';
import { makePhotos } from './support/make-photos.ts';
import { prepareTestElectron } from './support/test-electron.ts';

/** In every name here: found in a log, it is a leak. */
const mark = 'Quokka';
const patienceMs = 120_000;
let folder = '';

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-private-'));
});

afterAll(async () => {
  await removeFolder(folder);
});

/** Chromium's number for crash reports, which are never made; it lies in a folder that is closed to others. */
const numberOfNothing = /[\\/]Crashpad[\\/]client_id$/;

async function listReadableByOthers(root: string): Promise<readonly string[]> {
  return (await listChangingFolder(root)).flatMap(({ path, stats }) =>
    stats.isSymbolicLink() || numberOfNothing.test(path) || (stats.mode & 0o077) === 0 ? [] : [path],
  );
}

/** The process that reads photos. */
async function findEmbedder(pid: number): Promise<number> {
  for (const member of listFamily(pid)) {
    const words = await readFile(`/proc/${String(member)}/cmdline`, 'utf8').catch(() => '');
    if (words.includes('node.mojom.NodeService')) return member;
  }
  throw new Error('There is no embedder.');
}

test('all that the window keeps is for its owner alone, and its log names nothing', async () => {
  const { runtime, switches, env } = await prepareTestElectron();
  const [profile, photos] = [join(folder, 'profile'), join(folder, `${mark} Island`)];
  await makePhotos(photos, 2);
  await writeFile(join(photos, `${mark}.jpg`), 'no image at all');
  await mkdir(join(profile, 'logs'), { recursive: true });
  for (const path of [profile, join(profile, 'logs')]) await chmod(path, 0o777);
  let pid = 0;
  const app = await driveApp({
    command: [
      ...['sh', '-c', 'umask 000; exec "$@"', 'sh', runtime.executable, ...switches, projectFolder],
      ...[`--user-data-dir=${profile}`, `--add-folder=${photos}`],
    ],
    env,
    cwd: projectFolder,
    onSpawn: (started) => (pid = started),
  });
  const isIndexed = `cairn.call('library.overview', {}).then(({ value }) => value.photos === 2 && value.indexing.state === 'idle')`;
  await app.waitFor(isIndexed, patienceMs);
  const split = `cairn.call('photos.list', { offset: 0, limit: 9 }).then(({ value }) => cairn.call('albums.split',
    { albumId: null, photoIds: value.items.map(({ id }) => id), name: '${mark} cove' })).then(({ ok }) => ok)`;
  expect(await app.evaluate(split)).toBe(true);
  process.kill(await findEmbedder(pid), 'SIGKILL');
  // Started again by who needs it.
  const similar = `cairn.call('photos.list', { offset: 0, limit: 1 }).then(({ value }) =>
    cairn.call('photos.attention', { photoId: value.items[0].id })).then(({ ok }) => ok)`;
  await app.waitFor(similar, patienceMs);
  expect(await listReadableByOthers(profile)).toEqual([]);
  expect(await app.quit()).toBe(0);
  expect(await listReadableByOthers(profile)).toEqual([]);

  const log = await readFile(join(profile, 'logs', 'main.log'), 'utf8');
  expect(log).toContain('embedder exited');
  for (const said of [log, app.readOutput()]) expect(said).not.toMatch(new RegExp(`${mark}|${folder}`, 'i'));
  // Nothing that would be sent to someone after a crash.
  expect((await listChangingFolder(profile)).filter(({ path }) => path.endsWith('.dmp'))).toEqual([]);
});
