import { expect, it } from 'vitest';
import { migrations } from '../../../../src/db/migrations/index.ts';
import { makeOldCatalog } from '../old-catalog.ts';
import { makeFolder, openTestCatalog } from '../temporary-catalog.ts';

const fill = `
  INSERT INTO photos (id, content_hash, size_bytes, format, width, height, orientation, taken_ms, added_ms, latitude,
      longitude, camera_make, camera_model)
    VALUES (1, zeroblob(32), 1, 'jpeg', 4, 3, 1, -1, 0, 43.7, 7.26, 'Canon', 'Canon EOS R5'),
      (2, randomblob(32), 1, 'raw', 4, 3, 1, NULL, 0, NULL, NULL, 'FUJIFILM', 'X-T5');
  INSERT INTO roots VALUES (1, 'v', '', '/a', 'a', 'online', 0);
  INSERT INTO files VALUES (1, 1, '1.jpg', 1, 1, 1, 'present', NULL), (2, 1, '2.raf', 1, 1, 2, 'present', NULL);
  INSERT INTO albums (id, kind, name, sort_name, is_named_by_person, created_ms) VALUES (1, 'group', 'A', 'a', 0, 0);
  INSERT INTO memberships (album_id, photo_id, state, confidence, updated_ms) VALUES (1, 1, 'suggested', 0.5, 0)`;

it('migration 80 lists and counts what an older catalog holds', () => {
  const folder = makeFolder();
  const old = makeOldCatalog(
    folder,
    migrations.filter(({ version }) => version < 80),
  );
  old.execute(fill);
  old.close();

  const catalog = openTestCatalog({ folder });
  expect(catalog.checkIntegrity()).toEqual([]);
  // A moment before 1970 lies in December 1969.
  expect(catalog.photoLists.listMonths({})).toEqual([
    { month: 12 * 1969 + 11, count: 1 },
    { month: null, count: 1 },
  ]);
  expect(catalog.photoLists.listIds({ filter: { landmark: 'with' }, offset: 0, limit: 9 })).toEqual([1]);
  expect(catalog.photoLists.countFacet('camera')).toEqual([
    { value: 'Canon EOS R5', count: 1 },
    { value: 'FUJIFILM X-T5', count: 1 },
  ]);
  expect(catalog.photoLists.countFavourites()).toBe(0);
  expect(catalog.photoLists.countUnplaced()).toBe(1);
  expect(catalog.placeholders.listMissing(9).map(({ id }) => id)).toEqual([1, 2]);
  expect(catalog.photoLists.listUnlocated(9)).toEqual([{ id: 1, latitude: 43.7, longitude: 7.26 }]);
  // The triggers count on.
  catalog.memberships.setSuggested(1, 2, 0.4);
  catalog.files.markMissing([1]);
  expect(catalog.photoLists.listIds({ filter: { landmark: 'with' }, offset: 0, limit: 9 })).toEqual([2]);
  expect(catalog.checkIntegrity()).toEqual([]);
});
