/**
 * @file One round of the index queue: takes jobs, keeps a window of them under way at the embedder, stores results in batches.
 */
import { EmbedderExitError, type EmbedderClient } from '../embedder/embedder-client.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { NextJob } from '../../db/jobs.ts';
import { failFullDisk } from '../../db/full-disk.ts';
import { toErrorView } from '../../api/errors.ts';
import { joinRootPath, type PathAliases } from '../file-access.ts';
import { checkOutcome } from './check-outcome.ts';
import { commitResults, type CommitReport, type FinishedJob } from './commit-results.ts';

/** Jobs marked running and not yet sent. */
const reserveSize = 24;
const batchSize = 16;
const batchMs = 250;

export interface IndexRoundOptions {
  readonly catalog: Catalog;
  readonly client: EmbedderClient;
  readonly modelId: number;
  /** True: photos are embedded again, or new, while the albums are those of another model ([Note: spaces]). */
  readonly isSpaceChanging: boolean;
  readonly aliases: PathAliases;
  /** Requests under way: enough for the embedder to decode ahead and to form batches. */
  readonly windowSize: number;
  /** Ends the round early: nothing new is sent, what is under way is let go. */
  readonly signal: AbortSignal;
  /** True: what is under way is finished, then the round ends. */
  readonly isPaused: () => boolean;
  /** Jobs that this round may take. */
  readonly maxJobs: number;
  /** Called after each batch, outside the transaction. */
  readonly onCommitted: (report: CommitReport) => void;
  /** Whether the root of a file that could not be read just now is really there. */
  readonly isRootAvailable: (rootId: number) => boolean;
}

export interface IndexRound {
  /** `crashed`: the embedder died; `drained`: no job is left; `full`: took its share; `ended`: paused or aborted. */
  readonly run: () => Promise<'drained' | 'full' | 'ended' | 'crashed'>;
  readonly notePhotoStarted: (key: number) => void;
  /**
   * Puts down who was in flight. Called when the embedder is gone, before `run` goes on. `mayConvict`: false where a graphics driver may
   * have been the cause.
   */
  readonly noteCrash: (options: { readonly mayConvict: boolean }) => void;
}

/** Makes a round for one running embedder. */
export function createIndexRound(options: IndexRoundOptions): IndexRound {
  const { catalog, client, aliases, signal, maxJobs } = options;
  const underWay = new Map<number, NextJob>();
  const started = new Set<number>();
  let reserve: NextJob[] = [];
  let results: FinishedJob[] = [];
  let taken = 0;
  let hasCrashed = false;
  let timer: NodeJS.Timeout | null = null;
  let wake: () => void = () => undefined;
  let failure: Error | null = null;

  const isEnding = (): boolean => signal.aborted || options.isPaused() || hasCrashed;

  const commit = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    const batch = results;
    results = [];
    if (batch.length === 0) return;
    const unstored = batch.filter(({ outcome }) => outcome.kind === 'failed' && outcome.isDiskFull === true);
    const unavailable = batch.filter(
      ({ job, outcome }) => outcome.kind === 'failed' && outcome.isTransient && !options.isRootAvailable(job.rootId),
    );
    // A drive that was taken out, or is full, is no fault of the photo: its job waits for the drive.
    const waiting = new Set([...unstored, ...unavailable]);
    catalog.jobs.release([...waiting].map(({ job }) => job.jobId));
    const readable = batch.filter((result) => !waiting.has(result));
    if (readable.length > 0) options.onCommitted(commitResults(options, readable));
    if (unstored.length > 0) throw failFullDisk();
  };

  const addResult = (result: FinishedJob): void => {
    results.push(result);
    if (results.length >= batchSize) commit();
    else timer ??= setTimeout(() => guard(commit), batchMs);
  };

  /** Errors of a timer or a callback end the round instead of the process. */
  const guard = (action: () => void): void => {
    try {
      action();
    } catch (error) {
      failure = error instanceof Error ? error : new Error(String(error));
      wake();
    }
  };

  const send = async (job: NextJob): Promise<void> => {
    underWay.set(job.jobId, job);
    try {
      const path = aliases.toOpenable(joinRootPath(job.rootPath, job.relativePath));
      const outcome = checkOutcome(await client.request('indexPhoto', { key: job.jobId, path }));
      // After an abort or a crash the job is not ours any more.
      if (underWay.delete(job.jobId)) guard(() => addResult({ job, outcome }));
    } catch (error) {
      if (error instanceof EmbedderExitError) hasCrashed = true;
      else if (underWay.delete(job.jobId)) {
        const reason = toErrorView(error).message;
        guard(() => addResult({ job, outcome: { kind: 'failed', reason, isTransient: true } }));
      }
    } finally {
      started.delete(job.jobId);
      wake();
    }
  };

  const refill = (): boolean => {
    if (reserve.length === 0 && taken < maxJobs) {
      reserve = catalog.jobs.takeNext(Math.min(reserveSize, maxJobs - taken));
      taken += reserve.length;
    }
    while (underWay.size < options.windowSize) {
      const job = reserve.shift();
      if (job === undefined) break;
      void send(job);
    }
    return underWay.size > 0;
  };

  const letGo = (): void => {
    try {
      commit();
    } finally {
      catalog.jobs.release([...underWay.keys(), ...reserve.map(({ jobId }) => jobId)]);
      underWay.clear();
      reserve = [];
    }
  };

  const noteCrash: IndexRound['noteCrash'] = ({ mayConvict }) => {
    if (hasCrashed) return;
    hasCrashed = true;
    guard(() => {
      commit();
      catalog.transaction(() => {
        catalog.jobs.recordCrash(
          [...underWay.keys()].filter((jobId) => started.has(jobId)),
          { mayConvict },
        );
        // What the crash was not recorded for is still marked running, and waits its turn again.
        letGo();
      });
    });
    wake();
  };

  const run: IndexRound['run'] = async () => {
    const stop = (): void => wake();
    signal.addEventListener('abort', stop);
    try {
      for (;;) {
        if (failure !== null) throw failure;
        if (signal.aborted || hasCrashed) break;
        const isBusy = options.isPaused() ? underWay.size > 0 : refill();
        if (!isBusy) {
          commit();
          // A transient failure in that batch may have queued its job again, or only suspects are left.
          if (options.isPaused() || taken >= maxJobs) break;
          reserve = catalog.jobs.takeNext(reserveSize);
          taken += reserve.length;
          if (reserve.length === 0) return 'drained';
          continue;
        }
        await new Promise<void>((resolve) => {
          wake = resolve;
        });
      }
      return hasCrashed ? 'crashed' : isEnding() ? 'ended' : 'full';
    } finally {
      signal.removeEventListener('abort', stop);
      if (!hasCrashed) letGo();
    }
  };

  return {
    run,
    noteCrash,
    notePhotoStarted: (key) => {
      if (underWay.has(key)) started.add(key);
    },
  };
}
