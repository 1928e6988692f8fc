/** @file Two-dimensional keyboard movement in a virtual grid. Home and End go to the ends of the list, as in file managers. */
import type { GridLayout } from './grid-layout.ts';

const movementKeys = ['ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'] as const;
export type MovementKey = (typeof movementKeys)[number];

export function isMovementKey(key: string): key is MovementKey {
  return (movementKeys as readonly string[]).includes(key);
}

/** The item of `row` whose middle is nearest to x. */
function findItemNearest(layout: GridLayout, rowIndex: number, x: number): number {
  const row = layout.getRow(rowIndex);
  let best = row.first;
  let bestDistance = Number.POSITIVE_INFINITY;
  for (let index = row.first; index < row.first + row.count; index++) {
    const tile = layout.getTile(index);
    const distance = Math.abs(tile.left + tile.width / 2 - x);
    if (distance < bestDistance) {
      best = index;
      bestDistance = distance;
    }
  }
  return best;
}

/** Where a key leads from an item. `viewHeight` in CSS pixels decides how far a page is. */
export function moveInGrid(layout: GridLayout, from: number, key: MovementKey, viewHeight: number): number {
  const last = layout.itemCount - 1;
  if (last < 0) return 0;
  const current = Math.min(Math.max(0, from), last);
  const rowIndex = layout.findRowOf(current);
  const row = layout.getRow(rowIndex);
  const tile = layout.getTile(current);
  const moveRows = (toRow: number): number =>
    toRow === rowIndex ? current : findItemNearest(layout, toRow, tile.left + tile.width / 2);

  switch (key) {
    case 'ArrowLeft':
      return Math.max(0, current - 1);
    case 'ArrowRight':
      return Math.min(last, current + 1);
    case 'ArrowUp':
      return moveRows(Math.max(0, rowIndex - 1));
    case 'ArrowDown':
      return moveRows(Math.min(layout.rowCount - 1, rowIndex + 1));
    case 'Home':
      return 0;
    case 'End':
      return last;
    case 'PageUp': {
      const target = layout.findRowAt(row.top - viewHeight + row.height);
      return moveRows(Math.max(0, Math.min(target, rowIndex - 1)));
    }
    case 'PageDown': {
      const target = layout.findRowAt(row.top + viewHeight - row.height);
      return moveRows(Math.min(layout.rowCount - 1, Math.max(target, rowIndex + 1)));
    }
  }
}
