/**
 * @file Folders that cannot be written: Cairn's own, that of the photos, that of the thumbnails. A drive is mounted without the right to
 * write, which binds root, too.
 */
import { chmodSync, existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { launchEmbedderWithNode } from '../../src/library/embedder-node-channel.ts';
import { openLibrary, type Library } from '../../src/library/library.ts';
import { writeTinyModel } from '../fixtures/tiny-model.ts';
import { makeScenes } from './support/make-scenes.ts';
import { runCli } from './support/run-cli.ts';
import { canMount, mountSmallDrive, type SmallDrive } from './support/small-drive.ts';
import {
  embedderEntry,
  makeFolders,
  makeOptions,
  readCatalog,
  scanAndIndex,
  type TestFolders,
} from './support/test-library.ts';

const photoCount = 6;

const describeDrive = canMount() ? describe : null;

describeDrive?.('on a drive that is locked', () => {
  let folders: TestFolders;
  let drive: SmallDrive;
  let library: Library | null = null;

  const open = (data: string): Library => {
    const model = join(folders.root, 'model');
    writeTinyModel(model, { seed: 1, hasLandmarkness: true });
    const options = makeOptions(data, launchEmbedderWithNode(embedderEntry));
    library = openLibrary({ ...options, modelFolder: model, isModelNamed: true });
    return library;
  };
  const close = async (): Promise<void> => {
    await library?.close();
    library = null;
  };
  const listAll = (folder: string): string[] => readdirSync(folder, { recursive: true, encoding: 'utf8' }).sort();

  beforeEach(() => {
    folders = makeFolders();
    const mounted = mountSmallDrive(32 * 1024 * 1024);
    if (mounted === null) throw new Error('a drive can be mounted no more');
    drive = mounted;
  });
  afterEach(async () => {
    await close();
    drive.remove();
    folders.remove();
  });

  it('photos are indexed and looked at, and nothing is written beside them', async () => {
    const photos = join(drive.path, 'photos');
    await makeScenes(photos, [1], photoCount);
    drive.setReadOnly(true);
    const before = listAll(drive.path);
    const opened = open(folders.data);
    opened.addRoot(photos);
    await scanAndIndex(opened);
    const photoIds = readCatalog(folders.data, (catalog) =>
      catalog.photos.listPage({ offset: 0, limit: 10 }).map(({ id }) => id),
    );
    expect(photoIds).toHaveLength(photoCount);
    expect(await opened.getThumbnail(photoIds[0] ?? 0, 'grid')).not.toBeNull();
    expect(opened.locatePhoto(photoIds[0] ?? 0)?.path).toContain(photos);
    opened.decisions.split(null, photoIds, 'Mine');
    await scanAndIndex(opened);
    expect(listAll(drive.path)).toEqual(before);
  });

  it('a data folder that cannot be written says so, and opens when it can be', async () => {
    const data = join(drive.path, 'data');
    await makeScenes(folders.photos, [1], photoCount);
    const opened = open(data);
    opened.addRoot(folders.photos);
    await scanAndIndex(opened);
    await close();
    drive.setReadOnly(true);
    expect(() => open(data)).toThrow(
      expect.objectContaining({
        code: 'catalog-unusable',
        message: expect.stringContaining('cannot be written') as string,
      }) as Error,
    );
    const { exitCode, stderr } = await runCli(['rename', '1', 'Mine', '--catalog', data]);
    expect(exitCode).not.toBe(0);
    expect(stderr).toContain('cannot be written');
    drive.setReadOnly(false);
    await scanAndIndex(open(data));
    expect(readCatalog(data, (catalog) => catalog.photos.count())).toBe(photoCount);
  });

  it('thumbnails and cache that cannot be written keep nothing from being indexed; pictures come when they can be', async () => {
    await makeScenes(folders.photos, [1], photoCount);
    const opened = open(folders.data);
    const places = ['thumbnails', 'cache'].map((name) => mountSmallDrive(1024 * 1024, join(folders.data, name)));
    try {
      for (const place of places) place?.setReadOnly(true);
      opened.addRoot(folders.photos);
      await scanAndIndex(opened);
      const [jobs, photos] = readCatalog(folders.data, ({ jobs, photos }) => [jobs.countByState(), photos.count()]);
      expect(photos).toBe(photoCount);
      expect(jobs).toMatchObject({ queued: 0, running: 0, failed: 0, quarantined: 0 });
      expect(await opened.getThumbnail(1, 'grid')).toBeNull();
      for (const place of places) place?.setReadOnly(false);
      const path = await opened.getThumbnail(1, 'grid');
      expect(path).not.toBeNull();
      expect(existsSync(path ?? '')).toBe(true);
    } finally {
      await close();
      for (const place of places) place?.remove();
    }
  });
});

// Where nothing can be mounted: the same by the rights of a folder, which bind everyone but root.
if (describeDrive === null) {
  it('a folder without the right to write says so', () => {
    const folders = makeFolders();
    chmodSync(folders.photos, 0o500);
    expect(() => openLibrary(makeOptions(folders.photos))).toThrow(/cannot be written/);
    chmodSync(folders.photos, 0o700);
    folders.remove();
  });
}
