/** @file What a rectangle drawn over a grid touches: arithmetic alone. */
import type { GridLayout } from './grid-layout.ts';

export interface Point {
  /** CSS pixels from the side of the grid where lines begin; y grows downwards. */
  readonly x: number;
  readonly y: number;
}

export interface Rectangle {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

/** The rectangle between two corners, whichever way it was drawn. */
export function spanRectangle(from: Point, to: Point): Rectangle {
  return {
    left: Math.min(from.x, to.x),
    top: Math.min(from.y, to.y),
    right: Math.max(from.x, to.x),
    bottom: Math.max(from.y, to.y),
  };
}

/** Indices of the items that the rectangle touches, ascending. Takes as many steps as there are items in its rows. */
export function findItemsIn(layout: GridLayout, area: Rectangle): readonly number[] {
  const found: number[] = [];
  if (layout.rowCount === 0) return found;
  for (let rowIndex = layout.findRowAt(area.top); rowIndex < layout.rowCount; rowIndex++) {
    const row = layout.getRow(rowIndex);
    if (row.top > area.bottom) break;
    if (row.top + row.height < area.top) continue;
    for (let index = row.first; index < row.first + row.count; index++) {
      const tile = layout.getTile(index);
      if (tile.left <= area.right && tile.left + tile.width >= area.left) found.push(index);
    }
  }
  return found;
}

/** Pixels within which the edge of the view scrolls it. */
const edge = 48;
/** Pixels a frame at most. */
const fastest = 28;

/** How far the view scrolls in a frame while the pointer is at `y` of it, in CSS pixels; 0 in the middle. */
export function measureAutoScroll(y: number, viewHeight: number): number {
  const above = edge - y;
  const below = y - (viewHeight - edge);
  const reach = Math.max(above, below);
  if (reach <= 0) return 0;
  const speed = Math.ceil(Math.min(1, reach / (edge * 2)) * fastest);
  return above > below ? -speed : speed;
}
