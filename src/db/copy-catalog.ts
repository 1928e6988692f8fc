/** @file Copies a catalog while it is in use, and reads copies back. For a thread of its own: both take as long as the disk needs. */
import Database from 'better-sqlite3';
import { closeSync, fsyncSync, openSync, renameSync, rmSync } from 'node:fs';
import { CairnError } from '../api/errors.ts';
import { openConnection } from './connection.ts';
import { findForeignObjects } from './foreign-objects.ts';
import { checkFile, checkFileQuickly, isDamageError } from './integrity.ts';
import { checkVersion } from './migrate.ts';
import { migrations } from './migrations/index.ts';
import { explainOpenFailure } from './open-failure.ts';

/** SQLite tells of a hundred faults at once. */
const longestDetail = 200;

/** What a catalog holds, to be told to the person. */
export interface CatalogContents {
  readonly photos: number;
  readonly decisions: number;
}

export interface CopyOptions {
  /** Another build of better-sqlite3's addon. */
  readonly nativeBinding?: string | undefined;
  /** Asked again and again: whether the copy is wanted no more. */
  readonly isStopped?: () => boolean;
}

/** Some milliseconds of work between two looks at whether the copy is still wanted. */
const pagesAtOnce = 200;

/**
 * Copies the catalog at `source` to `target` by SQLite's backup API, page by page, and reads the copy back whole. `target` gets its
 * name only then; what was there is replaced.
 * @throws CairnError `catalog-unusable` when the source cannot be copied or the copy does not hold; `cancelled`
 */
export async function copyCatalogFile(
  source: string,
  target: string,
  { nativeBinding, isStopped = () => false }: CopyOptions = {},
): Promise<CatalogContents> {
  const goOn = (): number => {
    if (isStopped()) throw new CairnError('cancelled', 'The copy was cancelled.');
    return pagesAtOnce;
  };
  const partial = `${target}.partial`;
  try {
    // Made for its owner alone; the backup fills it.
    closeSync(openSync(partial, 'w', 0o600));
    const database = openPlainly(source, true, nativeBinding);
    try {
      // One state of the catalog from the first page to the last: without it each write of main would begin the copy anew.
      database.exec('BEGIN; SELECT count(*) FROM sqlite_schema;');
      await database.backup(partial, { progress: goOn });
    } finally {
      database.close();
    }
    setPlainJournal(partial, nativeBinding);
    goOn();
    const contents = verifyCatalogFile(partial, nativeBinding);
    goOn();
    syncFile(partial);
    renameSync(partial, target);
    return contents;
  } catch (error) {
    throw explainOpenFailure(error, target);
  } finally {
    for (const suffix of ['', '-wal', '-shm', '-journal']) rmSync(partial + suffix, { force: true });
  }
}

/** A name that outlives a power cut is worth nothing without what it names. */
function syncFile(path: string): void {
  const handle = openSync(path, 'r+');
  try {
    fsyncSync(handle);
  } finally {
    closeSync(handle);
  }
}

/**
 * Damage of a catalog, in use or not, one line each; empty when there is none. Reads all of it, but changes nothing. Throws what
 * SQLite throws for other reasons.
 */
export function findDamage(path: string, nativeBinding?: string): readonly string[] {
  try {
    const connection = openConnection({ path, isReadOnly: true, nativeBinding });
    try {
      return checkFileQuickly(connection);
    } finally {
      connection.close();
    }
  } catch (error) {
    if (isDamageError(error)) return [(error as Error).message];
    throw error;
  }
}

/** Another text where a catalog holds other things than a copy of it: what a copy would be made for. */
export function readFingerprint(path: string, nativeBinding?: string): string {
  const connection = openConnection({ path, isReadOnly: true, nativeBinding });
  try {
    return JSON.stringify(fingerprintQueries.map((sql) => connection.prepare<[], unknown>(sql, 'raw').get()));
  } catch {
    // Of an older form, or damaged: not the same in any case.
    return '';
  } finally {
    connection.close();
  }
}

const fingerprintQueries = [
  'SELECT count(*), max(id) FROM photos',
  "SELECT count(*), max(id), total(mtime_ms), total(state = 'present') FROM files",
  'SELECT count(*), total(model_id) FROM embeddings',
  'SELECT count(*), max(updated_ms), total(confidence) FROM memberships',
  'SELECT count(*), total(photo_count) FROM albums',
  'SELECT count(*), max(id) FROM decisions',
  'SELECT group_concat(path), group_concat(state) FROM roots',
];

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
      const [foreign] = findForeignObjects(connection, migrations, version, nativeBinding);
      if (foreign !== undefined) {
        const what = `it holds what Cairn did not make: ${foreign.slice(0, 100)}`;
        throw new CairnError('catalog-unusable', `This copy is damaged and was not used (${what}).`);
      }
      const damage = checkFile(connection);
      if (version === 0 || damage.length > 0) {
        throw new CairnError(
          'catalog-unusable',
          `This copy is damaged and was not used (${damage[0]?.slice(0, longestDetail) ?? 'it is empty'}).`,
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
