/**
 * @file What a search knows of each photo, and which photos changed since it was read.
 *
 * [Note: search changes] The search holds its rows in memory (library/search/photo-index.ts). Temporary triggers of this very
 * connection, the only one that writes, note the photos whose row is no longer true. They are made when the first search is, and
 * are gone with the connection.
 */
import type { Connection } from './connection.ts';

/** What is known of a photo beside its files, in the order of `facts`. An array: a million objects take twice the time. */
export type SearchFacts = readonly [
  id: number,
  /** Wall clock where it was taken, read as UTC; null when unknown. */
  localMs: number | null,
  latitude: number | null,
  longitude: number | null,
  cameraMake: string | null,
  cameraModel: string | null,
  /** JSON array of texts. */
  keywords: string,
];

/** With its place in the lists, and its files. */
export type SearchRow = readonly [
  ...SearchFacts,
  /** The order of all lists: time taken, or added where that is unknown. */
  sortMs: number,
  /** Paths of its present files as the catalog keeps them, a `pathSeparator` between two. */
  paths: string,
];

/** No path holds it. */
export const pathSeparator = '//';

/** A member of an album, as `SearchRow` is ordered. */
export interface SearchMember {
  readonly id: number;
  readonly sortMs: number;
}

export interface PhotoSearchRepository {
  /** Notes changes from now on, and forgets those that were noted before. */
  readonly watch: () => void;
  /** Photos that have a file, newest first, those after `last`: of an index alone. */
  readonly listOrder: (last: SearchMember | null, limit: number) => (readonly [id: number, sortMs: number])[];
  /** The same photos by id, as they lie in the file. */
  readonly listFacts: (afterId: number, limit: number) => SearchFacts[];
  /** Their present files, as these lie in the file. */
  readonly listPaths: (
    afterFileId: number,
    limit: number,
  ) => (readonly [fileId: number, photoId: number, path: string])[];
  /** Ids of at most `limit` photos that changed or are gone; they are noted no longer. */
  readonly takeChanged: (limit: number) => number[];
  /** Those of these photos that have a file. In no order. */
  readonly getMany: (photoIds: readonly number[]) => SearchRow[];
  /** Shown photos of these albums. In no order. */
  readonly listMembers: (albumIds: readonly number[]) => SearchMember[];
}

const facts = `photos.id, photos.taken_ms + COALESCE(photos.taken_offset_minutes, 0) * 60000,
  photos.latitude, photos.longitude, photos.camera_make, photos.camera_model, photos.keywords`;
const columns = `${facts}, photos.sort_ms,
  COALESCE((SELECT group_concat(relative_path, '${pathSeparator}') FROM files
    WHERE files.photo_id = photos.id AND files.state = 'present'), '')`;

/** Not `OR IGNORE`: in a trigger the statement that fires it decides what a conflict does, and an upsert fails with it. */
const note = (photoId: string): string => `INSERT INTO search_changes
      SELECT ${photoId} WHERE ${photoId} IS NOT NULL AND ${photoId} NOT IN (SELECT photo_id FROM search_changes);`;

const watching = `
  CREATE TEMP TABLE IF NOT EXISTS search_changes (photo_id INTEGER PRIMARY KEY);
  CREATE TEMP TRIGGER IF NOT EXISTS search_photo_added AFTER INSERT ON main.photos BEGIN
    ${note('NEW.id')}
  END;
  CREATE TEMP TRIGGER IF NOT EXISTS search_photo_changed AFTER UPDATE OF taken_ms, taken_offset_minutes, added_ms, latitude,
    longitude, camera_make, camera_model, keywords, present_files ON main.photos
  BEGIN
    ${note('NEW.id')}
  END;
  CREATE TEMP TRIGGER IF NOT EXISTS search_photo_gone AFTER DELETE ON main.photos BEGIN
    ${note('OLD.id')}
  END;
  CREATE TEMP TRIGGER IF NOT EXISTS search_file_changed AFTER UPDATE OF photo_id, relative_path, state ON main.files BEGIN
    ${note('OLD.photo_id')}
    ${note('NEW.photo_id')}
  END;
  CREATE TEMP TRIGGER IF NOT EXISTS search_file_gone AFTER DELETE ON main.files WHEN OLD.photo_id IS NOT NULL BEGIN
    ${note('OLD.photo_id')}
  END;
`;

export function createPhotoSearchRepository(connection: Connection): PhotoSearchRepository {
  const first = connection.prepare<[number], readonly [number, number]>(
    `SELECT id, sort_ms FROM photos WHERE present_files > 0 ORDER BY sort_ms DESC, id DESC LIMIT ?`,
    'raw',
  );
  const after = connection.prepare<[SearchMember & { readonly limit: number }], readonly [number, number]>(
    `
    SELECT id, sort_ms FROM photos WHERE present_files > 0 AND sort_ms <= @sortMs AND (sort_ms, id) < (@sortMs, @id)
    ORDER BY sort_ms DESC, id DESC LIMIT @limit`,
    'raw',
  );
  const listFacts = connection.prepare<[number, number], SearchFacts>(
    `SELECT ${facts} FROM photos WHERE present_files > 0 AND id > ? ORDER BY id LIMIT ?`,
    'raw',
  );
  const listPaths = connection.prepare<[number, number], readonly [number, number, string]>(
    `SELECT id, photo_id, relative_path FROM files WHERE state = 'present' AND photo_id IS NOT NULL AND id > ?
     ORDER BY id LIMIT ?`,
    'raw',
  );
  const getMany = connection.prepare<[string], SearchRow>(
    `
    SELECT ${columns} FROM json_each(?) AS wanted CROSS JOIN photos ON photos.id = wanted.value WHERE present_files > 0`,
    'raw',
  );
  const listMembers = connection.prepare<[string], SearchMember>(`
    SELECT photo_id AS id, sort_ms AS sortMs FROM json_each(?) AS wanted
    CROSS JOIN album_photos ON album_photos.album_id = wanted.value`);

  const prepareChanges = () => ({
    list: connection.prepare<[number], number>(
      'SELECT photo_id FROM search_changes ORDER BY photo_id LIMIT ?',
      'value',
    ),
    remove: connection.prepare<[number]>('DELETE FROM search_changes WHERE photo_id <= ?'),
  });
  // Their table is there only when somebody watches.
  let changes: ReturnType<typeof prepareChanges> | null = null;
  return {
    watch: () => {
      connection.execute(watching);
      connection.execute('DELETE FROM search_changes');
      changes ??= prepareChanges();
    },
    listOrder: (last, limit) =>
      last === null ? first.all(limit) : after.all({ id: last.id, sortMs: last.sortMs, limit }),
    listFacts: (afterId, limit) => listFacts.all(afterId, limit),
    listPaths: (afterFileId, limit) => listPaths.all(afterFileId, limit),
    takeChanged: (limit) => {
      const photoIds = changes?.list.all(limit) ?? [];
      const end = photoIds.at(-1);
      if (end !== undefined) changes?.remove.run(end);
      return photoIds;
    },
    getMany: (photoIds) => getMany.all(JSON.stringify(photoIds)),
    listMembers: (albumIds) => listMembers.all(JSON.stringify(albumIds)),
  };
}
