/** @file Room on the drive of Cairn's own data: indexing waits before it runs out, and goes on when there is some again. */
import { statfs } from 'node:fs/promises';
import { CairnError } from '../../api/errors.ts';

/** A thousand photos take about 60 MB of previews and catalog. */
const neededBytes = 200_000_000;
/** More than what is needed: no to and fro at the limit. */
const enoughBytes = 300_000_000;
const intervalMs = 20_000;

export interface DiskWatch {
  /** Looks now, and then every twenty seconds until `close`. */
  readonly start: () => void;
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
    isLow = free < (wasLow ? enoughBytes : neededBytes);
    if (isLow && !wasLow) onLow();
    else if (!isLow && wasLow) onEnough();
  };
  return {
    start: () => {
      if (timer !== null || isClosed) return;
      void look();
      timer = setInterval(() => void look(), intervalMs).unref();
    },
    close: () => {
      isClosed = true;
      if (timer !== null) clearInterval(timer);
    },
  };
}

/** Free bytes for this user on the drive that holds `folder`. Rejects when the system does not say. */
export async function readFreeBytes(folder: string): Promise<number> {
  const { bavail, bsize } = await statfs(folder);
  return bavail * bsize;
}

/** What SQLite or the system throws for want of room, as an error that says what to do; anything else as it is. */
export function explainFullDisk(error: unknown): unknown {
  const code = error instanceof Error && 'code' in error ? String(error.code) : '';
  if (!/^(?:SQLITE_FULL|ENOSPC|EDQUOT)/.test(code)) return error;
  return new CairnError(
    'disk-full',
    "The drive with Cairn's own data is full. Free some space; indexing goes on then.",
    {
      cause: error,
    },
  );
}
