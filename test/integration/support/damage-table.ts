/** @file Damages a catalog that may be open: a drive that loses what it was given. */
import Database from 'better-sqlite3';
import { closeSync, openSync, writeSync } from 'node:fs';

/** Overwrites every page of a table and of its indexes. Whoever has the catalog open does not know those pages from before. */
export function damageTable(path: string, table: string): void {
  const database = new Database(path);
  database.pragma('wal_checkpoint(PASSIVE)');
  // A transaction of somebody else's: pages that are remembered are read anew.
  database.exec('UPDATE settings SET value = value');
  const pages = database
    .prepare<[string], number>(
      `SELECT pageno FROM dbstat WHERE name IN (SELECT name FROM sqlite_schema WHERE tbl_name = ?)`,
    )
    .pluck()
    .all(table);
  const size = database.pragma('page_size', { simple: true }) as number;
  database.close();
  if (pages.length === 0) throw new Error(`There is no table ${table}.`);
  const file = openSync(path, 'r+');
  for (const page of pages) writeSync(file, Buffer.alloc(size, 0xa5), 0, size, (page - 1) * size);
  closeSync(file);
}
