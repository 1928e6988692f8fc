import { mkdirSync, mkdtempSync, realpathSync, renameSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openCatalog, type Catalog } from '../../../../src/db/catalog.ts';
import type { Mount } from '../../../../src/library/roots/mount.ts';
import { createRootService, type RootService } from '../../../../src/library/roots/root-service.ts';

let base: string;
let catalog: Catalog;
let mounts: Mount[];
let service: RootService;

const mount = (volumeId: string, mountPoint: string, isCertain = true): Mount => ({
  volumeId,
  isCertain,
  mountPoint,
  label: volumeId,
  subfolder: '/',
});

beforeEach(() => {
  base = realpathSync(mkdtempSync(join(tmpdir(), 'cairn-roots-')));
  for (const name of ['drive', 'drive/photos', 'drive/photos/2020', 'drive/photos 2', 'elsewhere', 'data']) {
    mkdirSync(join(base, name));
  }
  catalog = openCatalog({ folder: join(base, 'data') });
  mounts = [mount('uuid:disk', '/'), mount('uuid:drive', join(base, 'drive'))];
  service = createRootService({ catalog, dataFolder: join(base, 'data'), listMounts: () => mounts });
});
afterEach(() => {
  catalog.close();
  rmSync(base, { recursive: true, force: true });
});

it('refuses nested and duplicate folders and names the other one', () => {
  const photos = join(base, 'drive/photos');
  service.add(photos);
  const reasonFor = (path: string): string => {
    try {
      service.add(path);
    } catch (error) {
      return (error as Error).message;
    }
    return 'added';
  };
  expect(reasonFor(photos)).toBe(`${photos} has been added already.`);
  expect(reasonFor(join(photos, '2020'))).toContain(`lies inside ${photos}`);
  expect(reasonFor(join(base, 'drive'))).toContain(`holds ${photos}`);
  symlinkSync(photos, join(base, 'link'));
  expect(reasonFor(join(base, 'link'))).toBe(`${photos} has been added already.`);
  expect(reasonFor(join(base, 'drive/photos 2'))).toBe('added');
});

it('refuses what is no readable folder, and its own data', () => {
  writeFileSync(join(base, 'file'), '');
  expect(() => service.add(join(base, 'file'))).toThrow(expect.objectContaining({ code: 'folder-unreadable' }));
  expect(() => service.add(join(base, 'nowhere'))).toThrow(/does not exist/);
  expect(() => service.add(join(base, 'data'))).toThrow(expect.objectContaining({ code: 'nested-root' }));
});

it('finds a root under another mount point, under its old id', () => {
  const { id } = service.add(join(base, 'drive/photos'));
  renameSync(join(base, 'drive'), join(base, 'mounted-here'));
  mounts = [mount('uuid:disk', '/'), mount('uuid:drive', join(base, 'mounted-here'))];
  expect(service.refresh()).toMatchObject([{ id, state: 'online', path: join(base, 'mounted-here/photos') }]);
  expect(service.list()).toMatchObject([{ id, state: 'online', path: join(base, 'mounted-here/photos') }]);
});

it('is not fooled by another volume or an empty mount point in the place of an absent drive', () => {
  const { id } = service.add(join(base, 'drive/photos'));
  mounts = [mount('uuid:disk', '/')];
  expect(service.refresh()).toEqual([]);
  expect(service.list()).toMatchObject([{ id, state: 'offline', path: join(base, 'drive/photos') }]);
  mounts = [mount('uuid:disk', '/'), mount('uuid:stranger', join(base, 'drive'))];
  expect(service.refresh()).toEqual([]);
  // The stranger's folder of the same path is a root of its own.
  expect(service.add(join(base, 'drive/photos')).id).not.toBe(id);
  mounts = [mount('uuid:disk', '/'), mount('uuid:drive', join(base, 'drive'))];
  expect(service.refresh().map((root) => root.id)).toEqual([id]);
});

it('trusts the path where devices have no identity, unless the folder is empty', () => {
  mounts = [mount('device:/dev/vda1:ext4', '/', false)];
  writeFileSync(join(base, 'elsewhere/a.jpg'), '');
  const { id } = service.add(join(base, 'elsewhere'));
  const { fileId } = catalog.files.upsertChanged({ rootId: id, relativePath: 'a.jpg', sizeBytes: 1, mtimeMs: 1 });
  const photoId = catalog.photos.insert({
    contentHash: '0'.repeat(64),
    sizeBytes: 1,
    format: 'jpeg',
    width: 1,
    height: 1,
    orientation: 1,
    takenMs: null,
    takenOffsetMinutes: null,
    takenSource: null,
    latitude: null,
    longitude: null,
    cameraMake: null,
    cameraModel: null,
    addedMs: 1,
  });
  catalog.files.setPhoto(fileId, photoId);
  mounts = [mount('device:/dev/vdb1:ext4', '/', false)];
  expect(service.refresh().map((root) => root.id)).toEqual([id]);
  rmSync(join(base, 'elsewhere/a.jpg'));
  expect(service.refresh()).toEqual([]);
  expect(service.list()).toMatchObject([{ state: 'offline', photoCount: 1 }]);
});

it('learns what a volume is called that was added by the name of its device, and finds it elsewhere then', () => {
  const deviceId = 'device:/dev/sdb1:ext4';
  mounts = [mount('uuid:disk', '/'), mount(deviceId, join(base, 'drive'), false)];
  writeFileSync(join(base, 'drive/photos/a.jpg'), '');
  const { id } = service.add(join(base, 'drive/photos'));
  mounts = [mount('uuid:disk', '/'), { ...mount('uuid:drive', join(base, 'drive')), deviceId }];
  expect(service.refresh()).toMatchObject([{ id, state: 'online' }]);
  expect(catalog.roots.get(id)).toMatchObject({ volumeId: 'uuid:drive', pathInVolume: '/photos' });
  renameSync(join(base, 'drive'), join(base, 'mounted-here'));
  mounts = [mount('uuid:disk', '/'), mount('uuid:drive', join(base, 'mounted-here'))];
  expect(service.refresh()).toMatchObject([{ id, state: 'online', path: join(base, 'mounted-here/photos') }]);
});

it('tells which drives seem to have come or gone, and changes nothing by that', () => {
  const { id } = service.add(join(base, 'drive/photos'));
  expect(service.findMoved()).toEqual([]);
  mounts = [mount('uuid:disk', '/')];
  expect(service.findMoved()).toEqual([{ rootId: id, isBack: false }]);
  expect(catalog.roots.get(id)).toMatchObject({ state: 'online' });
  service.refresh();
  expect(service.findMoved()).toEqual([]);
  mounts = [mount('uuid:disk', '/'), mount('uuid:drive', join(base, 'drive'))];
  expect(service.findMoved()).toEqual([{ rootId: id, isBack: true }]);
});

it('asks again for what could not be read when the drive is back, not for what is broken', () => {
  const { id } = service.add(join(base, 'drive/photos'));
  const fail = (relativePath: string, tries: number, isFinal: boolean): void => {
    const { fileId } = catalog.files.upsertChanged({ rootId: id, relativePath, sizeBytes: 1, mtimeMs: 1 });
    catalog.jobs.enqueue({ fileId, priority: 1 });
    const { jobId = 0 } = catalog.jobs.takeNext(1)[0] ?? {};
    for (let index = 0; index < tries; index += 1) catalog.jobs.fail(jobId, 'a reason', { isFinal });
  };
  fail('unread.jpg', 3, false);
  fail('broken.jpg', 1, true);
  expect(catalog.jobs.countByState()).toMatchObject({ queued: 0, failed: 2 });
  mounts = [mount('uuid:disk', '/')];
  service.refresh();
  mounts = [mount('uuid:disk', '/'), mount('uuid:drive', join(base, 'drive'))];
  service.refresh();
  expect(catalog.jobs.takeNext(5).map(({ relativePath }) => relativePath)).toEqual(['unread.jpg']);
  expect(catalog.jobs.countByState()).toMatchObject({ failed: 1 });
});

it('forgets a root and takes it back under its old id', () => {
  const { id } = service.add(join(base, 'drive/photos'));
  service.remove(id);
  expect(service.list()).toEqual([]);
  expect(() => service.remove(id)).toThrow(expect.objectContaining({ code: 'not-found' }));
  expect(service.add(join(base, 'drive/photos')).id).toBe(id);
});
