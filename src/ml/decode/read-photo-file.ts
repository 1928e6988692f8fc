/** @file Reads a photo's file once, whole, within limits, and hashes it. */
import { createHash, webcrypto } from 'node:crypto';
import type { BigIntStats } from 'node:fs';
import { stat } from 'node:fs/promises';
import { setImmediate as yieldToEventLoop, setTimeout as wait } from 'node:timers/promises';
import { openWithoutWaiting } from '../open-without-waiting.ts';
import { decodeLimits } from './decode-limits.ts';
import { failContent, failFileSystem, PhotoFailure } from './photo-failure.ts';

export interface PhotoFile {
  readonly bytes: Buffer;
  /** Integer ms since the epoch. */
  readonly mtimeMs: number;
}

/** Size and time of a regular file. Throws PhotoFailure for anything else, and for what is too large. */
export async function checkPhotoFile(path: string): Promise<{ readonly sizeBytes: number; readonly mtimeMs: number }> {
  const stats = await stat(path).catch((error: unknown) => {
    throw failFileSystem(error);
  });
  // A pipe or a device would block or never end.
  if (!stats.isFile()) throw failContent('This is not a regular file.');
  if (stats.size === 0) throw failContent('The file is empty (0 bytes).');
  if (stats.size > decodeLimits.maxFileBytes) {
    const gibibytes = (stats.size / 1024 ** 3).toFixed(1);
    throw failContent(`The file is too large (${gibibytes} GiB; photos of up to 1 GiB are read).`);
  }
  return { sizeBytes: stats.size, mtimeMs: Math.trunc(stats.mtimeMs) };
}

const nsPerMs = 1_000_000n;
/** Clocks of file times tick at least so often, and may be late by as much; FAT's ticks every two seconds, and ends on whole seconds. */
const tickMs = 10;
const coarseTickMs = 2000 + tickMs;
/** A timer may come so much before its time by the other clock. */
const earlyMs = 2;

/**
 * How long to wait until a write that comes after it must show in the file's time (git calls a file that is read before racily clean).
 * 0 for all but files written just now.
 */
function measureTick({ mtimeNs }: BigIntStats): number {
  const isCoarse = mtimeNs % (1000n * nsPerMs) === 0n;
  const ageMs = Date.now() - Number(mtimeNs / nsPerMs);
  const tick = isCoarse ? coarseTickMs : tickMs;
  return ageMs >= 0 && ageMs < tick ? tick - ageMs + earlyMs : 0;
}

/**
 * The same number that Node.js gives as `mtimeMs` elsewhere, to the last bit: it adds in floating point, so that 381.99997 ms of a
 * second may be 382. A scan compares the two, and would have a file that is off by one read again for ever.
 */
function roundLikeStat(timeNs: bigint): number {
  const nsPerSecond = 1000n * nsPerMs;
  return Math.trunc(Number(timeNs / nsPerSecond) * 1000 + Number(timeNs % nsPerSecond) / 1e6);
}

function isSameVersion(before: BigIntStats, after: BigIntStats): boolean {
  return (['ino', 'size', 'mtimeNs', 'ctimeNs'] as const).every((field) => before[field] === after[field]);
}

/**
 * Reads the whole file; never more than the size that `checkPhotoFile` allowed. What is written to meanwhile, also without a change of
 * its size, is not believed: half of the bytes could be those of before. Throws PhotoFailure.
 */
export async function readPhotoFile(path: string, sizeBytes: number): Promise<PhotoFile> {
  try {
    const handle = await openWithoutWaiting(path);
    try {
      const before = await handle.stat({ bigint: true });
      if (!before.isFile()) throw failContent('This is not a regular file.');
      // Before the first byte is read: what is written while it is read must show, not only what is written afterwards.
      const tick = measureTick(before);
      if (tick > 0) await wait(tick);
      const bytes = Buffer.allocUnsafeSlow(sizeBytes);
      let filled = 0;
      while (filled < sizeBytes) {
        const { bytesRead } = await handle.read(bytes, filled, sizeBytes - filled, filled);
        if (bytesRead === 0) break;
        filled += bytesRead;
      }
      const after = await handle.stat({ bigint: true });
      if (filled < sizeBytes || after.size !== BigInt(sizeBytes) || !isSameVersion(before, after)) {
        throw new PhotoFailure('The file changed while it was read. It is read again later.', { isTransient: true });
      }
      return { bytes, mtimeMs: roundLikeStat(after.mtimeNs) };
    } finally {
      await handle.close();
    }
  } catch (error) {
    throw error instanceof PhotoFailure ? error : failFileSystem(error);
  }
}

/** Up to this size the hash is computed on a thread of the pool, which copies the bytes first. */
const threadedHashBytes = 64 * 1024 * 1024;
const sliceBytes = 4 * 1024 * 1024;

/** sha256 of the bytes, lower-case hex. Never holds the event loop for more than a few milliseconds. */
export async function hashContent(bytes: Buffer): Promise<string> {
  if (bytes.length <= threadedHashBytes) {
    // Buffers here come from allocUnsafeSlow: their memory is never shared.
    const digest = await webcrypto.subtle.digest('SHA-256', bytes);
    return Buffer.from(digest).toString('hex');
  }
  const hash = createHash('sha256');
  for (let offset = 0; offset < bytes.length; offset += sliceBytes) {
    hash.update(bytes.subarray(offset, offset + sliceBytes));
    await yieldToEventLoop();
  }
  return hash.digest('hex');
}
