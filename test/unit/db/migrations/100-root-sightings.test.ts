import { expect, it } from 'vitest';
import { migrations } from '../../../../src/db/migrations/index.ts';
import { makeOldCatalog } from '../old-catalog.ts';
import { makeFolder, openTestCatalog } from '../temporary-catalog.ts';

it('migration 100 keeps the roots of an older catalog, and nobody has seen their drives yet', () => {
  const folder = makeFolder();
  const old = makeOldCatalog(
    folder,
    migrations.filter(({ version }) => version < 100),
  );
  old.execute("INSERT INTO roots VALUES (1, 'v', '', '/a', 'a', 'offline', 0)");
  old.close();

  const catalog = openTestCatalog({ folder });
  expect(catalog.checkIntegrity()).toEqual([]);
  expect(catalog.roots.list()).toMatchObject([{ id: 1, state: 'offline', seenMs: null }]);
  catalog.roots.noteSeen(1, 42);
  expect(catalog.roots.get(1)?.seenMs).toBe(42);
});
