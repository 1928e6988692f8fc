/** @file Landmarks: the atlas' own and those that the person named. */
import type { Connection } from './connection.ts';
import { buildNameKey } from './name-key.ts';
import { parseStoredJson } from './unreadable-catalog.ts';

export interface LandmarkRow {
  readonly id: string;
  /** In English, where it has an English name. */
  readonly name: string;
  readonly aliases: readonly string[];
  /** Names by BCP 47 language, besides the main one. */
  readonly names: Readonly<Record<string, string>>;
  /** What it is, see `landmarkKinds` of the atlas; 'other' where that is not known. */
  readonly kind: string;
  readonly country: string | null;
  /** WGS 84, degrees; both or neither. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** How far away, in metres, a photo of it is plausible. */
  readonly reachMeters: number;
  readonly source: 'atlas' | 'person';
}

type LaterFacts = 'names' | 'kind' | 'reachMeters';

/** A landmark to store; a person's own comes without names in other languages, kind and reach. */
export type NewLandmark = Omit<LandmarkRow, 'source' | LaterFacts> & Partial<Pick<LandmarkRow, LaterFacts>>;

export interface LandmarksRepository {
  /**
   * Makes the atlas' landmarks exactly these. One that an album needs stays although the atlas dropped it; a landmark of
   * the person is never changed, even when the atlas brings the same id.
   */
  readonly replaceAtlas: (rows: readonly NewLandmark[]) => void;
  readonly get: (id: string) => LandmarkRow | null;
  /** Its name in the first of these BCP 47 languages that it has one in; null when it has none. */
  readonly findLocalName: (id: string, languages: readonly string[]) => string | null;
  /** By id. */
  readonly list: () => LandmarkRow[];
  /** All with this name, in whatever language, or alias; see `buildNameKey` for what is one name. By id. */
  readonly findByName: (name: string) => LandmarkRow[];
  /** All between two latitudes, degrees. By id. */
  readonly listBetween: (south: number, north: number) => LandmarkRow[];
  /** Another number than before: a landmark was written or removed since this catalog was opened. */
  readonly getRevision: () => number;
  /** Adds one of which the atlas will say more; one that is there stays as it is. */
  readonly ensure: (row: NewLandmark, source: LandmarkRow['source']) => void;
  /** Adds or changes a landmark of the person. */
  readonly upsertPersonal: (row: NewLandmark) => void;
}

interface StoredLandmark extends Omit<LandmarkRow, 'aliases' | 'names'> {
  readonly aliases: string;
  readonly names: string;
}

/** Metres that a landmark of which nothing else is known is seen from. */
const usualReachMeters = 1000;

export function createLandmarksRepository(connection: Connection): LandmarksRepository {
  const columns = `landmarks.id, name, aliases, names, kind, country, latitude, longitude, reach_meters AS reachMeters,
    source`;
  const upsert = connection.prepare<[StoredLandmark]>(`
    INSERT INTO landmarks (id, name, aliases, names, kind, country, latitude, longitude, reach_meters, source)
    VALUES (@id, @name, @aliases, @names, @kind, @country, @latitude, @longitude, @reachMeters, @source)
    ON CONFLICT (id) DO UPDATE SET name = excluded.name, aliases = excluded.aliases, names = excluded.names,
      kind = excluded.kind, country = excluded.country, latitude = excluded.latitude, longitude = excluded.longitude,
      reach_meters = excluded.reach_meters, source = excluded.source
    -- What is the same is not written: 81,313 landmarks of an atlas take seconds.
    WHERE (source = 'atlas' OR excluded.source = 'person')
      AND (name, aliases, names, kind, country, latitude, longitude, reach_meters, source)
        IS NOT (excluded.name, excluded.aliases, excluded.names, excluded.kind, excluded.country, excluded.latitude,
          excluded.longitude, excluded.reach_meters, excluded.source)`);
  const removeNames = connection.prepare<[string]>('DELETE FROM landmark_names WHERE landmark_id = ?');
  const addName = connection.prepare<[string, string]>('INSERT OR IGNORE INTO landmark_names VALUES (?, ?)');
  const removeDropped = connection.prepare<[string]>(`
    DELETE FROM landmarks WHERE source = 'atlas' AND id NOT IN (SELECT value FROM json_each(?))
      AND id NOT IN (SELECT landmark_id FROM albums WHERE landmark_id IS NOT NULL)`);
  const get = connection.prepare<[string], StoredLandmark>(`SELECT ${columns} FROM landmarks WHERE id = ?`);
  // Only the one name is taken out of up to 74: a page of albums asks for hundreds.
  const findLocalName = connection.prepare<[string, string], { readonly name: string | null }>(
    'SELECT json_extract(names, ?) AS name FROM landmarks WHERE id = ?',
  );
  const list = connection.prepare<[], StoredLandmark>(`SELECT ${columns} FROM landmarks ORDER BY id`);
  const findByName = connection.prepare<[string], StoredLandmark>(`
    SELECT ${columns} FROM landmark_names CROSS JOIN landmarks ON landmarks.id = landmark_names.landmark_id
    WHERE name_key = ? ORDER BY landmark_names.landmark_id`);
  const listBetween = connection.prepare<[number, number], StoredLandmark>(
    `SELECT ${columns} FROM landmarks WHERE latitude IS NOT NULL AND latitude BETWEEN ? AND ?`,
  );

  let revision = 0;
  const store = (row: NewLandmark, source: LandmarkRow['source']): void => {
    const { id, name, aliases, names = {}, kind = 'other', reachMeters = usualReachMeters } = row;
    const { country, latitude, longitude } = row;
    const json = { aliases: JSON.stringify(aliases), names: JSON.stringify(names) };
    const stored = { id, name, ...json, kind, country, latitude, longitude, reachMeters, source };
    // The same, or the person's own: its names are there.
    if (upsert.run(stored).changes === 0) return;
    revision += 1;
    removeNames.run(id);
    for (const key of listNameKeys(name, aliases, names)) addName.run(key, id);
  };
  return {
    replaceAtlas: (rows) =>
      connection.transaction(() => {
        for (const row of rows) store(row, 'atlas');
        if (removeDropped.run(JSON.stringify(rows.map(({ id }) => id))).changes > 0) revision += 1;
      }),
    get: (id) => {
      const row = get.get(id);
      return row === undefined ? null : parseLandmark(row);
    },
    findLocalName: (id, languages) => {
      for (const language of languages) {
        const name = findLocalName.get(`$."${language}"`, id)?.name;
        if (name !== undefined && name !== null) return name;
      }
      return null;
    },
    list: () => list.all().map(parseLandmark),
    findByName: (name) => findByName.all(buildNameKey(name)).map(parseLandmark),
    listBetween: (south, north) => listBetween.all(south, north).map(parseLandmark).sort(compareIds),
    getRevision: () => revision,
    ensure: (row, source) => {
      if (get.get(row.id) === undefined) connection.transaction(() => store(row, source));
    },
    upsertPersonal: (row) => connection.transaction(() => store(row, 'person')),
  };
}

function listNameKeys(name: string, aliases: readonly string[], names: Readonly<Record<string, string>>): Set<string> {
  const keys = new Set([name, ...aliases, ...Object.values(names)].map(buildNameKey));
  keys.delete('');
  return keys;
}

function compareIds(a: LandmarkRow, b: LandmarkRow): number {
  return a.id < b.id ? -1 : 1;
}

function parseLandmark(row: StoredLandmark): LandmarkRow {
  const aliases = parseStoredJson(row.aliases, 'landmarks.aliases') as string[];
  return { ...row, aliases, names: parseStoredJson(row.names, 'landmarks.names') as Record<string, string> };
}
