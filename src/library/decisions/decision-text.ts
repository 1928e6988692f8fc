/** @file Files of decisions on disk: written whole or not at all, read when they are small enough to be one. */
import { open, rename, rm } from 'node:fs/promises';
import { CairnError } from '../../api/errors.ts';
import { openWithoutWaiting } from '../../ml/open-without-waiting.ts';

/** A file of decisions about a million photos is smaller. */
const maxFileBytes = 200_000_000;
/** Between two writes others get their turn. */
const linesAtOnce = 200;

/**
 * Writes the lines to `path`, which is replaced when it is complete. Returns the number of decisions: the first line is none.
 * @throws CairnError `invalid-input` when the file cannot be written
 */
export async function writeDecisionLines(path: string, lines: Iterable<string>): Promise<number> {
  const partial = `${path}.partial`;
  let count = -1;
  try {
    const file = await open(partial, 'w', 0o600);
    try {
      let waiting: string[] = [];
      for (const line of lines) {
        count += 1;
        waiting.push(`${line}\n`);
        if (waiting.length < linesAtOnce) continue;
        await file.appendFile(waiting.join(''));
        waiting = [];
      }
      await file.appendFile(waiting.join(''));
      await file.sync();
    } finally {
      await file.close();
    }
    await rename(partial, path);
  } catch (error) {
    await rm(partial, { force: true }).catch(() => undefined);
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw new CairnError('invalid-input', `The file cannot be written (${code}). Choose another place for it.`, {
      cause: error,
    });
  }
  return Math.max(0, count);
}

/** @throws CairnError `invalid-input` */
export async function readDecisionText(path: string): Promise<string> {
  try {
    const file = await openWithoutWaiting(path);
    try {
      const stats = await file.stat();
      // A device has no size, and no end.
      if (!stats.isFile() || stats.size > maxFileBytes) throw new RangeError(`${stats.size} bytes`);
      return await file.readFile('utf8');
    } finally {
      await file.close();
    }
  } catch (error) {
    throw new CairnError('invalid-input', 'This file cannot be read, or is no file of decisions.', { cause: error });
  }
}
