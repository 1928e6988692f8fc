/** @file Migration 90: questions of the review that a person skipped, and what they were about then. */
import type { Migration } from './migration.ts';

const skips = `
  CREATE TABLE review_skips (
    -- As src/library/review/question-keys.ts makes them.
    key TEXT PRIMARY KEY CHECK (key <> ''),
    -- Asked again when it has changed.
    fingerprint TEXT NOT NULL,
    at_ms INTEGER NOT NULL
  ) STRICT, WITHOUT ROWID;
`;

export const review: Migration = {
  version: 90,
  apply: (connection) => connection.execute(skips),
};
