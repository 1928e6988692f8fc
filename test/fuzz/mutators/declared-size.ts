/** @file Files of a few bytes that say that they are enormous, or nothing at all. */
import { crc32 } from 'node:zlib';
import type { Random } from '../../fixtures/random.ts';
import { listParts } from './parts.ts';

const sides = [0, 1, 2, 3, 255, 256, 16_383, 16_384, 32_768, 65_499, 65_500, 65_501, 65_535] as const;
const longSides = [...sides, 65_536, 100_000, 2 ** 24, 2 ** 31 - 1, 2 ** 31, 2 ** 32 - 1] as const;

/** The file with another width and height in its header; as it was when its format keeps none where this looks. */
export function declareSize(bytes: Buffer, random: Random): Buffer {
  const changed = Buffer.from(bytes);
  const short = (): number => random.pick(sides);
  const long = (): number => random.pick(longSides);
  const head = changed.toString('latin1', 0, 16);
  if (head.startsWith('\xff\xd8')) {
    const frame = listParts(changed).find(({ start }) => [0xc0, 0xc1, 0xc2].includes(changed[start + 1] ?? 0));
    if (frame === undefined || frame.start + 9 > changed.length) return changed;
    changed.writeUInt16BE(short(), frame.start + 5);
    changed.writeUInt16BE(short(), frame.start + 7);
  } else if (head.startsWith('\x89PNG')) {
    changed.writeUInt32BE(long(), 16);
    changed.writeUInt32BE(long(), 20);
    changed.writeUInt32BE(crc32(changed.subarray(12, 29)), 29);
  } else if (head.startsWith('GIF8')) {
    changed.writeUInt16LE(short(), 6);
    changed.writeUInt16LE(short(), 8);
  } else if (head.startsWith('RIFF')) {
    declareWebpSize(changed, head.slice(12, 16), random);
  } else if (head.slice(4, 8) === 'ftyp') {
    for (let at = changed.indexOf('ispe'); at >= 0 && at + 16 <= changed.length; at = changed.indexOf('ispe', at + 4)) {
      changed.writeUInt32BE(long(), at + 8);
      changed.writeUInt32BE(long(), at + 12);
    }
  } else {
    declareTiffSize(changed, random);
  }
  return changed;
}

function declareWebpSize(bytes: Buffer, kind: string, random: Random): void {
  if (bytes.length < 30) return;
  if (kind === 'VP8 ') {
    bytes.writeUInt16LE(random.pick(sides), 26);
    bytes.writeUInt16LE(random.pick(sides), 28);
  } else if (kind === 'VP8X') {
    bytes.writeUIntLE(random.pick(sides), 24, 3);
    bytes.writeUIntLE(random.pick(longSides) % 2 ** 24, 27, 3);
  } else bytes.writeUInt32LE(random.pick(longSides) >>> 0, 21);
}

/** Width, height, rows of a strip, samples of a pixel, bits of a sample. */
const tiffSizes = new Set([256, 257, 278, 277, 258]);

function declareTiffSize(bytes: Buffer, random: Random): void {
  for (const { start, length } of listParts(bytes)) {
    const isLittleEndian = length?.isLittleEndian ?? true;
    const tag = isLittleEndian ? bytes.readUInt16LE(start) : bytes.readUInt16BE(start);
    if (!tiffSizes.has(tag) || random.isLucky(0.4)) continue;
    if (isLittleEndian) bytes.writeUInt32LE(random.pick(longSides), start + 8);
    else bytes.writeUInt32BE(random.pick(longSides), start + 8);
  }
}
