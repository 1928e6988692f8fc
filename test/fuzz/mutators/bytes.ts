/** @file Changes to bytes of any meaning: bits, values, ranges. None changes its input. */
import type { Random } from '../../fixtures/random.ts';

/** Makes other bytes of some. */
export type MutateBytes = (bytes: Buffer, random: Random) => Buffer;

/** Numbers at which programs go wrong. */
const hostileNumbers = [
  0, 1, 2, 0x7f, 0x80, 0xff, 0x7fff, 0x8000, 0xffff, 0x10000, 0x7fffffff, 0x80000000, 0xfffffffe, 0xffffffff,
];

const flipBits: MutateBytes = (bytes, random) => {
  const changed = Buffer.from(bytes);
  for (let flips = random.drawInteger(1, 8); flips > 0 && changed.length > 0; flips -= 1) {
    const at = random.drawInteger(0, changed.length - 1);
    changed[at] = (changed[at] ?? 0) ^ (1 << random.drawInteger(0, 7));
  }
  return changed;
};

/** Structure stands at the beginning of most files: half of the changes fall there. */
function drawOffset(length: number, random: Random): number {
  return random.drawInteger(0, Math.max(0, (random.isLucky(0.5) ? Math.min(length, 400) : length) - 1));
}

const setBytes: MutateBytes = (bytes, random) => {
  const changed = Buffer.from(bytes);
  for (let times = random.drawInteger(1, 16); times > 0 && changed.length > 0; times -= 1) {
    changed[drawOffset(changed.length, random)] = random.drawInteger(0, 255);
  }
  return changed;
};

/** A length, a count or an offset, wherever it may stand. */
const setNumber: MutateBytes = (bytes, random) => {
  const changed = Buffer.from(bytes);
  const size = random.pick([1, 2, 4] as const);
  if (changed.length < size) return changed;
  const at = Math.min(drawOffset(changed.length, random), changed.length - size);
  const value = random.pick(hostileNumbers) % 2 ** (8 * size);
  if (random.isLucky(0.5)) changed.writeUIntBE(value, at, size);
  else changed.writeUIntLE(value, at, size);
  return changed;
};

function drawRange(length: number, random: Random): readonly [number, number] {
  const start = random.drawInteger(0, length);
  return [start, Math.min(length, start + random.drawInteger(0, Math.max(1, length >> random.drawInteger(0, 6))))];
}

const truncate: MutateBytes = (bytes, random) => Buffer.from(bytes.subarray(0, random.drawInteger(0, bytes.length)));

const cutRange: MutateBytes = (bytes, random) => {
  const [start, end] = drawRange(bytes.length, random);
  return Buffer.concat([bytes.subarray(0, start), bytes.subarray(end)]);
};

const repeatRange: MutateBytes = (bytes, random) => {
  const [start, end] = drawRange(bytes.length, random);
  const copies = Array.from({ length: random.drawInteger(1, 20) }, () => bytes.subarray(start, end));
  return Buffer.concat([bytes.subarray(0, end), ...copies, bytes.subarray(end)]);
};

const overwriteRange: MutateBytes = (bytes, random) => {
  const changed = Buffer.from(bytes);
  const [start, end] = drawRange(bytes.length, random);
  bytes.copy(changed, random.drawInteger(0, bytes.length), start, end);
  return changed;
};

const insertNoise: MutateBytes = (bytes, random) => {
  const at = random.drawInteger(0, bytes.length);
  return Buffer.concat([bytes.subarray(0, at), random.drawBytes(random.drawInteger(1, 64)), bytes.subarray(at)]);
};

const mutators: readonly MutateBytes[] = [
  flipBits,
  setBytes,
  setNumber,
  setNumber,
  truncate,
  cutRange,
  repeatRange,
  overwriteRange,
  insertNoise,
];

/** One to three changes, one after the other. */
export const mutateBytes: MutateBytes = (bytes, random) => {
  let changed = bytes;
  for (let times = random.pick([1, 1, 1, 2, 3]); times > 0; times -= 1)
    changed = random.pick(mutators)(changed, random);
  return changed;
};

/** The beginning of one file and the end of another. */
export function crossBytes(first: Buffer, second: Buffer, random: Random): Buffer {
  return Buffer.concat([
    first.subarray(0, random.drawInteger(0, first.length)),
    second.subarray(random.drawInteger(0, second.length)),
  ]);
}
