/**
 * @file What part of a virtual grid is on screen, and how it stays in place while the list under it changes.
 *
 * [Note: grid anchor] The first row on screen is remembered by the id of its first item. When the list or the width changes,
 * that item is looked up and the scroll position corrected before the next paint, so that what a person looks at stays where
 * it is. At the very top nothing is held: new photos appear there.
 */
import { findNear } from './item-list.ts';
import type { Identified, ItemList } from './item-list.ts';
import type { GridLayout, GridRow } from './grid-layout.ts';

interface Anchor {
  readonly id: number;
  readonly index: number;
  /** Its row's top, in CSS pixels below the top of the view. */
  readonly offset: number;
}

/** Rows beyond the view that are kept rendered, as a share of its height. */
const overscan = 0.5;
/** More than this many views a frame is a drag of the scrollbar: pages are fetched when it rests. */
const fastScroll = 0.5;
const restMs = 90;

export class GridWindow<Item extends Identified> {
  /** CSS pixels; all 0 until measured. */
  scrollTop = $state(0);
  viewHeight = $state(0);
  /** Where the grid begins inside the scrolled content. */
  gridTop = $state(0);

  readonly #list: ItemList<Item>;
  readonly #getLayout: () => GridLayout;
  #anchor: Anchor | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #lastWantTop = 0;

  constructor(list: ItemList<Item>, getLayout: () => GridLayout) {
    this.#list = list;
    this.#getLayout = getLayout;
  }

  /** First and last row to render. */
  readonly range = $derived.by(() => {
    const layout = this.#getLayout();
    const top = this.scrollTop - this.gridTop;
    const spare = this.viewHeight * overscan;
    return {
      first: layout.findRowAt(top - spare),
      last: layout.rowCount === 0 ? -1 : layout.findRowAt(top + this.viewHeight + spare),
    };
  });

  /** Rows to render: those in range, and the one with the focus wherever it is, so that the focus is never recycled. */
  collectRows(activeIndex: number): readonly GridRow[] {
    const layout = this.#getLayout();
    const { first, last } = this.range;
    const rows: GridRow[] = [];
    const activeRow = layout.rowCount === 0 ? -1 : layout.findRowOf(activeIndex);
    if (activeRow >= 0 && activeRow < first) rows.push(layout.getRow(activeRow));
    for (let index = first; index <= last; index++) rows.push(layout.getRow(index));
    if (activeRow > last) rows.push(layout.getRow(activeRow));
    return rows;
  }

  /** Asks for the pages on view: at once, or when a fast scroll rests. */
  requestItems(): void {
    const layout = this.#getLayout();
    const { first, last } = this.range;
    const firstItem = layout.getRow(first).first;
    const lastRow = layout.getRow(Math.max(0, last));
    const isFast = Math.abs(this.scrollTop - this.#lastWantTop) > this.viewHeight * fastScroll;
    this.#lastWantTop = this.scrollTop;
    clearTimeout(this.#timer);
    const ask = (): void => this.#list.want(firstItem, Math.max(firstItem, lastRow.first + lastRow.count - 1));
    if (isFast) this.#timer = setTimeout(ask, restMs);
    else ask();
  }

  rememberAnchor(): void {
    const layout = this.#getLayout();
    const top = this.scrollTop - this.gridTop;
    const row = layout.getRow(layout.findRowAt(top));
    const item = top > 0 ? this.#list.itemAt(row.first) : undefined;
    this.#anchor = item === undefined ? null : { id: item.id, index: row.first, offset: row.top - top };
  }

  /**
   * After a change: the scroll position that keeps the anchor in its place; null when nothing has to move. The anchor stays
   * the same item until a person scrolls; taking the first item of its new row each time would let the photos drift away.
   */
  computeCorrection(): number | null {
    const anchor = this.#anchor;
    const index = anchor === null ? null : findNear(this.#list, anchor.id, anchor.index);
    if (anchor === null || index === null) {
      this.rememberAnchor();
      return null;
    }
    const layout = this.#getLayout();
    this.#anchor = { ...anchor, index };
    const corrected = layout.getRow(layout.findRowOf(index)).top - anchor.offset + this.gridTop;
    return Math.abs(corrected - this.scrollTop) > 1 ? corrected : null;
  }

  /** The scroll position that brings an item fully on view; null when it is. `margin` in CSS pixels is kept around it. */
  computeReveal(index: number, margin: number): number | null {
    const layout = this.#getLayout();
    const rowIndex = layout.findRowOf(index);
    const row = layout.getRow(rowIndex);
    const top = row.top + this.gridTop;
    if (rowIndex === 0 && this.scrollTop > 0 && this.gridTop + row.height < this.viewHeight) return 0;
    if (top - margin < this.scrollTop) return Math.max(0, top - margin);
    const bottom = top + row.height + margin;
    return bottom > this.scrollTop + this.viewHeight ? bottom - this.viewHeight : null;
  }

  dispose(): void {
    clearTimeout(this.#timer);
  }
}
