/** @file Albums from photos: recognition, grouping, names, decisions, model change. With the fake embedder. */
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { AlbumSummary } from '../../src/api/views.ts';
import type { Library } from '../../src/library/library.ts';
import { createFakeEmbedder, writeFakePhoto, type FakeEmbedder } from './support/fake-embedder.ts';
import { writeLandmarkFacts } from './support/landmark-facts.ts';
import { makeFolders, openFakeLibrary, readCatalog, scanAndIndex, type TestFolders } from './support/test-library.ts';

describe('albums', () => {
  let folders: TestFolders;
  let fake: FakeEmbedder;
  let library: Library;

  const add = (label: string, count: number, place: object = {}, first = 0): void => {
    mkdirSync(join(folders.photos, label), { recursive: true });
    for (let index = first; index < first + count; index += 1) {
      writeFakePhoto(join(folders.photos, label, `${index}.jpg`), { label, index, ...place });
    }
  };
  const listAlbums = (): readonly AlbumSummary[] =>
    (library.handlers['albums.list']({ offset: 0, limit: 100, sort: 'name' }) as { items: readonly AlbumSummary[] })
      .items;
  const photoId = (...parts: string[]): number => {
    const found = library.findPhotoByPath(join(folders.photos, ...parts));
    if (found === null) throw new Error(`no photo ${parts.join('/')}`);
    return found;
  };
  const membersOf = (albumId: number): readonly number[] =>
    library
      .exportAlbums()
      .find(({ id }) => id === albumId)
      ?.photos.map(({ id }) => id)
      .sort((a, b) => a - b) ?? [];
  const albumWith = (...parts: string[]): number => {
    const wanted = photoId(...parts);
    const album = library.exportAlbums().find(({ photos }) => photos.some(({ id }) => id === wanted));
    if (album === undefined) throw new Error(`${parts.join('/')} is in no album`);
    return album.id;
  };

  beforeEach(() => {
    folders = makeFolders();
    writeLandmarkFacts(folders.data);
    fake = createFakeEmbedder();
    library = openFakeLibrary(folders.data, fake);
    library.addRoot(folders.photos);
  });
  afterEach(async () => {
    await library.close();
    folders.remove();
  });

  it('makes one album a landmark and one a group, and leaves the rest alone', async () => {
    add('known-tower', 2);
    add('fountain', 4);
    add('pair', 2);
    await scanAndIndex(library);
    expect(listAlbums()).toMatchObject([
      { kind: 'landmark', name: 'The tower', place: 'Nice, France', photoCount: 2, suggestedCount: 2 },
      { kind: 'group', name: 'Unnamed landmark', place: null, photoCount: 4 },
    ]);
    expect(listAlbums().every(({ coverPhotoId }) => coverPhotoId !== null)).toBe(true);
  });

  it('names groups by where their photos were taken, and numbers them', async () => {
    add('a', 3, { latitude: 43.7, longitude: 7.26 });
    add('b', 3, { latitude: 43.71, longitude: 7.27 });
    add('c', 3);
    await scanAndIndex(library);
    expect(listAlbums().map(({ name }) => name)).toEqual([
      'Unnamed landmark',
      'Unnamed landmark near Nice',
      'Unnamed landmark near Nice 2',
    ]);
  });

  it('lets new photos of a group join its album and keeps its id', async () => {
    add('a', 4);
    await scanAndIndex(library);
    const albumId = albumWith('a', '0.jpg');
    add('a', 3, {}, 10);
    await scanAndIndex(library);
    expect(listAlbums()).toHaveLength(1);
    expect(membersOf(albumId)).toHaveLength(7);
  });

  it('never suggests a rejected photo again, also after a merge', async () => {
    add('known-tower', 3);
    add('a', 4);
    await scanAndIndex(library);
    const tower = albumWith('known-tower', '0.jpg');
    const group = albumWith('a', '0.jpg');
    library.decisions.reject(tower, [photoId('known-tower', '0.jpg')]);
    library.decisions.reject(group, [photoId('a', '0.jpg')]);
    library.decisions.merge(group, tower);
    const rejected = [photoId('known-tower', '0.jpg'), photoId('a', '0.jpg')];
    // Everything is looked up and grouped again with another model.
    await library.close();
    fake.modelHash = 'b'.repeat(64);
    library = openFakeLibrary(folders.data, fake);
    add('known-tower', 2, {}, 20);
    add('a', 3, {}, 20);
    await scanAndIndex(library);
    expect(listAlbums().map(({ id }) => id)).toEqual([group]);
    const members = membersOf(group);
    expect(members).toHaveLength(5 + 5);
    expect(members.filter((id) => rejected.includes(id))).toEqual([]);
  });

  it('recognises new photos of a group by its confirmed ones', async () => {
    add('a', 4);
    await scanAndIndex(library);
    const group = albumWith('a', '0.jpg');
    library.decisions.rename(group, 'Our fountain');
    library.decisions.confirm(group, [photoId('a', '0.jpg'), photoId('a', '1.jpg')]);
    await library.close();
    library = openFakeLibrary(folders.data, fake);
    // One alone would open no album: it is recognised.
    add('a', 1, {}, 50);
    await scanAndIndex(library);
    expect(membersOf(group)).toContain(photoId('a', '50.jpg'));
    const { memberships } = library.handlers['photos.get']({ photoId: photoId('a', '50.jpg') }) as {
      memberships: unknown;
    };
    expect(memberships).toMatchObject([{ albumId: group, name: 'Our fountain', state: 'suggested', confidence: 0.95 }]);
  });

  it('keeps names and decisions through rescans, moves and another model', async () => {
    add('a', 4);
    await scanAndIndex(library);
    const group = albumWith('a', '0.jpg');
    const [kept, refused] = [photoId('a', '1.jpg'), photoId('a', '2.jpg')];
    library.decisions.rename(group, '  The old mill ');
    library.decisions.confirm(group, [kept]);
    library.decisions.reject(group, [refused]);
    renameSync(join(folders.photos, 'a'), join(folders.photos, 'moved'));
    await scanAndIndex(library);
    await library.close();
    fake.modelHash = 'c'.repeat(64);
    library = openFakeLibrary(folders.data, fake);
    await scanAndIndex(library);
    expect(listAlbums()).toMatchObject([{ id: group, name: 'The old mill', isNamedByPerson: true, photoCount: 3 }]);
    const states = readCatalog(folders.data, (catalog) => catalog.memberships.listDecided());
    expect(states).toEqual([
      { albumId: group, photoId: kept, state: 'confirmed' },
      { albumId: group, photoId: refused, state: 'rejected' },
    ]);
    expect(fake.embedded).toHaveLength(8);
  });

  it('writes each decision to the log with content hashes', async () => {
    add('a', 3);
    add('b', 3);
    await scanAndIndex(library);
    const [a, b] = [albumWith('a', '0.jpg'), albumWith('b', '0.jpg')];
    library.decisions.rename(a, 'A');
    library.decisions.confirm(a, [photoId('a', '0.jpg')]);
    library.decisions.reject(b, [photoId('b', '0.jpg')]);
    library.decisions.merge(a, b);
    const log = readCatalog(folders.data, (catalog) => catalog.decisions.list({ afterId: 0, limit: 10 }));
    const hashes = [expect.stringMatching(/^[0-9a-f]{64}$/)];
    const [uuidOfA, uuidOfB] = readCatalog(folders.data, ({ albums }) => [a, b].map((id) => albums.get(id)?.uuid));
    expect(log.map(({ kind, payload }) => ({ kind, payload }))).toMatchObject([
      { kind: 'rename', payload: { album: { uuid: uuidOfA, landmarkId: null }, name: 'A', linked: null } },
      { kind: 'confirm', payload: { album: { uuid: uuidOfA, name: 'A' }, photos: hashes } },
      { kind: 'reject', payload: { album: { uuid: uuidOfB }, photos: hashes } },
      { kind: 'merge', payload: { album: { uuid: uuidOfA }, from: { uuid: uuidOfB } } },
    ]);
  });

  it('refuses decisions about what is not there', async () => {
    add('a', 3);
    await scanAndIndex(library);
    const group = albumWith('a', '0.jpg');
    expect(() => library.decisions.rename(999, 'x')).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(() => library.decisions.rename(group, '   ')).toThrow(expect.objectContaining({ code: 'invalid-input' }));
    expect(() => library.decisions.confirm(group, [999])).toThrow(expect.objectContaining({ code: 'not-found' }));
    expect(() => library.decisions.merge(group, group)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
    expect(readCatalog(folders.data, (catalog) => catalog.decisions.count())).toBe(0);
  });

  it('makes the same albums whatever the order in which photos came', async () => {
    add('a', 5);
    add('known-bridge', 3);
    add('b', 4);
    await scanAndIndex(library);
    const describeAlbums = (opened: Library): unknown =>
      opened
        .exportAlbums()
        .map(({ kind, photos }) => ({ kind, paths: photos.map(({ path }) => path).sort() }))
        .sort((x, y) => (JSON.stringify(x) < JSON.stringify(y) ? -1 : 1));
    const other = openFakeLibrary(join(folders.root, 'other-data'), createFakeEmbedder());
    await other.close();
    writeLandmarkFacts(join(folders.root, 'other-data'));
    const second = openFakeLibrary(join(folders.root, 'other-data'), createFakeEmbedder());
    for (const label of ['b', 'a', 'known-bridge']) {
      const root = second.addRoot(join(folders.photos, label));
      const { signal } = new AbortController();
      await second.scan({ rootIds: [root.id], signal });
      await second.indexUntilDone({ signal });
    }
    expect(describeAlbums(second)).toEqual(describeAlbums(library));
    await second.close();
  });
});
