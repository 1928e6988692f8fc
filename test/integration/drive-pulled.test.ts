/**
 * @file A drive with photos is pulled out in the middle of a scan and of the indexing, and put back elsewhere: it is away meanwhile,
 * nothing is dropped, nothing is indexed twice, and every decision stays. With the real embedder and real file systems.
 */
import { appendFileSync, copyFileSync, mkdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type Library } from '../../src/library/library.ts';
import { writeTinyModel } from '../fixtures/tiny-model.ts';
import { makeScenes } from './support/make-scenes.ts';
import type { PullOrder } from './support/pulling-scan-worker.ts';
import { listDriveKinds, makeTestDrive, type TestDrive } from './support/test-drive.ts';
import { makeFolders, makeOptions, readCatalog, type TestFolders } from './support/test-library.ts';

const { signal } = new AbortController();
const pullingWorker = new URL('support/pulling-scan-worker.ts', import.meta.url);
const patience = { timeout: 60_000, interval: 50 };
const extraFolders = 12;
const extraInFolder = 10;
const extra = extraFolders * extraInFolder;

const kinds = listDriveKinds();

describe.each(kinds)('a drive (%s)', (kind) => {
  let folders: TestFolders;
  let drive: TestDrive;
  let library: Library;
  const point = (name: string): string => join(folders.root, name);
  const pictures = (name: string): string => join(point(name), 'Pictures');

  const open = (): Library => {
    const opened = openLibrary({
      ...makeOptions(folders.data),
      modelFolder: join(folders.root, 'model'),
      scanWorkerEntry: pullingWorker,
      listMounts: drive.listMounts,
    });
    return opened;
  };

  beforeEach(async () => {
    folders = makeFolders();
    drive = makeTestDrive(kind, folders.root);
    writeTinyModel(join(folders.root, 'model'), { seed: 3, hasLandmarkness: true });
    drive.mountAt(point('usb'));
    await makeScenes(pictures('usb'), [1, 2, 3], 8);
    library = open();
    library.addRoot(pictures('usb'));
  });
  afterEach(async () => {
    await library.close();
    delete process.env['CAIRN_TEST_PULL'];
    drive.pullOut();
    folders.remove();
  });

  /** Photos of the same scenes: a JPEG with other bytes behind its end is another content. */
  const addPhotos = (): void => {
    for (let folder = 0; folder < extraFolders; folder += 1) {
      mkdirSync(join(pictures('usb'), `trip ${folder}`));
      for (let index = 0; index < extraInFolder; index += 1) {
        const copy = join(pictures('usb'), `trip ${folder}`, `${index}.jpg`);
        copyFileSync(join(pictures('usb'), `scene-${1 + (index % 3)}-${index % 8}.jpg`), copy);
        appendFileSync(copy, `${folder} ${index}`);
      }
    }
  };
  const orderPull = (atFolder: number): void => {
    const order: PullOrder = { atFolder, command: drive.buildPullCommand(), once: join(folders.root, 'pulled') };
    process.env['CAIRN_TEST_PULL'] = JSON.stringify(order);
  };
  const readFiles = () =>
    readCatalog(folders.data, (catalog) => ({
      files: [...catalog.files.listForRoot(1)],
      photos: catalog.photos.count(),
      vectors: catalog.embeddings.count(1),
      jobs: catalog.jobs.countByState(),
      problems: catalog.checkIntegrity(),
    }));
  const countAvailable = async (): Promise<Record<string, number>> => {
    const { items } = await library.handlers['photos.list']({ offset: 0, limit: 200 });
    return Object.fromEntries(
      ['present', 'offline', 'missing'].map((state) => [
        state,
        items.filter(({ availability }) => availability === state).length,
      ]),
    );
  };

  it('is pulled out during a scan, then during indexing, and found again under another mount point', async () => {
    await library.scan({ signal });
    expect(await library.indexUntilDone({ signal })).toMatchObject({ indexed: 24 });
    const [album] = library.exportAlbums();
    const refused = album?.photos[0]?.id ?? 0;
    library.decisions.rename(album?.id ?? 0, 'The mill by the lake');
    library.decisions.reject(album?.id ?? 0, [refused]);
    const decided = library.exportAlbums().find(({ id }) => id === album?.id);
    expect(decided?.photos).toHaveLength((album?.photos.length ?? 0) - 1);

    addPhotos();
    const pullAt = 2 + Math.floor(Math.random() * (extraFolders - 2));
    orderPull(pullAt);
    await library.close();
    library = open();
    const pulled = await library.scan({ signal });
    drive.notePulledOut();
    const context = `pulled out at folder ${pullAt}`;
    expect(pulled, context).toMatchObject({ missing: 0, unreadable: [], offlineRoots: [pictures('usb')] });
    expect(pulled.changed, context).toBeLessThan(extra);
    expect(await library.handlers['roots.list']({})).toMatchObject([{ state: 'offline', photoCount: 24 }]);
    expect(await countAvailable(), context).toEqual({ present: 0, offline: 24, missing: 0 });
    expect(readFiles().files.filter(({ state }) => state === 'missing')).toEqual([]);

    drive.mountAt(point('elsewhere'));
    const found = await library.scan({ signal });
    expect(found, context).toMatchObject({ found: 24 + extra, missing: 0, unreadable: [], offlineRoots: [] });
    expect(await library.handlers['roots.list']({})).toMatchObject([{ id: 1, path: pictures('elsewhere') }]);
    expect(readFiles()).toMatchObject({ files: { length: 24 + extra }, jobs: { queued: extra } });

    const stop = library.on('indexing.progress', ({ done }) => {
      if (done > 5) drive.pullOut();
    });
    const first = await library.indexUntilDone({ signal });
    stop();
    drive.pullOut();
    expect(first.indexed).toBeLessThan(extra);
    expect(readFiles().jobs).toMatchObject({ failed: 0, quarantined: 0, running: 0, queued: extra - first.indexed });
    expect(await library.handlers['roots.list']({})).toMatchObject([{ state: 'offline' }]);

    drive.mountAt(point('usb again'));
    expect(await library.scan({ signal })).toMatchObject({ found: 24 + extra, changed: 0, missing: 0 });
    const second = await library.indexUntilDone({ signal });
    expect(first.indexed + second.indexed, 'nothing is indexed twice').toBe(extra);
    expect(first.known + second.known).toBe(0);
    const { files, photos, vectors, jobs, problems } = readFiles();
    expect([files.length, photos, vectors]).toEqual([24 + extra, 24 + extra, 24 + extra]);
    expect(new Set(files.map(({ photoId }) => photoId)).size).toBe(24 + extra);
    expect(jobs).toMatchObject({ queued: 0, running: 0, failed: 0, quarantined: 0 });
    expect(problems).toEqual([]);
    const after = library.exportAlbums().find(({ id }) => id === album?.id);
    expect(after).toMatchObject({ name: 'The mill by the lake' });
    expect(after?.photos.map(({ id }) => id)).not.toContain(refused);
    expect(after?.photos.map(({ id }) => id)).toEqual(
      expect.arrayContaining(decided?.photos.map(({ id }) => id) ?? []),
    );
  });

  // Once is enough: it is the mounts that are looked at, whatever is mounted.
  if (kind !== kinds[0]) return;
  it('that comes and goes is noticed without being asked', async () => {
    await library.scan({ signal });
    library.startBackground();
    const readRoot = async () => (await library.handlers['roots.list']({}))[0];
    await expect.poll(async () => (await library.handlers['library.overview']({})).photos, patience).toBe(24);
    await expect.poll(async () => (await library.handlers['indexing.progress']({})).state, patience).toBe('idle');
    drive.pullOut();
    await expect.poll(async () => (await readRoot())?.state, patience).toBe('offline');
    drive.mountAt(point('elsewhere'));
    await expect.poll(readRoot, patience).toMatchObject({ state: 'online', path: pictures('elsewhere') });
    await expect.poll(countAvailable, patience).toEqual({ present: 24, offline: 0, missing: 0 });
    expect(readFiles().jobs).toMatchObject({ queued: 0, failed: 0 });
  });
});
