import { expect, it } from 'vitest';
import { readAlbumWord } from '../../../src/library/album-word.ts';
import { addGroup, addPhoto, addRoot, openTestCatalog, decide } from '../db/temporary-catalog.ts';

it('says which album with a name a photo most surely belongs to', () => {
  const catalog = openTestCatalog();
  const { photoId } = addPhoto(catalog, addRoot(catalog), 'a');
  expect(readAlbumWord(catalog, photoId)).toBeNull();

  const unnamed = addGroup(catalog, 'Unnamed landmark');
  catalog.memberships.setSuggested(unnamed, photoId, 0.99);
  expect(readAlbumWord(catalog, photoId)).toBeNull();

  const named = addGroup(catalog, 'Our mill', { isNamedByPerson: true });
  catalog.memberships.setSuggested(named, photoId, 0.6, true);
  expect(readAlbumWord(catalog, photoId)).toEqual({
    landmarkId: `album:${named}`,
    confidence: 0.6,
    isMember: false,
  });

  catalog.landmarks.upsertPersonal({
    id: 'tower',
    name: 'The tower',
    aliases: [],
    country: null,
    latitude: null,
    longitude: null,
  });
  const tower = catalog.albums.insert({ kind: 'landmark', landmarkId: 'tower', name: 'The tower' });
  catalog.memberships.setSuggested(tower, photoId, 0.9);
  expect(readAlbumWord(catalog, photoId)).toEqual({ landmarkId: 'tower', confidence: 0.9, isMember: true });
  decide(catalog, named, photoId, 'confirmed');
  expect(readAlbumWord(catalog, photoId)).toMatchObject({ landmarkId: `album:${named}`, confidence: 1 });
  decide(catalog, named, photoId, 'rejected');
  expect(readAlbumWord(catalog, photoId)?.landmarkId).toBe('tower');
});
