/** @file kill -9 of the whole process in the middle of a scan, again and again: resumed, complete, no decision lost. */
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openCatalog } from '../../src/db/catalog.ts';
import { makePhotos } from './support/make-photos.ts';
import { runCli } from './support/run-cli.ts';
import { cliEntry, makeFolders, readCatalog, type TestFolders } from './support/test-library.ts';
import { isAlive } from '../fixtures/is-alive.ts';

const count = 18;
let folders: TestFolders;
let child: ChildProcess | null = null;

beforeEach(() => {
  folders = makeFolders();
});
afterEach(() => {
  child?.kill('SIGKILL');
  folders.remove();
});

function countIndexed(): number {
  if (!existsSync(join(folders.data, 'catalog.sqlite'))) return 0;
  try {
    return readCatalog(folders.data, (catalog) => catalog.photos.count());
  } catch {
    // Just being made.
    return 0;
  }
}

/** Starts a scan and kills it when `indexed` photos are in the catalog. Returns the embedder's process id. */
async function scanUntilKilled(indexed: number): Promise<number | null> {
  const scan = spawn(
    process.execPath,
    [cliEntry, 'scan', folders.photos, '--catalog', folders.data, '--provider', 'cpu'],
    {
      stdio: 'ignore',
    },
  );
  child = scan;
  let embedder: number | null = null;
  while (scan.exitCode === null && countIndexed() < indexed) {
    embedder ??= findChild(scan.pid ?? 0);
    await new Promise((resolve) => setTimeout(resolve, 50));
  }
  embedder ??= findChild(scan.pid ?? 0);
  scan.kill('SIGKILL');
  if (scan.exitCode === null && scan.signalCode === null) await once(scan, 'exit');
  return embedder;
}

function findChild(pid: number): number | null {
  try {
    const children = readFileSync(`/proc/${pid}/task/${pid}/children`, 'utf8').trim();
    return children === '' ? null : Number(children.split(' ')[0]);
  } catch {
    // Gone, or a system without /proc.
    return null;
  }
}

it('goes on where it was', async () => {
  const paths = await makePhotos(folders.photos, count);
  const embedders = [await scanUntilKilled(1 + Math.floor(Math.random() * 4))];

  // Decisions in between: an album made by hand stands for one that was found.
  const catalog = openCatalog({ folder: folders.data });
  const albumId = catalog.albums.insert({ kind: 'group', landmarkId: null, name: 'Unnamed landmark' });
  catalog.close();
  // Which photos came first is up to the file times and to the embedder.
  const relative = (path: string): string => path.slice(folders.photos.length + 1);
  const indexed = readCatalog(folders.data, ({ files }) =>
    paths.find((path) => (files.findByPath(1, relative(path))?.photoId ?? null) !== null),
  );
  if (indexed === undefined) throw new Error('The killed scan left no photo in the catalog.');
  const decide = async (...words: string[]): Promise<void> => {
    const { exitCode, stderr } = await runCli([...words, '--catalog', folders.data]);
    expect(stderr).toBe('');
    expect(exitCode).toBe(0);
  };
  await decide('rename', String(albumId), 'The tower on the hill');
  await decide('confirm', String(albumId), indexed);

  embedders.push(await scanUntilKilled(7 + Math.floor(Math.random() * 6)));
  const { exitCode, stdout } = await runCli([
    'scan',
    folders.photos,
    '--catalog',
    folders.data,
    '--json',
    '--provider',
    'cpu',
  ]);
  expect(exitCode).toBe(0);
  expect(JSON.parse(stdout)).toMatchObject({ found: count, failed: [], waiting: 0, interrupted: false });

  readCatalog(folders.data, (after) => {
    const files = [...after.files.listForRoot(1)];
    expect(files).toHaveLength(count);
    expect(new Set(files.map(({ photoId }) => photoId)).size).toBe(count);
    expect(after.photos.count()).toBe(count);
    expect(after.embeddings.count(1)).toBe(count);
    expect(after.jobs.countByState()).toMatchObject({ queued: 0, running: 0, failed: 0, quarantined: 0 });
    expect(after.checkIntegrity()).toEqual([]);
    expect(after.decisions.list({ afterId: 0, limit: 10 }).map(({ kind }) => kind)).toEqual(['rename', 'confirm']);
    expect(after.albums.get(albumId)).toMatchObject({ name: 'The tower on the hill', isNamedByPerson: true });
    const photoId = after.files.findByPath(1, relative(indexed))?.photoId ?? 0;
    expect(after.memberships.get(albumId, photoId)).toMatchObject({ state: 'confirmed' });
  });
  // An embedder without its parent ends by itself.
  for (const pid of embedders) if (pid !== null) await expect.poll(() => isAlive(pid), { timeout: 20_000 }).toBe(false);
});
