/** @file What a rectangle over a grid touches, against a look at every tile; and how it scrolls. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createJustifiedLayout, createUniformLayout } from '../../../../renderer/state/grid/grid-layout.ts';
import type { GridLayout } from '../../../../renderer/state/grid/grid-layout.ts';
import { findItemsIn, measureAutoScroll, spanRectangle } from '../../../../renderer/state/grid/grid-rectangle.ts';
import { Selection } from '../../../../renderer/state/grid/selection.svelte.ts';

const coordinate = fc.integer({ min: -300, max: 3000 });
const counts = fc.array(fc.integer({ min: 0, max: 40 }), { minLength: 1, maxLength: 5 });

function findNaively(layout: GridLayout, area: ReturnType<typeof spanRectangle>): readonly number[] {
  return Array.from({ length: layout.itemCount }, (_, index) => index).filter((index) => {
    const row = layout.getRow(layout.findRowOf(index));
    const tile = layout.getTile(index);
    const isAcross = tile.left <= area.right && tile.left + tile.width >= area.left;
    return isAcross && row.top <= area.bottom && row.top + row.height >= area.top;
  });
}

describe('a rectangle', () => {
  test('touches the tiles that it lies over, in both layouts', () => {
    fc.assert(
      fc.property(counts, coordinate, coordinate, coordinate, coordinate, (sizes, x1, y1, x2, y2) => {
        const sections = sizes.map((count, index) => ({ count, headingHeight: index * 20 }));
        const total = sizes.reduce((sum, count) => sum + count, 0);
        const area = spanRectangle({ x: x1, y: y1 }, { x: x2, y: y2 });
        const uniform = createUniformLayout({
          width: 900,
          sections,
          minTileWidth: 150,
          gap: 8,
          heightRatio: 1,
          extraHeight: 0,
        });
        const justified = createJustifiedLayout({
          width: 900,
          sections,
          aspectRatios: Array.from({ length: total }, (_, index) => 0.6 + ((index * 37) % 20) / 10),
          targetRowHeight: 200,
          gap: 8,
        });
        for (const layout of [uniform, justified]) expect(findItemsIn(layout, area)).toEqual(findNaively(layout, area));
      }),
    );
  });

  test('is the same from whichever corner it is drawn', () => {
    const area = { left: 1, top: 2, right: 30, bottom: 40 };
    expect(spanRectangle({ x: 1, y: 2 }, { x: 30, y: 40 })).toEqual(area);
    expect(spanRectangle({ x: 30, y: 2 }, { x: 1, y: 40 })).toEqual(area);
    expect(spanRectangle({ x: 30, y: 40 }, { x: 1, y: 2 })).toEqual(area);
  });

  test('scrolls at the edges, faster farther out, and nowhere else', () => {
    expect([100, 300, 552].map((y) => measureAutoScroll(y, 600))).toEqual([0, 0, 0]);
    expect(measureAutoScroll(590, 600)).toBeGreaterThan(0);
    expect(measureAutoScroll(700, 600)).toBeGreaterThan(measureAutoScroll(590, 600));
    expect(measureAutoScroll(10, 600)).toBe(-measureAutoScroll(590, 600));
    expect(measureAutoScroll(-5000, 600)).toBe(-measureAutoScroll(5600, 600));
  });
});

describe('a selection by rectangle', () => {
  const createSelection = () => {
    const items = Array.from({ length: 10 }, (_, index) => ({ id: index + 100 }));
    const gone = new Set<number>();
    const selection = new Selection(
      {
        total: items.length,
        itemAt: (index) => (gone.has(index) ? undefined : items[index]),
        want: () => undefined,
        collect: (first, last) => Promise.resolve(items.slice(first, last + 1)),
      },
      () => undefined,
    );
    return { selection, gone };
  };

  test('follows it, and lets go of what it leaves', () => {
    const { selection } = createSelection();
    selection.toggle(9);
    selection.startRectangle([]);
    selection.selectRectangle([0, 1, 2]);
    selection.selectRectangle([1]);
    expect(selection.ids).toEqual([101]);
  });

  test('keeps what was selected beside it, when asked to', () => {
    const { selection } = createSelection();
    selection.toggle(9);
    selection.startRectangle(selection.ids);
    selection.selectRectangle([0]);
    selection.selectRectangle([]);
    expect(selection.ids).toEqual([109]);
  });

  test('knows photos that were on view when it passed them', () => {
    const { selection, gone } = createSelection();
    selection.startRectangle([]);
    selection.selectRectangle([3, 4]);
    gone.add(3);
    selection.selectRectangle([3, 4, 5]);
    expect(selection.ids).toEqual([103, 104, 105]);
  });

  test('is as before when it is taken back', () => {
    const { selection } = createSelection();
    selection.toggle(9);
    selection.startRectangle([]);
    selection.selectRectangle([0, 1]);
    selection.cancelRectangle();
    expect(selection.ids).toEqual([109]);
  });
});
