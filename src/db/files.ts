/** @file Files: where photos were seen. A file is a place; its content is a photo. */
import type { Connection } from './connection.ts';
import type { RootState } from './roots.ts';

export type FileState = 'present' | 'missing';

/** What a rescan compares with the disk. */
export interface ScannedFile {
  readonly id: number;
  /** Under the root, '/' between parts; opaque here (library/path-encoding). */
  readonly relativePath: string;
  readonly sizeBytes: number;
  readonly mtimeMs: number;
  readonly state: FileState;
  readonly photoId: number | null;
  /** A job in any state waits for it, failed and quarantined ones too. */
  readonly hasJob: boolean;
}

export interface FileRow extends Omit<ScannedFile, 'hasJob'> {
  readonly rootId: number;
  readonly failureReason: string | null;
}

export interface PhotoFile {
  readonly id: number;
  readonly rootId: number;
  readonly rootPath: string;
  readonly rootState: RootState;
  readonly relativePath: string;
  readonly state: FileState;
}

export interface ChangedFile {
  readonly rootId: number;
  readonly relativePath: string;
  readonly sizeBytes: number;
  /** Integer ms. */
  readonly mtimeMs: number;
}

export interface FileStateCounts {
  /** On an online root. */
  readonly present: number;
  /** Present when last seen, on an offline root. */
  readonly offline: number;
  readonly missing: number;
}

export interface FilesRepository {
  /** All files of a root, by relative path. Read in chunks: the catalog may be written between two files. */
  readonly listForRoot: (rootId: number) => Generator<ScannedFile, void, undefined>;
  readonly get: (id: number) => FileRow | null;
  readonly findByPath: (rootId: number, relativePath: string) => FileRow | null;
  /** Adds a file, or gives a known one its new size and time. Its photo stays until the new content is indexed. */
  readonly upsertChanged: (file: ChangedFile) => { readonly fileId: number };
  /** Ties a file to its content and forgets its failure. */
  readonly setPhoto: (fileId: number, photoId: number) => void;
  readonly setFailure: (fileId: number, reason: string | null) => void;
  /** Their jobs go, except running ones: a file that is not there cannot be indexed. */
  readonly markMissing: (fileIds: readonly number[]) => void;
  readonly markPresent: (fileIds: readonly number[]) => void;
  /** Best first: present on an online root, then offline, then missing. */
  readonly listForPhoto: (photoId: number) => PhotoFile[];
  /** The file to read a photo from: present, on an online root. */
  readonly locate: (photoId: number) => PhotoFile | null;
  /** Of roots that are not removed. */
  readonly countStates: () => FileStateCounts;
}

/** Numbers cross from SQLite cheaper than names and objects. */
type RawFile = [number, string, number, number, 0 | 1, number | null, 0 | 1];
const chunkRows = 5000;

export function createFilesRepository(connection: Connection): FilesRepository {
  const listChunk = connection.prepare<[number, string, number], RawFile>(
    `
    SELECT id, relative_path, size_bytes, mtime_ms, state = 'present', photo_id,
      EXISTS (SELECT 1 FROM jobs WHERE jobs.file_id = files.id)
    FROM files WHERE root_id = ? AND relative_path > ? ORDER BY relative_path LIMIT ?`,
    'raw',
  );
  const columns = `id, root_id AS rootId, relative_path AS relativePath, size_bytes AS sizeBytes, mtime_ms AS mtimeMs,
    photo_id AS photoId, state, failure_reason AS failureReason`;
  const get = connection.prepare<[number], FileRow>(`SELECT ${columns} FROM files WHERE id = ?`);
  const findByPath = connection.prepare<[number, string], FileRow>(
    `SELECT ${columns} FROM files WHERE root_id = ? AND relative_path = ?`,
  );
  const upsert = connection.prepare<[ChangedFile], number>(
    `
    INSERT INTO files (root_id, relative_path, size_bytes, mtime_ms, state)
    VALUES (@rootId, @relativePath, @sizeBytes, @mtimeMs, 'present')
    ON CONFLICT (root_id, relative_path) DO UPDATE SET size_bytes = excluded.size_bytes, mtime_ms = excluded.mtime_ms,
      state = 'present', failure_reason = NULL
    RETURNING id`,
    'value',
  );
  const setPhoto = connection.prepare<[number, number]>(
    'UPDATE files SET photo_id = ?, failure_reason = NULL WHERE id = ?',
  );
  const setFailure = connection.prepare<[string | null, number]>('UPDATE files SET failure_reason = ? WHERE id = ?');
  const setStates = connection.prepare<[FileState, string]>(
    'UPDATE files SET state = ? WHERE id IN (SELECT value FROM json_each(?))',
  );
  const dropJobs = connection.prepare<[string]>(
    "DELETE FROM jobs WHERE file_id IN (SELECT value FROM json_each(?)) AND state <> 'running'",
  );
  const listForPhoto = connection.prepare<[number], PhotoFile>(`
    SELECT files.id, root_id AS rootId, roots.path AS rootPath, roots.state AS rootState,
      relative_path AS relativePath, files.state
    FROM files JOIN roots ON roots.id = files.root_id WHERE photo_id = ?
    ORDER BY files.state = 'missing', roots.state <> 'online', files.id`);
  const countStates = connection.prepare<[], { root: RootState; file: FileState; count: number }>(`
    SELECT roots.state AS root, files.state AS file, count(*) AS count
    FROM roots CROSS JOIN files ON files.root_id = roots.id
    WHERE roots.state <> 'removed' GROUP BY roots.id, files.state`);

  function* listForRoot(rootId: number): Generator<ScannedFile, void, undefined> {
    let after = '';
    for (;;) {
      const chunk = listChunk.all(rootId, after, chunkRows);
      for (const [id, relativePath, sizeBytes, mtimeMs, isPresent, photoId, hasJob] of chunk) {
        const state = isPresent === 1 ? 'present' : 'missing';
        yield { id, relativePath, sizeBytes, mtimeMs, state, photoId, hasJob: hasJob === 1 };
      }
      const last = chunk.at(-1);
      if (last === undefined || chunk.length < chunkRows) return;
      after = last[1];
    }
  }

  return {
    listForRoot,
    get: (id) => get.get(id) ?? null,
    findByPath: (rootId, relativePath) => findByPath.get(rootId, relativePath) ?? null,
    upsertChanged: (file) => {
      const fileId = upsert.get(file);
      if (fileId === undefined) throw new Error('upsert of a file gave no id');
      return { fileId };
    },
    setPhoto: (fileId, photoId) => void setPhoto.run(photoId, fileId),
    setFailure: (fileId, reason) => void setFailure.run(reason, fileId),
    markMissing: (fileIds) =>
      connection.transaction(() => {
        const ids = JSON.stringify(fileIds);
        dropJobs.run(ids);
        setStates.run('missing', ids);
      }),
    markPresent: (fileIds) => void setStates.run('present', JSON.stringify(fileIds)),
    listForPhoto: (photoId) => listForPhoto.all(photoId),
    locate: (photoId) => {
      const best = listForPhoto.get(photoId);
      return best?.state === 'present' && best.rootState === 'online' ? best : null;
    },
    countStates: () => {
      const counts = { present: 0, offline: 0, missing: 0 };
      for (const { root, file, count } of countStates.all()) {
        if (file === 'missing') counts.missing += count;
        else if (root === 'online') counts.present += count;
        else counts.offline += count;
      }
      return counts;
    },
  };
}
