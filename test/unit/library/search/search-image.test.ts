/** @file Which album the photos that look like a picture speak for. */
import { beforeEach, expect, test } from 'vitest';
import type { SimilarPhoto } from '../../../../src/api/views.ts';
import type { Catalog } from '../../../../src/db/catalog.ts';
import { findLikelyAlbum } from '../../../../src/library/search/search-image.ts';
import { addPhoto, addRoot, openTestCatalog } from '../../db/temporary-catalog.ts';

let catalog: Catalog;
let photoIds: readonly number[];
let albumId = 0;

beforeEach(() => {
  catalog = openTestCatalog();
  const rootId = addRoot(catalog);
  photoIds = Array.from({ length: 6 }, (_, index) => addPhoto(catalog, rootId, `${String(index)}.jpg`).photoId);
  albumId = catalog.albums.insert({ kind: 'group', landmarkId: null, name: 'Pagoda' });
});

const suggest = (...indexes: readonly number[]): void => {
  for (const index of indexes) catalog.memberships.setSuggested(albumId, photoIds[index] ?? 0, 0.9);
};
/** The photos, the nearest first, each as much alike as it says. */
const lookAlike = (...cosines: readonly number[]): readonly SimilarPhoto[] =>
  cosines.map((cosine, index) => {
    const photo = {
      width: 4,
      height: 3,
      takenMs: null,
      availability: 'present',
      isFavourite: false,
      thumbhash: null,
    } as const;
    return { ...photo, id: photoIds[index] ?? 0, fileName: `${String(index)}.jpg`, cosine };
  });

test('three of the five nearest are enough, two are not', () => {
  suggest(0, 3);
  const similar = lookAlike(0.9, 0.9, 0.9, 0.9, 0.9, 0.9);
  expect(findLikelyAlbum(catalog, similar)).toBeNull();
  suggest(4);
  expect(findLikelyAlbum(catalog, similar)).toEqual({ id: albumId, name: 'Pagoda', witnesses: 3, of: 5 });
});

test('those that hardly look like it are no witnesses', () => {
  suggest(0, 1, 2, 3, 4);
  expect(findLikelyAlbum(catalog, lookAlike(0.9, 0.9, 0.4, 0.4, 0.4))).toBeNull();
  expect(findLikelyAlbum(catalog, lookAlike(0.9, 0.9, 0.7, 0.4, 0.4))).toMatchObject({ witnesses: 3, of: 3 });
});

test('what may only belong, what a person took out and hidden albums count for nothing', () => {
  const similar = lookAlike(0.9, 0.9, 0.9);
  suggest(0, 1);
  catalog.memberships.setSuggested(albumId, photoIds[2] ?? 0, 0.4, true);
  expect(findLikelyAlbum(catalog, similar)).toBeNull();
  catalog.memberships.restore(albumId, photoIds[2] ?? 0, {
    state: 'rejected',
    confidence: null,
    isTentative: false,
    updatedMs: 1,
  });
  expect(findLikelyAlbum(catalog, similar)).toBeNull();
  suggest(3);
  const more = lookAlike(0.9, 0.9, 0.9, 0.9);
  expect(findLikelyAlbum(catalog, more)?.id).toBe(albumId);
  const album = catalog.albums.get(albumId);
  if (album !== null) catalog.albums.put({ ...album, isHidden: true });
  expect(findLikelyAlbum(catalog, more)).toBeNull();
});
