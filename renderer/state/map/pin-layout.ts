/** @file Pins on the map: how large, in which order they are read, whose name has room. Pure. */
import type { PinGroup } from './clusters.ts';
import { projectPlace } from './mercator.ts';
import type { ScreenBox } from './map-labels.ts';
import { toScreen } from './viewport.ts';
import type { ScreenPoint, Viewport } from './viewport.ts';

/** Pins whose tops lie within this are on one line, in CSS pixels. */
const lineHeight = 72;
const nameHeight = 18;
const nameGap = 3;
/** Longest name under a pin, CSS pixels; the rest is cut off. */
export const mostNameWidth = 150;

/** Side of a pin in CSS pixels: more photos, a larger stone; never so large that it lies over the next. */
export function measurePin(count: number): number {
  return count === 1 ? 40 : Math.min(62, Math.round(44 + 6 * Math.log10(count)));
}

export function findPinPoint(view: Viewport, group: PinGroup): ScreenPoint {
  return toScreen(view, projectPlace(group));
}

/** As a page is read: line by line from the top, in the direction of the writing. */
export function orderPins(groups: readonly PinGroup[], view: Viewport, direction: 'ltr' | 'rtl'): readonly PinGroup[] {
  const turn = direction === 'rtl' ? -1 : 1;
  return groups
    .map((group) => ({ group, ...findPinPoint(view, group) }))
    .sort(
      (a, b) =>
        Math.floor(a.top / lineHeight) - Math.floor(b.top / lineHeight) ||
        turn * (a.left - b.left) ||
        a.group.key - b.group.key,
    )
    .map(({ group }) => group);
}

/** True for a pin of which something is on the map. */
export function isPinSeen(view: Viewport, group: PinGroup): boolean {
  const { left, top } = findPinPoint(view, group);
  const reach = measurePin(group.count) / 2;
  const { width, height } = view.size;
  return left > -reach && left < width + reach && top > -reach && top < height + reach;
}

/** The boxes of pins, and of the names under them that have room: those with the most photos first. Names by the pin's key. */
export function layOutPins(
  groups: readonly PinGroup[],
  view: Viewport,
  measureName: (group: PinGroup) => number | null,
): { readonly boxes: readonly ScreenBox[]; readonly named: ReadonlySet<number> } {
  const boxes = groups.map((group): ScreenBox => boxOfPin(view, group));
  const named = new Set<number>();
  const order = [...groups.keys()].sort(
    (a, b) => (groups[b]?.count ?? 0) - (groups[a]?.count ?? 0) || (groups[a]?.key ?? 0) - (groups[b]?.key ?? 0),
  );
  for (const index of order) {
    const [group, pin] = [groups[index], boxes[index]];
    const width = group === undefined ? null : measureName(group);
    if (group === undefined || pin === undefined || width === null) continue;
    const half = Math.min(mostNameWidth, width) / 2;
    const middle = (pin.left + pin.right) / 2;
    const top = pin.bottom + nameGap;
    const box = { left: middle - half, right: middle + half, top, bottom: top + nameHeight };
    if (box.left < 0 || box.right > view.size.width || box.bottom > view.size.height) continue;
    if (boxes.some((other, place) => place !== index && overlaps(other, box))) continue;
    boxes.push(box);
    named.add(group.key);
  }
  return { boxes, named };
}

function boxOfPin(view: Viewport, group: PinGroup): ScreenBox {
  const { left, top } = findPinPoint(view, group);
  const half = measurePin(group.count) / 2;
  return { left: left - half, right: left + half, top: top - half, bottom: top + half };
}

function overlaps(a: ScreenBox, b: ScreenBox): boolean {
  return a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom;
}
