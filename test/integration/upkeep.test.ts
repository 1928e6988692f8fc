/** @file What Settings and Activity do, through their calls: retry, processor and pace, packs, copies, decisions. With the fake embedder. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { RunReport } from '../../src/api/upkeep-views.ts';
import { createBackupService } from '../../src/library/backup/backup-service.ts';
import { readDecisionText, writeDecisionLines } from '../../src/library/decisions/decision-text.ts';
import { openLibrary, type Library } from '../../src/library/library.ts';
import type { InitializeParams, LaunchEmbedder } from '../../src/ml/embedder-messages.ts';
import { createLibraryHost } from '../../electron/main/library-host.ts';
import { createFakeEmbedder, writeFakePhoto, type FakeEmbedder } from './support/fake-embedder.ts';
import { makeFolders, makeOptions, readCatalog, scanAndIndex, type TestFolders } from './support/test-library.ts';

const copyWorker = new URL('../../src/library/backup/copy-worker.ts', import.meta.url);
const patience = { timeout: 60_000, interval: 50 };
let folders: TestFolders;
let fake: FakeEmbedder;
let library: Library | null = null;
/** What each embedder process was started with. */
let started: InitializeParams[];

const launchNoting: LaunchEmbedder = () => {
  const channel = fake.launch();
  return {
    ...channel,
    send: (message) => {
      if (message.type === 'request' && message.method === 'initialize') {
        started.push(message.params as InitializeParams);
      }
      channel.send(message);
    },
  };
};

function open(): Library {
  const fakeModel = `${folders.data}-model`;
  mkdirSync(fakeModel, { recursive: true });
  writeFileSync(join(fakeModel, 'manifest.json'), JSON.stringify({ sha256: fake.modelHash }));
  const options = { ...makeOptions(folders.data, launchNoting), modelFolder: fakeModel, provider: undefined };
  const opened = openLibrary(options);
  library = opened;
  return opened;
}

async function close(): Promise<void> {
  const closing = library;
  library = null;
  await closing?.close();
}

const write = (name: string, label: string, index: number): void =>
  writeFakePhoto(join(folders.photos, name), { label, index });

async function readState(opened: Library): Promise<string> {
  return (await opened.handlers['indexing.progress']({})).state;
}

beforeEach(() => {
  folders = makeFolders();
  fake = createFakeEmbedder();
  started = [];
});
afterEach(async () => {
  await close();
  folders.remove();
});

describe('indexing.retry', () => {
  it('tries the one file again, leaves the others, and what was found to be gone', async () => {
    let broken = ['a', 'b'];
    fake.isBroken = (path) => broken.some((name) => path.endsWith(`${name}.jpg`));
    for (const [index, name] of ['a', 'b', 'c'].entries()) write(`${name}.jpg`, `label ${name}`, index);
    const opened = open();
    opened.addRoot(folders.photos);
    opened.startBackground();
    const listFailures = async () => (await opened.handlers['indexing.failures']({ offset: 0, limit: 10 })).items;
    await expect.poll(async () => (await listFailures()).length, patience).toBe(2);
    await expect.poll(() => readState(opened), patience).toBe('idle');

    broken = ['b'];
    const fileOf = (name: string, failures: Awaited<ReturnType<typeof listFailures>>): number =>
      failures.find(({ fileName }) => fileName === name)?.fileId ?? 0;
    const tried = fake.indexed.length;
    await opened.handlers['indexing.retry']({ fileIds: [fileOf('a.jpg', await listFailures())] });
    await expect.poll(async () => (await listFailures()).map(({ fileName }) => fileName), patience).toEqual(['b.jpg']);
    await expect.poll(() => fake.indexed.slice(tried).map((path) => path.slice(-5)), patience).toEqual(['a.jpg']);
    await expect.poll(async () => (await opened.handlers['library.overview']({})).photos, patience).toBe(2);
    expect(opened.locateFile(fileOf('b.jpg', await listFailures()))).toBe(join(folders.photos, 'b.jpg'));
    expect(opened.locateFile(99_999)).toBeNull();
    const activity = await opened.handlers['activity.get']({});
    expect(activity).toMatchObject({ failed: 1, quarantined: 0, waiting: 0 });
    expect(activity.scans[0]).toMatchObject({ found: 3, changed: 3, isCancelled: false });
  });
});

describe('another processor or pace', () => {
  it('starts the embedder with it, finishes what is under way, and counts no crash', async () => {
    for (let index = 0; index < 40; index += 1) write(`${String(index)}.jpg`, `label ${String(index)}`, index);
    const opened = open();
    opened.addRoot(folders.photos);
    opened.startBackground();
    await expect.poll(() => fake.embedded.length, patience).toBeGreaterThan(5);
    await opened.handlers['preferences.set']({ provider: 'webgpu' });
    await expect.poll(() => started.length, patience).toBe(2);
    await opened.handlers['preferences.set']({ pace: 'quiet' });
    await expect.poll(() => started.length, patience).toBe(3);
    await expect.poll(() => readState(opened), patience).toBe('idle');
    expect(started.map(({ provider, pace, fallsBack }) => [provider, pace, fallsBack])).toEqual([
      ['auto', 'balanced', true],
      ['webgpu', 'balanced', true],
      ['webgpu', 'quiet', true],
    ]);
    expect(await opened.handlers['library.overview']({})).toMatchObject({ photos: 40, failures: 0 });
    // Each photo once: nothing was cut off, nothing was taken for a crash.
    expect(fake.embedded).toHaveLength(40);
    expect(readCatalog(folders.data, (catalog) => catalog.checkIntegrity())).toEqual([]);
  });

  it('another theme starts nothing', async () => {
    write('a.jpg', 'a', 1);
    const opened = open();
    opened.addRoot(folders.photos);
    opened.startBackground();
    await expect.poll(() => readState(opened), patience).toBe('idle');
    await opened.handlers['preferences.set']({ theme: 'dark', language: 'zh-Hans' });
    await opened.handlers['embedder.testAgain']({});
    await expect.poll(() => started.length, patience).toBe(2);
  });
});

describe('on battery', () => {
  it('waits with a state of its own, and goes on when plugged in or when the person says so', async () => {
    for (let index = 0; index < 60; index += 1) write(`${String(index)}.jpg`, `label ${String(index)}`, index);
    const opened = open();
    await opened.handlers['preferences.set']({ pausesOnBattery: true });
    opened.setOnBattery(true);
    opened.addRoot(folders.photos);
    opened.startBackground();
    await expect.poll(() => readState(opened), patience).toBe('on-battery');
    expect(fake.embedded).toEqual([]);
    opened.setOnBattery(false);
    await expect.poll(() => readState(opened), patience).toBe('idle');
    expect(fake.embedded).toHaveLength(60);

    opened.setOnBattery(true);
    write('late.jpg', 'late', 1);
    await opened.handlers['roots.rescan']({});
    await expect.poll(() => fake.embedded.length, patience).toBe(61);
  });
});

describe('a run of indexing', () => {
  it('is reported with the albums that grew, and that it was the first look', async () => {
    const reports: RunReport[] = [];
    for (let index = 0; index < 4; index += 1) write(`${String(index)}.jpg`, 'tower', index);
    const opened = open();
    opened.on('indexing.ended', (report) => reports.push(report));
    opened.addRoot(folders.photos);
    opened.startBackground();
    await expect.poll(() => reports.length, patience).toBe(1);
    expect(reports[0]).toMatchObject({ photos: 4, isFirst: true, albumCount: 1 });
    for (let index = 10; index < 13; index += 1) write(`${String(index)}.jpg`, 'tower', index);
    await opened.handlers['roots.rescan']({});
    await expect.poll(() => reports.reduce((sum, { photos }) => sum + photos, 0), patience).toBe(7);
    expect(reports.slice(1).every(({ isFirst }) => !isFirst)).toBe(true);
    expect(
      reports
        .slice(1)
        .flatMap(({ albums }) => albums)
        .reduce((sum, { added }) => sum + added, 0),
    ).toBe(3);
  });
});

describe('decisions as a file', () => {
  it('go to another catalog of the same photos and lead to the same album', async () => {
    for (let index = 0; index < 4; index += 1) write(`${String(index)}.jpg`, 'tower', index);
    const first = open();
    first.addRoot(folders.photos);
    await scanAndIndex(first);
    const { items } = await first.handlers['photos.list']({ offset: 0, limit: 10 });
    const photoIds = items.map(({ id }) => id);
    await first.handlers['albums.split']({ albumId: null, photoIds, name: 'Helix' });
    const file = join(folders.root, 'decisions.jsonl');
    expect(await writeDecisionLines(file, first.writeDecisions())).toBe(1);
    expect(await readdir(folders.root)).not.toContain('decisions.jsonl.partial');
    await close();

    folders = { ...folders, data: `${folders.data}-other` };
    const second = open();
    second.addRoot(folders.photos);
    await scanAndIndex(second);
    expect(second.importDecisions(await readDecisionText(file))).toMatchObject({ made: 1, known: 0, refused: [] });
    expect(second.importDecisions(await readDecisionText(file))).toMatchObject({ made: 0, known: 1 });
    const names = (await second.handlers['albums.list']({ offset: 0, limit: 10, sort: 'name' })).items;
    expect(names.find(({ name }) => name === 'Helix')).toMatchObject({ photoCount: 4 });
  });

  it('say what is wrong with a place or a file that cannot be used', async () => {
    await expect(writeDecisionLines(join(folders.root, 'absent', 'x.jsonl'), ['{}'])).rejects.toMatchObject({
      code: 'invalid-input',
    });
    await expect(readDecisionText(join(folders.root, 'absent.jsonl'))).rejects.toMatchObject({ code: 'invalid-input' });
    // A device has no size and no end.
    if (process.platform !== 'win32') {
      await expect(readDecisionText('/dev/zero')).rejects.toMatchObject({ code: 'invalid-input' });
    }
  });
});

describe('copies of the catalog', () => {
  const makeBackups = () => createBackupService({ dataFolder: folders.data, workerEntry: copyWorker });

  async function indexTower(opened: Library, count: number): Promise<void> {
    for (let index = 0; index < count; index += 1) write(`${String(index)}.jpg`, 'tower', index);
    await scanAndIndex(opened);
  }

  it('are written while the library is open, read back, and restored; what gave way is kept', async () => {
    const host = createLibraryHost(open, () => undefined);
    const backups = makeBackups();
    host.require().addRoot(folders.photos);
    await indexTower(host.require(), 4);
    const saved = join(folders.root, 'copy.sqlite');
    expect(await backups.save(saved)).toMatchObject({ fileName: 'copy.sqlite', photos: 4, decisions: 0 });
    // One file by itself, whole.
    expect(existsSync(`${saved}-wal`)).toBe(false);
    expect(existsSync(`${saved}.partial`)).toBe(false);

    const [album] = (await host.handlers['albums.list']({ offset: 0, limit: 10, sort: 'name' })).items;
    await host.handlers['albums.rename']({ albumId: album?.id ?? 0, name: 'After the copy' });
    const prepared = await backups.prepareRestore(saved);
    await host.reopen(() => prepared.finish({ isReplayed: false }));
    const names = async () =>
      (await host.handlers['albums.list']({ offset: 0, limit: 10, sort: 'name' })).items.map(({ name }) => name);
    expect(await names()).not.toContain('After the copy');
    expect(await host.handlers['library.overview']({})).toMatchObject({ photos: 4 });

    // And back again.
    const [kept] = await backups.list();
    expect(kept?.kind).toBe('restore');
    const back = await backups.prepareRestore(await backups.locate(kept?.name ?? ''));
    await host.reopen(back.finish);
    expect(await names()).toContain('After the copy');
    expect(await backups.list()).toHaveLength(2);

    // Unless the person says otherwise, what was decided since is made again.
    const again = await backups.prepareRestore(saved);
    await host.reopen(again.finish);
    expect(await names()).toContain('After the copy');
    await host.close();
    library = null;
  });

  it('that are damaged, or none of ours, are refused and change nothing', async () => {
    const host = createLibraryHost(open, () => undefined);
    host.require().addRoot(folders.photos);
    await indexTower(host.require(), 4);
    const backups = makeBackups();
    const saved = join(folders.root, 'copy.sqlite');
    await backups.save(saved);
    const bytes = readFileSync(saved);
    bytes.fill(0x55, 8192 * 3, 8192 * 6);
    const damaged = join(folders.root, 'damaged.sqlite');
    writeFileSync(damaged, bytes);
    const text = join(folders.root, 'text.sqlite');
    writeFileSync(text, 'no catalog at all, though its name says so');
    for (const file of [damaged, text, join(folders.root, 'absent.sqlite')]) {
      await expect(backups.prepareRestore(file)).rejects.toMatchObject({ code: 'catalog-unusable' });
    }
    await expect(backups.locate('../../etc/passwd')).rejects.toMatchObject({ code: 'not-found' });
    await expect(backups.save(join(folders.data, 'catalog.sqlite'))).rejects.toMatchObject({ code: 'invalid-input' });
    expect((await readdir(folders.data)).filter((name) => name.includes('restore'))).toEqual([]);
    expect(await host.handlers['library.overview']({})).toMatchObject({ photos: 4 });
    await host.close();
    library = null;
  });

  it('lead back from a catalog that cannot be opened', async () => {
    const first = open();
    first.addRoot(folders.photos);
    await indexTower(first, 4);
    const saved = join(folders.root, 'copy.sqlite');
    await makeBackups().save(saved);
    await close();
    writeFileSync(join(folders.data, 'catalog.sqlite'), 'overwritten by something else, long enough to be no header');

    const opened: Library[] = [];
    const host = createLibraryHost(open, (one) => opened.push(one));
    expect(host.get()).toBeNull();
    await expect(host.handlers['library.overview']({})).rejects.toMatchObject({ code: 'catalog-unusable' });
    const prepared = await makeBackups().prepareRestore(saved);
    await host.reopen(prepared.finish);
    expect(await host.handlers['library.overview']({})).toMatchObject({ photos: 4 });
    expect(opened).toHaveLength(1);
    const [kept] = await makeBackups().list();
    expect(readFileSync(join(folders.data, 'backups', kept?.name ?? ''), 'utf8')).toContain('overwritten by something');
    await host.close();
    library = null;
  });
});

describe('packs of the open library', () => {
  it('are listed, and an unknown one is refused without a second lock', async () => {
    const opened = open();
    const { models, atlases } = await opened.handlers['packs.list']({});
    expect(models).toHaveLength(1);
    expect(models[0]?.isInUse).toBe(true);
    expect(atlases).toEqual([]);
    const id = 'ab'.repeat(32);
    await expect(opened.handlers['atlases.use']({ id, isUsed: true })).rejects.toMatchObject({ code: 'not-found' });
    await expect(opened.handlers['models.use']({ hash: id })).rejects.toMatchObject({ code: 'not-found' });
    const file = join(folders.root, 'x.cairn-atlas');
    writeFileSync(file, 'no atlas');
    await expect(opened.packs.importAtlas(file)).rejects.toBeInstanceOf(Error);
    // Nothing was started for what was refused.
    expect(started).toEqual([]);
  });
});
