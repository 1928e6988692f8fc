import { describe, expect, it } from 'vitest';
import { addFile, addPhoto, addRoot, openTestCatalog } from './temporary-catalog.ts';

describe('roots', () => {
  it('keeps what it was told', () => {
    const catalog = openTestCatalog();
    const id = addRoot(catalog);
    expect(catalog.roots.get(id)).toEqual({
      id,
      volumeId: 'volume-1',
      volumeLabel: 'Disk',
      path: '/home/ada/photos',
      pathInVolume: 'ada/photos',
      state: 'online',
      addedMs: 1_000,
      seenMs: null,
    });
    catalog.roots.noteSeen(id, 5_000);
    catalog.roots.noteSeen(id, 7_000);
    expect(catalog.roots.get(id)?.seenMs).toBe(7_000);
    catalog.roots.setState(id, 'offline');
    catalog.roots.setPath(id, '/media/disk/photos');
    expect(catalog.roots.list()).toMatchObject([{ id, state: 'offline', path: '/media/disk/photos' }]);
    expect(catalog.roots.get(99)).toBeNull();
  });

  it('refuses the same folder twice, by volume and path in it', () => {
    const catalog = openTestCatalog();
    addRoot(catalog);
    expect(() => addRoot(catalog)).toThrow(expect.objectContaining({ code: 'duplicate-root' }) as Error);
    expect(catalog.roots.list()).toHaveLength(1);
  });

  it('lets two volumes share a path, one at a time', () => {
    const catalog = openTestCatalog();
    const place = { volumeLabel: '', path: 'E:\\photos', pathInVolume: 'photos', addedMs: 1 };
    const first = catalog.roots.insert({ ...place, volumeId: 'stick-a' });
    catalog.roots.setState(first, 'offline');
    const second = catalog.roots.insert({ ...place, volumeId: 'stick-b' });
    expect(catalog.roots.list().map(({ id }) => id)).toEqual([first, second]);
  });

  it('forgets a folder but neither its photos nor what was decided, and knows it again', () => {
    const catalog = openTestCatalog();
    const id = addRoot(catalog);
    const { photoId, fileId } = addPhoto(catalog, id, 'a');
    const waiting = addFile(catalog, id, 'b.jpg');
    catalog.jobs.enqueue({ fileId: waiting, priority: 1 });
    catalog.roots.remove(id);

    expect(catalog.roots.list()).toEqual([]);
    expect(catalog.roots.get(id)?.state).toBe('removed');
    expect(catalog.files.get(fileId)?.state).toBe('missing');
    expect(catalog.files.countStates()).toEqual({ present: 0, offline: 0, missing: 0 });
    expect(catalog.jobs.countByState().queued).toBe(0);
    expect(catalog.photos.get(photoId)).not.toBeNull();
    expect(catalog.photos.count()).toBe(0);

    expect(addRoot(catalog)).toBe(id);
    expect(catalog.roots.list()).toHaveLength(1);
    expect([...catalog.files.listForRoot(id)]).toMatchObject([
      { relativePath: 'a.jpg', state: 'missing', photoId },
      { relativePath: 'b.jpg', state: 'missing', photoId: null, hasJob: false },
    ]);
    catalog.files.markPresent([fileId]);
    expect(catalog.photos.count()).toBe(1);
    expect(catalog.checkIntegrity()).toEqual([]);
  });

  it('counts photos once however many files hold them', () => {
    const catalog = openTestCatalog();
    const id = addRoot(catalog);
    const other = addRoot(catalog, 'other');
    const { photoId } = addPhoto(catalog, id, 'a');
    catalog.files.setPhoto(addFile(catalog, id, 'copy.jpg'), photoId);
    catalog.files.setPhoto(addFile(catalog, other, 'copy.jpg'), photoId);
    const { fileId } = addPhoto(catalog, id, 'b');
    addFile(catalog, id, 'not indexed yet.jpg');
    expect(catalog.roots.countPhotos(id)).toBe(2);
    expect(catalog.roots.countPhotos(other)).toBe(1);
    catalog.files.markMissing([fileId]);
    expect(catalog.roots.countPhotos(id)).toBe(1);
    expect(catalog.roots.countPhotos(77)).toBe(0);
  });
});
