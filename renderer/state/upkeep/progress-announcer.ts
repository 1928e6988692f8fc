/** @file When progress is worth saying aloud: at the start, at the end, and now and then between. */
import type { IndexingProgress } from '../../../src/api/views.ts';

const pauseMs = 20_000;

const restingStates: readonly IndexingProgress['state'][] = ['idle', 'paused', 'on-battery', 'disk-full', 'stopped'];

/** True while something is being done: not at rest, not waiting, not stopped. */
export function isWorking(state: IndexingProgress['state']): boolean {
  return !restingStates.includes(state);
}

/** There is work that does not go on now, for whatever reason. */
export function isWaiting(state: IndexingProgress['state']): boolean {
  return state !== 'idle' && !isWorking(state);
}

/** Decides what a screen reader hears of the progress; `describe` gives the words. */
export class ProgressAnnouncer {
  readonly #describe: (progress: IndexingProgress) => string;
  #lastState: IndexingProgress['state'] = 'idle';
  #lastMs = Number.NEGATIVE_INFINITY;

  constructor(describe: (progress: IndexingProgress) => string) {
    this.#describe = describe;
  }

  /** The words to say now, or null for silence. `nowMs` on any steady clock. */
  update(progress: IndexingProgress, nowMs: number): string | null {
    const hasChangedState = progress.state !== this.#lastState;
    const isAtWork = isWorking(progress.state);
    if (!hasChangedState && (!isAtWork || nowMs - this.#lastMs < pauseMs)) return null;
    // Scanning, indexing and grouping follow each other in small steps: only rest and work are told apart at once.
    const wasAtWork = isWorking(this.#lastState);
    this.#lastState = progress.state;
    if (hasChangedState && isAtWork && wasAtWork && nowMs - this.#lastMs < pauseMs) return null;
    this.#lastMs = nowMs;
    return this.#describe(progress);
  }
}
