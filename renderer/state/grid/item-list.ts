/** @file What a virtual grid and the photo viewer need of a list, however it gets its items. */

export interface Identified {
  readonly id: number;
}

export interface ItemList<Item extends Identified> {
  /** Length of the whole list; null before it is known. */
  readonly total: number | null;
  /** The item, or undefined while its page is not here. */
  readonly itemAt: (index: number) => Item | undefined;
  /** Says which items are on view (inclusive): they are fetched, and kept fresh. */
  readonly want: (first: number, last: number) => void;
  /** Items from first to last (inclusive), fetched if need be. Shorter when the list is. */
  readonly collect: (first: number, last: number) => Promise<readonly Item[]>;
}

/** Where an item is now, looked for around the place where it was. Null when it is not among the items at hand. */
export function findNear<Item extends Identified>(
  list: Pick<ItemList<Item>, 'itemAt' | 'total'>,
  id: number,
  around: number,
  reach = 400,
): number | null {
  const total = list.total ?? 0;
  for (let distance = 0; distance <= reach; distance++) {
    const after = around + distance;
    const before = around - distance;
    if (after < total && list.itemAt(after)?.id === id) return after;
    if (before >= 0 && before < total && list.itemAt(before)?.id === id) return before;
  }
  return null;
}
