/**
 * @file Migration 20: what the list pages read.
 *
 * [Note: listings] Pages of 100,000 photos and 2,000 albums must come in a few milliseconds, so the catalog keeps beside the
 * facts what follows from them: how many present files a photo has, the shown photos of each album in the order of its
 * page, and each album's counts. Triggers keep them, so that no caller can forget to; `checkIntegrity` compares them with
 * the facts. A photo is shown when at least one file of it is present (its root may be offline); a rejected member never is.
 * (At those sizes a page of 100 albums took 290 ms by joins and takes 0.4 ms, one of 200 photos 1 to 3 ms, CPU time.)
 */
import type { Migration } from './migration.ts';

const columns = `
  ALTER TABLE photos ADD COLUMN present_files INTEGER NOT NULL DEFAULT 0 CHECK (present_files >= 0);
  ALTER TABLE photos ADD COLUMN sort_ms INTEGER NOT NULL GENERATED ALWAYS AS (COALESCE(taken_ms, added_ms)) VIRTUAL;
  CREATE INDEX photos_shown ON photos (sort_ms) WHERE present_files > 0;

  CREATE TABLE album_photos (
    album_id INTEGER NOT NULL REFERENCES albums (id),
    sort_ms INTEGER NOT NULL,
    photo_id INTEGER NOT NULL REFERENCES photos (id),
    taken_ms INTEGER,
    is_suggested INTEGER NOT NULL CHECK (is_suggested IN (0, 1)),
    PRIMARY KEY (album_id, sort_ms, photo_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX album_photos_by_taken ON album_photos (album_id, taken_ms) WHERE taken_ms IS NOT NULL;

  ALTER TABLE albums ADD COLUMN photo_count INTEGER NOT NULL DEFAULT 0 CHECK (photo_count >= 0);
  ALTER TABLE albums ADD COLUMN suggested_count INTEGER NOT NULL DEFAULT 0 CHECK (suggested_count >= 0);
  ALTER TABLE albums ADD COLUMN earliest_taken_ms INTEGER;
  ALTER TABLE albums ADD COLUMN latest_taken_ms INTEGER;
  CREATE INDEX albums_by_photos ON albums (photo_count DESC, sort_name)
    WHERE merged_into_id IS NULL AND photo_count > 0;
  CREATE INDEX albums_by_name ON albums (sort_name) WHERE merged_into_id IS NULL AND photo_count > 0;
  CREATE INDEX albums_by_recent ON albums (latest_taken_ms DESC, sort_name)
    WHERE merged_into_id IS NULL AND photo_count > 0;
`;

const albumTriggers = `
  CREATE TRIGGER album_photos_added AFTER INSERT ON album_photos BEGIN
    UPDATE albums SET
      photo_count = photo_count + 1,
      suggested_count = suggested_count + NEW.is_suggested,
      earliest_taken_ms = min(COALESCE(earliest_taken_ms, NEW.taken_ms), COALESCE(NEW.taken_ms, earliest_taken_ms)),
      latest_taken_ms = max(COALESCE(latest_taken_ms, NEW.taken_ms), COALESCE(NEW.taken_ms, latest_taken_ms))
    WHERE id = NEW.album_id;
  END;

  CREATE TRIGGER album_photos_gone AFTER DELETE ON album_photos BEGIN
    UPDATE albums SET
      photo_count = photo_count - 1,
      suggested_count = suggested_count - OLD.is_suggested,
      earliest_taken_ms =
        (SELECT min(taken_ms) FROM album_photos WHERE album_id = OLD.album_id AND taken_ms IS NOT NULL),
      latest_taken_ms =
        (SELECT max(taken_ms) FROM album_photos WHERE album_id = OLD.album_id AND taken_ms IS NOT NULL)
    WHERE id = OLD.album_id;
  END;
`;

const membershipTriggers = `
  CREATE TRIGGER memberships_added AFTER INSERT ON memberships WHEN NEW.state <> 'rejected' BEGIN
    INSERT INTO album_photos (album_id, sort_ms, photo_id, taken_ms, is_suggested)
    SELECT NEW.album_id, sort_ms, id, taken_ms, NEW.state = 'suggested' FROM photos
    WHERE id = NEW.photo_id AND present_files > 0;
  END;

  CREATE TRIGGER memberships_gone AFTER DELETE ON memberships WHEN OLD.state <> 'rejected' BEGIN
    DELETE FROM album_photos WHERE album_id = OLD.album_id AND photo_id = OLD.photo_id
      AND sort_ms = (SELECT sort_ms FROM photos WHERE id = OLD.photo_id);
  END;

  CREATE TRIGGER memberships_changed AFTER UPDATE OF state ON memberships WHEN OLD.state <> NEW.state BEGIN
    DELETE FROM album_photos WHERE album_id = OLD.album_id AND photo_id = OLD.photo_id
      AND sort_ms = (SELECT sort_ms FROM photos WHERE id = OLD.photo_id);
    INSERT INTO album_photos (album_id, sort_ms, photo_id, taken_ms, is_suggested)
    SELECT NEW.album_id, sort_ms, id, taken_ms, NEW.state = 'suggested' FROM photos
    WHERE id = NEW.photo_id AND present_files > 0 AND NEW.state <> 'rejected';
  END;

  CREATE TRIGGER memberships_keep_their_key BEFORE UPDATE OF album_id, photo_id ON memberships
  WHEN OLD.album_id <> NEW.album_id OR OLD.photo_id <> NEW.photo_id
  BEGIN SELECT RAISE(ABORT, 'a membership is not moved: delete and insert'); END;
`;

const photoTriggers = `
  CREATE TRIGGER photos_changed AFTER UPDATE OF taken_ms, added_ms, present_files ON photos
  WHEN OLD.taken_ms IS NOT NEW.taken_ms OR OLD.added_ms <> NEW.added_ms
    OR (OLD.present_files > 0) <> (NEW.present_files > 0)
  BEGIN
    DELETE FROM album_photos
    WHERE album_id IN (SELECT album_id FROM memberships WHERE photo_id = OLD.id)
      AND sort_ms = COALESCE(OLD.taken_ms, OLD.added_ms) AND photo_id = OLD.id;
    INSERT INTO album_photos (album_id, sort_ms, photo_id, taken_ms, is_suggested)
    SELECT album_id, COALESCE(NEW.taken_ms, NEW.added_ms), NEW.id, NEW.taken_ms, state = 'suggested' FROM memberships
    WHERE photo_id = NEW.id AND state <> 'rejected' AND NEW.present_files > 0;
  END;

  CREATE TRIGGER files_added AFTER INSERT ON files WHEN NEW.photo_id IS NOT NULL AND NEW.state = 'present' BEGIN
    UPDATE photos SET present_files = present_files + 1 WHERE id = NEW.photo_id;
  END;

  CREATE TRIGGER files_gone AFTER DELETE ON files WHEN OLD.photo_id IS NOT NULL AND OLD.state = 'present' BEGIN
    UPDATE photos SET present_files = present_files - 1 WHERE id = OLD.photo_id;
  END;

  CREATE TRIGGER files_changed AFTER UPDATE OF photo_id, state ON files
  WHEN OLD.photo_id IS NOT NEW.photo_id OR OLD.state <> NEW.state
  BEGIN
    UPDATE photos SET present_files = present_files - 1 WHERE id = OLD.photo_id AND OLD.state = 'present';
    UPDATE photos SET present_files = present_files + 1 WHERE id = NEW.photo_id AND NEW.state = 'present';
  END;
`;

const fill = `
  UPDATE photos SET present_files =
    (SELECT count(*) FROM files WHERE files.photo_id = photos.id AND files.state = 'present');
  INSERT INTO album_photos (album_id, sort_ms, photo_id, taken_ms, is_suggested)
  SELECT memberships.album_id, photos.sort_ms, photos.id, photos.taken_ms, memberships.state = 'suggested'
  FROM memberships JOIN photos ON photos.id = memberships.photo_id
  WHERE memberships.state <> 'rejected' AND photos.present_files > 0;
`;

export const listings: Migration = {
  version: 20,
  apply: (connection) => {
    connection.execute(columns);
    // First, so that filling the pages fills the counts.
    connection.execute(albumTriggers);
    connection.execute(fill);
    connection.execute(membershipTriggers);
    connection.execute(photoTriggers);
  },
};
