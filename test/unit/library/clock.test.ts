/** @file The system's clock is set back or forth, by hand, by a time server, by a dead battery: nothing waits for it, nothing trusts it. */
import { mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createLibraryHost } from '../../../electron/main/library-host.ts';
import { CairnError } from '../../../src/api/errors.ts';
import { openCatalog } from '../../../src/db/catalog.ts';
import { initial } from '../../../src/db/migrations/10-initial.ts';
import { createBackupService } from '../../../src/library/backup/backup-service.ts';
import { createEventHub } from '../../../src/library/event-hub.ts';
import { createProgressKeeper } from '../../../src/library/indexing/indexing-progress.ts';
import { createSearchService } from '../../../src/library/search/search-service.ts';
import { createNameFinder } from '../../../src/library/search/name-finder.ts';
import { makeOldCatalog } from '../db/old-catalog.ts';
import { addPhoto, addRoot, defer, makeFolder, openTestCatalog } from '../db/temporary-catalog.ts';

const dayMs = 86_400_000;
const root = join(import.meta.dirname, '..', '..', '..');
const copyWorker = new URL('../../../src/library/backup/copy-worker.ts', import.meta.url);

beforeEach(() => {
  vi.useFakeTimers({ toFake: ['setTimeout', 'clearTimeout', 'setInterval', 'clearInterval', 'Date', 'performance'] });
});
afterEach(() => vi.useRealTimers());

const setClockBack = (): void => void vi.setSystemTime(Date.now() - 30 * dayMs);

it('events go on at once when the clock is put back', () => {
  const hub = createEventHub(() => undefined);
  const revisions: number[] = [];
  hub.on('library.changed', ({ revision }) => void revisions.push(revision));
  hub.markChanged();
  vi.advanceTimersByTime(300);
  setClockBack();
  hub.markChanged();
  vi.advanceTimersByTime(300);
  expect(revisions).toEqual([1, 2]);
});

it('progress goes on at once when the clock is put back', () => {
  const states: string[] = [];
  const keeper = createProgressKeeper(({ state }) => void states.push(state));
  keeper.setState('scanning');
  vi.advanceTimersByTime(300);
  setClockBack();
  keeper.setState('indexing');
  vi.advanceTimersByTime(300);
  expect(states).toEqual(['scanning', 'indexing']);
});

it('a catalog that could not be opened is tried again when the clock was put back', () => {
  let tries = 0;
  const host = createLibraryHost(
    () => {
      tries += 1;
      throw new CairnError('catalog-unusable', 'in use');
    },
    () => undefined,
  );
  setClockBack();
  vi.advanceTimersByTime(1500);
  expect(() => host.require()).toThrow('in use');
  expect(tries).toBe(2);
});

it('a copy that was just made stays when the clock was put back and it seems to be the oldest', () => {
  const folder = makeFolder();
  const backups = join(folder, 'backups');
  mkdirSync(backups);
  for (const day of ['01', '02', '03']) {
    writeFileSync(join(backups, `catalog-before-20-209901${day}T000000000Z.sqlite`), '');
  }
  makeOldCatalog(folder, [initial]).close();
  openCatalog({ folder, now: () => Date.UTC(2020, 0) }).close();
  const names = readdirSync(backups).sort();
  expect(names).toHaveLength(3);
  expect(names[0]).toMatch(/20200101T000000000Z/);
});

it('a catalog that gave way stays when the clock was put back', async () => {
  vi.useRealTimers();
  const dataFolder = makeFolder();
  const backups = join(dataFolder, 'backups');
  mkdirSync(backups);
  for (const day of ['01', '02', '03']) {
    writeFileSync(join(backups, `catalog-before-restore-209901${day}T000000000Z.sqlite`), '');
  }
  openCatalog({ folder: dataFolder }).close();
  const now = (): number => Date.UTC(2020, 0);
  const service = createBackupService({ dataFolder, workerEntry: copyWorker, now });
  const copy = join(dataFolder, 'copy.sqlite');
  await service.save(copy);
  await (await service.prepareRestore(copy)).finish();
  const names = (await service.list()).map(({ name }) => name);
  expect(names).toHaveLength(3);
  expect(names.at(-1)).toMatch(/restore-20200101T000000000Z/);
});

/** Around both changes of the clock in Europe, the zone with the most people that has any. */
it.each([
  ['in the hour that there is twice', Date.UTC(2025, 9, 26, 0, 30), '2025-10-25'],
  ['in the night with an hour less', Date.UTC(2025, 2, 29, 23, 30), '2025-03-29'],
])('yesterday is yesterday, %s', async (_, nowMs, day) => {
  const before = process.env['TZ'];
  process.env['TZ'] = 'Europe/Berlin';
  defer(() => {
    if (before === undefined) delete process.env['TZ'];
    else process.env['TZ'] = before;
  });
  vi.setSystemTime(nowMs);
  const catalog = openTestCatalog();
  const rootId = addRoot(catalog);
  const add = (name: string, hours: number): number =>
    addPhoto(catalog, rootId, name, { takenMs: Date.parse(day) + hours * 3_600_000, takenOffsetMinutes: 0 }).photoId;
  const wanted = [add('first', 0), add('last', 23.99)];
  const others = [add('before', -0.01), add('after', 24)];
  const search = createSearchService({ catalog, names: createNameFinder(catalog) });
  const { groups } = await search.query('yesterday', 10);
  const found = groups.flatMap(({ tiles }) => tiles.map(({ id }) => id));
  expect(found.toSorted()).toEqual(wanted.toSorted());
  expect(found).not.toEqual(expect.arrayContaining(others));
});

/** Files that may ask what time it is; whoever measures a duration asks `performance.now()`, which nobody sets. */
const mayAsk = [
  'electron/main/request-counter.ts',
  'src/cli/commands/eval.ts',
  'src/db/connection.ts',
  'src/library/backup/automatic-backups.ts',
  'src/library/backup/backup-service.ts',
  'src/library/decisions/decision-service.ts',
  // When a graphics processor was lost: a time that is shown.
  'src/library/embedder/embedder-supervisor.ts',
  'src/library/indexing/commit-results.ts',
  'src/library/journal/decision-journal.ts',
  'src/library/library.ts',
  // When the catalog was last read whole: days, of which a clock that is put back costs one more reading.
  'src/library/recovery/catalog-watch.ts',
  'src/library/roots/root-service.ts',
  // How old a file's own time is, in the same clock.
  'src/ml/decode/read-photo-file.ts',
];

it('no duration is measured by a clock that can be set', () => {
  const asking = ['src', 'electron'].flatMap((folder) =>
    readdirSync(join(root, folder), { recursive: true, encoding: 'utf8' })
      .filter((name) => name.endsWith('.ts') && readFileSync(join(root, folder, name), 'utf8').includes('Date.now'))
      .map((name) => join(folder, name).replaceAll('\\', '/')),
  );
  expect(asking.filter((name) => !mayAsk.includes(name))).toEqual([]);
});
