/** @file The drive with Cairn's own data runs full in the middle of everything: said in words, nothing half stored, and it goes on. */
import { copyFileSync, existsSync, mkdirSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { IndexingProgress } from '../../src/api/views.ts';
import { openCatalog } from '../../src/db/catalog.ts';
import { createBackupService } from '../../src/library/backup/backup-service.ts';
import { launchEmbedderWithNode } from '../../src/library/embedder-node-channel.ts';
import { openLibrary, type Library } from '../../src/library/library.ts';
import { writeTinyModel } from '../fixtures/tiny-model.ts';
import { makeOldCatalogs, readLasting } from './support/kills/old-catalogs.ts';
import { readWord } from './support/kills/word.ts';
import { makeScenes } from './support/make-scenes.ts';
import { canMount, mountSmallDrive, type SmallDrive } from './support/small-drive.ts';
import {
  embedderEntry,
  makeFolders,
  makeOptions,
  readCatalog,
  scanAndIndex,
  type TestFolders,
} from './support/test-library.ts';

const { signal } = new AbortController();
const mebibyte = 1024 * 1024;
const copyWorker = new URL('../../src/library/backup/copy-worker.ts', import.meta.url);
const patience = { timeout: 60_000, interval: 50 };
const isFull = expect.objectContaining({
  code: 'disk-full',
  message: expect.stringContaining('space') as string,
}) as Error;

const describeDrive = canMount() ? describe : null;

describeDrive?.('on a small drive', () => {
  let folders: TestFolders;
  let drive: SmallDrive;
  let data: string;
  let library: Library | null = null;

  const mount = (sizeBytes: number): void => {
    const mounted = mountSmallDrive(sizeBytes);
    if (mounted === null) throw new Error('a drive can be mounted no more');
    drive = mounted;
    data = join(drive.path, 'data');
  };
  const open = (): Library => {
    const model = join(folders.root, 'model');
    writeTinyModel(model, { seed: 1, hasLandmarkness: true });
    library = openLibrary({
      ...makeOptions(data, launchEmbedderWithNode(embedderEntry)),
      modelFolder: model,
      isModelNamed: true,
    });
    return library;
  };
  const readProgress = async (opened: Library): Promise<IndexingProgress> =>
    await opened.handlers['indexing.progress']({});
  const expectWhole = (): void => {
    const [faults, photos, jobs] = readCatalog(data, (catalog) => [
      catalog.checkIntegrity(),
      catalog.photos.count(),
      catalog.jobs.countByState(),
    ]);
    expect(faults).toEqual([]);
    expect({ photos, failed: jobs.failed, quarantined: jobs.quarantined }).toEqual({
      photos,
      failed: 0,
      quarantined: 0,
    });
  };

  beforeEach(() => {
    folders = makeFolders();
  });
  afterEach(async () => {
    await library?.close();
    library = null;
    drive.remove();
    folders.remove();
  });

  it('a scan says so, the catalog stays whole, and the next one finds everything', async () => {
    mount(24 * mebibyte);
    const opened = open();
    // Long names fill a catalog soon.
    const folder = join(folders.photos, 'x'.repeat(200), 'y'.repeat(200));
    mkdirSync(folder, { recursive: true });
    const [photo = ''] = await makeScenes(join(folders.root, 'pool'), [1], 1);
    for (let index = 0; index < 3000; index += 1) copyFileSync(photo, join(folder, `${'z'.repeat(180)} ${index}.jpg`));
    opened.addRoot(folders.photos);
    drive.fill(256 * 1024);
    await expect(opened.scan({ signal })).rejects.toThrow(isFull);
    expectWhole();
    drive.makeRoom();
    expect(await opened.scan({ signal })).toMatchObject({ found: 3000 });
    expect(readCatalog(data, (catalog) => catalog.jobs.countByState().queued)).toBe(3000);
  });

  it('indexing pauses by itself, blames no photo, and goes on by itself when there is room', async () => {
    mount(360 * mebibyte);
    await makeScenes(folders.photos, [1, 2, 3], 8);
    const opened = open();
    opened.addRoot(folders.photos);
    await opened.scan({ signal });
    drive.fill(64 * 1024);
    opened.startBackground();
    await expect.poll(async () => (await readProgress(opened)).state, patience).toBe('disk-full');
    expectWhole();
    drive.makeRoom();
    await expect.poll(() => readCatalog(data, (catalog) => catalog.photos.count()), patience).toBe(24);
    await expect.poll(async () => (await readProgress(opened)).state, patience).toBe('idle');
    expectWhole();
  });

  it('on the command line indexing ends with the reason, and the next call goes on', async () => {
    mount(8 * mebibyte);
    await makeScenes(folders.photos, [1, 2, 3], 8);
    const opened = open();
    opened.addRoot(folders.photos);
    await opened.scan({ signal });
    drive.fill(96 * 1024);
    await expect(opened.indexUntilDone({ signal })).rejects.toThrow(isFull);
    expectWhole();
    drive.makeRoom();
    await opened.indexUntilDone({ signal });
    expectWhole();
    expect(readCatalog(data, (catalog) => catalog.photos.count())).toBe(24);
  });

  it('a decision that could not be stored is reported as not made; each that was reported is there', async () => {
    mount(8 * mebibyte);
    await makeScenes(folders.photos, [1], 8);
    const opened = open();
    opened.addRoot(folders.photos);
    await scanAndIndex(opened);
    const path = join(data, 'catalog.sqlite');
    const photoIds = readCatalog(data, (catalog) =>
      catalog.photos.listPage({ offset: 0, limit: 10 }).map(({ id }) => id),
    );
    const album = opened.decisions.split(null, photoIds, 'Mine');
    drive.fill();
    let told = readWord(path);
    const decideUntilFull = (): void => {
      for (let count = 0; count < 5000; count += 1) {
        opened.decisions.rename(album, `Name ${count} ${'n'.repeat(150)}`);
        told = readWord(path);
      }
    };
    expect(decideUntilFull).toThrow(isFull);
    expect(readWord(path)).toEqual(told);
    expectWhole();
    drive.makeRoom();
    opened.decisions.rename(album, 'At last');
    expect(readWord(path).decisions).toBe(told.decisions + 1);
    expect(readCatalog(data, (catalog) => catalog.albums.get(album)?.name)).toBe('At last');
  });

  it('a copy that has no room says so and leaves nothing; the one before stays', async () => {
    mount(8 * mebibyte);
    await makeScenes(folders.photos, [1], 8);
    const opened = open();
    opened.addRoot(folders.photos);
    await scanAndIndex(opened);
    const service = createBackupService({ dataFolder: data, workerEntry: copyWorker });
    const target = join(drive.path, 'copy.sqlite');
    await service.save(target);
    const before = readWord(target);
    opened.decisions.denyLandmark([1]);
    drive.fill(64 * 1024);
    await expect(service.save(target)).rejects.toThrow(isFull);
    await expect(service.prepareRestore(target)).rejects.toThrow(isFull);
    expect(readWord(target)).toEqual(before);
    const names = [...readdirSync(drive.path), ...readdirSync(data)];
    expect(names.filter((name) => name.includes('partial'))).toEqual([]);
    drive.makeRoom();
    await service.save(target);
    expect(readWord(target).decisions).toBe(before.decisions + 1);
  });

  it('a catalog that cannot be migrated for want of room is left as it was, and is migrated when there is some', () => {
    mount(4 * mebibyte);
    const old = makeOldCatalogs(join(folders.root, 'forms'))[0];
    if (old === undefined) throw new Error('there is no older form');
    mkdirSync(data);
    copyFileSync(old.path, join(data, 'catalog.sqlite'));
    const lasting = readLasting(old.path);
    // Less than the copy takes that is made before.
    drive.fill(128 * 1024);
    expect(() => openCatalog({ folder: data })).toThrow(isFull);
    expect(readLasting(join(data, 'catalog.sqlite'))).toBe(lasting);
    drive.makeRoom();
    openCatalog({ folder: data }).close();
    expect(readLasting(join(data, 'catalog.sqlite'))).toBe(lasting);
    expect(readdirSync(join(data, 'backups')).filter((name) => name.endsWith('partial'))).toEqual([]);
  });

  it('a first start without any room says so', () => {
    mount(mebibyte);
    drive.fill();
    expect(open).toThrow(isFull);
    expect(existsSync(join(data, 'catalog.sqlite-wal'))).toBe(false);
    drive.makeRoom();
    open();
  });
});

if (describeDrive === null) {
  it('needs Linux and root to mount a drive: here what SQLite says of a full one is looked at in test/unit/db alone', () => {
    expect([process.platform, process.getuid?.()]).not.toEqual(['linux', 0]);
  });
}
