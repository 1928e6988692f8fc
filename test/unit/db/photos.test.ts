import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { addFile, addPhoto, addRoot, hashOf, openTestCatalog, samplePhoto } from './temporary-catalog.ts';

describe('photos', () => {
  it('gives back what it was given', () => {
    const catalog = openTestCatalog();
    const photo = samplePhoto('a');
    const id = catalog.photos.insert(photo);
    expect(catalog.photos.get(id)).toEqual({ id, ...photo });
    expect(catalog.photos.findByHash(photo.contentHash)).toBe(id);
    expect(catalog.photos.findByHash(hashOf('b'))).toBeNull();
    expect(catalog.photos.get(id + 1)).toBeNull();
  });

  it('keeps a photo of which nothing is known', () => {
    const catalog = openTestCatalog();
    const nothing = { takenMs: null, takenOffsetMinutes: null, takenSource: null, latitude: null, longitude: null };
    const photo = samplePhoto('a', { ...nothing, cameraMake: null, cameraModel: null });
    expect(catalog.photos.get(catalog.photos.insert(photo))).toMatchObject(photo);
  });

  it('refuses the same content twice, and what is no hash', () => {
    const catalog = openTestCatalog();
    catalog.photos.insert(samplePhoto('a'));
    expect(() => catalog.photos.insert(samplePhoto('a'))).toThrow(/UNIQUE/);
    for (const contentHash of ['', 'abc', hashOf('a').toUpperCase(), `${hashOf('a')}00`]) {
      expect(() => catalog.photos.insert(samplePhoto('b', { contentHash }))).toThrow(RangeError);
      expect(() => catalog.photos.findByHash(contentHash)).toThrow(RangeError);
    }
  });

  it('replaces metadata and nothing else', () => {
    const catalog = openTestCatalog();
    const photo = samplePhoto('a');
    const id = catalog.photos.insert(photo);
    const metadata = {
      orientation: 1,
      takenMs: 5,
      takenOffsetMinutes: null,
      takenSource: 'gps' as const,
      latitude: -1.5,
      longitude: 2.5,
      cameraMake: null,
      cameraModel: 'X',
    };
    catalog.photos.updateMetadata(id, metadata);
    expect(catalog.photos.get(id)).toEqual({ id, ...photo, ...metadata });
  });

  it('lists newest first, by time taken or else added, and only photos that have a file', () => {
    const catalog = openTestCatalog();
    const rootId = addRoot(catalog);
    const old = addPhoto(catalog, rootId, 'old', { takenMs: 100 });
    const undated = addPhoto(catalog, rootId, 'undated', { takenMs: null, addedMs: 300 });
    const recent = addPhoto(catalog, rootId, 'recent', { takenMs: 500 });
    const twin = addPhoto(catalog, rootId, 'twin', { takenMs: 300 });
    const gone = addPhoto(catalog, rootId, 'gone', { takenMs: 400 });
    catalog.photos.insert(samplePhoto('never had a file'));
    catalog.files.markMissing([gone.fileId]);
    const ids = (offset: number, limit: number) => catalog.photos.listPage({ offset, limit }).map(({ id }) => id);
    expect(ids(0, 10)).toEqual([recent.photoId, twin.photoId, old.photoId, undated.photoId]);
    expect(ids(2, 2)).toEqual([old.photoId, undated.photoId]);
    expect(ids(4, 2)).toEqual([]);
    expect(catalog.photos.count()).toBe(4);
    expect(catalog.photos.listPage({ offset: 0, limit: 1 })).toEqual([
      {
        id: recent.photoId,
        width: 4000,
        height: 3000,
        takenMs: 500,
        fileName: 'recent.jpg',
        availability: 'present',
        isFavourite: false,
        thumbhash: null,
      },
    ]);
    catalog.roots.setState(rootId, 'offline');
    expect(catalog.photos.count()).toBe(4);
    expect(catalog.photos.listPage({ offset: 0, limit: 1 })[0]?.availability).toBe('offline');
    catalog.files.markPresent([gone.fileId]);
    expect(ids(0, 2)).toEqual([recent.photoId, gone.photoId]);
  });

  it('gives pages that together are the whole list, whatever their size', () => {
    const catalog = openTestCatalog();
    const rootId = addRoot(catalog);
    catalog.transaction(() => {
      for (let index = 0; index < 60; index += 1) {
        addPhoto(catalog, rootId, String(index), {
          takenMs: index % 3 === 0 ? null : (index * 37) % 20,
          addedMs: index % 7,
        });
      }
    });
    const all = catalog.photos.listPage({ offset: 0, limit: 100 }).map(({ id }) => id);
    expect(new Set(all).size).toBe(60);
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 70 }), (limit) => {
        const pages: number[] = [];
        for (let offset = 0; offset < 60; offset += limit) {
          pages.push(...catalog.photos.listPage({ offset, limit }).map(({ id }) => id));
        }
        expect(pages).toEqual(all);
      }),
    );
  });

  it('reads tiles in the order asked, without strangers', () => {
    const catalog = openTestCatalog();
    const rootId = addRoot(catalog);
    const first = addPhoto(catalog, rootId, 'trip/first').photoId;
    const second = catalog.photos.insert(samplePhoto('no file'));
    const tiles = catalog.photos.getTiles([second, 999, first]);
    expect(tiles.map(({ id, fileName, availability }) => [id, fileName, availability])).toEqual([
      [second, '', 'missing'],
      [first, 'first.jpg', 'present'],
    ]);
    expect(catalog.photos.getTiles([])).toEqual([]);
  });

  it('hides the old content of a file once the new is indexed', () => {
    const catalog = openTestCatalog();
    const rootId = addRoot(catalog);
    const { photoId, fileId } = addPhoto(catalog, rootId, 'a');
    addFile(catalog, rootId, 'a.jpg', 9_999);
    expect(catalog.photos.listPage({ offset: 0, limit: 9 }).map(({ id }) => id)).toEqual([photoId]);
    const edited = catalog.photos.insert(samplePhoto('edited'));
    catalog.files.setPhoto(fileId, edited);
    expect(catalog.photos.listPage({ offset: 0, limit: 9 }).map(({ id }) => id)).toEqual([edited]);
    expect(catalog.checkIntegrity()).toEqual([]);
  });

  it('tells the content of photos that are there', () => {
    const catalog = openTestCatalog();
    const rootId = addRoot(catalog);
    const [a, b] = ['a', 'b'].map((name) => addPhoto(catalog, rootId, name)) as [Added, Added];
    const hashes = catalog.photos.getHashes([b.photoId, 99, a.photoId, b.photoId]);
    expect([...hashes.keys()].sort((one, other) => one - other)).toEqual([a.photoId, b.photoId]);
    for (const [photoId, hash] of hashes) expect(catalog.photos.findByHash(hash)).toBe(photoId);
  });

  it('lists for grouping what has a vector of the model and a file', () => {
    const catalog = openTestCatalog();
    const rootId = addRoot(catalog);
    const modelId = catalog.embeddings.ensureModel({ hash: 'm', name: 'm', dims: 2 });
    const otherId = catalog.embeddings.ensureModel({ hash: 'o', name: 'o', dims: 2 });
    const vector = new Float32Array(2);
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => addPhoto(catalog, rootId, name)) as [
      Added,
      Added,
      Added,
      Added,
    ];
    for (const { photoId } of [a, b, c]) catalog.embeddings.put(photoId, modelId, vector);
    catalog.embeddings.put(d.photoId, otherId, vector);
    catalog.files.markMissing([b.fileId]);
    expect(catalog.photos.listForGrouping(modelId, { afterId: 0, limit: 9 })).toEqual([
      { id: a.photoId, latitude: 43.7, longitude: 7.27, takenMs: 1_600_000_000_000 },
      { id: c.photoId, latitude: 43.7, longitude: 7.27, takenMs: 1_600_000_000_000 },
    ]);
    const list = (page: Parameters<typeof catalog.photos.listForGrouping>[1]): number[] =>
      catalog.photos.listForGrouping(modelId, page).map(({ id }) => id);
    expect(list({ afterId: 0, limit: 1 })).toEqual([a.photoId]);
    expect(list({ afterId: a.photoId, limit: 9 })).toEqual([c.photoId]);
    expect(list({ photoIds: [d.photoId, c.photoId, b.photoId, c.photoId, 99] })).toEqual([c.photoId]);
    expect(list({ photoIds: [] })).toEqual([]);
  });

  it('gives no capture time that is only the time of the file', () => {
    const catalog = openTestCatalog();
    const modelId = catalog.embeddings.ensureModel({ hash: 'm', name: 'm', dims: 2 });
    const { photoId } = addPhoto(catalog, addRoot(catalog), 'copied', { takenSource: 'file-time' });
    catalog.embeddings.put(photoId, modelId, new Float32Array(2));
    expect(catalog.photos.listForGrouping(modelId, { afterId: 0, limit: 1 })[0]?.takenMs).toBeNull();
  });
});

type Added = ReturnType<typeof addPhoto>;
