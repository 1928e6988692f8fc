/**
 * @file Migration 50: what helps to recognise a photo beside its pixels. Photos that an older version indexed have none of it until
 * they are read again.
 */
import type { Migration } from './migration.ts';

const columns = `
  -- Radius that the GPS position is good to, in metres; null where the camera does not say.
  ALTER TABLE photos ADD COLUMN gps_error_meters REAL CHECK (gps_error_meters >= 0);
  ALTER TABLE photos ADD COLUMN keywords TEXT NOT NULL DEFAULT '[]' CHECK (json_valid(keywords));
  -- {latitude, longitude, radiusMeters, source} of a photo without GPS.
  ALTER TABLE photos ADD COLUMN place_estimate TEXT CHECK (place_estimate IS NULL OR json_valid(place_estimate));
  ALTER TABLE photos ADD COLUMN picture_kind TEXT
    CHECK (picture_kind IN ('photo', 'screenshot', 'document', 'artwork'));
`;

export const photoEvidence: Migration = {
  version: 50,
  apply: (connection) => connection.execute(columns),
};
