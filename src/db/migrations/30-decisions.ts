/**
 * @file Migration 30: more kinds of decisions, what each of them changed (for undo), and decisions about photos that are not here yet.
 */
import type { Migration } from './migration.ts';

const albums = `
  -- Names the album in the log of decisions, also to another catalog.
  ALTER TABLE albums ADD COLUMN uuid TEXT;
  UPDATE albums SET uuid = lower(hex(randomblob(16)));
  CREATE UNIQUE INDEX albums_by_uuid ON albums (uuid);
  ALTER TABLE albums ADD COLUMN is_hidden INTEGER NOT NULL DEFAULT 0 CHECK (is_hidden IN (0, 1));
  ALTER TABLE albums ADD COLUMN is_cover_chosen INTEGER NOT NULL DEFAULT 0 CHECK (is_cover_chosen IN (0, 1));
`;

const photos = `
  -- "Not a landmark": never recognised, grouped or suggested again.
  ALTER TABLE photos ADD COLUMN is_landmark_denied INTEGER NOT NULL DEFAULT 0 CHECK (is_landmark_denied IN (0, 1));
`;

const decisions = `
  CREATE TABLE decisions_new (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind <> ''),
    payload TEXT NOT NULL CHECK (json_valid(payload)),
    -- Rows of this catalog that it changed, with before and after.
    effects TEXT NOT NULL CHECK (json_valid(effects))
  ) STRICT;
  INSERT INTO decisions_new (id, at_ms, kind, payload, effects) SELECT id, at_ms, kind, payload, '[]' FROM decisions;
  DROP TABLE decisions;
  ALTER TABLE decisions_new RENAME TO decisions;
  CREATE TRIGGER decisions_are_not_changed BEFORE UPDATE ON decisions
  BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
  CREATE TRIGGER decisions_are_not_deleted BEFORE DELETE ON decisions
  BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;

  CREATE TABLE awaited_decisions (
    content_hash BLOB NOT NULL CHECK (length(content_hash) = 32),
    -- 0: about the photo itself ("not a landmark").
    album_id INTEGER NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('confirmed', 'rejected', 'denied')),
    at_ms INTEGER NOT NULL,
    PRIMARY KEY (content_hash, album_id)
  ) STRICT, WITHOUT ROWID;
`;

export const moreDecisions: Migration = {
  version: 30,
  apply: (connection) => {
    for (const tables of [albums, photos, decisions]) connection.execute(tables);
  },
};
