/** @file Photos that wait for something to be done with them, beside the queue of files: a crash loses nothing of it. */
import type { Connection } from './connection.ts';

/** `recognize`: to be looked up in the atlases. `group`: came, or was decided about, since its surroundings were last grouped. */
export type PhotoTask = 'recognize' | 'group';

export interface PhotoTasksRepository {
  /** Those that wait already wait on; ids that are no photos are left out. */
  readonly add: (task: PhotoTask, photoIds: readonly number[]) => void;
  /**
   * Adds those of these photos that have a vector of the model and a file, are a member of no album and may show a landmark.
   * `afterId`: of the next `limit` ids after it. Returns whether there are any further ids.
   */
  readonly addUnplaced: (
    task: PhotoTask,
    modelId: number,
    among: { readonly afterId: number; readonly limit: number } | { readonly photoIds: readonly number[] },
  ) => boolean;
  /** By id. */
  readonly list: (task: PhotoTask, page: { readonly afterId: number; readonly limit: number }) => number[];
  readonly has: (task: PhotoTask) => boolean;
  readonly count: (task: PhotoTask) => number;
  readonly remove: (task: PhotoTask, photoIds: readonly number[]) => void;
  readonly clear: (task: PhotoTask) => void;
}

const tables = { recognize: 'photos_to_recognize', group: 'photos_to_group' } as const;

export function createPhotoTasksRepository(connection: Connection): PhotoTasksRepository {
  const getLastId = connection.prepare<[], number>('SELECT max(id) FROM photos', 'value');
  const isUnplaced = `photos.present_files > 0 AND photos.shown_albums = 0 AND photos.is_landmark_denied = 0
    AND EXISTS (SELECT 1 FROM embeddings WHERE embeddings.model_id = @modelId AND embeddings.photo_id = photos.id)`;
  const prepare = (table: string) => ({
    add: connection.prepare<[string]>(
      `INSERT OR IGNORE INTO ${table} (photo_id)
       SELECT photos.id FROM json_each(?) AS wanted CROSS JOIN photos ON photos.id = wanted.value`,
    ),
    addUnplacedBetween: connection.prepare<
      [{ readonly modelId: number; readonly afterId: number; readonly lastId: number }]
    >(`
      INSERT OR IGNORE INTO ${table} (photo_id)
      SELECT id FROM photos WHERE id > @afterId AND id <= @lastId AND ${isUnplaced}`),
    addUnplacedOf: connection.prepare<[{ readonly modelId: number; readonly photoIds: string }]>(`
      INSERT OR IGNORE INTO ${table} (photo_id)
      SELECT photos.id FROM json_each(@photoIds) AS wanted CROSS JOIN photos ON photos.id = wanted.value
      WHERE ${isUnplaced}`),
    list: connection.prepare<[number, number], number>(
      `SELECT photo_id FROM ${table} WHERE photo_id > ? ORDER BY photo_id LIMIT ?`,
      'value',
    ),
    has: connection.prepare<[], number>(`SELECT 1 FROM ${table} LIMIT 1`, 'value'),
    count: connection.prepare<[], number>(`SELECT count(*) FROM ${table}`, 'value'),
    remove: connection.prepare<[string]>(`DELETE FROM ${table} WHERE photo_id IN (SELECT value FROM json_each(?))`),
    clear: connection.prepare<[]>(`DELETE FROM ${table}`),
  });
  const statements = { recognize: prepare(tables.recognize), group: prepare(tables.group) };
  return {
    add: (task, photoIds) => {
      if (photoIds.length > 0) statements[task].add.run(JSON.stringify(photoIds));
    },
    addUnplaced: (task, modelId, among) => {
      if ('photoIds' in among) {
        statements[task].addUnplacedOf.run({ modelId, photoIds: JSON.stringify(among.photoIds) });
        return false;
      }
      const lastId = among.afterId + among.limit;
      statements[task].addUnplacedBetween.run({ modelId, afterId: among.afterId, lastId });
      return lastId < (getLastId.get() ?? 0);
    },
    list: (task, { afterId, limit }) => statements[task].list.all(afterId, limit),
    has: (task) => statements[task].has.get() !== undefined,
    count: (task) => statements[task].count.get() ?? 0,
    remove: (task, photoIds) => void statements[task].remove.run(JSON.stringify(photoIds)),
    clear: (task) => void statements[task].clear.run(),
  };
}
