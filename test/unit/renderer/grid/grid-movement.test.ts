/** @file Keyboard movement in the grid. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createJustifiedLayout, createUniformLayout } from '../../../../renderer/state/grid/grid-layout.ts';
import { isMovementKey, moveInGrid } from '../../../../renderer/state/grid/grid-movement.ts';
import { mirrorArrow } from '../../../../renderer/state/grid/mirror-arrow.ts';

const fourColumns = createUniformLayout({
  width: 430,
  sections: [{ count: 10, headingHeight: 0 }],
  minTileWidth: 100,
  gap: 10,
  heightRatio: 1,
  extraHeight: 0,
});

describe('moveInGrid', () => {
  test('moves along rows and columns', () => {
    expect(fourColumns.columnCount).toBe(4);
    expect(moveInGrid(fourColumns, 5, 'ArrowLeft', 300)).toBe(4);
    expect(moveInGrid(fourColumns, 5, 'ArrowRight', 300)).toBe(6);
    expect(moveInGrid(fourColumns, 5, 'ArrowUp', 300)).toBe(1);
    expect(moveInGrid(fourColumns, 5, 'ArrowDown', 300)).toBe(9);
  });

  test('goes to the nearest item of a shorter row, and stays at the edges', () => {
    expect(moveInGrid(fourColumns, 7, 'ArrowDown', 300)).toBe(9);
    expect(moveInGrid(fourColumns, 9, 'ArrowDown', 300)).toBe(9);
    expect(moveInGrid(fourColumns, 0, 'ArrowLeft', 300)).toBe(0);
    expect(moveInGrid(fourColumns, 2, 'ArrowUp', 300)).toBe(2);
    expect(moveInGrid(fourColumns, 9, 'ArrowRight', 300)).toBe(9);
  });

  test('jumps to the ends and by screens', () => {
    expect(moveInGrid(fourColumns, 5, 'Home', 300)).toBe(0);
    expect(moveInGrid(fourColumns, 5, 'End', 300)).toBe(9);
    const long = createUniformLayout({
      width: 430,
      sections: [{ count: 400, headingHeight: 0 }],
      minTileWidth: 100,
      gap: 10,
      heightRatio: 1,
      extraHeight: 0,
    });
    expect(moveInGrid(long, 1, 'PageDown', 440)).toBe(13);
    expect(moveInGrid(long, 13, 'PageUp', 440)).toBe(1);
  });

  test('goes straight down in rows of different widths', () => {
    const layout = createJustifiedLayout({
      width: 1000,
      sections: [{ count: 8, headingHeight: 0 }],
      aspectRatios: [2.5, 2.5, 1, 1, 1, 1, 1, 2],
      targetRowHeight: 200,
      gap: 8,
    });
    const right = moveInGrid(layout, 1, 'ArrowDown', 500);
    expect(layout.findRowOf(right)).toBe(1);
    const from = layout.getTile(1);
    const to = layout.getTile(right);
    expect(Math.abs(from.left + from.width / 2 - (to.left + to.width / 2))).toBeLessThan(220);
  });

  test('never leaves the list, whatever the key', () => {
    fc.assert(
      fc.property(
        fc.integer({ min: 1, max: 500 }),
        fc.integer({ min: -5, max: 600 }),
        fc.constantFrom('ArrowLeft', 'ArrowRight', 'ArrowUp', 'ArrowDown', 'Home', 'End', 'PageUp', 'PageDown'),
        (count, from, key) => {
          const layout = createUniformLayout({
            width: 700,
            sections: [{ count, headingHeight: 0 }],
            minTileWidth: 100,
            gap: 10,
            heightRatio: 1,
            extraHeight: 0,
          });
          const to = moveInGrid(layout, from, key, 300);
          expect(to).toBeGreaterThanOrEqual(0);
          expect(to).toBeLessThan(count);
        },
      ),
    );
  });
});

test('isMovementKey tells movement from everything else', () => {
  expect(isMovementKey('PageDown')).toBe(true);
  expect(isMovementKey('Enter')).toBe(false);
});

test('arrows lead where they point in both writing directions', () => {
  expect(mirrorArrow('ArrowLeft', 'ltr')).toBe('ArrowLeft');
  expect(mirrorArrow('ArrowLeft', 'rtl')).toBe('ArrowRight');
  expect(mirrorArrow('ArrowRight', 'rtl')).toBe('ArrowLeft');
  expect(mirrorArrow('ArrowUp', 'rtl')).toBe('ArrowUp');
  expect(mirrorArrow('Home', 'rtl')).toBe('Home');
});
