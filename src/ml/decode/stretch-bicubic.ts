/**
 * @file Bicubic stretching for photos that are smaller than the model's input.
 *
 * libvips enlarges with samples that lie up to a third of a pixel beside those of other libraries (x / scale - 0.5 instead of
 * (x + 0.5) / scale - 0.5), which moves an embedding by 0.005 in cosine. This is the usual separable filter: Catmull-Rom,
 * widened by the factor where it shrinks, weights set to a sum of one, 8 bits between the passes (Turkowski, "Filters for
 * Common Resampling Tasks", 1990; Keys 1981 with a = -0.5). A few milliseconds for the small photos that it is for.
 */
import type { RgbImage } from './rgb-image.ts';
import type { PixelSize } from './working-size.ts';

/** Keys' cubic kernel with a = -0.5, zero beyond 2. */
function weighCubic(distance: number): number {
  const x = Math.abs(distance);
  if (x < 1) return (1.5 * x - 2.5) * x * x + 1;
  return x < 2 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : 0;
}

/** For each output sample: the first input sample, and `taps` weights from there on (zeros where fewer count). */
interface Taps {
  readonly taps: number;
  readonly first: Int32Array;
  readonly weights: Float64Array;
}

function buildTaps(from: number, to: number): Taps {
  const step = from / to;
  const width = Math.max(1, step);
  const support = 2 * width;
  const taps = Math.min(from, Math.ceil(support) * 2 + 1);
  const first = new Int32Array(to);
  const weights = new Float64Array(to * taps);
  for (let sample = 0; sample < to; sample += 1) {
    const centre = (sample + 0.5) * step;
    const start = Math.max(0, Math.min(Math.floor(centre - support + 0.5), from - taps));
    first[sample] = start;
    let sum = 0;
    for (let tap = 0; tap < taps; tap += 1) {
      const weight = weighCubic((start + tap + 0.5 - centre) / width);
      weights[sample * taps + tap] = weight;
      sum += weight;
    }
    for (let tap = 0; tap < taps; tap += 1) weights[sample * taps + tap] = (weights[sample * taps + tap] ?? 0) / sum;
  }
  return { taps, first, weights };
}

function stretchRows(image: RgbImage, width: number): Uint8ClampedArray {
  const { taps, first, weights } = buildTaps(image.width, width);
  const { data } = image;
  const out = new Uint8ClampedArray(image.height * width * 3);
  for (let y = 0; y < image.height; y += 1) {
    const row = y * image.width;
    for (let x = 0; x < width; x += 1) {
      let at = (row + (first[x] ?? 0)) * 3;
      let red = 0;
      let green = 0;
      let blue = 0;
      for (let tap = x * taps; tap < (x + 1) * taps; tap += 1, at += 3) {
        const weight = weights[tap] ?? 0;
        red += weight * (data[at] ?? 0);
        green += weight * (data[at + 1] ?? 0);
        blue += weight * (data[at + 2] ?? 0);
      }
      const to = (y * width + x) * 3;
      out[to] = red;
      out[to + 1] = green;
      out[to + 2] = blue;
    }
  }
  return out;
}

function stretchColumns(data: Uint8ClampedArray, from: PixelSize, height: number): Uint8ClampedArray {
  const { taps, first, weights } = buildTaps(from.height, height);
  const stride = from.width * 3;
  const out = new Uint8ClampedArray(height * stride);
  const sums = new Float64Array(stride);
  for (let y = 0; y < height; y += 1) {
    sums.fill(0);
    for (let tap = 0; tap < taps; tap += 1) {
      const weight = weights[y * taps + tap] ?? 0;
      if (weight === 0) continue;
      const row = ((first[y] ?? 0) + tap) * stride;
      for (let x = 0; x < stride; x += 1) sums[x] = (sums[x] ?? 0) + weight * (data[row + x] ?? 0);
    }
    // A clamped array rounds to the nearest.
    out.set(sums, y * stride);
  }
  return out;
}

/** Stretches to `size`: `height x width x 3` bytes, row-major RGB. */
export function stretchBicubic(image: RgbImage, size: PixelSize): Uint8Array {
  const rows = stretchRows(image, size.width);
  const out = stretchColumns(rows, { width: size.width, height: image.height }, size.height);
  return new Uint8Array(out.buffer);
}
