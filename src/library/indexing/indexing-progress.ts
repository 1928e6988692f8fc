/** @file The progress of indexing as the window and the command line show it. */
import type { IndexingProgress } from '../../api/views.ts';
import type { JobCounts } from '../../db/jobs.ts';
import { createProgressMeter } from './progress-meter.ts';

export interface ProgressKeeper {
  readonly get: () => IndexingProgress;
  readonly setState: (state: IndexingProgress['state']) => void;
  /** Share of a grouping that is done, in [0, 1]. */
  readonly noteGrouped: (doneShare: number) => void;
  readonly noteDone: (count: number, failed: number) => void;
  /** While the folders are looked through: photos met so far. Counts nothing in other states. */
  readonly noteFound: (found: number) => void;
  /** Corrects the totals by what the catalog says. */
  readonly refresh: (counts: JobCounts) => void;
  /** A new run begins: what was done before does not count. */
  readonly restart: () => void;
  /** Sends the last change at once. */
  readonly flush: () => void;
}

const publishMs = 250;

/** States in which photos go through the model one after the other. */
function isEmbedding(state: IndexingProgress['state']): boolean {
  return state === 'indexing' || state === 'embedding-again';
}

/** @param publish called at most four times a second */
export function createProgressKeeper(publish: (progress: IndexingProgress) => void): ProgressKeeper {
  const meter = createProgressMeter();
  let state: IndexingProgress['state'] = 'idle';
  let [done, total, failed] = [0, 0, 0];
  let groupedShare: number | null = null;
  let timer: NodeJS.Timeout | null = null;
  let lastMs = -publishMs;

  const get = (): IndexingProgress => {
    const photosPerSecond = isEmbedding(state) ? meter.measureRate() : null;
    const remainingMs = photosPerSecond === null ? null : Math.round(((total - done) / photosPerSecond) * 1000);
    return { state, done, total, failed, photosPerSecond, remainingMs, groupedShare };
  };
  const send = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = null;
    lastMs = performance.now();
    publish(get());
  };
  const schedule = (): void => {
    timer ??= setTimeout(send, Math.max(0, lastMs + publishMs - performance.now())).unref();
  };

  return {
    get,
    flush: () => {
      if (timer !== null) send();
    },
    setState: (next) => {
      if (next === state) return;
      if (isEmbedding(next)) meter.reset();
      // What was found is no work that was done.
      if (state === 'scanning' || next === 'scanning') [done, total] = [0, 0];
      state = next;
      groupedShare = null;
      schedule();
    },
    noteGrouped: (doneShare) => {
      // Also asked for by the review, beside whatever else is done.
      if (state !== 'grouping') return;
      groupedShare = doneShare;
      schedule();
    },
    noteDone: (count, newlyFailed) => {
      done += count;
      failed += newlyFailed;
      total = Math.max(total, done);
      meter.noteDone(count);
      schedule();
    },
    noteFound: (found) => {
      if (state !== 'scanning') return;
      [done, total] = [found, 0];
      schedule();
    },
    refresh: (counts) => {
      total = done + counts.queued - counts.waiting + counts.running;
      failed = counts.failed + counts.quarantined;
      schedule();
    },
    restart: () => {
      [done, total, failed] = [0, 0, 0];
      meter.reset();
      schedule();
    },
  };
}
