import Database from 'better-sqlite3';
import { copyFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { openCatalog } from '../../../src/db/catalog.ts';
import { verifyCatalogFile } from '../../../src/db/copy-catalog.ts';
import { addPhoto, addRoot, makeFolder, openTestCatalog } from './temporary-catalog.ts';

/** A catalog of ours, then changed by someone else. Returns its folder. */
function makeChanged(sql: string): string {
  const folder = makeFolder();
  const catalog = openTestCatalog({ folder });
  addPhoto(catalog, addRoot(catalog), 'a');
  catalog.close();
  const database = new Database(join(folder, 'catalog.sqlite'));
  database.exec(sql);
  database.close();
  return folder;
}

const endless =
  'WITH RECURSIVE c(n) AS (SELECT 1 UNION ALL SELECT n + 1 FROM c) SELECT n AS key, n AS value, n AS updated_ms FROM c';

describe('what Cairn did not make in a catalog', () => {
  it.each([
    [
      'a trigger of theirs',
      'CREATE TRIGGER evil AFTER INSERT ON photos BEGIN DELETE FROM decisions; END',
      'trigger evil',
    ],
    [
      'a view that never ends in the place of a table',
      `DROP TABLE settings; CREATE VIEW settings AS ${endless}`,
      'view settings',
    ],
    ['a table of theirs', 'CREATE TABLE evil (x)', 'table evil'],
    ['an index on an expression', 'CREATE INDEX evil ON photos (abs(width))', 'index evil'],
    [
      'a trigger of ours that does something else',
      'DROP TRIGGER files_added; CREATE TRIGGER files_added AFTER INSERT ON files BEGIN DELETE FROM photos; END',
      'trigger files_added',
    ],
  ])('is refused when it is opened and when it is put back: %s', (_, sql, name) => {
    const folder = makeChanged(sql);
    const copy = join(folder, 'copy.sqlite');
    copyFileSync(join(folder, 'catalog.sqlite'), copy);
    const refused = { code: 'catalog-unusable', message: expect.stringContaining(name) as string };
    expect(() => openCatalog({ folder })).toThrow(expect.objectContaining(refused));
    expect(() => openCatalog({ folder, isReadOnly: true })).toThrow(expect.objectContaining(refused));
    expect(() => verifyCatalogFile(copy)).toThrow(expect.objectContaining(refused));
  });

  it('is not what SQLite keeps for itself', () => {
    const folder = makeChanged('ANALYZE');
    const catalog = openCatalog({ folder });
    expect(catalog.photos.count()).toBe(1);
    catalog.close();
    expect(verifyCatalogFile(join(folder, 'catalog.sqlite')).photos).toBe(1);
  });
});
