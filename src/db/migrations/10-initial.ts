/** @file Migration 10: the tables of the catalog. */
import type { Migration } from './migration.ts';

const roots = `
  CREATE TABLE roots (
    id INTEGER PRIMARY KEY,
    volume_id TEXT NOT NULL,
    volume_label TEXT NOT NULL,
    path TEXT NOT NULL CHECK (path <> ''),
    path_in_volume TEXT NOT NULL,
    state TEXT NOT NULL CHECK (state IN ('online', 'offline', 'removed')),
    added_ms INTEGER NOT NULL
  ) STRICT;
  -- Not by path: an absent drive and the one now mounted in its place may share it.
  CREATE UNIQUE INDEX roots_by_volume ON roots (volume_id, path_in_volume);
`;

const photos = `
  CREATE TABLE photos (
    id INTEGER PRIMARY KEY,
    content_hash BLOB NOT NULL UNIQUE CHECK (length(content_hash) = 32),
    size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
    format TEXT NOT NULL CHECK (format <> ''),
    width INTEGER NOT NULL CHECK (width > 0),
    height INTEGER NOT NULL CHECK (height > 0),
    orientation INTEGER NOT NULL CHECK (orientation BETWEEN 1 AND 8),
    taken_ms INTEGER,
    taken_offset_minutes INTEGER CHECK (taken_offset_minutes BETWEEN -1440 AND 1440),
    taken_source TEXT CHECK (taken_source IN ('exif', 'gps', 'file-name', 'file-time')),
    latitude REAL CHECK (latitude BETWEEN -90 AND 90),
    longitude REAL CHECK (longitude BETWEEN -180 AND 180),
    camera_make TEXT,
    camera_model TEXT,
    added_ms INTEGER NOT NULL,
    CHECK ((latitude IS NULL) = (longitude IS NULL))
  ) STRICT;
`;

const files = `
  CREATE TABLE files (
    id INTEGER PRIMARY KEY,
    root_id INTEGER NOT NULL REFERENCES roots (id),
    relative_path TEXT NOT NULL CHECK (relative_path <> ''),
    size_bytes INTEGER NOT NULL CHECK (size_bytes >= 0),
    mtime_ms INTEGER NOT NULL,
    photo_id INTEGER REFERENCES photos (id),
    state TEXT NOT NULL CHECK (state IN ('present', 'missing')),
    failure_reason TEXT,
    UNIQUE (root_id, relative_path)
  ) STRICT;
  CREATE INDEX files_by_photo ON files (photo_id) WHERE photo_id IS NOT NULL;
  CREATE INDEX files_by_root_state ON files (root_id, state, photo_id);
`;

const embeddings = `
  CREATE TABLE models (
    id INTEGER PRIMARY KEY,
    hash TEXT NOT NULL UNIQUE CHECK (hash <> ''),
    name TEXT NOT NULL,
    dims INTEGER NOT NULL CHECK (dims > 0)
  ) STRICT;
  -- Model first: chunks of one model are read in one run over the key.
  CREATE TABLE embeddings (
    photo_id INTEGER NOT NULL REFERENCES photos (id),
    model_id INTEGER NOT NULL REFERENCES models (id),
    vector BLOB NOT NULL CHECK (length(vector) % 4 = 0),
    PRIMARY KEY (model_id, photo_id)
  ) STRICT;
  CREATE TRIGGER embeddings_have_model_length BEFORE INSERT ON embeddings
  WHEN length(NEW.vector) IS NOT (SELECT 4 * dims FROM models WHERE id = NEW.model_id)
  BEGIN SELECT RAISE(ABORT, 'vector length differs from the dims of its model'); END;
`;

const albums = `
  CREATE TABLE landmarks (
    id TEXT PRIMARY KEY CHECK (id <> ''),
    name TEXT NOT NULL CHECK (name <> ''),
    aliases TEXT NOT NULL CHECK (json_valid(aliases) AND json_type(aliases) = 'array'),
    country TEXT,
    latitude REAL CHECK (latitude BETWEEN -90 AND 90),
    longitude REAL CHECK (longitude BETWEEN -180 AND 180),
    source TEXT NOT NULL CHECK (source IN ('atlas', 'person')),
    CHECK ((latitude IS NULL) = (longitude IS NULL))
  ) STRICT, WITHOUT ROWID;

  CREATE TABLE albums (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    kind TEXT NOT NULL CHECK (kind IN ('landmark', 'group')),
    landmark_id TEXT REFERENCES landmarks (id),
    name TEXT NOT NULL CHECK (name <> ''),
    -- The name as it sorts: without case and accents (sort-key.ts).
    sort_name TEXT NOT NULL,
    is_named_by_person INTEGER NOT NULL CHECK (is_named_by_person IN (0, 1)),
    place TEXT,
    latitude REAL CHECK (latitude BETWEEN -90 AND 90),
    longitude REAL CHECK (longitude BETWEEN -180 AND 180),
    cover_photo_id INTEGER REFERENCES photos (id),
    merged_into_id INTEGER REFERENCES albums (id) CHECK (merged_into_id <> id),
    created_ms INTEGER NOT NULL,
    CHECK (kind <> 'landmark' OR landmark_id IS NOT NULL),
    CHECK ((latitude IS NULL) = (longitude IS NULL))
  ) STRICT;
  CREATE UNIQUE INDEX albums_by_landmark ON albums (landmark_id)
    WHERE landmark_id IS NOT NULL AND merged_into_id IS NULL;

  CREATE TABLE memberships (
    album_id INTEGER NOT NULL REFERENCES albums (id),
    photo_id INTEGER NOT NULL REFERENCES photos (id),
    state TEXT NOT NULL CHECK (state IN ('suggested', 'confirmed', 'rejected')),
    confidence REAL CHECK (confidence BETWEEN 0 AND 1),
    updated_ms INTEGER NOT NULL,
    PRIMARY KEY (album_id, photo_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX memberships_by_photo ON memberships (photo_id);
  CREATE INDEX memberships_decided ON memberships (album_id, photo_id) WHERE state <> 'suggested';
  CREATE TRIGGER memberships_stay_decided BEFORE UPDATE ON memberships
  WHEN OLD.state <> 'suggested' AND NEW.state = 'suggested'
  BEGIN SELECT RAISE(ABORT, 'a decided membership never becomes a suggestion again'); END;

  CREATE TABLE decisions (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    at_ms INTEGER NOT NULL,
    kind TEXT NOT NULL CHECK (kind IN ('rename', 'confirm', 'reject', 'merge')),
    payload TEXT NOT NULL CHECK (json_valid(payload))
  ) STRICT;
  CREATE TRIGGER decisions_are_not_changed BEFORE UPDATE ON decisions
  BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
  CREATE TRIGGER decisions_are_not_deleted BEFORE DELETE ON decisions
  BEGIN SELECT RAISE(ABORT, 'decisions are append-only'); END;
`;

const jobs = `
  CREATE TABLE jobs (
    id INTEGER PRIMARY KEY AUTOINCREMENT,
    file_id INTEGER NOT NULL UNIQUE REFERENCES files (id),
    -- That of the file: lets jobs of absent volumes wait without being looked at.
    root_id INTEGER NOT NULL REFERENCES roots (id),
    state TEXT NOT NULL CHECK (state IN ('queued', 'running', 'failed', 'quarantined')),
    tries INTEGER NOT NULL DEFAULT 0 CHECK (tries >= 0),
    crashes INTEGER NOT NULL DEFAULT 0 CHECK (crashes >= 0),
    reason TEXT,
    priority INTEGER NOT NULL,
    updated_ms INTEGER NOT NULL,
    CHECK (state IN ('queued', 'running') OR reason IS NOT NULL)
  ) STRICT;
  CREATE INDEX jobs_next ON jobs (root_id, tries, priority DESC) WHERE state = 'queued' AND crashes = 0;
  CREATE INDEX jobs_suspect ON jobs (state) WHERE crashes > 0;
  CREATE INDEX jobs_running ON jobs (root_id) WHERE state = 'running';
  CREATE INDEX jobs_failed ON jobs (updated_ms) WHERE state IN ('failed', 'quarantined');
  CREATE INDEX jobs_by_root ON jobs (root_id, state);

  CREATE TABLE settings (key TEXT PRIMARY KEY, value TEXT NOT NULL) STRICT, WITHOUT ROWID;
`;

export const initial: Migration = {
  version: 10,
  apply: (connection) => {
    for (const tables of [roots, photos, files, embeddings, albums, jobs]) connection.execute(tables);
  },
};
