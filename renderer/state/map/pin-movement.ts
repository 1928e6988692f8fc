/** @file From pin to pin by arrow keys: the nearest one in the direction of the key. Pure. */
import type { PinGroup } from './clusters.ts';
import { findPinPoint } from './pin-layout.ts';
import type { Viewport } from './viewport.ts';

export type ArrowKey = 'ArrowLeft' | 'ArrowRight' | 'ArrowUp' | 'ArrowDown';

const ways: Readonly<Record<ArrowKey, { readonly x: number; readonly y: number }>> = {
  ArrowLeft: { x: -1, y: 0 },
  ArrowRight: { x: 1, y: 0 },
  ArrowUp: { x: 0, y: -1 },
  ArrowDown: { x: 0, y: 1 },
};

export function isArrowKey(key: string): key is ArrowKey {
  return Object.hasOwn(ways, key);
}

/** The way of an arrow key on the screen. */
export function findWay(key: ArrowKey): { readonly x: number; readonly y: number } {
  return ways[key];
}

/** Being aside counts this much more than being far. */
const asideWeight = 2.5;

/** Null where no pin lies in that direction. */
export function findPinToward(
  pins: readonly PinGroup[],
  view: Viewport,
  from: PinGroup,
  key: ArrowKey,
): PinGroup | null {
  const way = ways[key];
  const start = findPinPoint(view, from);
  let best: PinGroup | null = null;
  let bestCost = Infinity;
  for (const pin of pins) {
    if (pin.key === from.key) continue;
    const { left, top } = findPinPoint(view, pin);
    const [dx, dy] = [left - start.left, top - start.top];
    const ahead = dx * way.x + dy * way.y;
    const aside = Math.abs(dx * way.y) + Math.abs(dy * way.x);
    if (ahead <= 0 || aside > ahead * 3) continue;
    const cost = ahead + asideWeight * aside;
    if (cost < bestCost) [best, bestCost] = [pin, cost];
  }
  return best;
}
