/**
 * @file Jobs: the durable queue of files to index. A finished job is deleted with the commit that stores its photo; that of a file that
 * went while it was read, when it is given back in whatever way.
 */
import type { Connection } from './connection.ts';

export type JobState = 'queued' | 'running' | 'failed' | 'quarantined';

export interface NextJob {
  readonly jobId: number;
  readonly fileId: number;
  readonly rootId: number;
  readonly rootPath: string;
  /** As the catalog keeps it (library/path-encoding). */
  readonly relativePath: string;
  readonly tries: number;
  readonly crashes: number;
  /** The file's mtime, integer ms. */
  readonly priority: number;
}

export interface FailureRow {
  readonly fileId: number;
  readonly rootPath: string;
  readonly relativePath: string;
  readonly reason: string;
  readonly tries: number;
  readonly isQuarantined: boolean;
}

export type JobCounts = Record<JobState, number> & {
  /** Those of `queued` that wait for an offline root. */
  readonly waiting: number;
};

export interface JobsRepository {
  /** `priority` is the file's mtime. A queued or running job is left; a failed or quarantined one begins anew. */
  readonly enqueue: (job: { readonly fileId: number; readonly priority: number }) => void;
  /**
   * Queues those of these files whose photo has no vector of the model. A job that is there in any state is left: what failed
   * with this model would fail again.
   */
  readonly enqueueUnembedded: (fileIds: readonly number[], modelId: number) => void;
  /**
   * Marks up to `limit` jobs of online roots running: newest first, those that failed before last.
   *
   * A job that was in flight during a crash is handed out alone, after all others and while nothing else runs, so that a
   * second crash convicts the right photo. So an empty answer while jobs run means "ask again when they are done".
   */
  readonly takeNext: (limit: number) => NextJob[];
  /** Deletes the job: its photo is stored, in the same transaction. */
  readonly finish: (jobId: number) => void;
  /** Counts a try; queued again below three unless `isFinal`. Returns the new state, null when the job or its file is gone. */
  readonly fail: (jobId: number, reason: string, options: { readonly isFinal: boolean }) => JobState | null;
  /** The embedder died with these in flight: queued again, the second time quarantined, unless another may be guilty. */
  readonly recordCrash: (jobIds: readonly number[], options?: { readonly mayConvict: boolean }) => void;
  /** Back to the queue, nothing counted: paused or cancelled. */
  readonly release: (jobIds: readonly number[]) => void;
  /** At start: jobs that a dead process left running are queued again. Returns how many. */
  readonly releaseAllRunning: () => number;
  readonly countByState: () => JobCounts;
  /** Queued and running ones of one root. */
  readonly countUnfinished: (rootId: number) => number;
  /** Failed and quarantined files, the latest first. Their number is in `countByState`. */
  readonly listFailures: (page: { readonly offset: number; readonly limit: number }) => FailureRow[];
  /** Queues every failed and quarantined file again; returns how many. */
  readonly retryFailed: () => number;
  /** Of a root that is back: those of its files that could not be read then. Broken ones and quarantined ones are left. */
  readonly retryUnread: (rootId: number) => number;
  /** The same for these files alone. */
  readonly retry: (fileIds: readonly number[]) => number;
}

/** A file that cannot be read this often has failed. */
const maxTries = 3;
/** A photo that was alone in flight in the last of so many crashes is quarantined. */
const maxCrashes = 2;
const quarantineReason = 'Reading this photo stopped the indexer twice, so it is left out.';

export function createJobsRepository(connection: Connection): JobsRepository {
  const { now } = connection;
  const enqueue = connection.prepare<[{ readonly fileId: number; readonly priority: number; readonly now: number }]>(`
    INSERT INTO jobs (file_id, root_id, state, priority, updated_ms)
    SELECT id, root_id, 'queued', @priority, @now FROM files WHERE id = @fileId
    ON CONFLICT (file_id) DO UPDATE SET state = 'queued', tries = 0, crashes = 0, reason = NULL,
      priority = excluded.priority, updated_ms = excluded.updated_ms
    WHERE state IN ('failed', 'quarantined')`);
  const enqueueUnembedded = connection.prepare<
    [{ readonly fileIds: string; readonly modelId: number; readonly now: number }]
  >(`
    INSERT INTO jobs (file_id, root_id, state, priority, updated_ms)
    SELECT files.id, root_id, 'queued', mtime_ms, @now
    FROM json_each(@fileIds) AS wanted CROSS JOIN files ON files.id = wanted.value
    WHERE photo_id IS NOT NULL
      AND NOT EXISTS (SELECT 1 FROM embeddings WHERE model_id = @modelId AND embeddings.photo_id = files.photo_id)
    ON CONFLICT (file_id) DO NOTHING`);
  const columns = `jobs.id AS jobId, file_id AS fileId, jobs.root_id AS rootId, roots.path AS rootPath,
    relative_path AS relativePath, tries, crashes, priority`;
  const joins = `CROSS JOIN files ON files.id = jobs.file_id CROSS JOIN roots ON roots.id = jobs.root_id`;
  const listOnlineRoots = connection.prepare<[], number>("SELECT id FROM roots WHERE state = 'online'", 'value');
  const listQueued = connection.prepare<[number, number], NextJob>(`
    SELECT ${columns} FROM jobs ${joins}
    WHERE jobs.root_id = ? AND jobs.state = 'queued' AND crashes = 0
    ORDER BY tries, priority DESC, jobs.id LIMIT ?`);
  const getSuspect = connection.prepare<[], NextJob>(`
    SELECT ${columns} FROM jobs ${joins}
    WHERE crashes > 0 AND jobs.state = 'queued' AND roots.state = 'online' ORDER BY jobs.id LIMIT 1`);
  const hasRunning = connection.prepare<[], number>("SELECT 1 FROM jobs WHERE state = 'running' LIMIT 1", 'value');
  const hasRunningSuspect = connection.prepare<[], number>(
    "SELECT 1 FROM jobs WHERE crashes > 0 AND state = 'running' LIMIT 1",
    'value',
  );
  const setRunning = connection.prepare<[number, number]>(
    "UPDATE jobs SET state = 'running', updated_ms = ? WHERE id = ?",
  );
  const finish = connection.prepare<[number]>('DELETE FROM jobs WHERE id = ?');
  // A scan leaves the job of a file that is gone while it runs.
  const isGone = `EXISTS (SELECT 1 FROM files WHERE files.id = file_id AND files.state = 'missing')`;
  const dropIfGone = connection.prepare<[number]>(
    `DELETE FROM jobs WHERE id = ? AND state IN ('running', 'queued') AND ${isGone}`,
  );
  const dropRunningGone = connection.prepare<[]>(`DELETE FROM jobs WHERE state = 'running' AND ${isGone}`);
  const fail = connection.prepare<
    [{ readonly jobId: number; readonly reason: string; readonly isFinal: 0 | 1; readonly now: number }],
    JobState
  >(
    `
    UPDATE jobs SET tries = tries + 1, reason = @reason, updated_ms = @now,
      state = CASE WHEN @isFinal OR tries + 1 >= ${maxTries} THEN 'failed' ELSE 'queued' END
    WHERE id = @jobId AND state IN ('running', 'queued') RETURNING state`,
    'value',
  );
  const recordCrash = connection.prepare<[string, number, number]>(`
    UPDATE jobs SET crashes = crashes + 1,
      state = CASE WHEN crashes + 1 >= ${maxCrashes} THEN 'quarantined' ELSE 'queued' END,
      reason = CASE WHEN crashes + 1 >= ${maxCrashes} THEN ? ELSE reason END, updated_ms = ?
    WHERE id = ? AND state = 'running'`);
  const suspect = connection.prepare<[number, number]>(
    `UPDATE jobs SET crashes = ${maxCrashes - 1}, state = 'queued', updated_ms = ? WHERE id = ? AND state = 'running'`,
  );
  const release = connection.prepare<[number, number]>(
    "UPDATE jobs SET state = 'queued', updated_ms = ? WHERE id = ? AND state = 'running'",
  );
  const releaseAll = connection.prepare<[number]>(
    "UPDATE jobs SET state = 'queued', updated_ms = ? WHERE state = 'running'",
  );
  const countByState = connection.prepare<[], { state: JobState; rootState: string; count: number }>(`
    SELECT jobs.state, roots.state AS rootState, count(*) AS count
    FROM jobs CROSS JOIN roots ON roots.id = jobs.root_id GROUP BY jobs.root_id, jobs.state`);
  const countUnfinished = connection.prepare<[number], number>(
    "SELECT count(*) FROM jobs WHERE state IN ('queued', 'running') AND root_id = ?",
    'value',
  );
  const listFailures = connection.prepare<
    [{ readonly offset: number; readonly limit: number }],
    Omit<FailureRow, 'isQuarantined'> & { readonly isQuarantined: 0 | 1 }
  >(`
    SELECT file_id AS fileId, roots.path AS rootPath, relative_path AS relativePath, reason, tries,
      jobs.state = 'quarantined' AS isQuarantined
    FROM jobs ${joins} WHERE jobs.state IN ('failed', 'quarantined')
    ORDER BY updated_ms DESC, jobs.id DESC LIMIT @limit OFFSET @offset`);
  // One crash stays on record, so that a photo that brings the embedder down is still handed out alone.
  const retry = `UPDATE jobs SET state = 'queued', tries = 0, crashes = min(crashes, ${maxCrashes - 1}), reason = NULL,
      updated_ms = ?`;
  const retryFailed = connection.prepare<[number]>(`${retry} WHERE state IN ('failed', 'quarantined')`);
  // Only what may pass is tried so often.
  const retryUnread = connection.prepare<[number, number]>(
    `${retry} WHERE root_id = ? AND state = 'failed' AND tries >= ${maxTries}`,
  );
  const retrySome = connection.prepare<[number, string]>(
    `${retry} WHERE file_id IN (SELECT value FROM json_each(?)) AND state IN ('failed', 'quarantined')`,
  );

  const takeFresh = (limit: number): NextJob[] =>
    listOnlineRoots
      .all()
      .flatMap((rootId) => listQueued.all(rootId, limit))
      .sort((a, b) => a.tries - b.tries || b.priority - a.priority || a.jobId - b.jobId)
      .slice(0, limit);
  const takeSuspect = (): NextJob[] => {
    if (hasRunning.get() !== undefined) return [];
    const suspect = getSuspect.get();
    return suspect === undefined ? [] : [suspect];
  };

  return {
    enqueue: (job) => void enqueue.run({ ...job, now: now() }),
    enqueueUnembedded: (fileIds, modelId) =>
      void enqueueUnembedded.run({ fileIds: JSON.stringify(fileIds), modelId, now: now() }),
    takeNext: (limit) =>
      connection.transaction(() => {
        if (limit < 1 || hasRunningSuspect.get() !== undefined) return [];
        const fresh = takeFresh(limit);
        const jobs = fresh.length > 0 ? fresh : takeSuspect();
        for (const { jobId } of jobs) setRunning.run(now(), jobId);
        return jobs;
      }),
    finish: (jobId) => void finish.run(jobId),
    fail: (jobId, reason, { isFinal }) =>
      connection.transaction(() => {
        dropIfGone.run(jobId);
        return fail.get({ jobId, reason, isFinal: isFinal ? 1 : 0, now: now() }) ?? null;
      }),
    recordCrash: (jobIds, { mayConvict } = { mayConvict: true }) =>
      connection.transaction(() => {
        for (const jobId of jobIds) {
          dropIfGone.run(jobId);
          if (mayConvict) recordCrash.run(quarantineReason, now(), jobId);
          else suspect.run(now(), jobId);
        }
      }),
    release: (jobIds) =>
      connection.transaction(() => {
        for (const jobId of jobIds) {
          dropIfGone.run(jobId);
          release.run(now(), jobId);
        }
      }),
    releaseAllRunning: () =>
      connection.transaction(() => {
        dropRunningGone.run();
        return releaseAll.run(now()).changes;
      }),
    countByState: () => {
      const counts = { queued: 0, running: 0, failed: 0, quarantined: 0, waiting: 0 };
      for (const { state, rootState, count } of countByState.all()) {
        counts[state] += count;
        if (state === 'queued' && rootState !== 'online') counts.waiting += count;
      }
      return counts;
    },
    countUnfinished: (rootId) => countUnfinished.get(rootId) ?? 0,
    listFailures: (page) => listFailures.all(page).map((row) => ({ ...row, isQuarantined: row.isQuarantined === 1 })),
    retryFailed: () => retryFailed.run(now()).changes,
    retryUnread: (rootId) => retryUnread.run(now(), rootId).changes,
    retry: (fileIds) => retrySome.run(now(), JSON.stringify(fileIds)).changes,
  };
}
