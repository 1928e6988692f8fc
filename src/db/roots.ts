/** @file Roots: the folders that the person added. */
import { CairnError } from '../api/errors.ts';
import type { Connection } from './connection.ts';

export type RootState = 'online' | 'offline' | 'removed';

export interface RootRow {
  readonly id: number;
  readonly volumeId: string;
  readonly volumeLabel: string;
  /** Absolute path as last seen. */
  readonly path: string;
  readonly pathInVolume: string;
  readonly state: RootState;
  readonly addedMs: number;
  /** When its drive was there last; null when nobody looked yet. */
  readonly seenMs: number | null;
}

export type NewRoot = Omit<RootRow, 'id' | 'state' | 'seenMs'>;

export interface RootsRepository {
  /**
   * Adds an online root. A folder that was removed comes back under its old id; its files are missing until a scan finds them.
   * @throws CairnError `duplicate-root` when the folder (by volume and path in it) is there.
   */
  readonly insert: (root: NewRoot) => number;
  /** Without removed ones, oldest first. */
  readonly list: () => RootRow[];
  /** Removed ones too. */
  readonly get: (id: number) => RootRow | null;
  readonly setState: (id: number, state: RootState) => void;
  readonly setPath: (id: number, path: string) => void;
  /** A better identity of the volume it lies on. Does nothing where another root has it. */
  readonly setVolume: (id: number, volume: Pick<RootRow, 'volumeId' | 'pathInVolume'>) => void;
  /** Its drive is there now. */
  readonly noteSeen: (id: number, seenMs: number) => void;
  /** Forgets the folder: its files become missing, its jobs go. Photos and decisions stay. */
  readonly remove: (id: number) => void;
  /** Distinct photos with a present file under this root. */
  readonly countPhotos: (id: number) => number;
}

export function createRootsRepository(connection: Connection): RootsRepository {
  const columns = `id, volume_id AS volumeId, volume_label AS volumeLabel, path, path_in_volume AS pathInVolume, state,
    added_ms AS addedMs, (SELECT seen_ms FROM root_sightings WHERE root_id = roots.id) AS seenMs`;
  const insert = connection.prepare<[NewRoot], number>(
    `
    INSERT INTO roots (volume_id, volume_label, path, path_in_volume, state, added_ms)
    VALUES (@volumeId, @volumeLabel, @path, @pathInVolume, 'online', @addedMs)
    ON CONFLICT (volume_id, path_in_volume) DO UPDATE SET state = 'online', volume_label = excluded.volume_label,
      path = excluded.path, added_ms = excluded.added_ms
    WHERE state = 'removed' RETURNING id`,
    'value',
  );
  const list = connection.prepare<[], RootRow>(`SELECT ${columns} FROM roots WHERE state <> 'removed' ORDER BY id`);
  const get = connection.prepare<[number], RootRow>(`SELECT ${columns} FROM roots WHERE id = ?`);
  const setState = connection.prepare<[RootState, number]>('UPDATE roots SET state = ? WHERE id = ?');
  const setPath = connection.prepare<[string, number]>('UPDATE roots SET path = ? WHERE id = ?');
  const setVolume = connection.prepare<[string, string, number]>(
    'UPDATE OR IGNORE roots SET volume_id = ?, path_in_volume = ? WHERE id = ?',
  );
  const noteSeen = connection.prepare<[number, number]>(`
    INSERT INTO root_sightings (root_id, seen_ms) VALUES (?, ?)
    ON CONFLICT (root_id) DO UPDATE SET seen_ms = excluded.seen_ms`);
  const loseFiles = connection.prepare<[number]>(
    "UPDATE files SET state = 'missing' WHERE root_id = ? AND state = 'present'",
  );
  const dropJobs = connection.prepare<[number]>('DELETE FROM jobs WHERE root_id = ?');
  const countPhotos = connection.prepare<[number], number>(
    "SELECT count(DISTINCT photo_id) FROM files WHERE root_id = ? AND state = 'present'",
    'value',
  );
  return {
    insert: (root) => {
      const id = insert.get(root);
      if (id === undefined) throw new CairnError('duplicate-root', `${root.path} has been added already.`);
      return id;
    },
    list: () => list.all(),
    get: (id) => get.get(id) ?? null,
    setState: (id, state) => void setState.run(state, id),
    setPath: (id, path) => void setPath.run(path, id),
    setVolume: (id, { volumeId, pathInVolume }) => void setVolume.run(volumeId, pathInVolume, id),
    noteSeen: (id, seenMs) => void noteSeen.run(id, seenMs),
    remove: (id) =>
      connection.transaction(() => {
        dropJobs.run(id);
        loseFiles.run(id);
        setState.run('removed', id);
      }),
    countPhotos: (id) => countPhotos.get(id) ?? 0,
  };
}
