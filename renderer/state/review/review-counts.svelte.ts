/** @file How many questions wait in the review, for the badge and the ways to it. */
import { callMain } from '../../client.ts';
import { coalesce } from '../coalesce.ts';

/** A badge need not keep up with every change. */
const pauseMs = 1500;

export class ReviewCountsState {
  /** Null before it is known. */
  open = $state<number | null>(null);
  /** Asks again, soon. */
  readonly refresh = coalesce(() => this.#fetch(), pauseMs);

  async #fetch(): Promise<void> {
    try {
      this.open = (await callMain('review.counts', { albumId: null })).open;
    } catch {
      // A badge that is not there: what is wrong with the library is said by the view that needs it.
    }
  }
}
