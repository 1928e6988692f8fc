/** @file How the cores are shared between the model's run and the decoders beside it. */
import { availableParallelism } from 'node:os';

export interface ThreadPlan {
  /** Threads of one run of the model while decoders need cores too. */
  readonly shared: number;
  /** Threads of one run while enough photos are decoded, and of a search. */
  readonly whole: number;
  /** Threads that decode, hash and read (libuv's pool). */
  readonly pool: number;
}

/**
 * A 12-megapixel JPEG takes nearly as much work to decode and to write thumbnails of (60 core-ms) as to embed (85 core-ms): half
 * of the cores for either. onnxruntime's threads wait for each other in loops, so that more of them than free cores waste a
 * quarter of the machine (measured by test/bench/pipeline.ts). The pool has more threads than there are cores: while a run holds the
 * event loop no photo gets its next step, so that each thread does one step and waits.
 */
export function planThreads(cores: number = availableParallelism()): ThreadPlan {
  const bounded = Math.min(cores, 16);
  return { shared: Math.ceil(bounded / 2), whole: bounded, pool: bounded + 4 };
}
