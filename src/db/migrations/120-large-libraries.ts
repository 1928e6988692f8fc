/**
 * @file Migration 120: what adding a photo reads does not grow with the library. Photos that wait to be recognised or grouped get a row each:
 * they were one line of ids in the settings, read and written whole for each batch. Albums of landmarks get an index, merged ones too.
 *
 * [Note: counted later] Each row of `album_photos` that comes or goes counts in its album and its photo, and each count moves entries of
 * four indexes: 2,000 photos that move at once took twice as long for the counts as for themselves. Albums that stand in
 * `albums_counted_later` are counted when all of it is done (count-later.ts), within the same transaction.
 */
import type { Migration } from './migration.ts';

const tables = `
  CREATE TABLE photos_to_recognize (photo_id INTEGER PRIMARY KEY REFERENCES photos (id)) STRICT;
  CREATE TABLE photos_to_group (photo_id INTEGER PRIMARY KEY REFERENCES photos (id)) STRICT;
  -- Ids apart by blanks, or 'all'.
  INSERT INTO photos_to_recognize (photo_id)
  SELECT photos.id FROM settings
  CROSS JOIN json_each('[' || replace(trim(settings.value), ' ', ',') || ']') AS waiting
  CROSS JOIN photos ON photos.id = waiting.value
  WHERE settings.key = 'albums.unrecognized' AND settings.value NOT GLOB '*[^0-9 ]*'
  GROUP BY photos.id;
  DELETE FROM settings WHERE key = 'albums.unrecognized' AND value <> 'all';

  CREATE INDEX albums_of_landmarks ON albums (landmark_id) WHERE landmark_id IS NOT NULL;
`;

const isCounted = (row: 'NEW' | 'OLD'): string =>
  `WHEN NOT EXISTS (SELECT 1 FROM albums_counted_later WHERE album_id = ${row}.album_id)`;

const counts = `
  CREATE TABLE albums_counted_later (album_id INTEGER PRIMARY KEY REFERENCES albums (id)) STRICT;

  DROP TRIGGER album_photos_added;
  CREATE TRIGGER album_photos_added AFTER INSERT ON album_photos ${isCounted('NEW')} BEGIN
    UPDATE albums SET
      photo_count = photo_count + 1,
      suggested_count = suggested_count + NEW.is_suggested,
      earliest_taken_ms = min(COALESCE(earliest_taken_ms, NEW.taken_ms), COALESCE(NEW.taken_ms, earliest_taken_ms)),
      latest_taken_ms = max(COALESCE(latest_taken_ms, NEW.taken_ms), COALESCE(NEW.taken_ms, latest_taken_ms))
    WHERE id = NEW.album_id;
  END;

  DROP TRIGGER album_photos_gone;
  CREATE TRIGGER album_photos_gone AFTER DELETE ON album_photos ${isCounted('OLD')} BEGIN
    UPDATE albums SET
      photo_count = photo_count - 1,
      suggested_count = suggested_count - OLD.is_suggested,
      earliest_taken_ms =
        (SELECT min(taken_ms) FROM album_photos WHERE album_id = OLD.album_id AND taken_ms IS NOT NULL),
      latest_taken_ms =
        (SELECT max(taken_ms) FROM album_photos WHERE album_id = OLD.album_id AND taken_ms IS NOT NULL)
    WHERE id = OLD.album_id;
  END;

  DROP TRIGGER album_photos_counted;
  CREATE TRIGGER album_photos_counted AFTER INSERT ON album_photos ${isCounted('NEW')} BEGIN
    UPDATE photos SET shown_albums = shown_albums + 1 WHERE id = NEW.photo_id;
  END;

  DROP TRIGGER album_photos_discounted;
  CREATE TRIGGER album_photos_discounted AFTER DELETE ON album_photos ${isCounted('OLD')} BEGIN
    UPDATE photos SET shown_albums = shown_albums - 1 WHERE id = OLD.photo_id;
  END;
`;

export const largeLibraries: Migration = {
  version: 120,
  apply: (connection) => {
    connection.execute(tables);
    connection.execute(counts);
  },
};
