/** @file A mark beside the catalog: it was closed as it should be, and nobody has written to it since. */
import { readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { z } from 'zod';

const markSchema = z.object({ sizeBytes: z.number(), mtimeMs: z.number(), checkedMs: z.number() });

export interface LastEnd {
  /** False after a crash, a power cut, or when the file is not as it was left. */
  readonly isClean: boolean;
  /** When the whole catalog was last read and found good, ms since the epoch; 0: never. */
  readonly checkedMs: number;
}

function locateMark(catalogPath: string): string {
  return `${catalogPath}.closed`;
}

/** Reads the mark and takes it away: until it is set again, the catalog is open. Call it before the catalog is opened. */
export function takeLastEnd(catalogPath: string): LastEnd {
  const mark = readMark(catalogPath);
  rmSync(locateMark(catalogPath), { force: true });
  if (mark === null) return { isClean: false, checkedMs: 0 };
  const file = statSync(catalogPath, { throwIfNoEntry: false });
  const isClean = file?.size === mark.sizeBytes && file.mtimeMs === mark.mtimeMs;
  return { isClean, checkedMs: mark.checkedMs };
}

/** Call it after the catalog was closed. Without a mark it is only checked once more than needed. */
export function markCleanEnd(catalogPath: string, checkedMs: number): void {
  try {
    const { size, mtimeMs } = statSync(catalogPath);
    writeFileSync(locateMark(catalogPath), JSON.stringify({ sizeBytes: size, mtimeMs, checkedMs }), { mode: 0o600 });
  } catch {
    // The folder is gone or full.
  }
}

function readMark(catalogPath: string): z.output<typeof markSchema> | null {
  try {
    return markSchema.parse(JSON.parse(readFileSync(locateMark(catalogPath), 'utf8')));
  } catch {
    // None, or none of ours.
    return null;
  }
}
