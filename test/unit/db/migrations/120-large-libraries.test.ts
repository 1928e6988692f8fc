import { expect, it } from 'vitest';
import { migrations } from '../../../../src/db/migrations/index.ts';
import { hasUnrecognized, isEverythingUnrecognized } from '../../../../src/library/albums/pending-work.ts';
import { makeOldCatalog } from '../old-catalog.ts';
import { makeFolder, openTestCatalog } from '../temporary-catalog.ts';

const migrateWith = (waiting: string): ReturnType<typeof openTestCatalog> => {
  const folder = makeFolder();
  const old = makeOldCatalog(
    folder,
    migrations.filter(({ version }) => version < 120),
  );
  for (const id of [1, 2, 3]) {
    old.execute(`INSERT INTO photos (id, content_hash, size_bytes, format, width, height, orientation, added_ms)
      VALUES (${id}, x'${String(id).repeat(64)}', 1, 'jpeg', 1, 1, 1, 0)`);
  }
  old.execute(`INSERT INTO settings (key, value) VALUES ('albums.unrecognized', '${waiting}')`);
  old.close();
  const catalog = openTestCatalog({ folder });
  expect(catalog.checkIntegrity()).toEqual([]);
  return catalog;
};

it('migration 120 makes tasks of the photos that waited to be looked up', () => {
  // 9 is no photo any more.
  const catalog = migrateWith('3 1 3 9');
  expect(catalog.photoTasks.list('recognize', { afterId: 0, limit: 10 })).toEqual([1, 3]);
  expect(catalog.photoTasks.list('group', { afterId: 0, limit: 10 })).toEqual([]);
  expect(isEverythingUnrecognized(catalog)).toBe(false);
});

it('migration 120 leaves a library alone that has to look at everything, or at nothing', () => {
  const everything = migrateWith('all');
  expect([isEverythingUnrecognized(everything), everything.photoTasks.has('recognize')]).toEqual([true, false]);
  for (const nothing of ['', ' ']) expect(hasUnrecognized(migrateWith(nothing))).toBe(false);
});
