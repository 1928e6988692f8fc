/**
 * @file Migration 85: photos that look the same, and which of them a person said are different. The groups follow from the photos
 * (library/duplicates); what the person said is named by content, so that it outlives them.
 */
import type { Migration } from './migration.ts';

const tables = `
  CREATE TABLE near_duplicates (
    photo_id INTEGER PRIMARY KEY REFERENCES photos (id),
    -- The smallest photo id of the group.
    group_id INTEGER NOT NULL,
    -- The person said that all photos of the group are different: it is not shown again.
    is_different INTEGER NOT NULL CHECK (is_different IN (0, 1))
  ) STRICT;
  CREATE INDEX near_duplicates_by_group ON near_duplicates (group_id, is_different);

  CREATE TABLE different_photos (
    low_hash BLOB NOT NULL CHECK (length(low_hash) = 32),
    high_hash BLOB NOT NULL CHECK (length(high_hash) = 32),
    PRIMARY KEY (low_hash, high_hash),
    CHECK (low_hash < high_hash)
  ) STRICT, WITHOUT ROWID;

  CREATE INDEX photos_copied ON photos (taken_month, taken_ms, id) WHERE present_files > 1;
  CREATE INDEX photos_hashed ON photos (id) WHERE perceptual_hash IS NOT NULL;
`;

export const nearDuplicates: Migration = {
  version: 85,
  apply: (connection) => connection.execute(tables),
};
