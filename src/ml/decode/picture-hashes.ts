/** @file What stands in for a picture until it is there, and a hash by which resized and recompressed copies are found. */
import { readFile } from 'node:fs/promises';
import sharp from 'sharp';
import { rgbaToThumbHash } from 'thumbhash';
import type { PictureHashes } from '../embedder-messages.ts';
import { buildThumbnailPath } from '../thumbnails-path.ts';
import type { RgbImage } from './rgb-image.ts';
import { fitInside } from './working-size.ts';

/** The most that a thumbhash is computed from; more would show in nothing. */
const thumbhashSide = 100;
/** Brightness is compared between neighbours in a row: nine columns give eight bits. */
const columns = 9;
const rows = 8;

/** Hashes of an upright sRGB image of any size. */
export async function hashPicture(image: RgbImage): Promise<PictureHashes> {
  const { width, height } = fitInside(image, thumbhashSide);
  const { data } = image;
  const small =
    width === image.width && height === image.height
      ? data
      : await sharp(data, { raw: { width: image.width, height: image.height, channels: 3 }, limitInputPixels: false })
          .resize({ width, height, fit: 'fill', kernel: 'cubic' })
          .raw()
          .toBuffer();
  const thumbhash = rgbaToThumbHash(width, height, addAlpha(small));
  return { thumbhash, perceptualHash: computeDifferenceHash({ data: small, width, height }) };
}

/** Hashes from the stored thumbnail of a photo; null when it is not there or broken. */
export async function hashThumbnail(folder: string, contentHash: string): Promise<PictureHashes | null> {
  try {
    // Read first: sharp keeps files open that it reads by itself.
    const bytes = await readFile(buildThumbnailPath(folder, contentHash, 'grid'));
    const { data, info } = await sharp(bytes).removeAlpha().toColourspace('srgb').raw().toBuffer({
      resolveWithObject: true,
    });
    return await hashPicture({ data, width: info.width, height: info.height });
  } catch {
    // Made again with the photo when it is next shown; until then its place is plain.
    return null;
  }
}

/**
 * Difference hash: eight rows of eight bits, each whether a field of a 9 x 8 grid is brighter than its left neighbour. (N. Krawetz,
 * "Kind of like that", 2013.)
 */
export function computeDifferenceHash(image: RgbImage): Uint8Array {
  const hash = new Uint8Array(rows);
  for (let row = 0; row < rows; row += 1) {
    let bits = 0;
    let left = measureBrightness(image, 0, row);
    for (let column = 1; column < columns; column += 1) {
      const brightness = measureBrightness(image, column, row);
      bits = (bits << 1) | (brightness > left ? 1 : 0);
      left = brightness;
    }
    hash[row] = bits;
  }
  return hash;
}

/** Mean luma (ITU-R BT.601) of one field of the grid; fields of an image smaller than the grid share pixels. */
function measureBrightness({ data, width, height }: RgbImage, column: number, row: number): number {
  const [x0, x1] = findSpan(column, columns, width);
  const [y0, y1] = findSpan(row, rows, height);
  let sum = 0;
  for (let y = y0; y < y1; y += 1) {
    for (let x = x0; x < x1; x += 1) {
      const at = 3 * (y * width + x);
      sum += 0.299 * (data[at] ?? 0) + 0.587 * (data[at + 1] ?? 0) + 0.114 * (data[at + 2] ?? 0);
    }
  }
  return sum / ((x1 - x0) * (y1 - y0));
}

function findSpan(index: number, count: number, length: number): readonly [number, number] {
  const start = Math.min(length - 1, Math.floor((index * length) / count));
  return [start, Math.max(start + 1, Math.floor(((index + 1) * length) / count))];
}

function addAlpha(rgb: Buffer): Uint8Array {
  const rgba = new Uint8Array((rgb.length / 3) * 4);
  for (let from = 0, to = 0; from < rgb.length; from += 3, to += 4) {
    rgba[to] = rgb[from] ?? 0;
    rgba[to + 1] = rgb[from + 1] ?? 0;
    rgba[to + 2] = rgb[from + 2] ?? 0;
    rgba[to + 3] = 255;
  }
  return rgba;
}
