import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { TimelineMonth } from '../../../../src/api/views.ts';
import {
  createTimelineLayout,
  findFraction,
  findMonthAt,
  findScrollTop,
  findYearStep,
  locateMonth,
  markYears,
} from '../../../../renderer/state/photos/timeline-layout.ts';

/** Newest first, at most one without a date at the end. */
const someMonths: fc.Arbitrary<readonly TimelineMonth[]> = fc
  .record({
    months: fc.uniqueArray(fc.integer({ min: 12 * 1990, max: 12 * 2026 }), { minLength: 1, maxLength: 60 }),
    counts: fc.array(fc.integer({ min: 1, max: 90 }), { minLength: 61, maxLength: 61 }),
    hasUndated: fc.boolean(),
  })
  .map(({ months, counts, hasUndated }) => [
    ...months
      .toSorted((a, b) => b - a)
      .map((month, index) => ({ startMs: Date.UTC(Math.floor(month / 12), month % 12), count: counts[index] ?? 1 })),
    ...(hasUndated ? [{ startMs: null, count: counts[60] ?? 1 }] : []),
  ]);

describe('the timeline', () => {
  it('has its whole length and each month in its place before any photo is fetched', () => {
    fc.assert(
      fc.property(someMonths, fc.integer({ min: 200, max: 2000 }), (months, width) => {
        const layout = createTimelineLayout(width, months, 16);
        expect(layout.itemCount).toBe(months.reduce((sum, { count }) => sum + count, 0));
        let item = 0;
        for (const [index, { count }] of months.entries()) {
          const row = layout.getRow(layout.findRowOf(item));
          expect(row.first).toBe(item);
          expect(row.top).toBeGreaterThan((layout.sectionTops[index] ?? 0) + 30);
          expect(findMonthAt({ tops: layout.sectionTops }, row.top)).toBe(index);
          item += count;
          expect(findMonthAt({ tops: layout.sectionTops }, layout.getRow(layout.findRowOf(item - 1)).top)).toBe(index);
        }
      }),
    );
  });
});

describe('the scrubber', () => {
  it('leads from any place on the track to the month that it names there', () => {
    fc.assert(
      fc.property(someMonths, fc.double({ min: 0, max: 1, noNaN: true }), (months, fraction) => {
        const layout = createTimelineLayout(900, months, 16);
        const scale = { tops: layout.sectionTops, gridHeight: layout.height, viewHeight: 500 };
        const scrollTop = findScrollTop(scale, fraction);
        const reach = layout.height - 500;
        if (reach > 1) {
          expect(scrollTop).toBeLessThanOrEqual(reach);
          expect(findFraction(scale, scrollTop)).toBeCloseTo(fraction, 6);
        }
        const month = findMonthAt(scale, scrollTop);
        expect(layout.sectionTops[month]).toBeLessThanOrEqual(scrollTop + 2);
        expect(layout.sectionTops[month + 1] ?? Number.POSITIVE_INFINITY).toBeGreaterThan(scrollTop);
        // A month that can come to the top does.
        const at = findScrollTop(scale, locateMonth(scale, month));
        if (reach > (layout.sectionTops[month] ?? 0)) expect(findMonthAt(scale, at)).toBe(month);
      }),
    );
  });

  it('marks each year once, in order, with names that do not touch', () => {
    fc.assert(
      fc.property(someMonths, (months) => {
        const layout = createTimelineLayout(900, months, 16);
        const scale = { tops: layout.sectionTops, gridHeight: layout.height, viewHeight: 500 };
        const marks = markYears(months, scale, 0.04);
        const years = months.flatMap(({ startMs }) => (startMs === null ? [] : [new Date(startMs).getUTCFullYear()]));
        expect(marks.map(({ year }) => year)).toEqual([...new Set(years)]);
        const named = marks.filter(({ isNamed }) => isNamed).map(({ at }) => at);
        named.forEach((at, index) => {
          if (index > 0) expect(at - (named[index - 1] ?? 0)).toBeGreaterThanOrEqual(0.04);
        });
        if (years.length > 0) expect(named.length).toBeGreaterThan(0);
      }),
    );
  });

  it('goes from year to year by the first month of each', () => {
    const months = [2024.5, 2024, 2022.25, 2022, 2019].map((year) => ({
      startMs: Date.UTC(Math.floor(year), (year % 1) * 12),
      count: 1,
    }));
    const all = [...months, { startMs: null, count: 1 }];
    expect([0, 1, 2, 3, 4, 5].map((from) => findYearStep(all, from, 1))).toEqual([2, 2, 4, 4, 5, 5]);
    expect([5, 4, 3, 2, 1, 0].map((from) => findYearStep(all, from, -1))).toEqual([4, 2, 0, 0, 0, 0]);
  });
});
