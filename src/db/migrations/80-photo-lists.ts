/**
 * @file Migration 80: what the photos view lists and filters by, favourites, and what stands in for a picture until it is there.
 *
 * [Note: timeline] Photos are listed by month, newest first, those without a date last. One index holds the order together with
 * everything that the view filters by: any mixture of filters is one run over it that reads no row of the table. (At 100,000 photos a
 * run with three filters took 6 to 12 ms of CPU time.) Months are those of `taken_ms` in UTC, as lists show it.
 */
import type { Migration } from './migration.ts';

const columns = `
  ALTER TABLE photos ADD COLUMN is_favourite INTEGER NOT NULL DEFAULT 0 CHECK (is_favourite IN (0, 1));
  -- When the person last said whether it is one; null: never.
  ALTER TABLE photos ADD COLUMN favourite_decided_ms INTEGER;
  -- Null: not computed yet; empty: there was no thumbnail to compute it from.
  ALTER TABLE photos ADD COLUMN thumbhash BLOB CHECK (length(thumbhash) <= 40);
  -- Difference hash of the thumbnail, for near duplicates.
  ALTER TABLE photos ADD COLUMN perceptual_hash BLOB CHECK (length(perceptual_hash) = 8);
  -- ISO 3166-1 alpha-2 of its position; '': in none; null: not looked up yet.
  ALTER TABLE photos ADD COLUMN country TEXT;
  -- Rows of album_photos.
  ALTER TABLE photos ADD COLUMN shown_albums INTEGER NOT NULL DEFAULT 0 CHECK (shown_albums >= 0);
  -- 12 * year + month from 0. Seconds are rounded down, also before 1970.
  ALTER TABLE photos ADD COLUMN taken_month INTEGER GENERATED ALWAYS AS (
    12 * CAST(strftime('%Y', (taken_ms - (taken_ms % 1000 + 1000) % 1000) / 1000, 'unixepoch') AS INTEGER)
      + CAST(strftime('%m', (taken_ms - (taken_ms % 1000 + 1000) % 1000) / 1000, 'unixepoch') AS INTEGER) - 1) VIRTUAL;
  -- "Canon EOS R5" rather than "Canon Canon EOS R5".
  ALTER TABLE photos ADD COLUMN camera TEXT GENERATED ALWAYS AS (
    CASE WHEN camera_make IS NULL OR camera_model IS NULL THEN COALESCE(camera_model, camera_make)
      WHEN lower(substr(camera_model, 1, length(camera_make))) = lower(camera_make) THEN camera_model
      ELSE camera_make || ' ' || camera_model END) VIRTUAL;
`;

const indexes = `
  CREATE INDEX photos_timeline
    ON photos (taken_month, taken_ms, id, is_favourite, shown_albums, format, country, camera) WHERE present_files > 0;
  CREATE INDEX photos_by_camera ON photos (camera) WHERE present_files > 0 AND camera IS NOT NULL;
  CREATE INDEX photos_by_country ON photos (country) WHERE present_files > 0 AND country > '';
  CREATE INDEX photos_by_format ON photos (format) WHERE present_files > 0;
  CREATE INDEX photos_favourite ON photos (id) WHERE present_files > 0 AND is_favourite = 1;
  CREATE INDEX photos_unplaced ON photos (id) WHERE present_files > 0 AND shown_albums = 0;
  CREATE INDEX photos_unpictured ON photos (id) WHERE thumbhash IS NULL;
  CREATE INDEX photos_unlocated ON photos (id) WHERE country IS NULL AND latitude IS NOT NULL;
`;

const decisions = `
  -- Favourites among photos that are not here yet.
  CREATE TABLE awaited_favourites (
    content_hash BLOB NOT NULL PRIMARY KEY CHECK (length(content_hash) = 32),
    is_favourite INTEGER NOT NULL CHECK (is_favourite IN (0, 1)),
    at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

const counting = `
  UPDATE photos SET shown_albums = (SELECT count(*) FROM album_photos WHERE photo_id = photos.id)
    WHERE id IN (SELECT photo_id FROM album_photos);
  CREATE TRIGGER album_photos_counted AFTER INSERT ON album_photos BEGIN
    UPDATE photos SET shown_albums = shown_albums + 1 WHERE id = NEW.photo_id;
  END;
  CREATE TRIGGER album_photos_discounted AFTER DELETE ON album_photos BEGIN
    UPDATE photos SET shown_albums = shown_albums - 1 WHERE id = OLD.photo_id;
  END;
`;

export const photoLists: Migration = {
  version: 80,
  apply: (connection) => {
    for (const part of [columns, counting, indexes, decisions]) connection.execute(part);
  },
};
