import Database from 'better-sqlite3';
import { expect, it } from 'vitest';
import { openCatalog } from '../../../src/db/catalog.ts';
import { explainOpenFailure, isDamagedCatalog } from '../../../src/db/open-failure.ts';
import { makeFolder } from './temporary-catalog.ts';

function changeFile(folder: string, sql: string): void {
  const database = new Database(`${folder}/catalog.sqlite`);
  database.pragma('ignore_check_constraints = ON');
  database.exec(sql);
  database.close();
}

it('takes text that is no JSON for damage', () => {
  const folder = makeFolder();
  openCatalog({ folder }).close();
  changeFile(
    folder,
    `INSERT INTO decisions (at_ms, kind, payload, effects) VALUES (1, 'rename', '{"album":k"uuid":"0"}', '[]')`,
  );
  const catalog = openCatalog({ folder });
  let failure: unknown;
  try {
    catalog.decisions.list({ afterId: 0, limit: 1 });
  } catch (error) {
    failure = explainOpenFailure(error, 'catalog.sqlite');
  }
  expect(isDamagedCatalog(failure)).toBe(true);
  catalog.close();
});

it.each([
  ['a trigger that Cairn did not make', 'CREATE TRIGGER mine AFTER DELETE ON photos BEGIN SELECT 1; END'],
  ['a table that is gone', 'DROP TABLE embeddings'],
])('takes %s for damage, which a backup heals', (_, sql) => {
  const folder = makeFolder();
  openCatalog({ folder }).close();
  changeFile(folder, sql);
  let failure: unknown;
  try {
    openCatalog({ folder }).close();
  } catch (error) {
    failure = error;
  }
  expect(isDamagedCatalog(failure)).toBe(true);
});

it.each(['SQLITE_BUSY', 'SQLITE_CANTOPEN', 'SQLITE_READONLY_DBMOVED', 'SQLITE_FULL', 'SQLITE_IOERR_READ', 'ENOENT'])(
  'takes %s for no damage',
  (code) => {
    const failure = explainOpenFailure(Object.assign(new Error('of SQLite'), { code }), 'catalog.sqlite');
    expect(isDamagedCatalog(failure)).toBe(false);
  },
);
