/** @file Copies a catalog while it is in use, and reads copies back. For a thread of its own: both take as long as the disk needs. */
import Database from 'better-sqlite3';
import { closeSync, openSync, renameSync, rmSync } from 'node:fs';
import { CairnError } from '../api/errors.ts';
import { openConnection } from './connection.ts';
import { checkFile, checkIntegrity } from './integrity.ts';
import { checkVersion, findLatestVersion } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { explainOpenFailure } from './open-failure.ts';

/** What a catalog holds, to be told to the person. */
export interface CatalogContents {
  readonly photos: number;
  readonly decisions: number;
}

/**
 * Copies the catalog at `source` to `target` by SQLite's backup API, page by page, and reads the copy back whole. `target` gets its
 * name only then; what was there is replaced.
 * @throws CairnError `catalog-unusable` when the source cannot be copied or the copy does not hold
 */
export async function copyCatalogFile(
  source: string,
  target: string,
  nativeBinding?: string,
): Promise<CatalogContents> {
  const partial = `${target}.partial`;
  try {
    // Made for its owner alone; the backup fills it.
    closeSync(openSync(partial, 'w', 0o600));
    const database = openPlainly(source, true, nativeBinding);
    try {
      await database.backup(partial);
    } finally {
      database.close();
    }
    setPlainJournal(partial, nativeBinding);
    const contents = verifyCatalogFile(partial, nativeBinding);
    renameSync(partial, target);
    return contents;
  } catch (error) {
    throw explainOpenFailure(error, target);
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(partial + suffix, { force: true });
  }
}

function openPlainly(path: string, isReadOnly: boolean, nativeBinding: string | undefined): Database.Database {
  return new Database(path, {
    readonly: isReadOnly,
    fileMustExist: true,
    ...(nativeBinding === undefined ? {} : { nativeBinding }),
  });
}

/**
 * Makes a catalog that nobody has open one file by itself: what its log holds goes into it.
 * @throws CairnError `catalog-unusable` when it is damaged
 */
export function foldCatalogFile(path: string, nativeBinding?: string): void {
  try {
    setPlainJournal(path, nativeBinding);
  } catch (error) {
    throw explainOpenFailure(error, path);
  }
}

/** One file by itself, which can be read from a place that cannot be written. */
function setPlainJournal(path: string, nativeBinding: string | undefined): void {
  const database = openPlainly(path, false, nativeBinding);
  try {
    database.pragma('journal_mode = DELETE');
  } finally {
    database.close();
  }
}

/**
 * Reads a copy from end to end.
 * @throws CairnError `catalog-unusable` when it is damaged or none of ours, `catalog-from-the-future` when a newer Cairn made it
 */
export function verifyCatalogFile(path: string, nativeBinding?: string): CatalogContents {
  try {
    const connection = openConnection({ path, isReadOnly: true, nativeBinding });
    try {
      const version = checkVersion(connection, migrations);
      // The further checks know the newest form alone.
      const damage = version === findLatestVersion(migrations) ? checkIntegrity(connection) : checkFile(connection);
      if (version === 0 || damage.length > 0) {
        throw new CairnError(
          'catalog-unusable',
          `This copy is damaged and was not used (${damage[0] ?? 'it is empty'}).`,
        );
      }
      const count = (sql: string): number => connection.prepare<[], number>(sql, 'value').get() ?? 0;
      return {
        photos: count('SELECT count(*) FROM photos'),
        decisions: count('SELECT count(*) FROM decisions'),
      };
    } finally {
      connection.close();
    }
  } catch (error) {
    throw explainOpenFailure(error, path);
  }
}
