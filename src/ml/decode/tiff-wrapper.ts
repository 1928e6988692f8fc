/** @file Pixels with an ICC profile as an uncompressed TIFF in memory: sharp takes a profile only from a container. */
import type { RgbImage } from './rgb-image.ts';

/** Builds a one-strip little-endian TIFF (TIFF 6.0, section 6) whose pixels are in the space of `iccProfile`. */
export function wrapAsTiff(image: RgbImage, iccProfile: Buffer): Buffer {
  const entryCount = 11;
  const bitsOffset = 8 + 2 + entryCount * 12 + 4;
  const profileOffset = bitsOffset + 6;
  const pixelOffset = profileOffset + iccProfile.length;
  const header = Buffer.alloc(profileOffset);
  header.write('II*\0', 'latin1');
  header.writeUInt32LE(8, 4);
  header.writeUInt16LE(entryCount, 8);
  const short = 3;
  const long = 4;
  const entries = [
    [256, long, 1, image.width],
    [257, long, 1, image.height],
    [258, short, 3, bitsOffset],
    [259, short, 1, 1],
    [262, short, 1, 2],
    [273, long, 1, pixelOffset],
    [277, short, 1, 3],
    [278, long, 1, image.height],
    [279, long, 1, image.data.length],
    [284, short, 1, 1],
    [34675, 7, iccProfile.length, profileOffset],
  ] as const;
  for (const [index, [tag, type, count, value]] of entries.entries()) {
    const at = 10 + index * 12;
    header.writeUInt16LE(tag, at);
    header.writeUInt16LE(type, at + 2);
    header.writeUInt32LE(count, at + 4);
    header.writeUInt32LE(value, at + 8);
  }
  for (let channel = 0; channel < 3; channel += 1) header.writeUInt16LE(8, bitsOffset + channel * 2);
  return Buffer.concat([header, iccProfile, image.data]);
}
