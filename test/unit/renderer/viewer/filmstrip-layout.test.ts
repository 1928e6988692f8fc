/** @file The filmstrip: any photo can be in the middle, what is on view is drawn, and little else. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { createStripLayout } from '../../../../renderer/state/viewer/filmstrip-layout.ts';

const options = fc.record({
  total: fc.integer({ min: 1, max: 200_000 }),
  width: fc.integer({ min: 60, max: 3000 }),
  itemSize: fc.constant(52),
  gap: fc.constant(4),
});

test('every photo can be in the middle of the strip', () => {
  fc.assert(
    fc.property(options, fc.nat(), (given, number) => {
      const layout = createStripLayout(given);
      const index = number % given.total;
      const offset = layout.findCentred(index);
      expect(offset).toBeGreaterThanOrEqual(0);
      expect(offset).toBeLessThanOrEqual(layout.length - given.width + 1e-6);
      expect(layout.findStart(index) + given.itemSize / 2 - offset).toBeCloseTo(given.width / 2, 6);
    }),
  );
});

test('what is on view is drawn, and not much more', () => {
  fc.assert(
    fc.property(options, fc.double({ min: 0, max: 1, noNaN: true }), (given, share) => {
      const layout = createStripLayout(given);
      const offset = share * Math.max(0, layout.length - given.width);
      const { first, last } = layout.findRange(offset);
      expect(first).toBeGreaterThanOrEqual(0);
      expect(last).toBeLessThan(given.total);
      for (const index of [first - 1, last + 1]) {
        if (index < 0 || index >= given.total) continue;
        const start = layout.findStart(index) - offset;
        expect(start + given.itemSize <= 0 || start >= given.width).toBe(true);
      }
      expect(last - first).toBeLessThan(given.width / 56 + 12);
    }),
  );
});

test('an empty strip draws nothing beyond its one place', () => {
  const layout = createStripLayout({ total: 0, width: 500, itemSize: 52, gap: 4 });
  expect(layout.findRange(0)).toEqual({ first: 0, last: 0 });
  expect(layout.findCentred(3)).toBe(0);
});
