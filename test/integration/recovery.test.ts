/**
 * @file A catalog that is lost or damaged, from the backup that nobody had to think of to the last decision: with real catalogs, threads
 * and command lines, and the fake embedder.
 */
import {
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  truncateSync,
  writeFileSync,
} from 'node:fs';
import Database from 'better-sqlite3';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createAutomaticBackups, type AutomaticBackups } from '../../src/library/backup/automatic-backups.ts';
import { createBackupService } from '../../src/library/backup/backup-service.ts';
import { openCatalog } from '../../src/db/catalog.ts';
import { isDamagedCatalog } from '../../src/db/open-failure.ts';
import { openLibrary, type Library } from '../../src/library/library.ts';
import { acquireLock } from '../../src/library/lock-file.ts';
import { silentLogger } from '../../src/library/logger.ts';
import { damageTable } from './support/damage-table.ts';
import { createFakeEmbedder, writeFakePhoto, type FakeEmbedder } from './support/fake-embedder.ts';
import { runCli } from './support/run-cli.ts';
import {
  copyWorkerEntry,
  makeFakeOptions,
  makeFolders,
  readCatalog,
  scanAndIndex,
  type TestFolders,
} from './support/test-library.ts';

let folders: TestFolders;
let fake: FakeEmbedder;
let library: Library | null = null;

const catalogPath = (): string => join(folders.data, 'catalog.sqlite');
const listBackups = (): string[] => readdirSync(join(folders.data, 'backups')).sort();
const makeBackups = () => createBackupService({ dataFolder: folders.data, workerEntry: copyWorkerEntry });

function open(): Library {
  library = openLibrary({ ...makeFakeOptions(folders.data, fake), copyWorkerEntry });
  return library;
}

async function close(): Promise<void> {
  const closing = library;
  library = null;
  await closing?.close();
}

/** Two albums of four photos. */
async function fill(): Promise<Library> {
  for (const label of ['castle', 'mill']) {
    for (let index = 0; index < 4; index += 1)
      writeFakePhoto(join(folders.photos, `${label}${index}.jpg`), { label, index });
  }
  const opened = open();
  opened.addRoot(folders.photos);
  await scanAndIndex(opened);
  return opened;
}

async function listNames(opened: Library): Promise<string[]> {
  const { items } = await opened.handlers['albums.list']({ offset: 0, limit: 10, sort: 'name' });
  return items.map(({ name, photoCount }) => `${name}: ${photoCount}`);
}

async function rename(opened: Library, index: number, name: string): Promise<void> {
  const { items } = await opened.handlers['albums.list']({ offset: 0, limit: 10, sort: 'recent' });
  const albums = items.toSorted((a, b) => a.id - b.id);
  await opened.handlers['albums.rename']({ albumId: albums[index]?.id ?? 0, name });
}

beforeEach(() => {
  folders = makeFolders();
  fake = createFakeEmbedder();
});
afterEach(async () => {
  await close();
  folders.remove();
});

describe('an automatic backup', () => {
  it('is made, read back and named, and not made again while nothing has changed', async () => {
    const opened = await fill();
    const first = await opened.backUp();
    expect(first).toMatchObject({ kind: 'made', photos: 8, decisions: 0 });
    expect(await opened.backUp()).toMatchObject({ kind: 'same' });
    await rename(opened, 0, 'Castle');
    expect(await opened.backUp()).toMatchObject({ kind: 'made', decisions: 1 });
    const names = listBackups();
    expect(names.map((name) => name.slice(0, 19))).toEqual(['catalog-auto-000001', 'catalog-auto-000002']);
    for (const name of names) expect(statSync(join(folders.data, 'backups', name)).mode & 0o777).toBe(0o600);
    expect((await makeBackups().findLastGood())?.name).toBe(names[1]);
  });

  it('is not made of a catalog that cannot be read, and those before it stay', async () => {
    const opened = await fill();
    await opened.backUp();
    await rename(opened, 0, 'Castle');
    await close();
    zeroVectors(catalogPath());
    const damaged = open();
    await expect(damaged.backUp()).rejects.toMatchObject({ code: 'catalog-unusable' });
    expect(listBackups().map((name) => name.slice(0, 19))).toEqual(['catalog-auto-000001']);
  });

  it('comes by itself once a day, when nothing else goes on, with room on the drive and whatever the clock says', async () => {
    await fill();
    let [nowMs, isBusy, freeBytes] = [Date.UTC(2026, 4, 4), true, 1000];
    const refused: number[] = [];
    const start = (): AutomaticBackups => {
      const backups = createAutomaticBackups({
        dataFolder: folders.data,
        catalogPath: catalogPath(),
        workerEntry: copyWorkerEntry,
        sqliteBinding: null,
        logger: silentLogger,
        isBusy: () => isBusy,
        isWorthIt: () => true,
        readFreeBytes: () => Promise.resolve(freeBytes),
        onRefused: () => refused.push(1),
        now: () => nowMs,
        firstLookMs: 1,
      });
      backups.start();
      return backups;
    };
    const count = (): number =>
      existsSync(join(folders.data, 'backups')) ? listBackups().filter((name) => name.endsWith('.sqlite')).length : 0;
    const busy = start();
    await sleep(300);
    expect(count()).toBe(0);
    isBusy = false;
    busy.noteRest();
    await sleep(300);
    // No room: it is said, and tried again later.
    expect(count()).toBe(0);
    busy.close();

    freeBytes = 1e12;
    const first = start();
    await expect.poll(count, { timeout: 30_000 }).toBe(1);
    first.close();
    writeFakePhoto(join(folders.photos, 'new.jpg'), { label: 'new', index: 1 });
    if (library !== null) await scanAndIndex(library);
    // The clock goes back: no backup at each start, and the one that is there stays.
    for (const hoursBack of [1, 2, 10_000]) {
      nowMs = Date.UTC(2026, 4, 4) - hoursBack * 3_600_000;
      const again = start();
      await sleep(200);
      again.close();
    }
    expect(count()).toBe(1);
    nowMs = Date.UTC(2026, 4, 5);
    const next = start();
    await expect.poll(count, { timeout: 30_000 }).toBe(2);
    next.close();
    expect(refused).toEqual([]);
  });
});

/** Fills the pages that hold vectors with zeros: what a drive leaves that lost a write. */
function zeroVectors(path: string): void {
  const database = new Database(path, { readonly: true });
  const pages = database
    .prepare<[], number>("SELECT pageno FROM dbstat WHERE name = 'embeddings' AND pagetype = 'leaf'")
    .pluck()
    .all();
  database.close();
  const bytes = readFileSync(path);
  for (const page of pages) bytes.fill(0, (page - 1) * 8192, page * 8192);
  writeFileSync(path, bytes);
  expect(pages.length).toBeGreaterThan(0);
}

describe('a catalog that cannot be opened', () => {
  const damages: readonly { readonly what: string; readonly damage: (path: string) => void }[] = [
    { what: 'whose header is gone', damage: (path) => writeFileSync(path, readFileSync(path).fill(0, 0, 100)) },
    { what: 'that was cut to nothing', damage: (path) => truncateSync(path, 0) },
    {
      what: 'that was cut off',
      damage: (path) => truncateSync(path, Math.floor(statSync(path).size / 2 / 8192) * 8192),
    },
    { what: 'that is not there', damage: (path) => rmSync(path) },
  ];
  it.each(damages)('$what is brought back with every decision', async ({ damage }) => {
    const opened = await fill();
    await rename(opened, 0, 'Castle');
    await opened.backUp();
    await rename(opened, 1, 'Mill');
    const before = await listNames(opened);
    await close();
    damage(catalogPath());
    const failure = await Promise.resolve()
      .then(open)
      .then(
        () => null,
        (error: unknown) => error,
      );
    // One that was cut off may still open: then it is found by reading it whole.
    if (failure !== null) expect(isDamagedCatalog(failure)).toBe(true);
    await close();

    const backups = makeBackups();
    const last = await backups.findLastGood();
    const prepared = await backups.prepareRestore(await backups.locate(last?.name ?? ''));
    await prepared.finish({ isDamaged: true });
    const restored = open();
    expect(restored.replayedDecisions).toBe(1);
    expect(await listNames(restored)).toEqual(before);
    expect(readCatalog(folders.data, (catalog) => catalog.checkIntegrity())).toEqual([]);
  });

  it('and has no backup begins anew, and its decisions find their photos', async () => {
    const opened = await fill();
    const [castle] = (await opened.handlers['photos.list']({ offset: 0, limit: 10 })).items;
    const photoIds = (await opened.handlers['photos.list']({ offset: 0, limit: 3 })).items.map(({ id }) => id);
    await opened.handlers['albums.split']({ albumId: null, photoIds, name: 'Mine' });
    await opened.handlers['photos.setFavourite']({ photoIds: [castle?.id ?? 0], isFavourite: true });
    await close();
    writeFileSync(catalogPath(), 'no catalog any more, and long enough to have been one once');
    const result = await runCli(['restore', '--anew', '--json', '--catalog', folders.data]);
    expect(result).toMatchObject({ exitCode: 0, stderr: '' });
    expect(JSON.parse(result.stdout)).toEqual({ restored: null, replayedDecisions: 2 });
    const anew = open();
    anew.addRoot(folders.photos);
    await scanAndIndex(anew);
    // Recognition may find more that looks like them.
    expect((await listNames(anew)).join()).toContain('Mine: ');
    expect(readCatalog(folders.data, (catalog) => catalog.memberships.listDecided().map(({ state }) => state))).toEqual(
      ['confirmed', 'confirmed', 'confirmed'],
    );
    const { items } = await anew.handlers['photos.list']({
      offset: 0,
      limit: 10,
      filter: { isFavourite: true },
    });
    expect(items).toHaveLength(1);
    // Never deleted: somebody may yet read something out of it.
    const kept = listBackups().find((name) => name.startsWith('catalog-damaged-'));
    expect(readFileSync(join(folders.data, 'backups', kept ?? ''), 'utf8')).toContain('no catalog any more');
  });
});

describe('damage that opening does not see', () => {
  it('is found by reading the whole catalog beside the window, after somebody else wrote to it', async () => {
    await fill();
    await close();
    zeroVectors(catalogPath());
    const opened = open();
    const heard: string[] = [];
    opened.on('catalog.damaged', ({ damage }) => heard.push(damage));
    opened.startBackground();
    await expect.poll(() => heard.length, { timeout: 60_000 }).toBe(1);
    expect(opened.getDamage()).toBe(heard[0]);
  });

  it('is not looked for after an end that was one, within a day', async () => {
    const said: string[] = [];
    const openAndListen = (): void => {
      const log = { ...silentLogger, info: (message: string) => void said.push(message) };
      library = openLibrary({ ...makeFakeOptions(folders.data, fake), copyWorkerEntry, log });
      library.startBackground();
    };
    const countChecks = (): number =>
      said.filter((message) => message === 'the catalog was checked and is good').length;
    await fill();
    await close();
    rmSync(`${catalogPath()}.closed`);
    openAndListen();
    await expect.poll(countChecks, { timeout: 60_000 }).toBe(1);
    await close();
    openAndListen();
    // Longer than the watch waits.
    await sleep(3500);
    expect(countChecks()).toBe(1);
    await close();
    rmSync(`${catalogPath()}.closed`);
    openAndListen();
    await expect.poll(countChecks, { timeout: 60_000 }).toBe(2);
  });

  it.each(['albums', 'jobs', 'photos'])(
    'is found when a call meets it while the catalog is open, which can be closed and put back: %s',
    async (table) => {
      const opened = await fill();
      await opened.backUp();
      await rename(opened, 0, 'Castle');
      const before = await listNames(opened);
      await close();
      const reopened = open();
      const heard: string[] = [];
      reopened.on('catalog.damaged', ({ damage }) => heard.push(damage));
      damageTable(catalogPath(), table);
      const call = async (): Promise<unknown> => await reopened.handlers['library.overview']({});
      await expect(call()).rejects.toMatchObject({ code: 'catalog-unusable' });
      await expect.poll(() => heard.length, { timeout: 60_000 }).toBe(1);
      expect(reopened.getDamage()).toBe(heard[0]);
      await close();
      const backups = makeBackups();
      const prepared = await backups.prepareRestore(await backups.locate((await backups.findLastGood())?.name ?? ''));
      await prepared.finish({ isDamaged: true });
      expect(await listNames(open())).toEqual(before);
    },
  );

  it('does not keep the catalog from being closed in the middle of the work', async () => {
    writeFakePhoto(join(folders.photos, 'castle.jpg'), { label: 'castle', index: 0 });
    const opened = open();
    opened.addRoot(folders.photos);
    await opened.scan({ signal: new AbortController().signal });
    const beside = openCatalog({ folder: folders.data });
    expect(beside.jobs.takeNext(1)).toHaveLength(1);
    beside.close();
    damageTable(catalogPath(), 'jobs');
    await close();
    // Nobody holds it any more.
    acquireLock(folders.data).release();
  });

  it('that a call met is looked for at the next start, too, when there was no time before', async () => {
    await fill();
    await close();
    const reopened = open();
    damageTable(catalogPath(), 'jobs');
    const call = async (): Promise<unknown> => await reopened.handlers['library.overview']({});
    await expect(call()).rejects.toMatchObject({ code: 'catalog-unusable' });
    await close();
    expect(existsSync(`${catalogPath()}.closed`)).toBe(false);
  });
});

describe('on another computer', () => {
  it('a copy of the catalog finds the photos by their content, under whatever folder, and loses nothing', async () => {
    const opened = await fill();
    await rename(opened, 0, 'Castle');
    const photoIds = (await opened.handlers['photos.list']({ offset: 0, limit: 2 })).items.map(({ id }) => id);
    await opened.handlers['albums.split']({ albumId: null, photoIds, name: 'Mine' });
    const before = await listNames(opened);
    const copy = join(folders.root, 'copy.sqlite');
    await makeBackups().save(copy);
    await close();
    // The other computer: the same photos elsewhere, another data folder, nothing of the first one.
    const elsewhere = join(folders.root, 'elsewhere', 'pictures');
    mkdirSync(join(folders.root, 'elsewhere'));
    renameSync(folders.photos, elsewhere);
    folders = { ...folders, data: join(folders.root, 'other-data') };
    expect(await runCli(['restore', copy, '--catalog', folders.data])).toMatchObject({ exitCode: 0, stderr: '' });

    const other = open();
    const states = async () => (await other.handlers['roots.list']({})).map(({ state }) => state);
    other.addRoot(elsewhere);
    await scanAndIndex(other);
    expect(await states()).toEqual(['offline', 'online']);
    expect(await listNames(other)).toEqual(before);
    expect(await other.handlers['library.overview']({})).toMatchObject({ photos: 8 });
    const [old] = await other.handlers['roots.list']({});
    await other.handlers['roots.remove']({ rootId: old?.id ?? 0 });
    expect(await listNames(other)).toEqual(before);
    expect(other.locatePhoto(photoIds[0] ?? 0)?.path).toContain(elsewhere);
    await close();
    const sidecars = join(folders.root, 'sidecars');
    const written = await runCli(['export', 'xmp', sidecars, '--catalog', folders.data]);
    expect(written.stdout).toContain('Wrote 2 sidecars');
    expect(readdirSync(join(sidecars, 'pictures'))).toHaveLength(2);
    expect(await runCli(['export', 'xmp', join(elsewhere, 'x'), '--catalog', folders.data])).toMatchObject({
      exitCode: 2,
    });
  });
});

describe('on the command line', () => {
  it('a backup is made, listed and put back, and what was decided since is made again', async () => {
    const opened = await fill();
    await rename(opened, 0, 'Castle');
    await close();
    const run = (...words: string[]) => runCli([...words, '--catalog', folders.data]);
    expect((await run('backup')).stdout).toContain('8 photos, 1 decisions. It was read back whole.');
    expect((await run('backup')).stdout).toContain('Nothing has changed since catalog-auto-000001');
    expect((await run('backups')).stdout).toMatch(/automatic .* MB {2}catalog-auto-000001/);
    const again = open();
    await rename(again, 1, 'Mill');
    await close();
    writeFileSync(catalogPath(), readFileSync(catalogPath()).fill(0, 0, 100));
    const broken = await run('albums');
    expect(broken.exitCode).toBe(3);
    expect(broken.stderr).toContain('"cairn restore"');
    const restored = await run('restore');
    expect(restored.stderr).toBe('');
    expect(restored.stdout).toContain('Made 1 decisions again from their journal.');
    const names = (await run('albums')).stdout;
    expect(names).toContain('Castle');
    expect(names).toContain('Mill');
  });
});
