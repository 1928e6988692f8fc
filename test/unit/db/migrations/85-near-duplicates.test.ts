import { expect, it } from 'vitest';
import { migrations } from '../../../../src/db/migrations/index.ts';
import { makeOldCatalog } from '../old-catalog.ts';
import { hashOf, makeFolder, openTestCatalog } from '../temporary-catalog.ts';

it('migration 85 finds copies of an older catalog, and no near duplicates yet', () => {
  const folder = makeFolder();
  const old = makeOldCatalog(
    folder,
    migrations.filter(({ version }) => version < 85),
  );
  old.execute(`
    INSERT INTO photos (id, content_hash, size_bytes, format, width, height, orientation, taken_ms, added_ms)
      VALUES (1, zeroblob(32), 1, 'jpeg', 4, 3, 1, 900, 0), (2, randomblob(32), 1, 'jpeg', 4, 3, 1, 900, 0);
    INSERT INTO roots VALUES (1, 'v', '', '/a', 'a', 'online', 0);
    INSERT INTO files (root_id, relative_path, size_bytes, mtime_ms, photo_id, state)
      VALUES (1, '1.jpg', 1, 1, 1, 'present'), (1, 'b/1.jpg', 1, 1, 1, 'present'), (1, '2.jpg', 1, 1, 2, 'present')`);
  old.close();
  const catalog = openTestCatalog({ folder });
  expect(catalog.duplicates.listCopied({ offset: 0, limit: 9 })).toEqual([1]);
  expect(catalog.duplicates.countCopied()).toBe(1);
  expect(catalog.duplicates.countNear()).toBe(0);
  expect(catalog.duplicates.listDifferent()).toEqual([]);
  catalog.duplicates.setDifferent(hashOf('b'), hashOf('a'), true);
  expect(catalog.duplicates.areDifferent(hashOf('a'), hashOf('b'))).toBe(true);
  expect(catalog.checkIntegrity()).toEqual([]);
});
