import { expect, it } from 'vitest';
import type { Catalog } from '../../../../src/db/catalog.ts';
import { updateProvisionalPlace } from '../../../../src/library/albums/provisional-place.ts';
import {
  addGroup,
  addPhoto,
  addRoot,
  openTestCatalog,
  decide,
  mergeAlbum,
  renameAlbum,
} from '../../db/temporary-catalog.ts';

const nice = { latitude: 43.7, longitude: 7.26 };
const nowhere = { latitude: null, longitude: null };

/** A photo with a vector, as the grouping sees it. */
function addEmbedded(
  catalog: Catalog,
  rootId: number,
  modelId: number,
  name: string,
  place: typeof nice | typeof nowhere,
) {
  const { photoId } = addPhoto(catalog, rootId, name, place);
  catalog.embeddings.put(photoId, modelId, Float32Array.of(1, 0));
  return photoId;
}

function openWithGroup(name: string) {
  const catalog = openTestCatalog();
  const rootId = addRoot(catalog);
  const modelId = catalog.embeddings.ensureModel({ hash: 'ab', name: 'tiny', dims: 2 });
  const albumId = addGroup(catalog, name);
  const join = (photo: string, place: typeof nice | typeof nowhere): number => {
    const photoId = addEmbedded(catalog, rootId, modelId, photo, place);
    catalog.memberships.setSuggested(albumId, photoId, 0.9);
    return photoId;
  };
  return { catalog, modelId, albumId, join };
}

it('places and names a group when the first photo with coordinates joins, and then leaves it alone', () => {
  const { catalog, modelId, albumId, join } = openWithGroup('Unnamed landmark 2');
  addGroup(catalog, 'Unnamed landmark near Nice');
  join('a', nowhere);
  expect(updateProvisionalPlace(catalog, albumId, modelId)).toBe(false);
  expect(catalog.albums.get(albumId)?.name).toBe('Unnamed landmark 2');

  join('b', nice);
  expect(updateProvisionalPlace(catalog, albumId, modelId)).toBe(true);
  const placed = {
    name: 'Unnamed landmark near Nice 2',
    place: 'Nice, France',
    latitude: expect.closeTo(43.7) as number,
    longitude: expect.closeTo(7.26) as number,
    isNamedByPerson: false,
  };
  expect(catalog.albums.get(albumId)).toMatchObject(placed);

  for (const photo of ['c', 'd', 'e']) join(photo, { latitude: 48.85, longitude: 2.35 });
  expect(updateProvisionalPlace(catalog, albumId, modelId)).toBe(false);
  expect(catalog.albums.get(albumId)).toMatchObject(placed);
});

it("keeps a person's name, and finds the place", () => {
  const { catalog, modelId, albumId, join } = openWithGroup('?');
  renameAlbum(catalog, albumId, 'Our walk');
  join('a', nice);
  updateProvisionalPlace(catalog, albumId, modelId);
  expect(catalog.albums.get(albumId)).toMatchObject({ name: 'Our walk', isNamedByPerson: true, place: 'Nice, France' });
});

it('asks neither those who were rejected nor those who are not sure enough', () => {
  const { catalog, modelId, albumId, join } = openWithGroup('Unnamed landmark');
  decide(catalog, albumId, join('a', nice), 'rejected');
  catalog.memberships.setSuggested(albumId, join('b', nice), 0.6, true);
  expect(updateProvisionalPlace(catalog, albumId, modelId)).toBe(false);
});

it('leaves albums of landmarks and merged ones as they are', () => {
  const { catalog, modelId, albumId, join } = openWithGroup('Unnamed landmark');
  join('a', nice);
  mergeAlbum(catalog, albumId, addGroup(catalog, 'Other'));
  expect(updateProvisionalPlace(catalog, albumId, modelId)).toBe(false);
  expect(updateProvisionalPlace(catalog, 99, modelId)).toBe(false);
});
