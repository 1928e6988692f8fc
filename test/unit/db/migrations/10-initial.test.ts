import { describe, expect, it } from 'vitest';
import type { Connection } from '../../../../src/db/connection.ts';
import { initial } from '../../../../src/db/migrations/10-initial.ts';
import { makeOldCatalog } from '../old-catalog.ts';
import { makeFolder } from '../temporary-catalog.ts';

const hash = "X'" + 'ab'.repeat(32) + "'";
const photoColumns = 'content_hash, size_bytes, format, width, height, orientation, added_ms';

/** Rows that later ones refer to. */
const makeCatalog = (): Connection => {
  const connection = makeOldCatalog(makeFolder(), [initial]);
  connection.execute(`
    INSERT INTO roots VALUES (1, 'v', '', '/a', 'a', 'online', 0);
    INSERT INTO photos (id, ${photoColumns}) VALUES (1, ${hash}, 1, 'jpeg', 2, 3, 1, 0);
    INSERT INTO files VALUES (1, 1, 'a.jpg', 1, 1, 1, 'present', NULL);
    INSERT INTO models VALUES (1, 'h', 'n', 2);
    INSERT INTO landmarks VALUES ('eiffel', 'Eiffel Tower', '[]', 'FR', 48.8, 2.3, 'atlas');
    INSERT INTO albums (id, kind, landmark_id, name, sort_name, is_named_by_person, created_ms)
      VALUES (1, 'landmark', 'eiffel', 'Eiffel Tower', 'eiffel tower', 0, 0), (2, 'group', NULL, 'G', 'g', 0, 0);
    INSERT INTO memberships VALUES (1, 1, 'confirmed', 0.5, 0);
    INSERT INTO decisions VALUES (1, 0, 'rename', '{}');
    INSERT INTO jobs (id, file_id, root_id, state, priority, updated_ms) VALUES (1, 1, 1, 'queued', 0, 0)`);
  return connection;
};

const refused: readonly (readonly [string, string])[] = [
  ['a root in an unknown state', `INSERT INTO roots VALUES (2, 'v', '', '/b', 'b', 'asleep', 0)`],
  ['two roots at one place of a volume', `INSERT INTO roots VALUES (2, 'v', '', '/b', 'a', 'online', 0)`],
  ['a short content hash', `INSERT INTO photos (${photoColumns}) VALUES (X'ab', 1, 'jpeg', 2, 3, 1, 0)`],
  [
    'a content hash as text',
    `INSERT INTO photos (${photoColumns}) VALUES ('${'a'.repeat(32)}', 1, 'jpeg', 2, 3, 1, 0)`,
  ],
  ['the same content twice', `INSERT INTO photos (${photoColumns}) VALUES (${hash}, 1, 'jpeg', 2, 3, 1, 0)`],
  ['a photo without width', `UPDATE photos SET width = 0`],
  ['orientation 9', `UPDATE photos SET orientation = 9`],
  ['a latitude beyond the pole', `UPDATE photos SET latitude = 90.1, longitude = 0`],
  ['a longitude beyond the date line', `UPDATE photos SET latitude = 0, longitude = -180.1`],
  ['a latitude without longitude', `UPDATE photos SET latitude = 1`],
  ['an offset of more than a day', `UPDATE photos SET taken_offset_minutes = 1441`],
  ['an unknown source of the time', `UPDATE photos SET taken_source = 'guess'`],
  ['a time that is no integer', `UPDATE photos SET taken_ms = 1.5`],
  ['the same path twice in a root', `INSERT INTO files VALUES (2, 1, 'a.jpg', 1, 1, NULL, 'present', NULL)`],
  ['a file under no root', `INSERT INTO files VALUES (2, 9, 'b.jpg', 1, 1, NULL, 'present', NULL)`],
  ['a file of no photo', `UPDATE files SET photo_id = 9`],
  ['a file in an unknown state', `UPDATE files SET state = 'offline'`],
  ['a vector of another length than its model has', `INSERT INTO embeddings VALUES (1, 1, zeroblob(12))`],
  ['a vector of half a value', `INSERT INTO embeddings VALUES (1, 1, zeroblob(7))`],
  ['a vector of an unknown model', `INSERT INTO embeddings VALUES (1, 9, zeroblob(8))`],
  ['aliases that are no array', `UPDATE landmarks SET aliases = '{}'`],
  ['a second album of a landmark', `UPDATE albums SET kind = 'landmark', landmark_id = 'eiffel' WHERE id = 2`],
  ['a landmark album without landmark', `UPDATE albums SET landmark_id = NULL WHERE id = 1`],
  ['an album merged into itself', `UPDATE albums SET merged_into_id = id WHERE id = 2`],
  ['an album without a name', `UPDATE albums SET name = ''`],
  ['a membership in an unknown state', `INSERT INTO memberships VALUES (2, 1, 'maybe', 0.5, 0)`],
  ['a confidence above one', `INSERT INTO memberships VALUES (2, 1, 'suggested', 1.01, 0)`],
  ['a decided membership made a suggestion', `UPDATE memberships SET state = 'suggested'`],
  ['a membership in no album', `INSERT INTO memberships VALUES (9, 1, 'suggested', 0.5, 0)`],
  ['a changed decision', `UPDATE decisions SET at_ms = 1`],
  ['a deleted decision', `DELETE FROM decisions`],
  ['a replaced decision', `INSERT OR REPLACE INTO decisions VALUES (1, 0, 'reject', '{}')`],
  ['a decision of an unknown kind', `INSERT INTO decisions VALUES (2, 0, 'shrug', '{}')`],
  ['a decision that is not JSON', `INSERT INTO decisions VALUES (2, 0, 'rename', 'no')`],
  [
    'a second job for a file',
    `INSERT INTO jobs (file_id, root_id, state, priority, updated_ms) VALUES (1, 1, 'queued', 0, 0)`,
  ],
  ['a failed job without a reason', `UPDATE jobs SET state = 'failed'`],
  ['a job in an unknown state', `UPDATE jobs SET state = 'done'`],
  ['a root taken from under its files', `DELETE FROM roots`],
  ['a photo taken from under its file', `DELETE FROM photos`],
];

describe('migration 10', () => {
  it.each(refused)('refuses %s', (_, sql) => {
    const connection = makeCatalog();
    expect(() => connection.execute(sql)).toThrow(/constraint|cannot store|append-only|length differs|never becomes/);
  });

  it('takes what is at the edge', () => {
    const connection = makeCatalog();
    connection.execute(`
      UPDATE photos SET latitude = -90, longitude = 180, taken_offset_minutes = -1440, taken_ms = -62135596800000;
      INSERT INTO embeddings VALUES (1, 1, zeroblob(8));
      UPDATE albums SET merged_into_id = 2 WHERE id = 1;
      UPDATE albums SET kind = 'landmark', landmark_id = 'eiffel' WHERE id = 2;
      UPDATE memberships SET state = 'rejected', confidence = 1;
      UPDATE memberships SET state = 'confirmed', confidence = 0`);
    expect(connection.readPragma('integrity_check')).toBe('ok');
  });

  it('never gives an album id twice', () => {
    const connection = makeCatalog();
    const insert = `INSERT INTO albums (kind, name, sort_name, is_named_by_person, created_ms) VALUES ('group', 'x', 'x', 0, 0)`;
    const { id } = connection.prepare<[]>(insert).run();
    connection.execute(`DELETE FROM albums WHERE id = ${id}`);
    expect(connection.prepare<[]>(insert).run().id).toBe(id + 1);
  });
});
