/** @file Which item of a virtual grid an element belongs to. */

/** Index of the cell around an element; null outside of all cells. */
export function readCellIndex(target: EventTarget | null): number | null {
  const cell = target instanceof Element ? target.closest<HTMLElement>('[role="gridcell"][data-index]') : null;
  return cell === null ? null : Number(cell.dataset['index']);
}
