/**
 * @file Pairs of photos that look the same: resized and recompressed copies anywhere in the library, and shots of one scene seconds
 * apart. Vectors alone would not do: to the model two photos of one landmark are the same whoever took them when.
 */
import { setImmediate as giveWay } from 'node:timers/promises';

export interface DuplicateSearch {
  readonly photoIds: Int32Array;
  /** Eight bytes a photo: difference hashes. */
  readonly hashes: Uint8Array;
  /** Ms since the epoch; NaN: not known. */
  readonly takenMs: Float64Array;
  /** Pairs of which neither photo has a larger id are known: they are left out, and what they would cost. 0: none is. */
  readonly knownUpTo: number;
  /** Unit vector of a photo; null: none yet. */
  readonly getVector: (photoId: number) => Float32Array | null;
}

/** Bits that may differ, and the least cosine. Recompression turns 0 to 3 bits; unrelated photos differ in 32, give or take 4. */
const copyLimits = { bits: 5, cosine: 0.9 };
/** A hand moves between two shots: more bits differ, but the time says that it is one scene. */
const burstLimits = { bits: 20, cosine: 0.9, ms: 10_000 };
/** A burst of more than this many shots within `burstLimits.ms` is joined shot by shot. */
const burstReach = 40;
/** Six bands: where at most five bits differ, one band is the same (pigeonhole). */
const bands = [
  [0, 11],
  [11, 11],
  [22, 10],
  [32, 11],
  [43, 11],
  [54, 10],
] as const;
/** A picture of one colour has a hash that says nothing. */
const fewestSetBits = 4;
/** Photos of one band compared with each other; of a larger one those that are next to each other in order of their hash. */
const bucketLimit = 1500;
const neighbourLimit = 200;

/** Pairs of photo ids, flat. Gives way to other work several times a second. */
export async function findDuplicatePairs(search: DuplicateSearch): Promise<Int32Array> {
  const { photoIds, takenMs, getVector, knownUpTo } = search;
  const isNew = (index: number): boolean => (photoIds[index] ?? 0) > knownUpTo;
  const words = readWords(search.hashes);
  const pairs: number[] = [];
  const accept = (a: number, b: number, leastCosine: number): void => {
    const [idA, idB] = [photoIds[a] ?? 0, photoIds[b] ?? 0];
    const [vectorA, vectorB] = [getVector(idA), getVector(idB)];
    if (vectorA === null || vectorB === null || computeCosine(vectorA, vectorB) < leastCosine) return;
    pairs.push(idA, idB);
  };

  const meaningful = Array.from(photoIds.keys()).filter((index) => {
    const setBits = countBits(words[2 * index] ?? 0) + countBits(words[2 * index + 1] ?? 0);
    return setBits >= fewestSetBits && setBits <= 64 - fewestSetBits;
  });
  for (const [band, [start, length]] of bands.entries()) {
    for (const bucket of fillBuckets(meaningful, (index) => readBits(words, index, start, length), isNew)) {
      const isLarge = bucket.length > bucketLimit;
      if (isLarge) bucket.sort((a, b) => compareHashes(words, a, b));
      const reach = isLarge ? neighbourLimit : bucket.length;
      for (const [position, a] of bucket.entries()) {
        if (!isNew(a)) continue;
        const end = Math.min(bucket.length, position + reach);
        // A new one before it has met it already.
        for (let other = Math.max(0, position - reach + 1); other < end; other += 1) {
          const b = bucket[other] ?? 0;
          if (other === position || (other < position && isNew(b))) continue;
          if (countDifferentBits(words, a, b) > copyLimits.bits) continue;
          // Found in an earlier band already.
          const isRepeated = bands
            .slice(0, band)
            .some(([from, count]) => readBits(words, a, from, count) === readBits(words, b, from, count));
          if (!isRepeated) accept(a, b, copyLimits.cosine);
        }
      }
      if (bucket.length > neighbourLimit) await giveWay();
    }
    await giveWay();
  }

  const isNearNew = createTimeCheck(
    Array.from(photoIds.keys())
      .filter(isNew)
      .map((index) => takenMs[index] ?? NaN),
  );
  const inTime = Array.from(photoIds.keys())
    .filter((index) => isNearNew(takenMs[index] ?? NaN))
    .sort((a, b) => (takenMs[a] ?? 0) - (takenMs[b] ?? 0));
  for (const [position, a] of inTime.entries()) {
    for (let step = 1; step <= burstReach; step += 1) {
      const b = inTime[position + step];
      if (b === undefined || (takenMs[b] ?? 0) - (takenMs[a] ?? 0) > burstLimits.ms) break;
      if (!isNew(a) && !isNew(b)) continue;
      if (countDifferentBits(words, a, b) <= burstLimits.bits) accept(a, b, burstLimits.cosine);
    }
    if (position % 10_000 === 9_999) await giveWay();
  }
  return Int32Array.from(pairs);
}

/** Those of equal key, where one of them is new. */
function fillBuckets(
  indices: readonly number[],
  keyOf: (index: number) => number,
  isNew: (index: number) => boolean,
): readonly number[][] {
  const buckets = new Map<number, number[]>();
  for (const index of indices) if (isNew(index)) buckets.set(keyOf(index), []);
  for (const index of indices) buckets.get(keyOf(index))?.push(index);
  return [...buckets.values()];
}

/** Whether a time lies so near to one of these that both may be of one burst. NaN lies near none. */
function createTimeCheck(times: readonly number[]): (ms: number) => boolean {
  const sorted = Float64Array.from(times.filter((ms) => !Number.isNaN(ms))).sort();
  return (ms) => {
    let [low, high] = [0, sorted.length];
    while (low < high) {
      const middle = (low + high) >> 1;
      if ((sorted[middle] ?? 0) < ms - burstLimits.ms) low = middle + 1;
      else high = middle;
    }
    return (sorted[low] ?? Infinity) <= ms + burstLimits.ms;
  };
}

/** Two words of 32 bits a photo. */
function readWords(hashes: Uint8Array): Uint32Array {
  const view = new DataView(hashes.buffer, hashes.byteOffset, hashes.byteLength);
  return Uint32Array.from({ length: hashes.length / 4 }, (_, index) => view.getUint32(4 * index));
}

/** Some bits of a photo's hash, counted from its first. They may lie in both words. */
function readBits(words: Uint32Array, index: number, start: number, length: number): number {
  const [high, low] = [words[2 * index] ?? 0, words[2 * index + 1] ?? 0];
  const mask = (1 << length) - 1;
  const end = start + length;
  if (end <= 32) return (high >>> (32 - end)) & mask;
  if (start >= 32) return (low >>> (64 - end)) & mask;
  return ((high << (end - 32)) | (low >>> (64 - end))) & mask;
}

function compareHashes(words: Uint32Array, a: number, b: number): number {
  return (words[2 * a] ?? 0) - (words[2 * b] ?? 0) || (words[2 * a + 1] ?? 0) - (words[2 * b + 1] ?? 0) || a - b;
}

function countDifferentBits(words: Uint32Array, a: number, b: number): number {
  return (
    countBits((words[2 * a] ?? 0) ^ (words[2 * b] ?? 0)) + countBits((words[2 * a + 1] ?? 0) ^ (words[2 * b + 1] ?? 0))
  );
}

/** Bits of a 32-bit word that are set (H. S. Warren, "Hacker's Delight", section 5-1). */
function countBits(word: number): number {
  let bits = word - ((word >>> 1) & 0x55555555);
  bits = (bits & 0x33333333) + ((bits >>> 2) & 0x33333333);
  bits = (bits + (bits >>> 4)) & 0x0f0f0f0f;
  return Math.imul(bits, 0x01010101) >>> 24;
}

function computeCosine(a: Float32Array, b: Float32Array): number {
  let sum = 0;
  for (let index = 0; index < a.length; index += 1) sum += (a[index] ?? 0) * (b[index] ?? 0);
  return sum;
}
