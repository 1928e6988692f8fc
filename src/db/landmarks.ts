/** @file Landmarks: the atlas' own and those that the person named. */
import type { Connection } from './connection.ts';

export interface LandmarkRow {
  readonly id: string;
  readonly name: string;
  readonly aliases: readonly string[];
  readonly country: string | null;
  /** WGS 84, degrees; both or neither. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly source: 'atlas' | 'person';
}

export type NewLandmark = Omit<LandmarkRow, 'source'>;

export interface LandmarksRepository {
  /**
   * Makes the atlas' landmarks exactly these. One that an album needs stays although the atlas dropped it; a landmark of
   * the person is never changed, even when the atlas brings the same id.
   */
  readonly replaceAtlas: (rows: readonly NewLandmark[]) => void;
  readonly get: (id: string) => LandmarkRow | null;
  /** By id. */
  readonly list: () => LandmarkRow[];
  /** Adds or changes a landmark of the person. */
  readonly upsertPersonal: (row: NewLandmark) => void;
}

interface StoredLandmark extends Omit<LandmarkRow, 'aliases'> {
  readonly aliases: string;
}

export function createLandmarksRepository(connection: Connection): LandmarksRepository {
  const columns = 'id, name, aliases, country, latitude, longitude, source';
  const upsert = connection.prepare<[StoredLandmark]>(`
    INSERT INTO landmarks (${columns}) VALUES (@id, @name, @aliases, @country, @latitude, @longitude, @source)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, aliases = excluded.aliases, country = excluded.country,
      latitude = excluded.latitude, longitude = excluded.longitude, source = excluded.source
    WHERE source = 'atlas' OR excluded.source = 'person'`);
  const removeDropped = connection.prepare<[string]>(`
    DELETE FROM landmarks WHERE source = 'atlas' AND id NOT IN (SELECT value FROM json_each(?))
      AND id NOT IN (SELECT landmark_id FROM albums WHERE landmark_id IS NOT NULL)`);
  const get = connection.prepare<[string], StoredLandmark>(`SELECT ${columns} FROM landmarks WHERE id = ?`);
  const list = connection.prepare<[], StoredLandmark>(`SELECT ${columns} FROM landmarks ORDER BY id`);

  const store = (row: NewLandmark, source: LandmarkRow['source']): void => {
    const { id, name, aliases, country, latitude, longitude } = row;
    upsert.run({ id, name, aliases: JSON.stringify(aliases), country, latitude, longitude, source });
  };
  return {
    replaceAtlas: (rows) =>
      connection.transaction(() => {
        for (const row of rows) store(row, 'atlas');
        removeDropped.run(JSON.stringify(rows.map(({ id }) => id)));
      }),
    get: (id) => {
      const row = get.get(id);
      return row === undefined ? null : parseLandmark(row);
    },
    list: () => list.all().map(parseLandmark),
    upsertPersonal: (row) => {
      store(row, 'person');
    },
  };
}

function parseLandmark(row: StoredLandmark): LandmarkRow {
  return { ...row, aliases: JSON.parse(row.aliases) as string[] };
}
