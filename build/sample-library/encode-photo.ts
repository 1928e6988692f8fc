/** @file Stores a developed picture as a photo file: turned as the camera held it, small, in the format its name says. */

import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, extname, join } from 'node:path';
import { promisify } from 'node:util';

import sharp, { type Sharp } from 'sharp';

import type { Orientation } from './shot.ts';

const run = promisify(execFile);

/** Qualities to try, best first, until a photo fits `TARGET_BYTES`; the last is taken in any case. */
const QUALITIES = [80, 76, 72, 68, 64, 60, 56, 52] as const;
const TARGET_BYTES = 58_000;

/** The PNG is kept small: PNG stores no photograph well. */
const PNG_WIDTH = 640;

/** An upright 8-bit sRGB picture. */
export interface UprightPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Buffer;
}

/** Turns upright pixels into stored ones, so that showing them by `orientation` stands them upright again. */
export function storePixels(upright: Sharp, orientation: Orientation): Sharp {
  switch (orientation) {
    case 1:
      return upright;
    case 2:
      return upright.flop();
    case 3:
      return upright.rotate(180);
    case 4:
      return upright.flip();
    case 5: // transpose is its own inverse; sharp mirrors before it turns
      return upright.rotate(270).flop();
    case 6:
      return upright.rotate(270);
    case 7: // transverse likewise
      return upright.rotate(90).flop();
    case 8:
      return upright.rotate(90);
  }
}

async function encodeWithin(encode: (quality: number) => Promise<Buffer>): Promise<Buffer> {
  let encoded: Buffer = Buffer.alloc(0);
  for (const quality of QUALITIES) {
    encoded = await encode(quality);
    if (encoded.length <= TARGET_BYTES) break;
  }
  return encoded;
}

async function encodeHeic(picture: Sharp): Promise<Buffer> {
  const folder = await mkdtemp(join(tmpdir(), 'sample-heic-'));
  try {
    await picture.png().toFile(join(folder, 'in.png'));
    await run('heif-enc', ['-q', '48', '-o', join(folder, 'out.heic'), join(folder, 'in.png')]);
    return await readFile(join(folder, 'out.heic'));
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

/**
 * Writes a photo (without its EXIF) to `path`; makes folders as needed.
 * @throws Error if the ending is not one of .jpg, .png, .webp, .heic, or `heif-enc` is missing.
 */
export async function writePhoto(path: string, picture: UprightPicture, orientation: Orientation): Promise<void> {
  const { width, height, pixels } = picture;
  // Through a lossless buffer, because sharp joins a turn and a mirror of one pipeline in an order of its own.
  const upright = await sharp(pixels, { raw: { width, height, channels: 3 } })
    .png({ compressionLevel: 1 })
    .toBuffer();
  const stored = await storePixels(sharp(upright), orientation).png({ compressionLevel: 1 }).toBuffer();
  const kind = extname(path).toLowerCase();
  let bytes: Buffer;
  if (kind === '.jpg') {
    bytes = await encodeWithin((quality) => sharp(stored).jpeg({ quality, mozjpeg: true }).toBuffer());
  } else if (kind === '.webp') {
    bytes = await encodeWithin((quality) => sharp(stored).webp({ quality, effort: 6 }).toBuffer());
  } else if (kind === '.png') {
    bytes = await sharp(stored)
      .resize({ width: PNG_WIDTH })
      .png({ palette: true, colours: 160, effort: 10 })
      .toBuffer();
  } else if (kind === '.heic') {
    bytes = await encodeHeic(sharp(stored));
  } else {
    throw new Error(`${path}: no encoder for ${kind}`);
  }
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, bytes);
}
