/** @file Copies of original files: the same bytes under the same names. */
import { randomUUID } from 'node:crypto';
import { constants, createReadStream, createWriteStream } from 'node:fs';
import { open, rm, utimes } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { CairnError } from '../../api/errors.ts';
import { explainWriteFailure } from './export-failure.ts';
import { makePortable, moveToFreeName } from './free-name.ts';

/** A photo to export. */
export interface ExportSource {
  readonly photoId: number;
  /** As it is called where it lies. */
  readonly fileName: string;
}

/** What became of an export. */
export interface CopyReport {
  readonly exported: number;
  /** Names of those that could not be read: away, gone or broken. */
  readonly left: readonly string[];
}

export interface CopyOptions {
  readonly sources: readonly ExportSource[];
  /** Where a photo can be read now; null: its drive is away, or no file holds it any more. */
  readonly locate: (photoId: number) => string | null;
  readonly folder: string;
  readonly signal: AbortSignal;
  readonly onProgress: (done: number) => void;
}

/**
 * Copies one after the other. A file is there whole or not at all; nothing is overwritten.
 * @throws CairnError `cancelled`, or `export-failed` when the folder cannot be written to
 */
export async function copyPhotos({ sources, locate, folder, signal, onProgress }: CopyOptions): Promise<CopyReport> {
  const left: string[] = [];
  let exported = 0;
  for (const [index, source] of sources.entries()) {
    if (signal.aborted) throw new CairnError('cancelled', 'The export was cancelled.');
    const path = locate(source.photoId);
    if (path !== null && (await copyOne(path, source.fileName, folder, signal))) exported += 1;
    else left.push(source.fileName);
    onProgress(index + 1);
  }
  return { exported, left };
}

/** O_NONBLOCK: opening a pipe that took the photo's place does not hang. Absent on Windows. */
const readFlags = constants.O_RDONLY | ((constants as { O_NONBLOCK?: number }).O_NONBLOCK ?? 0);

/** False when the source cannot be read. */
async function copyOne(path: string, fileName: string, folder: string, signal: AbortSignal): Promise<boolean> {
  const temporary = join(folder, `.${randomUUID()}.part`);
  const input = await open(path, readFlags).catch(() => null);
  if (input === null) return false;
  try {
    const stats = await input.stat();
    if (!stats.isFile()) return false;
    const { mtime, atime } = stats;
    const reader = createReadStream('', { fd: input, autoClose: false });
    try {
      await pipeline(reader, createWriteStream(temporary, { flags: 'wx', flush: true }), { signal });
    } catch (error) {
      if (signal.aborted) throw new CairnError('cancelled', 'The export was cancelled.');
      // The source broke, not the target.
      if (error instanceof Error && 'syscall' in error && error.syscall === 'read') return false;
      throw explainWriteFailure(error);
    }
    // So that programs sort it where it belongs. Some file systems keep no times.
    await utimes(temporary, atime, mtime).catch(() => undefined);
    await moveToFreeName(temporary, folder, basename(fileName) === fileName ? fileName : makePortable(fileName)).catch(
      (error: unknown) => {
        throw explainWriteFailure(error);
      },
    );
    return true;
  } finally {
    await input.close();
    await rm(temporary, { force: true }).catch(() => undefined);
  }
}
