import { expect, it } from 'vitest';
import { ageCatalog } from '../../../../build/scripts/deb/age-catalog.ts';
import { openCatalog } from '../../../../src/db/catalog.ts';
import { openConnection } from '../../../../src/db/connection.ts';
import { join } from 'node:path';
import { addGroup, addPhoto, addRoot, makeFolder } from '../../db/temporary-catalog.ts';

it('a catalog that was made older has its rows, and comes back whole', () => {
  const folder = makeFolder();
  const catalog = openCatalog({ folder });
  const rootId = addRoot(catalog);
  for (const name of ['a', 'b', 'c']) addPhoto(catalog, rootId, name);
  addGroup(catalog, 'The bridge of my summer');
  catalog.close();
  ageCatalog(folder, 80);
  const old = openConnection({ path: join(folder, 'catalog.sqlite'), isReadOnly: true });
  expect(old.readPragma('user_version')).toBe(80);
  expect(old.prepare<[], number>('SELECT count(*) FROM photos', 'value').get()).toBe(3);
  old.close();
  const again = openCatalog({ folder });
  expect(again.photos.count()).toBe(3);
  again.close();
});
