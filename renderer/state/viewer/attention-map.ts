/**
 * @file The model's attention as something to look at: pure arithmetic.
 *
 * [Note: attention frame] The model takes the upright photo stretched to one of its sizes (design.md section 5), so its map covers
 * the whole photo, edge to edge: cell (column, row) of `width x height` is the part [column / width, (column + 1) / width] x
 * [row / height, (row + 1) / height] of the upright photo. Orientation is gone by then, and the bands beside a fitted photo
 * belong to the stage: the map is drawn in the photo's own box and zooms with it.
 */
import type { AttentionView } from '../../../src/api/views.ts';

export type AttentionMap = Omit<Extract<AttentionView, { kind: 'map' }>, 'kind'>;

/** Values in [0, 1], row-major: 0 where the model looked least on this photo, 1 where it looked most. */
export interface AttentionShades {
  readonly width: number;
  readonly height: number;
  readonly values: Float32Array;
}

/** A map whose extremes are this near to each other (as a part of the greater) says that it looked everywhere alike. */
const leastSpread = 0.02;

/** Spreads the values of one photo over [0, 1]. A map without differences is 0 everywhere. */
export function normalizeAttention({ width, height, values }: AttentionMap): AttentionShades {
  let [least, most] = [Infinity, -Infinity];
  for (const value of values) {
    least = Math.min(least, value);
    most = Math.max(most, value);
  }
  const spread = most - least;
  const isFlat = !(spread > leastSpread * Math.abs(most));
  return { width, height, values: values.map((value) => (isFlat ? 0 : (value - least) / spread)) };
}

/** Catmull-Rom through four values at 0 <= t < 1 between the middle two; smooth, and exact at the values. */
function interpolate(a: number, b: number, c: number, d: number, t: number): number {
  return b + 0.5 * t * (c - a + t * (2 * a - 5 * b + 4 * c - d + t * (3 * (b - c) + d - a)));
}

function resampleRow(read: (index: number) => number, from: number, to: number): number[] {
  const at = (index: number): number => read(Math.min(from - 1, Math.max(0, index)));
  return Array.from({ length: to }, (_, index) => {
    // Middles of cells meet middles of cells: the map neither shifts nor shrinks.
    const place = ((index + 0.5) * from) / to - 0.5;
    const base = Math.floor(place);
    const value = interpolate(at(base - 1), at(base), at(base + 1), at(base + 2), place - base);
    return Math.min(1, Math.max(0, value));
  });
}

/** Enlarges the shades smoothly, `factor` times in both directions. */
export function smoothAttention({ width, height, values }: AttentionShades, factor: number): AttentionShades {
  const [toWidth, toHeight] = [width * factor, height * factor];
  const rows = Array.from({ length: height }, (_, row) =>
    resampleRow((column) => values[row * width + column] ?? 0, width, toWidth),
  );
  const smooth = new Float32Array(toWidth * toHeight);
  for (let column = 0; column < toWidth; column += 1) {
    const line = resampleRow((row) => rows[row]?.[column] ?? 0, height, toHeight);
    line.forEach((value, row) => (smooth[row * toWidth + column] = value));
  }
  return { width: toWidth, height: toHeight, values: smooth };
}

/** Thirds of the photo, as rows and columns. */
const regions = [
  ['top-left', 'top', 'top-right'],
  ['left', 'middle', 'right'],
  ['bottom-left', 'bottom', 'bottom-right'],
] as const;
/** A ninth of the photo. */
export type AttentionRegion = (typeof regions)[number][number];

/** Twice what a ninth of the photo would have if the model looked everywhere alike. */
const leastShare = 2 / 9;

/** Where the model looked most: the ninth with the greatest share, and a second one if it stands out, too. Empty: everywhere alike. */
export function findAttentionRegions({ width, height, values }: AttentionShades): readonly AttentionRegion[] {
  const sums = new Map<AttentionRegion, number>();
  let total = 0;
  // A soft floor under everything says nothing of where it looked: strong values count.
  values.forEach((value, index) => {
    const weight = value * value;
    const row = Math.min(2, Math.floor((3 * (Math.floor(index / width) + 0.5)) / height));
    const column = Math.min(2, Math.floor((3 * ((index % width) + 0.5)) / width));
    const region = regions[row]?.[column];
    if (region === undefined) return;
    sums.set(region, (sums.get(region) ?? 0) + weight);
    total += weight;
  });
  if (total === 0) return [];
  return [...sums]
    .filter(([, sum]) => sum / total >= leastShare)
    .sort(([, a], [, b]) => b - a)
    .slice(0, 2)
    .map(([region]) => region);
}

/** 0 to 255 each. */
export interface Tint {
  readonly red: number;
  readonly green: number;
  readonly blue: number;
}

/** How strong the veil is where the model did not look, and the tint where it looked most. */
const veilAlpha = 0.62;
const tintAlpha = 0.5;

/**
 * RGBA bytes of the veil: the stage's own darkness where the model did not look, which gives way to one hue where it looked most.
 */
export function paintAttention({ values }: AttentionShades, veil: Tint, tint: Tint): Uint8ClampedArray<ArrayBuffer> {
  const pixels = new Uint8ClampedArray(values.length * 4);
  values.forEach((value, index) => {
    const shade = (1 - value) ** 1.5 * veilAlpha;
    const glow = Math.max(0, value - 0.35) * (tintAlpha / 0.65);
    const alpha = shade + glow;
    const share = alpha === 0 ? 0 : glow / alpha;
    pixels[index * 4] = veil.red + (tint.red - veil.red) * share;
    pixels[index * 4 + 1] = veil.green + (tint.green - veil.green) * share;
    pixels[index * 4 + 2] = veil.blue + (tint.blue - veil.blue) * share;
    pixels[index * 4 + 3] = alpha * 255;
  });
  return pixels;
}
