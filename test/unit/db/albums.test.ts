import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../../src/db/catalog.ts';
import {
  addFile,
  addGroup,
  addPhoto,
  addRoot,
  openTestCatalog,
  samplePhoto,
  decide,
  mergeAlbum,
  renameAlbum,
} from './temporary-catalog.ts';

const addLandmark = (catalog: Catalog, id: string) => {
  catalog.landmarks.upsertPersonal({ id, name: id, aliases: [], country: null, latitude: null, longitude: null });
};

describe('albums', () => {
  it('gives back what it was given', () => {
    const catalog = openTestCatalog({ clock: { nowMs: 77 } });
    addLandmark(catalog, 'eiffel');
    const photoId = addPhoto(catalog, addRoot(catalog), 'a').photoId;
    const full = {
      kind: 'landmark' as const,
      landmarkId: 'eiffel',
      name: 'Eiffel Tower',
      isNamedByPerson: true,
      place: 'Paris, France',
      latitude: 48.8,
      longitude: 2.3,
      coverPhotoId: photoId,
      createdMs: 5,
      uuid: 'abc-1',
    };
    const id = catalog.albums.insert(full);
    expect(catalog.albums.get(id)).toEqual({
      id,
      ...full,
      mergedIntoId: null,
      isCoverChosen: false,
      isHidden: false,
    });
    expect(catalog.albums.findByUuid('abc-1')?.id).toBe(id);
    expect(catalog.albums.findByUuid('abc-2')).toBeNull();
    expect(catalog.albums.findByLandmark('eiffel')?.id).toBe(id);
    expect(catalog.albums.findByLandmark('louvre')).toBeNull();
    const group = catalog.albums.insert({ kind: 'group', landmarkId: null, name: 'Unnamed landmark' });
    expect(catalog.albums.get(group)).toMatchObject({ isNamedByPerson: false, place: null, createdMs: 77 });
    expect(catalog.albums.get(99)).toBeNull();
    expect(catalog.albums.listAll().map((album) => album.id)).toEqual([id, group]);
    expect(catalog.albums.listTakenNames().sort()).toEqual(['Eiffel Tower', 'Unnamed landmark']);
    mergeAlbum(catalog, group, id);
    expect(catalog.albums.listTakenNames()).toEqual(['Eiffel Tower']);
  });

  it('has one unmerged album a landmark', () => {
    const catalog = openTestCatalog();
    addLandmark(catalog, 'eiffel');
    const insert = () => catalog.albums.insert({ kind: 'landmark', landmarkId: 'eiffel', name: 'Eiffel Tower' });
    const first = insert();
    expect(insert).toThrow(/UNIQUE/);
    mergeAlbum(catalog, first, addGroup(catalog, 'Paris'));
    expect(catalog.albums.findByLandmark('eiffel')).toBeNull();
    expect(catalog.albums.findByLandmark('eiffel')).toBeNull();
    expect(catalog.albums.findByLandmark('eiffel')?.id ?? insert()).not.toBe(first);
  });

  it('changes name, place and cover', () => {
    const catalog = openTestCatalog();
    const id = addGroup(catalog, 'Unnamed landmark near Nice');
    renameAlbum(catalog, id, 'Our tower');
    catalog.albums.setPlace(id, { place: 'Nice, France', latitude: 43.7, longitude: 7.2 });
    expect(catalog.albums.get(id)).toMatchObject({
      name: 'Our tower',
      isNamedByPerson: true,
      place: 'Nice, France',
      latitude: 43.7,
    });
    expect(() => catalog.albums.setCover(id, 99)).toThrow(/FOREIGN KEY/);
  });

  it('follows merges to the end', () => {
    const catalog = openTestCatalog();
    const [a, b, c, d] = ['a', 'b', 'c', 'd'].map((name) => addGroup(catalog, name)) as [
      number,
      number,
      number,
      number,
    ];
    mergeAlbum(catalog, a, b);
    mergeAlbum(catalog, b, c);
    expect([a, b, c, d, 99].map((id) => catalog.albums.resolve(id))).toEqual([c, c, c, d, null]);
    expect(catalog.albums.get(a)?.mergedIntoId).toBe(b);
    expect(catalog.albums.getSummary(a)).toBeNull();
    expect(catalog.albums.getSummary(d)).toMatchObject({ id: d, photoCount: 0, coverPhotoId: null });
  });
});

describe('album pages', () => {
  /** Three albums with photos; one empty, one merged, one whose only photo has no file, one with a rejected photo alone. */
  const fill = () => {
    const catalog = openTestCatalog();
    const rootId = addRoot(catalog);
    const photo = (name: string, takenMs: number | null) => addPhoto(catalog, rootId, name, { takenMs });
    const [big, zoo, eclair] = ['big', 'Zoo', 'Éclair'].map((name) => addGroup(catalog, name)) as [
      number,
      number,
      number,
    ];
    const photos = [10, 20, null, 40].map((takenMs, i) => photo(`big-${String(i)}`, takenMs));
    photos.forEach(({ photoId }, i) => {
      if (i === 0) decide(catalog, big, photoId, 'confirmed');
      else catalog.memberships.setSuggested(big, photoId, 0.5 + i / 10);
    });
    catalog.memberships.setSuggested(zoo, photo('zoo', null).photoId, 0.9);
    catalog.memberships.setSuggested(eclair, photo('eclair', 99).photoId, 0.9);
    addGroup(catalog, 'empty');
    const gone = photo('gone', 1);
    catalog.files.markMissing([gone.fileId]);
    catalog.memberships.setSuggested(addGroup(catalog, 'no file'), gone.photoId, 0.9);
    decide(catalog, addGroup(catalog, 'rejected'), photos[1]?.photoId ?? 0, 'rejected');
    const merged = addGroup(catalog, 'merged');
    catalog.memberships.setSuggested(merged, photos[1]?.photoId ?? 0, 0.9);
    mergeAlbum(catalog, merged, big);
    return { catalog, rootId, big, zoo, eclair, photos };
  };

  it('sorts by photos, name and time', () => {
    const { catalog, big, zoo, eclair } = fill();
    const list = (sort: 'photos' | 'name' | 'recent', offset = 0, limit = 10) =>
      catalog.albums.listPage({ offset, limit, sort }).items.map(({ id }) => id);
    expect(list('photos')).toEqual([big, eclair, zoo]);
    expect(list('name')).toEqual([big, eclair, zoo]);
    expect(list('recent')).toEqual([eclair, big, zoo]);
    expect(list('recent', 1, 1)).toEqual([big]);
    expect(catalog.albums.listPage({ offset: 5, limit: 5, sort: 'name' })).toEqual({ total: 3, items: [] });
    renameAlbum(catalog, zoo, 'apes');
    expect(list('name')).toEqual([zoo, big, eclair]);
  });

  it('summarises what is shown', () => {
    const { catalog, big, photos } = fill();
    const summary = catalog.albums.getSummary(big);
    expect(summary).toEqual({
      id: big,
      kind: 'group',
      name: 'big',
      isNamedByPerson: false,
      landmarkId: null,
      place: null,
      latitude: null,
      longitude: null,
      photoCount: 4,
      suggestedCount: 3,
      tentativeCount: 0,
      certainty: null,
      isHidden: false,
      coverPhotoId: photos[2]?.photoId,
      earliestTakenMs: 10,
      latestTakenMs: 40,
    });
    expect(catalog.albums.listPage({ offset: 0, limit: 1, sort: 'photos' }).items[0]).toEqual(summary);
  });

  it('lists hidden albums by themselves', () => {
    const { catalog, big } = fill();
    const list = (isHidden: boolean) => catalog.albums.listPage({ offset: 0, limit: 10, sort: 'name', isHidden });
    const before = list(false);
    const album = catalog.albums.get(big);
    if (album === null) throw new Error('no album');
    catalog.albums.put({ ...album, isHidden: true });
    expect(list(false).items.map(({ id }) => id)).toEqual(before.items.map(({ id }) => id).filter((id) => id !== big));
    expect(list(false).total).toBe(before.total - 1);
    expect(list(true).items).toMatchObject([{ id: big, isHidden: true }]);
    expect(catalog.albums.getSummary(big)).toMatchObject({ isHidden: true });
  });

  it('keeps those apart who are only suggested', () => {
    const { catalog, big, photos } = fill();
    const [, second, undated] = photos as [Added, Added, Added, Added];
    catalog.memberships.setSuggested(big, second.photoId, 0.55, true);
    catalog.memberships.setSuggested(big, undated.photoId, 0.65, true);
    expect(catalog.albums.getSummary(big)).toMatchObject({ photoCount: 2, suggestedCount: 1, tentativeCount: 2 });
    const page = catalog.albums.listTentative({ albumId: big, offset: 0, limit: 10 });
    expect(page).toMatchObject([
      { id: undated.photoId, confidence: 0.65, isTentative: true },
      { id: second.photoId, confidence: 0.55, isTentative: true },
    ]);
    expect(catalog.checkIntegrity()).toEqual([]);
    catalog.memberships.setSuggested(big, second.photoId, 0.9);
    decide(catalog, big, undated.photoId, 'confirmed', { confidence: 0.65 });
    expect(catalog.albums.getSummary(big)).toMatchObject({ photoCount: 4, suggestedCount: 2, tentativeCount: 0 });
    catalog.files.markMissing([second.fileId]);
    expect(catalog.albums.getSummary(big)).toMatchObject({ photoCount: 3 });
    expect(catalog.checkIntegrity()).toEqual([]);
  });

  it('follows every change of a photo, its files and its memberships', () => {
    const { catalog, big, photos } = fill();
    const [first, second, , last] = photos as [Added, Added, Added, Added];
    const summary = () => catalog.albums.getSummary(big);
    decide(catalog, big, last.photoId, 'rejected');
    expect(summary()).toMatchObject({ photoCount: 3, suggestedCount: 2, latestTakenMs: 20 });
    decide(catalog, big, second.photoId, 'confirmed');
    expect(summary()).toMatchObject({ photoCount: 3, suggestedCount: 1 });
    catalog.files.markMissing([first.fileId, second.fileId]);
    expect(summary()).toMatchObject({ photoCount: 1, suggestedCount: 1, earliestTakenMs: null, latestTakenMs: null });
    catalog.files.markPresent([first.fileId]);
    catalog.photos.updateMetadata(first.photoId, { ...samplePhoto('any'), takenMs: 5 });
    expect(summary()).toMatchObject({ photoCount: 2, suggestedCount: 1, earliestTakenMs: 5, latestTakenMs: 5 });
    expect(catalog.checkIntegrity()).toEqual([]);
  });

  it('shows the chosen cover as long as it is shown in the album', () => {
    const { catalog, big, photos } = fill();
    const [first, , undated] = photos as [Added, Added, Added, Added];
    const cover = () => catalog.albums.getSummary(big)?.coverPhotoId;
    catalog.albums.setCover(big, first.photoId);
    expect(cover()).toBe(first.photoId);
    catalog.files.markMissing([first.fileId]);
    expect(cover()).toBe(undated.photoId);
    catalog.files.markPresent([first.fileId]);
    expect(cover()).toBe(first.photoId);
    decide(catalog, big, first.photoId, 'rejected');
    expect(cover()).toBe(undated.photoId);
    catalog.albums.setCover(big, null);
    expect(cover()).toBe(undated.photoId);
  });

  it('lists the photos of an album newest first', () => {
    const { catalog, big, photos, rootId } = fill();
    const [first, second, undated, last] = photos as [Added, Added, Added, Added];
    const page = catalog.albums.listPhotos({ albumId: big, offset: 0, limit: 10 });
    expect(page.map(({ id, state, confidence }) => [id, state, confidence])).toEqual([
      [undated.photoId, 'suggested', 0.7],
      [last.photoId, 'suggested', 0.8],
      [second.photoId, 'suggested', 0.6],
      [first.photoId, 'confirmed', null],
    ]);
    expect(page[3]).toEqual({
      id: first.photoId,
      width: 4000,
      height: 3000,
      takenMs: 10,
      fileName: 'big-0.jpg',
      availability: 'present',
      isFavourite: false,
      thumbhash: null,
      state: 'confirmed',
      confidence: null,
      isTentative: false,
    });
    const part = catalog.albums.listPhotos({ albumId: big, offset: 1, limit: 2 });
    expect(part.map(({ id }) => id)).toEqual([last.photoId, second.photoId]);
    catalog.roots.setState(rootId, 'offline');
    expect(catalog.albums.listPhotos({ albumId: big, offset: 0, limit: 1 })[0]?.availability).toBe('offline');
    expect(catalog.albums.listPhotos({ albumId: 99, offset: 0, limit: 1 })).toEqual([]);
  });

  it('exports every shown album with the files of its photos, those that can be read first', () => {
    const { catalog, big, zoo, eclair, photos } = fill();
    const stick = addRoot(catalog, 'stick');
    const photoId = photos[3]?.photoId ?? 0;
    const fileId = photos[3]?.fileId ?? 0;
    for (const [rootId, path] of [
      [stick, 'far.jpg'],
      [1, 'copy.jpg'],
      [1, 'lost.jpg'],
    ] as const) {
      catalog.files.setPhoto(addFile(catalog, rootId, path), photoId);
    }
    catalog.files.markMissing([catalog.files.findByPath(1, 'lost.jpg')?.id ?? 0]);
    catalog.roots.setState(stick, 'offline');
    const albums = catalog.albums.listExport();
    expect(albums.map(({ id, photos: members }) => [id, members.length])).toEqual([
      [big, 4],
      [zoo, 1],
      [eclair, 1],
    ]);
    const paths = () =>
      catalog.albums
        .listExport()[0]
        ?.photos.find((one) => one.photoId === photoId)
        ?.files.map(({ relativePath }) => relativePath);
    expect(paths()).toEqual(['big-3.jpg', 'copy.jpg', 'far.jpg']);
    catalog.roots.setState(1, 'offline');
    catalog.roots.setState(stick, 'online');
    expect(paths()).toEqual(['far.jpg', 'big-3.jpg', 'copy.jpg']);
    expect(albums[0]?.photos[1]).toMatchObject({ photoId, state: 'suggested', confidence: 0.8 });
    expect(catalog.files.get(fileId)?.state).toBe('present');
  });
});

type Added = ReturnType<typeof addPhoto>;
