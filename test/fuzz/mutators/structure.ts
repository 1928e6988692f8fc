/** @file Changes that keep a file's form, so that they come past its signature and reach what reads the parts. */
import { crc32 } from 'node:zlib';
import type { Random } from '../../fixtures/random.ts';
import { mutateBytes } from './bytes.ts';
import { listParts, type Part } from './parts.ts';

type MutatePart = (bytes: Buffer, part: Part, parts: readonly Part[], random: Random) => Buffer;

function replace(bytes: Buffer, { start, end }: Part, ...content: readonly Buffer[]): Buffer {
  return Buffer.concat([bytes.subarray(0, start), ...content, bytes.subarray(end)]);
}

const take = (bytes: Buffer, { start, end }: Part): Buffer => bytes.subarray(start, end);

const dropPart: MutatePart = (bytes, part) => replace(bytes, part);

const repeatPart: MutatePart = (bytes, part, _, random) => {
  const content = take(bytes, part);
  // Many small ones, or a few: never a file that takes long to write.
  const most = Math.max(2, Math.min(random.pick([2, 16, 2000]), Math.floor(200_000 / Math.max(1, content.length))));
  return replace(bytes, part, ...Array.from({ length: random.drawInteger(2, most) }, () => content));
};

const exchangeParts: MutatePart = (bytes, part, parts, random) => replace(bytes, part, take(bytes, random.pick(parts)));

const changeContent: MutatePart = (bytes, part, _, random) =>
  replace(bytes, part, mutateBytes(take(bytes, part), random));

/** A length, count or size that is not true. */
const lieAboutLength: MutatePart = (bytes, { length }, _, random) => {
  const changed = Buffer.from(bytes);
  if (length === null || length.at + length.size > bytes.length) return changed;
  const { at, size, isLittleEndian } = length;
  const truth = isLittleEndian ? changed.readUIntLE(at, size) : changed.readUIntBE(at, size);
  const most = 2 ** (8 * size) - 1;
  const lie = random.pick([
    0,
    1,
    2,
    truth - 1,
    truth + 1,
    truth * 2,
    changed.length,
    changed.length - at,
    most >> 1,
    most - 1,
    most,
  ]);
  const value = Math.max(0, Math.min(most, lie >>> 0));
  if (isLittleEndian) changed.writeUIntLE(value, at, size);
  else changed.writeUIntBE(value, at, size);
  return changed;
};

/** The part within itself: what follows boxes or directories into each other must end. */
const nestPart: MutatePart = (bytes, part, _, random) => {
  const content = take(bytes, part);
  const header = content.subarray(0, Math.min(12, content.length));
  return replace(bytes, part, ...Array.from({ length: random.pick([1, 8, 500]) }, () => header), content);
};

const partMutators: readonly MutatePart[] = [
  dropPart,
  repeatPart,
  exchangeParts,
  changeContent,
  changeContent,
  changeContent,
  lieAboutLength,
  lieAboutLength,
  nestPart,
];

/** Changes parts of a file of any format; what has none is changed as bytes. */
export function mutateStructure(bytes: Buffer, random: Random): Buffer {
  let changed = bytes;
  for (let times = random.pick([1, 1, 2]); times > 0; times -= 1) {
    const parts = listParts(changed);
    if (parts.length === 0) return mutateBytes(changed, random);
    changed = random.pick(partMutators)(changed, random.pick(parts), parts, random);
  }
  return random.isLucky(0.7) ? mendSums(changed) : changed;
}

/** Makes right what a reader checks before it looks further: checksums of PNG, the size of a RIFF file. */
function mendSums(bytes: Buffer): Buffer {
  const mended = Buffer.from(bytes);
  if (mended.toString('latin1', 0, 4) === 'RIFF') mended.writeUInt32LE(Math.max(0, mended.length - 8), 4);
  if (mended.toString('latin1', 1, 4) !== 'PNG') return mended;
  for (const { start, end } of listParts(mended)) {
    // Entries of EXIF are parts, too, and no chunks.
    if (end - start < 12 || mended.readUInt32BE(start) !== end - start - 12) continue;
    mended.writeUInt32BE(crc32(mended.subarray(start + 4, end - 4)), end - 4);
  }
  return mended;
}
