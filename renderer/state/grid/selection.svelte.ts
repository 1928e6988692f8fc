/** @file Which photos of a list are selected: by id, so that a selection survives a list that changes under it. */
import type { Identified, ItemList } from './item-list.ts';

export class Selection<Item extends Identified> {
  #ids = $state.raw<ReadonlySet<number>>(new Set());
  readonly #list: ItemList<Item>;
  readonly #onError: (error: unknown) => void;
  /** Where a range starts: the last item that was chosen on its own. */
  #anchor = 0;
  /** What was selected before the range: a range that shrinks again leaves it alone. */
  #base: ReadonlySet<number> = new Set();
  /** Grows with every change, so that a range that took long to fetch does not undo a later click. */
  #change = 0;

  #rectangle: {
    readonly kept: ReadonlySet<number>;
    readonly before: ReadonlySet<number>;
    readonly known: Map<number, number>;
  } | null = null;

  constructor(list: ItemList<Item>, onError: (error: unknown) => void) {
    this.#list = list;
    this.#onError = onError;
  }

  get size(): number {
    return this.#ids.size;
  }

  get ids(): readonly number[] {
    return [...this.#ids];
  }

  readonly has = (id: number): boolean => this.#ids.has(id);

  readonly toggle = (index: number): void => {
    const id = this.#list.itemAt(index)?.id;
    if (id === undefined) return;
    const ids = new Set(this.#ids);
    if (!ids.delete(id)) ids.add(id);
    this.#set(ids);
    this.setAnchor(index);
  };

  /** The range from the anchor to `index` takes the place of the range before. */
  readonly extendTo = async (index: number): Promise<void> => {
    await this.#selectRange(Math.min(this.#anchor, index), Math.max(this.#anchor, index));
  };

  readonly selectAll = async (): Promise<void> => {
    await this.#selectRange(0, (this.#list.total ?? 0) - 1);
  };

  readonly clear = (): void => {
    if (this.#ids.size > 0) this.#set(new Set());
    this.#base = new Set();
  };

  /** Where the next range starts, when the keyboard moves without selecting. */
  readonly setAnchor = (index: number): void => {
    this.#anchor = index;
    this.#base = this.#ids;
  };

  /** A rectangle is about to be drawn over the list; `kept` stays selected beside what it touches. */
  readonly startRectangle = (kept: readonly number[]): void => {
    this.#rectangle = { kept: new Set(kept), before: this.#ids, known: new Map() };
  };

  /** What the rectangle touches now. Items that it passed keep their place in it, also when their page was given up meanwhile. */
  readonly selectRectangle = (indices: readonly number[]): void => {
    if (this.#rectangle === null) return;
    const { kept, known } = this.#rectangle;
    const ids = new Set(kept);
    for (const index of indices) {
      const id = this.#list.itemAt(index)?.id ?? known.get(index);
      if (id === undefined) continue;
      known.set(index, id);
      ids.add(id);
    }
    this.#set(ids);
    const last = indices.at(-1);
    if (last !== undefined) this.setAnchor(last);
  };

  /** As if it had not been drawn. */
  readonly cancelRectangle = (): void => {
    if (this.#rectangle !== null) this.#set(this.#rectangle.before);
    this.#rectangle = null;
  };

  async #selectRange(first: number, last: number): Promise<void> {
    if (last < first) return;
    const change = ++this.#change;
    try {
      const items = await this.#list.collect(first, last);
      if (change === this.#change) this.#set(new Set([...this.#base, ...items.map((item) => item.id)]));
    } catch (error) {
      this.#onError(error);
    }
  }

  #set(ids: ReadonlySet<number>): void {
    this.#change++;
    this.#ids = ids;
  }
}
