/** @file What a person said, read from a catalog file beside whoever writes it. */
import Database from 'better-sqlite3';
import { createHash } from 'node:crypto';
import { readAwaited } from './awaited.ts';

export interface Word {
  /** Rows of the log. */
  readonly decisions: number;
  /** Hash of the log's rows. */
  readonly log: string;
  /** All that holds of what was said, a line each. Also of a photo that is awaited: when it comes, nothing else is said. */
  readonly said: readonly string[];
}

const saidQueries: readonly (readonly [name: string, sql: string])[] = [
  [
    'membership',
    `SELECT uuid, lower(hex(content_hash)), state FROM memberships
      JOIN albums ON albums.id = album_id JOIN photos ON photos.id = photo_id WHERE state <> 'suggested'`,
  ],
  ['no landmark', 'SELECT lower(hex(content_hash)) FROM photos WHERE is_landmark_denied'],
  ['favourite', 'SELECT lower(hex(content_hash)) FROM photos WHERE is_favourite'],
  ['name', 'SELECT uuid, name FROM albums WHERE is_named_by_person'],
  ['hidden', 'SELECT uuid FROM albums WHERE is_hidden'],
  [
    'cover',
    `SELECT uuid, lower(hex(content_hash)) FROM albums JOIN photos ON photos.id = cover_photo_id WHERE is_cover_chosen`,
  ],
  [
    'merged',
    `SELECT albums.uuid, targets.uuid FROM albums JOIN albums AS targets ON targets.id = albums.merged_into_id`,
  ],
  ['different', 'SELECT lower(hex(low_hash)), lower(hex(high_hash)) FROM different_photos'],
];

/** Reads it in one transaction. */
export function readWord(path: string): Word {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    return database.transaction((): Word => {
      const rows = database.prepare('SELECT id, at_ms, kind, payload FROM decisions ORDER BY id').raw().all();
      const said = saidQueries.flatMap(([name, sql]) =>
        database
          .prepare<[], readonly string[]>(sql)
          .raw()
          .all()
          .map((row) => [name, ...row].join(' ')),
      );
      return { decisions: rows.length, log: hash(rows), said: [...said, ...readAwaited(database)].sort() };
    })();
  } finally {
    database.close();
  }
}

/** What is other than it was, in words; null: nothing. */
export function describeDifference(before: Word, now: Word): string | null {
  if (before.log !== now.log) return `another log: ${before.decisions} decisions before, ${now.decisions} now`;
  const [old, current] = [new Set(before.said), new Set(now.said)];
  const lines = [
    ...before.said.filter((line) => !current.has(line)).map((line) => `gone: ${line}`),
    ...now.said.filter((line) => !old.has(line)).map((line) => `new: ${line}`),
  ];
  return lines.length === 0 ? null : lines.join(', ');
}

/**
 * The part of it that every older copy says again when it is put back. A cover is none of its album's photos there, maybe; and a photo
 * that shows no landmark is refused by those albums alone that it was suggested for.
 */
export function pickRepeatable(word: Word, path: string): Word {
  const database = new Database(path, { readonly: true, fileMustExist: true });
  try {
    const denied = new Set(
      database
        .prepare<[], string>(
          `SELECT DISTINCT value FROM decisions, json_each(payload, '$.photos') WHERE kind = 'not-landmark'`,
        )
        .pluck()
        .all(),
    );
    const isRepeatable = (line: string): boolean => {
      const [name, , hash = '', state] = line.split(' ');
      return name !== 'cover' && !(name === 'membership' && state === 'rejected' && denied.has(hash));
    };
    return { ...word, said: word.said.filter(isRepeatable) };
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
