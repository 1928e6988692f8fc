/** @file Turns a linear 16-bit rendering into a photograph: exposure, white balance, glow, tone curve, vignette. */

import { readFile } from 'node:fs/promises';

import sharp from 'sharp';

/** How one photo is developed, as a person would in a photo editor. */
export interface Development {
  /** Stops added to the rendering's exposure. */
  readonly exposureStops: number;
  /** Warmth of the white balance: -1 blue to 1 amber. */
  readonly warmth: number;
  /** 1 leaves colours as they are, 0 is grey. */
  readonly saturation: number;
  /** Darkening at the corners, 0 to 1. */
  readonly vignette: number;
}

/** A decoded picture: linear light, `width * height * 3` values, 1 is the renderer's white. */
export interface LinearPicture {
  readonly width: number;
  readonly height: number;
  readonly pixels: Float32Array;
}

/**
 * Reads a binary 16-bit PPM (Netpbm P6, maxval 65535, big-endian) as POV-Ray writes it with `+FP16 File_Gamma=1`.
 * @throws Error if the file is anything else.
 */
export async function readLinearPpm(path: string): Promise<LinearPicture> {
  const bytes = await readFile(path);
  const header = /^P6\s(?:#[^\n]*\n)*(\d+)\s+(\d+)\s+65535\s/.exec(bytes.subarray(0, 200).toString('latin1'));
  if (header === null) throw new Error(`${path}: not a 16-bit binary PPM`);
  const width = Number(header[1]);
  const height = Number(header[2]);
  const start = header[0].length;
  const pixels = new Float32Array(width * height * 3);
  if (bytes.length < start + pixels.length * 2) throw new Error(`${path}: the file is cut short`);
  for (let i = 0; i < pixels.length; i++) pixels[i] = bytes.readUInt16BE(start + 2 * i) / 65535;
  return { width, height, pixels };
}

/**
 * Filmic curve with a long shoulder, so that sunlit walls and lamps keep colour instead of clipping.
 * Narkowicz's fit of the ACES tone curve ("ACES Filmic Tone Mapping Curve", 2015).
 */
function mapTone(light: number): number {
  const mapped = (light * (2.51 * light + 0.03)) / (light * (2.43 * light + 0.59) + 0.14);
  return Math.min(1, Math.max(0, mapped));
}

/** The sRGB transfer function (IEC 61966-2-1). */
function encodeSrgb(linear: number): number {
  return linear <= 0.0031308 ? 12.92 * linear : 1.055 * linear ** (1 / 2.4) - 0.055;
}

/** Curve and transfer function in one table: index is light times 1024, up to light 8. */
const TONE_TABLE = Float32Array.from({ length: 8192 }, (_, i) => 255 * encodeSrgb(mapTone(i / 1024)));

/** Blurred highlights, as a lens spreads them: same shape as the picture, a quarter of its size in each direction. */
async function blurHighlights(picture: LinearPicture): Promise<{ data: Buffer; width: number; height: number }> {
  const { width, height, pixels } = picture;
  const bright = Buffer.alloc(width * height * 3);
  for (let i = 0; i < bright.length; i++) bright[i] = Math.min(255, Math.max(0, ((pixels[i] ?? 0) - 0.55) * 500));
  const small = { width: Math.ceil(width / 4), height: Math.ceil(height / 4) };
  const data = await sharp(bright, { raw: { width, height, channels: 3 } })
    .resize(small.width, small.height, { fit: 'fill' })
    .blur(3)
    .raw()
    .toBuffer();
  return { data, ...small };
}

/** Develops a linear picture; the answer is 8-bit sRGB, interleaved, upright. */
export async function developPicture(picture: LinearPicture, how: Development): Promise<Buffer> {
  const { width, height, pixels } = picture;
  const glow = await blurHighlights(picture);
  const gain = 2 ** how.exposureStops;
  const balance = [1 + 0.14 * how.warmth, 1, 1 - 0.16 * how.warmth] as const;
  const out = Buffer.alloc(pixels.length);
  const colour = [0, 0, 0];
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const at = (y * width + x) * 3;
      const glowAt = (Math.min(glow.height - 1, y >> 2) * glow.width + Math.min(glow.width - 1, x >> 2)) * 3;
      const fromCentre = ((x / width - 0.5) ** 2 + (y / height - 0.5) ** 2) * 2;
      const shade = gain * (1 - how.vignette * fromCentre * fromCentre);
      for (let c = 0; c < 3; c++) {
        const light = (pixels[at + c] ?? 0) + ((glow.data[glowAt + c] ?? 0) / 255) * 0.05;
        colour[c] = light * shade * (balance[c] ?? 1);
      }
      const grey = 0.2126 * (colour[0] ?? 0) + 0.7152 * (colour[1] ?? 0) + 0.0722 * (colour[2] ?? 0);
      for (let c = 0; c < 3; c++) {
        const light = Math.max(0, grey + ((colour[c] ?? 0) - grey) * how.saturation);
        out[at + c] = TONE_TABLE[Math.min(8191, Math.round(light * 1024))] ?? 255;
      }
    }
  }
  return out;
}
