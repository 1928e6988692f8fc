/** @file How fast photos are indexed: a rate over the last seconds, and what remains at that rate. */

export interface ProgressMeter {
  readonly noteDone: (count: number) => void;
  /** Photos per second over the last ten seconds; null before it can be told. */
  readonly measureRate: () => number | null;
  readonly reset: () => void;
}

const windowMs = 10_000;
const bucketMs = 500;
/** Less says nothing. */
const shortestMs = 1000;

/** @param now monotonic clock, ms */
export function createProgressMeter(now: () => number = () => performance.now()): ProgressMeter {
  let startedMs = now();
  let buckets: { readonly atMs: number; count: number }[] = [];
  return {
    noteDone: (count) => {
      const atMs = Math.floor(now() / bucketMs) * bucketMs;
      const last = buckets.at(-1);
      if (last?.atMs === atMs) last.count += count;
      else buckets.push({ atMs, count });
    },
    measureRate: () => {
      const nowMs = now();
      buckets = buckets.filter(({ atMs }) => atMs >= nowMs - windowMs);
      const spanMs = Math.min(windowMs, nowMs - startedMs);
      const done = buckets.reduce((sum, { count }) => sum + count, 0);
      return spanMs < shortestMs || done === 0 ? null : (done * 1000) / spanMs;
    },
    reset: () => {
      startedMs = now();
      buckets = [];
    },
  };
}
