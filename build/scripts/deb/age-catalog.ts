/**
 * @file Makes an older catalog of a new one, for trying out an upgrade on real content: the form of then, with everything of now that
 * fits into it. What a later migration added is lost, as it was not there.
 */
import { closeSync, openSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { openConnection, type Connection } from '../../../src/db/connection.ts';
import { migrateCatalog } from '../../../src/db/migrate.ts';
import { migrations } from '../../../src/db/migrations/index.ts';

/** Brings `catalog.sqlite` in `folder`, which nobody has open, to the form of the last migration up to `version`. */
export function ageCatalog(folder: string, version: number): void {
  const path = join(folder, 'catalog.sqlite');
  const agedPath = join(folder, 'catalog-aged.sqlite');
  closeSync(openSync(agedPath, 'w', 0o600));
  const old = openConnection({ path: agedPath, isReadOnly: false });
  try {
    migrateCatalog(
      old,
      folder,
      migrations.filter((migration) => migration.version <= version),
    );
    old.execute('PRAGMA foreign_keys = OFF');
    old.prepare<[string]>('ATTACH ? AS newer').run(path);
    old.transaction(() => copyTables(old));
    old.execute('DETACH newer');
    old.execute('PRAGMA journal_mode = DELETE');
  } finally {
    old.close();
  }
  for (const suffix of ['-wal', '-shm']) rmSync(path + suffix, { force: true });
  renameSync(agedPath, path);
}

interface TableRow {
  readonly name: string;
  readonly sql: string;
}

/** Triggers keep counts and lists; they stay away while rows are copied that have been counted already. */
function copyTables(old: Connection): void {
  const list = (type: string): TableRow[] =>
    old
      .prepare<[string], TableRow>(
        `SELECT name, sql FROM main.sqlite_schema WHERE type = ? AND sql IS NOT NULL AND name NOT LIKE 'sqlite_%'`,
      )
      .all(type);
  const triggers = list('trigger');
  for (const { name } of triggers) old.execute(`DROP TRIGGER "${name}"`);
  for (const { name } of list('table')) copyRows(old, name);
  for (const { sql } of triggers) old.execute(sql);
}

function copyRows(old: Connection, table: string): void {
  const listColumns = (schema: 'main' | 'newer'): string[] =>
    old
      .prepare<[string, string], string>('SELECT name FROM pragma_table_xinfo(?, ?) WHERE hidden = 0', 'value')
      .all(table, schema);
  const newer = new Set(listColumns('newer'));
  const shared = listColumns('main').filter((name) => newer.has(name));
  if (shared.length === 0) return;
  const names = shared.map((name) => `"${name}"`).join(', ');
  old.execute(
    `DELETE FROM main."${table}"; INSERT INTO main."${table}" (${names}) SELECT ${names} FROM newer."${table}"`,
  );
}
