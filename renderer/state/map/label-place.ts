/** @file Where the name of a country stands best: the middle of the broadest stretch of its largest part, near its middle. */
import type { Line } from './world-geometry.ts';

/** Heights tried, evenly over the part. */
const stripes = 24;

/** @param rings of one country, in the unit square */
export function findLabelPlace(rings: readonly Line[]): { readonly x: number; readonly y: number } {
  const largest = rings.reduce<Line | null>(
    (best, ring) => (best === null || measureArea(ring) > measureArea(best) ? ring : best),
    null,
  );
  if (largest === null) return { x: 0.5, y: 0.5 };
  let best = { x: (largest.left + largest.right) / 2, y: (largest.top + largest.bottom) / 2, score: 0 };
  for (let stripe = 1; stripe < stripes; stripe++) {
    const share = stripe / stripes;
    const y = largest.top + share * (largest.bottom - largest.top);
    const crossings = collectCrossings(largest.points, y);
    for (let index = 0; index + 1 < crossings.length; index += 2) {
      const [from, to] = [crossings[index] ?? 0, crossings[index + 1] ?? 0];
      const score = (to - from) * (1 - Math.abs(share - 0.5));
      if (score > best.score) best = { x: (from + to) / 2, y, score };
    }
  }
  return { x: best.x, y: best.y };
}

/** Twice the area of a ring, by the shoelace formula. */
function measureArea({ points }: Line): number {
  let sum = 0;
  for (let index = 0; index + 3 < points.length; index += 2) {
    sum += (points[index] ?? 0) * (points[index + 3] ?? 0) - (points[index + 2] ?? 0) * (points[index + 1] ?? 0);
  }
  return Math.abs(sum);
}

/** Where a horizontal line crosses the ring, from west to east: inside between the first and the second, and so on. */
function collectCrossings(points: Float64Array, y: number): number[] {
  const crossings: number[] = [];
  for (let index = 0; index + 3 < points.length; index += 2) {
    const [x0, y0] = [points[index] ?? 0, points[index + 1] ?? 0];
    const [x1, y1] = [points[index + 2] ?? 0, points[index + 3] ?? 0];
    if (y0 > y !== y1 > y) crossings.push(x0 + ((y - y0) / (y1 - y0)) * (x1 - x0));
  }
  return crossings.sort((a, b) => a - b);
}
