/** @file When progress is worth saying aloud: at the start, at the end, and now and then between. */
import type { IndexingProgress } from '../../src/api/views.ts';

const pauseMs = 20_000;

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
    const isWorking = progress.state === 'scanning' || progress.state === 'indexing' || progress.state === 'grouping';
    if (!hasChangedState && (!isWorking || nowMs - this.#lastMs < pauseMs)) return null;
    // Scanning, indexing and grouping follow each other in small steps: only rest and work are told apart at once.
    const wasWorking = this.#lastState !== 'idle' && this.#lastState !== 'paused' && this.#lastState !== 'stopped';
    this.#lastState = progress.state;
    if (hasChangedState && isWorking && wasWorking && nowMs - this.#lastMs < pauseMs) return null;
    this.#lastMs = nowMs;
    return this.#describe(progress);
  }
}
