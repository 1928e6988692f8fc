/** @file Migration 100: when the drive of a root was there last, which an offline root is shown with. */
import type { Migration } from './migration.ts';

const table = `
  CREATE TABLE root_sightings (
    root_id INTEGER PRIMARY KEY REFERENCES roots (id),
    seen_ms INTEGER NOT NULL
  ) STRICT;
`;

export const rootSightings: Migration = {
  version: 100,
  apply: (connection) => connection.execute(table),
};
