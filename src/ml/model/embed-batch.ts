/** @file From a photo's pixels to its unit embedding, over all scales of the manifest. */
import { buildModelInput } from '../decode/model-input.ts';
import type { RgbImage } from '../decode/rgb-image.ts';
import type { Manifest, ModelSize } from './manifest.ts';
import type { ModelSession, PixelBatch } from './session.ts';

/** The pixels of one photo at one scale. */
export interface ScaledPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Uint8Array;
}

/** Sizes of a photo at each scale, rounded to multiples of 32. */
export function listScaledSizes(size: ModelSize, scales: Manifest['scales']): ModelSize[] {
  const round = (side: number): number => Math.max(32, Math.round(side / 32) * 32);
  return scales.map((scale) => ({ width: round(size.width * scale), height: round(size.height * scale) }));
}

/** Stretches a photo to each scale. */
export function buildScaledPixels(
  image: RgbImage,
  size: ModelSize,
  scales: Manifest['scales'],
): Promise<ScaledPixels[]> {
  return Promise.all(
    listScaledSizes(size, scales).map(async (scaled) => ({ ...scaled, data: await buildModelInput(image, scaled) })),
  );
}

/** Joins the same scale of several photos of one size. */
function joinPixels(pixels: readonly ScaledPixels[]): PixelBatch {
  const [first] = pixels;
  if (first === undefined) throw new RangeError('a batch needs a photo');
  const { width, height } = first;
  if (pixels.length === 1) return { data: first.data, count: 1, width, height };
  const bytes = width * height * 3;
  const data = new Uint8Array(bytes * pixels.length);
  for (const [index, photo] of pixels.entries()) data.set(photo.data, index * bytes);
  return { data, count: pixels.length, width, height };
}

/** Sets a vector to unit length in place; one without length stays as it is. */
export function normalizeVector(vector: Float32Array): Float32Array {
  let sum = 0;
  for (const value of vector) sum += value * value;
  const length = Math.sqrt(sum);
  if (length > 0) for (let index = 0; index < vector.length; index += 1) vector[index] = (vector[index] ?? 0) / length;
  return vector;
}

/**
 * Embeds photos of one model size: one run a scale. Row i of the result belongs to `photos[i]`, each a unit vector.
 * Throws when the model gives something that is no number.
 */
export async function embedPhotos(
  session: ModelSession,
  photos: readonly (readonly ScaledPixels[])[],
): Promise<Float32Array[]> {
  const scales = photos[0]?.length ?? 0;
  const sums: Float32Array[] = [];
  for (let scale = 0; scale < scales; scale += 1) {
    const pixels = photos.flatMap((photo) => photo[scale] ?? []);
    const output = await session.run(joinPixels(pixels));
    const dims = output.length / photos.length;
    for (let photo = 0; photo < photos.length; photo += 1) {
      const vector = output.slice(photo * dims, (photo + 1) * dims);
      const sum = sums[photo];
      if (sum === undefined) sums.push(vector);
      else for (let index = 0; index < dims; index += 1) sum[index] = (sum[index] ?? 0) + (vector[index] ?? 0);
    }
  }
  for (const sum of sums) {
    normalizeVector(sum);
    if (!sum.every(Number.isFinite)) throw new Error('the model gave an embedding that is not a number');
  }
  return sums;
}
