/**
 * @file Migration 60: suggestions that are not sure enough to be members. An album's page and counts (migration 20) leave them out;
 * they are listed by themselves. And what a person did not want of a regrouping, so that it is not proposed again.
 */
import type { Migration } from './migration.ts';

const table = `
  ALTER TABLE memberships ADD COLUMN is_tentative INTEGER NOT NULL DEFAULT 0
    CHECK (is_tentative = 0 OR (is_tentative = 1 AND state = 'suggested'));
  CREATE INDEX memberships_tentative ON memberships (album_id, confidence DESC, photo_id) WHERE is_tentative = 1;
  -- Mean confidence of a group's core times its mean probability of showing a landmark, when it was last found.
  ALTER TABLE albums ADD COLUMN certainty REAL CHECK (certainty BETWEEN 0 AND 1);
`;

const dismissals = `
  -- Keys as src/library/regroup makes them: albums by uuid, photos by content hash.
  CREATE TABLE dismissed_proposals (key TEXT PRIMARY KEY CHECK (key <> '')) STRICT, WITHOUT ROWID;
`;

const triggers = `
  DROP TRIGGER memberships_added;
  CREATE TRIGGER memberships_added AFTER INSERT ON memberships WHEN NEW.state <> 'rejected' AND NEW.is_tentative = 0 BEGIN
    INSERT INTO album_photos (album_id, sort_ms, photo_id, taken_ms, is_suggested)
    SELECT NEW.album_id, sort_ms, id, taken_ms, NEW.state = 'suggested' FROM photos
    WHERE id = NEW.photo_id AND present_files > 0;
  END;

  DROP TRIGGER memberships_gone;
  CREATE TRIGGER memberships_gone AFTER DELETE ON memberships WHEN OLD.state <> 'rejected' AND OLD.is_tentative = 0 BEGIN
    DELETE FROM album_photos WHERE album_id = OLD.album_id AND photo_id = OLD.photo_id
      AND sort_ms = (SELECT sort_ms FROM photos WHERE id = OLD.photo_id);
  END;

  DROP TRIGGER memberships_changed;
  CREATE TRIGGER memberships_changed AFTER UPDATE OF state, is_tentative ON memberships
  WHEN OLD.state <> NEW.state OR OLD.is_tentative <> NEW.is_tentative BEGIN
    DELETE FROM album_photos WHERE album_id = OLD.album_id AND photo_id = OLD.photo_id
      AND sort_ms = (SELECT sort_ms FROM photos WHERE id = OLD.photo_id);
    INSERT INTO album_photos (album_id, sort_ms, photo_id, taken_ms, is_suggested)
    SELECT NEW.album_id, sort_ms, id, taken_ms, NEW.state = 'suggested' FROM photos
    WHERE id = NEW.photo_id AND present_files > 0 AND NEW.state <> 'rejected' AND NEW.is_tentative = 0;
  END;

  DROP TRIGGER photos_changed;
  CREATE TRIGGER photos_changed AFTER UPDATE OF taken_ms, added_ms, present_files ON photos
  WHEN OLD.taken_ms IS NOT NEW.taken_ms OR OLD.added_ms <> NEW.added_ms
    OR (OLD.present_files > 0) <> (NEW.present_files > 0)
  BEGIN
    DELETE FROM album_photos
    WHERE album_id IN (SELECT album_id FROM memberships WHERE photo_id = OLD.id)
      AND sort_ms = COALESCE(OLD.taken_ms, OLD.added_ms) AND photo_id = OLD.id;
    INSERT INTO album_photos (album_id, sort_ms, photo_id, taken_ms, is_suggested)
    SELECT album_id, COALESCE(NEW.taken_ms, NEW.added_ms), NEW.id, NEW.taken_ms, state = 'suggested' FROM memberships
    WHERE photo_id = NEW.id AND state <> 'rejected' AND is_tentative = 0 AND NEW.present_files > 0;
  END;
`;

export const tentativeMembers: Migration = {
  version: 60,
  apply: (connection) => {
    for (const part of [table, dismissals, triggers]) connection.execute(part);
  },
};
