/** @file How the cores are shared between the model's run and the decoders beside it. */
import { availableParallelism } from 'node:os';

export interface ThreadPlan {
  /** Threads of one run of the model or of a search. */
  readonly session: number;
  /** Threads that decode, hash and read (libuv's pool). */
  readonly pool: number;
}

/** Figures behind the plan: test/bench/pipeline.ts. */
export function planThreads(cores: number = availableParallelism()): ThreadPlan {
  return { session: Math.max(1, Math.min(cores, 16)), pool: Math.max(4, Math.min(cores + 2, 16)) };
}
