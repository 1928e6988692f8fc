/**
 * @file Placeholders of photos that only their ids are known of (a cover, a pin of the map, a reference): asked for together, kept for
 * the next time.
 */
import { callMain } from '../../client.ts';

/** As the contract has it: one question is about so many photos. */
const mostAtOnce = 1000;
const mostKept = 5000;

export type FetchPlaceholders = (
  photoIds: number[],
) => Promise<readonly { readonly id: number; readonly thumbhash: string | null }[]>;

export class Placeholders {
  readonly #fetch: FetchPlaceholders;
  readonly #known = new Map<number, string>();
  /** Those of this moment, and who waits for them. */
  #waiting = new Map<number, ((thumbhash: string | null) => void)[]>();

  constructor(fetch: FetchPlaceholders) {
    this.#fetch = fetch;
  }

  /** At hand now; null: not (yet). */
  readonly peek = (photoId: number): string | null => this.#known.get(photoId) ?? null;

  /** Null where there is none (yet), or it cannot be had: the picture comes without. Never throws. */
  readonly find = (photoId: number): Promise<string | null> => {
    const known = this.#known.get(photoId);
    if (known !== undefined) return Promise.resolve(known);
    if (this.#waiting.size === 0) queueMicrotask(() => void this.#askForAll());
    return new Promise((resolve) => {
      this.#waiting.set(photoId, [...(this.#waiting.get(photoId) ?? []), resolve]);
    });
  };

  async #askForAll(): Promise<void> {
    const waiting = this.#waiting;
    this.#waiting = new Map();
    const ids = [...waiting.keys()];
    for (let first = 0; first < ids.length; first += mostAtOnce) {
      const part = ids.slice(first, first + mostAtOnce);
      const found = await this.#tryFetch(part);
      for (const id of part) {
        const thumbhash = found.get(id) ?? null;
        if (thumbhash !== null) this.#keep(id, thumbhash);
        for (const resolve of waiting.get(id) ?? []) resolve(thumbhash);
      }
    }
  }

  async #tryFetch(photoIds: number[]): Promise<ReadonlyMap<number, string | null>> {
    try {
      return new Map((await this.#fetch(photoIds)).map(({ id, thumbhash }) => [id, thumbhash]));
    } catch {
      // A placeholder is an extra: what is wrong is said by what the person asked for.
      return new Map();
    }
  }

  #keep(photoId: number, thumbhash: string): void {
    if (this.#known.size >= mostKept) this.#known.clear();
    this.#known.set(photoId, thumbhash);
  }
}

/** Those of the window. */
export const placeholders = new Placeholders((photoIds) => callMain('photos.tiles', { photoIds }));
