/** @file What a person said, read from a catalog file beside whoever writes it. */
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';

export interface Word {
  /** Rows of the log. */
  readonly decisions: number;
  /** Hash of the log's rows. */
  readonly log: string;
  /** Hash of what holds of all that was said. */
  readonly said: string;
}

const saidQueries = [
  `SELECT album_id, photo_id, state FROM memberships WHERE state <> 'suggested' ORDER BY 1, 2`,
  `SELECT id, CASE WHEN is_named_by_person THEN name END, is_hidden, CASE WHEN is_cover_chosen THEN cover_photo_id END,
    merged_into_id FROM albums
    WHERE is_named_by_person OR is_hidden OR is_cover_chosen OR merged_into_id IS NOT NULL ORDER BY 1`,
  'SELECT id FROM photos WHERE is_landmark_denied ORDER BY 1',
  'SELECT id FROM photos WHERE is_favourite ORDER BY 1',
  'SELECT hex(low_hash), hex(high_hash) FROM different_photos ORDER BY 1, 2',
];

/** Reads it in one transaction. */
export function readWord(path: string): Word {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    return database.transaction((): Word => {
      const rows = database.prepare('SELECT id, at_ms, kind, payload FROM decisions ORDER BY id').raw().all();
      const said = saidQueries.map((sql) => database.prepare(sql).raw().all());
      return { decisions: rows.length, log: hash(rows), said: hash(said) };
    })();
  } finally {
    database.close();
  }
}

/** The hash of a log's first rows: what was written there stays. */
export function hashLogStart(path: string, count: number): string {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    return hash(
      database.prepare('SELECT id, at_ms, kind, payload FROM decisions ORDER BY id LIMIT ?').raw().all(count),
    );
  } finally {
    database.close();
  }
}

function hash(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 16);
}
