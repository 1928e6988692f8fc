/** @file Room on the drive of Cairn's own data: indexing waits before it runs out, and goes on when there is some again. */
import { statfs } from 'node:fs/promises';

/** A thousand photos take about 60 MB of previews and catalog. */
const neededBytes = 200_000_000;
/** More than what is needed: no to and fro at the limit. */
export const enoughFreeBytes = 300_000_000;
const intervalMs = 20_000;
/** Someone who makes room waits for what comes of it. */
const lowIntervalMs = 3000;

export interface DiskWatch {
  /** Looks now, and then every twenty seconds until `close`; more often while room is short. */
  readonly start: () => void;
  /** Something could not be written for want of room, whatever was seen: `onEnough` follows when there is some. */
  readonly noteFull: () => void;
  readonly close: () => void;
}

export interface DiskWatchOptions {
  /** Rejects where it cannot be told: that counts as enough. */
  readonly readFreeBytes: () => Promise<number>;
  readonly onLow: () => void;
  readonly onEnough: () => void;
}

/** Calls `onLow` and `onEnough` in turns, at changes alone. */
export function createDiskWatch({ readFreeBytes, onLow, onEnough }: DiskWatchOptions): DiskWatch {
  let isLow = false;
  let isClosed = false;
  let timer: NodeJS.Timeout | null = null;
  const look = async (): Promise<void> => {
    const free = await readFreeBytes().catch(() => Number.POSITIVE_INFINITY);
    if (isClosed) return;
    const wasLow = isLow;
    isLow = free < (wasLow ? enoughFreeBytes : neededBytes);
    plan();
    if (isLow && !wasLow) onLow();
    else if (!isLow && wasLow) onEnough();
  };
  const plan = (): void => {
    if (timer !== null) clearTimeout(timer);
    timer = setTimeout(() => void look(), isLow ? lowIntervalMs : intervalMs).unref();
  };
  return {
    start: () => {
      if (timer === null && !isClosed) void look();
    },
    noteFull: () => {
      if (isClosed || isLow) return;
      isLow = true;
      // The next look: what could not be written may have been freed by itself.
      plan();
    },
    close: () => {
      isClosed = true;
      if (timer !== null) clearTimeout(timer);
    },
  };
}

/** Free bytes for this user on the drive that holds `folder`. Rejects when the system does not say. */
export async function readFreeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}
