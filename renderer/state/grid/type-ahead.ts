/** @file Letters typed one after another make one word; a pause starts a new one. */

/** A longer pause ends the word. */
export const typeAheadPauseMs = 900;

export class TypeAhead {
  #words = '';
  #lastMs = Number.NEGATIVE_INFINITY;

  /** A space belongs to a word that was begun; alone it selects. */
  takes(key: string, atMs: number): boolean {
    if (!/^.$/u.test(key)) return false;
    return key !== ' ' || (this.#words !== '' && atMs - this.#lastMs < typeAheadPauseMs);
  }

  /** The word so far. */
  add(key: string, atMs: number): string {
    const isNew = atMs - this.#lastMs >= typeAheadPauseMs;
    this.#words = isNew ? key : this.#words + key;
    this.#lastMs = atMs;
    return this.#words;
  }
}
