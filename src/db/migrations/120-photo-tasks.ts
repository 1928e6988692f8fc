/**
 * @file Migration 120: what adding a photo reads does not grow with the library. Photos that wait to be recognised or grouped get a row each:
 * they were one line of ids in the settings, read and written whole for each batch. Albums of landmarks get an index, merged ones too.
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

export const photoTasks: Migration = {
  version: 120,
  apply: (connection) => connection.execute(tables),
};
