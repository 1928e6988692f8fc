/** @file Grid layouts: every item has exactly one place, nothing overlaps, look-ups agree with what is laid out. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createJustifiedLayout, createUniformLayout } from '../../../../renderer/state/grid/grid-layout.ts';
import type { GridLayout, GridSection } from '../../../../renderer/state/grid/grid-layout.ts';

const sectionsArbitrary = fc.array(
  fc.record({ count: fc.integer({ min: 0, max: 60 }), headingHeight: fc.constantFrom(0, 40) }),
  { minLength: 1, maxLength: 4 },
);

function createLayouts(width: number, sections: readonly GridSection[], seed: number): readonly GridLayout[] {
  const total = sections.reduce((sum, section) => sum + section.count, 0);
  const aspectRatios = Array.from({ length: total }, (_, index) => 0.2 + (((index + 1) * seed) % 37) / 10);
  return [
    createUniformLayout({ width, sections, minTileWidth: 140, gap: 6, heightRatio: 0.75, extraHeight: 20 }),
    createJustifiedLayout({ width, sections, aspectRatios, targetRowHeight: 200, gap: 8 }),
  ];
}

function checkLayout(layout: GridLayout, sections: readonly GridSection[], width: number): void {
  const total = sections.reduce((sum, section) => sum + section.count, 0);
  expect(layout.itemCount).toBe(total);
  let next = 0;
  let bottom = 0;
  for (let index = 0; index < layout.rowCount; index++) {
    const row = layout.getRow(index);
    expect(row.index).toBe(index);
    expect(row.first).toBe(next);
    expect(row.count).toBeGreaterThan(0);
    expect(row.count).toBeLessThanOrEqual(layout.columnCount);
    expect(row.top).toBeGreaterThanOrEqual(bottom);
    expect(layout.findRowAt(row.top + row.height / 2)).toBe(index);
    let right = 0;
    for (let item = row.first; item < row.first + row.count; item++) {
      const tile = layout.getTile(item);
      expect(layout.findRowOf(item)).toBe(index);
      expect(tile.column).toBe(item - row.first);
      expect(tile.left).toBeGreaterThanOrEqual(right - 0.001);
      right = tile.left + tile.width;
    }
    expect(right).toBeLessThanOrEqual(width + 0.001);
    next += row.count;
    bottom = row.top + row.height;
  }
  expect(next).toBe(total);
  if (total > 0) expect(layout.height).toBeCloseTo(bottom, 3);
}

describe('layouts', () => {
  test('place every item once, in order, without overlap', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 320, max: 2400 }),
        sectionsArbitrary,
        fc.integer({ min: 1, max: 999 }),
        (width, sections, seed) => {
          for (const layout of createLayouts(width, sections, seed)) checkLayout(layout, sections, width);
        },
      ),
    );
  });

  test('start each section below the one before, under its heading', () => {
    const sections = [
      { count: 7, headingHeight: 0 },
      { count: 5, headingHeight: 40 },
    ];
    for (const layout of createLayouts(800, sections, 3)) {
      const firstOfSecond = layout.getRow(layout.findRowOf(7));
      expect(firstOfSecond.first).toBe(7);
      expect(firstOfSecond.top).toBeCloseTo((layout.sectionTops[1] ?? 0) + 40, 3);
    }
  });

  test('answer for an empty list', () => {
    for (const layout of createLayouts(800, [{ count: 0, headingHeight: 40 }], 3)) {
      expect(layout.height).toBe(0);
      expect(layout.rowCount).toBe(0);
      expect(layout.findRowAt(500)).toBe(0);
    }
  });
});

describe('uniform layout', () => {
  test('knows the height of 100,000 items at once, within what a browser can scroll', () => {
    const layout = createUniformLayout({
      width: 1000,
      sections: [{ count: 100_000, headingHeight: 0 }],
      minTileWidth: 148,
      gap: 6,
      heightRatio: 1,
      extraHeight: 0,
    });
    expect(layout.columnCount).toBe(6);
    expect(layout.rowCount).toBe(Math.ceil(100_000 / 6));
    expect(layout.height).toBeLessThan(16_000_000);
  });

  test('keeps one column in a window narrower than a tile', () => {
    const layout = createUniformLayout({
      width: 90,
      sections: [{ count: 3, headingHeight: 0 }],
      minTileWidth: 148,
      gap: 6,
      heightRatio: 1,
      extraHeight: 0,
    });
    expect(layout.columnCount).toBe(1);
    expect(layout.rowCount).toBe(3);
  });
});

describe('justified layout', () => {
  test('fills each full row to the edge near the wanted height', () => {
    const aspectRatios = Array.from({ length: 40 }, (_, index) => [1.5, 0.67, 1.33, 1][index % 4] ?? 1);
    const sections = [{ count: 40, headingHeight: 0 }];
    const layout = createJustifiedLayout({ width: 1000, sections, aspectRatios, targetRowHeight: 200, gap: 8 });
    for (let index = 0; index < layout.rowCount - 1; index++) {
      const row = layout.getRow(index);
      const last = layout.getTile(row.first + row.count - 1);
      expect(last.left + last.width).toBeCloseTo(1000, 3);
      expect(row.height).toBeGreaterThan(150);
      expect(row.height).toBeLessThan(270);
    }
  });

  test('takes broken shapes for ordinary ones', () => {
    const sections = [{ count: 3, headingHeight: 0 }];
    const aspectRatios = [Number.NaN, Number.POSITIVE_INFINITY, 0];
    const layout = createJustifiedLayout({ width: 1000, sections, aspectRatios, targetRowHeight: 200, gap: 8 });
    for (let item = 0; item < 3; item++) expect(layout.getTile(item).width).toBeGreaterThan(50);
  });
});
