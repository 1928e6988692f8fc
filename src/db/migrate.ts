/** @file Brings a catalog to the form that this version of Cairn knows. */
import { CairnError } from '../api/errors.ts';
import { backUpCatalog } from './backup.ts';
import type { Connection } from './connection.ts';
import type { Migration } from './migrations/migration.ts';
import { recoveryAdvice } from './open-failure.ts';
import { UnreadableCatalogError } from './unreadable-catalog.ts';

/** "Carn" in ASCII, in the header of every catalog: tells it from other programs' SQLite files. */
const applicationId = 0x4361726e;

/**
 * Applies all pending migrations in one transaction, after a copy of what was there. A new catalog needs no copy.
 * @throws CairnError `catalog-from-the-future` when a newer Cairn made it; `catalog-unusable` when it is another program's.
 */
export function migrateCatalog(connection: Connection, folder: string, migrations: readonly Migration[]): void {
  const latest = findLatestVersion(migrations);
  const version = checkVersion(connection, migrations);
  // Kept in the file; only now is it known to be ours.
  connection.execute('PRAGMA journal_mode = WAL');
  if (version === latest) return;
  if (version > 0) backUpCatalog(connection, folder, latest);
  // Changing a table's form means making it anew; SQLite takes the setting only outside a transaction.
  connection.execute('PRAGMA foreign_keys = OFF');
  try {
    connection.transaction(() => {
      applyPending(connection, migrations);
    });
  } finally {
    connection.execute('PRAGMA foreign_keys = ON');
  }
}

/**
 * Version of an existing catalog, 0 for an empty file.
 * @throws CairnError as `migrateCatalog` does.
 */
export function checkVersion(connection: Connection, migrations: readonly Migration[]): number {
  // Another process may be making it.
  const { version, application, isEmpty } = connection.readOneState(() => ({
    version: Number(connection.readPragma('user_version')),
    application: Number(connection.readPragma('application_id')),
    isEmpty: connection.prepare<[], number>('SELECT count(*) FROM sqlite_schema', 'value').get() === 0,
  }));
  if (application !== applicationId && !(isEmpty && application === 0 && version === 0)) {
    throw new CairnError(
      'catalog-unusable',
      `${connection.path} belongs to another program, not to Cairn. Choose another folder for the catalog.`,
    );
  }
  if (version > findLatestVersion(migrations)) {
    throw new CairnError(
      'catalog-from-the-future',
      `The catalog ${connection.path} was made by a newer version of Cairn (form ${version}). Install that version, or choose another folder for the catalog.`,
    );
  }
  return version;
}

/** The version that the last migration makes. */
export function findLatestVersion(migrations: readonly Migration[]): number {
  return Math.max(0, ...migrations.map(({ version }) => version));
}

function applyPending(connection: Connection, migrations: readonly Migration[]): void {
  // Read again: another process may have migrated while this one waited for the lock.
  const version = Number(connection.readPragma('user_version'));
  const pending = migrations.filter((migration) => migration.version > version);
  for (const migration of pending.toSorted((a, b) => a.version - b.version)) {
    applyOne(connection, migration);
    connection.execute(`PRAGMA user_version = ${migration.version}`);
  }
  connection.execute(`PRAGMA application_id = ${applicationId}`);
  const broken = connection.prepare<[], { table: string }>('PRAGMA foreign_key_check').all();
  if (broken.length > 0) {
    const tables = [...new Set(broken.map(({ table }) => table))].join(', ');
    throw new CairnError(
      'catalog-unusable',
      `The catalog ${connection.path} holds rows that belong to nothing (${tables}), so it was left as it was. ${recoveryAdvice}`,
      { cause: new UnreadableCatalogError(`rows of ${tables} belong to nothing`) },
    );
  }
}

/** Rows that a migration cannot take, or SQL that fails on them, are no reason to throw the catalog away. */
function applyOne(connection: Connection, migration: Migration): void {
  try {
    migration.apply(connection);
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : '';
    if (!/^SQLITE_(ERROR|CONSTRAINT|MISMATCH|RANGE)/.test(code)) throw error;
    throw new CairnError(
      'catalog-unusable',
      `The catalog ${connection.path} could not be brought to form ${migration.version} and was left as it was. Go on with the version of Cairn that you had, and tell us: ${code}.`,
      { cause: error },
    );
  }
}
