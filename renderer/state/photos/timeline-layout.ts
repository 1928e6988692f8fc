/** @file The timeline by month: where its headings lie, what the date scrubber shows. Pure arithmetic. */
import type { TimelineMonth } from '../../../src/api/views.ts';
import { createUniformLayout } from '../grid/grid-layout.ts';
import type { GridLayout } from '../grid/grid-layout.ts';

const gap = 6;
/** Below this width of the grid, in CSS pixels, tiles are smaller. */
const narrowWidth = 700;
/** Height of a month's heading, and the distance of the later ones from the photos above, in rem. */
const headingRem = 2.25;
const headingDistanceRem = 1;

/** Equal tiles under a heading a month. The exact height is known before any photo is. @param remPixels CSS pixels of 1rem */
export function createTimelineLayout(width: number, months: readonly TimelineMonth[], remPixels: number): GridLayout {
  return createUniformLayout({
    width,
    sections: months.map(({ count }, index) => ({
      count,
      headingHeight: Math.round((headingRem + (index === 0 ? 0 : headingDistanceRem)) * remPixels),
    })),
    minTileWidth: width < narrowWidth ? 116 : 148,
    gap,
    heightRatio: 1,
    extraHeight: 0,
  });
}

/** CSS pixels: positions of the scroller are rounded. */
const scrollTolerance = 2;

/** How the timeline lies behind the scrubber's track: lengths in CSS pixels. */
export interface ScrubberScale {
  /** Top of each month in the grid. */
  readonly tops: readonly number[];
  readonly gridHeight: number;
  readonly viewHeight: number;
}

/** How far the grid can be scrolled. */
function measureReach({ gridHeight, viewHeight }: ScrubberScale): number {
  return Math.max(1, gridHeight - viewHeight);
}

/** Where a month begins on the track, in [0, 1]. */
export function locateMonth(scale: ScrubberScale, month: number): number {
  return Math.min(1, (scale.tops[month] ?? 0) / measureReach(scale));
}

/** How far the grid is scrolled when the handle is at `fraction` of the track. */
export function findScrollTop(scale: ScrubberScale, fraction: number): number {
  return Math.min(1, Math.max(0, fraction)) * measureReach(scale);
}

/** Where the handle is, in [0, 1]. @param scrollTop of the grid */
export function findFraction(scale: ScrubberScale, scrollTop: number): number {
  return Math.min(1, Math.max(0, scrollTop / measureReach(scale)));
}

/** Month at the top of the view when the grid is scrolled so far. */
export function findMonthAt({ tops }: Pick<ScrubberScale, 'tops'>, scrollTop: number): number {
  let low = 0;
  let high = tops.length - 1;
  while (low < high) {
    const middle = (low + high + 1) >> 1;
    if ((tops[middle] ?? 0) <= scrollTop + scrollTolerance) low = middle;
    else high = middle - 1;
  }
  return Math.max(0, low);
}

export interface YearMark {
  readonly year: number;
  /** On the track, in [0, 1]. */
  readonly at: number;
  /** False: too near to the last one with a name; drawn as a dot. */
  readonly isNamed: boolean;
}

/** A mark where each year begins. @param nameDistance least distance of two names, as a share of the track */
export function markYears(months: readonly TimelineMonth[], scale: ScrubberScale, nameDistance: number): YearMark[] {
  const marks: YearMark[] = [];
  let lastName = Number.NEGATIVE_INFINITY;
  for (const [index, { startMs }] of months.entries()) {
    if (startMs === null) continue;
    const year = new Date(startMs).getUTCFullYear();
    if (marks.at(-1)?.year === year) continue;
    const at = locateMonth(scale, index);
    const isNamed = at - lastName >= nameDistance;
    if (isNamed) lastName = at;
    marks.push({ year, at, isNamed });
  }
  return marks;
}

/** First month of the next year in a direction; the end of the list where there is none. */
export function findYearStep(months: readonly TimelineMonth[], from: number, step: 1 | -1): number {
  const readYear = (index: number): number | null => {
    const startMs = months[index]?.startMs ?? null;
    return startMs === null ? null : new Date(startMs).getUTCFullYear();
  };
  const year = readYear(from);
  let index = from;
  while (index + step >= 0 && index + step < months.length) {
    index += step;
    if (readYear(index) === year) continue;
    // Upwards the first month that is met is the last of its year.
    while (step < 0 && index > 0 && readYear(index - 1) === readYear(index)) index -= 1;
    return index;
  }
  return index;
}
