/** @file Checks of the whole catalog: the file, its references, and what is kept beside the facts. */
import type { Connection } from './connection.ts';

/** Each counts rows that should not be there. */
const checks: readonly { readonly problem: string; readonly sql: string }[] = [
  {
    problem: "embeddings whose length is not their model's",
    sql: `SELECT count(*) FROM embeddings JOIN models ON models.id = model_id WHERE length(vector) <> 4 * dims`,
  },
  {
    problem: 'photos with a wrong number of present files',
    sql: `SELECT count(*) FROM photos WHERE present_files <>
      (SELECT count(*) FROM files WHERE photo_id = photos.id AND state = 'present')`,
  },
  {
    problem: "members missing from their album's page, or there by mistake",
    sql: `WITH expected AS (
        SELECT album_id, sort_ms, photo_id, taken_ms, state = 'suggested' AS is_suggested
        FROM memberships JOIN photos ON photos.id = photo_id
        WHERE state <> 'rejected' AND is_tentative = 0 AND present_files > 0),
      kept AS (SELECT album_id, sort_ms, photo_id, taken_ms, is_suggested FROM album_photos)
      SELECT (SELECT count(*) FROM (SELECT * FROM expected EXCEPT SELECT * FROM kept))
        + (SELECT count(*) FROM (SELECT * FROM kept EXCEPT SELECT * FROM expected))`,
  },
  {
    problem: 'albums with wrong counts or times',
    sql: `SELECT count(*) FROM albums LEFT JOIN (
        SELECT album_id, count(*) AS photos, sum(is_suggested) AS suggested, min(taken_ms) AS earliest,
          max(taken_ms) AS latest
        FROM album_photos GROUP BY album_id
      ) AS actual ON actual.album_id = albums.id
      WHERE photo_count <> COALESCE(photos, 0) OR suggested_count <> COALESCE(suggested, 0)
        OR earliest_taken_ms IS NOT earliest OR latest_taken_ms IS NOT latest`,
  },
  {
    problem: 'photos with a wrong number of albums',
    sql: `SELECT count(*) FROM photos WHERE shown_albums <>
      (SELECT count(*) FROM album_photos WHERE photo_id = photos.id)`,
  },
  {
    problem: 'jobs under another root than their file',
    sql: `SELECT count(*) FROM jobs JOIN files ON files.id = file_id WHERE jobs.root_id <> files.root_id`,
  },
];

/** What is wrong with the catalog, one line each; empty when nothing is. Reads everything. */
export function checkIntegrity(connection: Connection): string[] {
  try {
    const damage = checkFile(connection);
    // On a damaged file the other checks fail or lie.
    return damage.length > 0 ? damage : [...findOrphans(connection), ...compareWithFacts(connection)];
  } catch (error) {
    // What cannot be read at all is the answer too.
    if (isDamageError(error)) return [(error as Error).message];
    throw error;
  }
}

/** Damage of the file itself, whatever form the catalog has; empty when there is none. Throws what SQLite throws. */
export function checkFile(connection: Connection): string[] {
  return listDamage(connection, 'PRAGMA integrity_check');
}

/** The same without comparing each index with its table: half the time, and as sure to find a page that was overwritten. */
export function checkFileQuickly(connection: Connection): string[] {
  return listDamage(connection, 'PRAGMA quick_check(10)');
}

function listDamage(connection: Connection, pragma: string): string[] {
  return connection
    .prepare<[], string>(pragma, 'value')
    .all()
    .filter((line) => line !== 'ok');
}

/** Whether SQLite says that it cannot read what it wrote. */
export function isDamageError(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^SQLITE_(CORRUPT|NOTADB|IOERR)/.test(String(error.code));
}

function findOrphans(connection: Connection): string[] {
  const orphans = connection.prepare<[], { table: string; parent: string }>('PRAGMA foreign_key_check').all();
  return orphans.map(({ table, parent }) => `a row of ${table} points to no row of ${parent}`);
}

function compareWithFacts(connection: Connection): string[] {
  return checks.flatMap(({ problem, sql }) => {
    const count = connection.prepare<[], number>(sql, 'value').get() ?? 0;
    return count > 0 ? [`${count} ${problem}`] : [];
  });
}
