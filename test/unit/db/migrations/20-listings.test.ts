import { describe, expect, it } from 'vitest';
import { initial } from '../../../../src/db/migrations/10-initial.ts';
import { listings } from '../../../../src/db/migrations/20-listings.ts';
import { makeOldCatalog } from '../old-catalog.ts';
import { makeFolder, openTestCatalog } from '../temporary-catalog.ts';

describe('migration 20', () => {
  it('counts and lists what an older catalog holds', () => {
    const folder = makeFolder();
    const old = makeOldCatalog(folder, [initial]);
    const photo = (id: number, takenMs: number | null) =>
      old
        .prepare<[number, Buffer, number | null]>(
          `INSERT INTO photos (id, content_hash, size_bytes, format, width, height, orientation, taken_ms, added_ms)
           VALUES (?, ?, 1, 'jpeg', 4, 3, 1, ?, 500)`,
        )
        .run(id, Buffer.alloc(32, id), takenMs);
    photo(1, 100);
    photo(2, null);
    photo(3, 900);
    photo(4, 50);
    old.execute(`
      INSERT INTO roots VALUES (1, 'v', '', '/a', 'a', 'online', 0);
      INSERT INTO files VALUES (1, 1, '1.jpg', 1, 1, 1, 'present', NULL), (2, 1, '1 copy.jpg', 1, 1, 1, 'present', NULL),
        (3, 1, '2.jpg', 1, 1, 2, 'present', NULL), (4, 1, '3.jpg', 1, 1, 3, 'missing', NULL),
        (5, 1, '4.jpg', 1, 1, 4, 'present', NULL), (6, 1, 'new.jpg', 1, 1, NULL, 'present', NULL);
      INSERT INTO albums (id, kind, name, sort_name, is_named_by_person, created_ms)
        VALUES (1, 'group', 'A', 'a', 0, 0), (2, 'group', 'B', 'b', 0, 0);
      INSERT INTO memberships VALUES (1, 1, 'confirmed', NULL, 0), (1, 2, 'suggested', 0.5, 0),
        (1, 3, 'suggested', 0.5, 0), (1, 4, 'rejected', NULL, 0), (2, 3, 'confirmed', NULL, 0)`);
    old.close();

    const catalog = openTestCatalog({ folder });
    expect(catalog.checkIntegrity()).toEqual([]);
    expect(catalog.photos.listPage({ offset: 0, limit: 10 }).map(({ id }) => id)).toEqual([1, 4, 2]);
    const { total, items } = catalog.albums.listPage({ offset: 0, limit: 10, sort: 'photos' });
    expect(total).toBe(1);
    expect(items[0]).toMatchObject({
      id: 1,
      photoCount: 2,
      suggestedCount: 1,
      earliestTakenMs: 100,
      latestTakenMs: 100,
    });
  });

  it('refuses a membership that changes its album or photo, which no trigger would follow', () => {
    const connection = makeOldCatalog(makeFolder(), [initial, listings]);
    connection.execute(`
      INSERT INTO photos (id, content_hash, size_bytes, format, width, height, orientation, added_ms)
        VALUES (1, zeroblob(32), 1, 'jpeg', 4, 3, 1, 0), (2, randomblob(32), 1, 'jpeg', 4, 3, 1, 0);
      INSERT INTO albums (id, kind, name, sort_name, is_named_by_person, created_ms)
        VALUES (1, 'group', 'A', 'a', 0, 0), (2, 'group', 'B', 'b', 0, 0);
      INSERT INTO memberships VALUES (1, 1, 'confirmed', NULL, 0)`);
    for (const change of ['album_id = 2', 'photo_id = 2']) {
      expect(() => connection.execute(`UPDATE memberships SET ${change}`)).toThrow(/is not moved/);
    }
  });
});
