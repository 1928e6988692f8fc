/**
 * @file Migration 40: names of landmarks in several languages, what they are, how far they are seen; and an index of all their names,
 * because a person's word for a landmark is looked up among those of 81,313.
 */
import type { Connection } from '../connection.ts';
import { buildNameKey } from '../name-key.ts';
import type { Migration } from './migration.ts';

const tables = `
  -- By BCP 47 language; the English one is \`name\`.
  ALTER TABLE landmarks ADD COLUMN names TEXT NOT NULL DEFAULT '{}'
    CHECK (json_valid(names) AND json_type(names) = 'object');
  ALTER TABLE landmarks ADD COLUMN kind TEXT NOT NULL DEFAULT 'other' CHECK (kind <> '');
  ALTER TABLE landmarks ADD COLUMN reach_meters REAL NOT NULL DEFAULT 1000 CHECK (reach_meters > 0);
  CREATE INDEX landmarks_by_latitude ON landmarks (latitude) WHERE latitude IS NOT NULL;

  CREATE TABLE landmark_names (
    -- Of name-key.ts.
    name_key TEXT NOT NULL CHECK (name_key <> ''),
    landmark_id TEXT NOT NULL REFERENCES landmarks (id) ON DELETE CASCADE,
    PRIMARY KEY (name_key, landmark_id)
  ) STRICT, WITHOUT ROWID;
  CREATE INDEX landmark_names_by_landmark ON landmark_names (landmark_id);
`;

export const landmarkFacts: Migration = {
  version: 40,
  apply: (connection) => {
    connection.execute(tables);
    fillNames(connection);
  },
};

function fillNames(connection: Connection): void {
  const insert = connection.prepare<[string, string]>('INSERT OR IGNORE INTO landmark_names VALUES (?, ?)');
  const list = connection.prepare<[], { readonly id: string; readonly name: string; readonly aliases: string }>(
    'SELECT id, name, aliases FROM landmarks',
  );
  for (const { id, name, aliases } of list.all()) {
    for (const each of [name, ...(JSON.parse(aliases) as string[])]) {
      const key = buildNameKey(each);
      if (key !== '') insert.run(key, id);
    }
  }
}
