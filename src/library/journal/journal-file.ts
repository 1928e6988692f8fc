/** @file The file of the journal: read from its end, read whole, appended to durably ([Note: journal]). */
import {
  closeSync,
  fdatasyncSync,
  fstatSync,
  fsyncSync,
  ftruncateSync,
  openSync,
  readSync,
  renameSync,
  rmSync,
  writeSync,
} from 'node:fs';
import { dirname, join } from 'node:path';
import {
  headerLine,
  isHeaderLine,
  readJournalLine,
  writeJournalLine,
  type JournaledDecision,
} from './journal-lines.ts';

/** Where the journal of a data folder lies. */
export function locateJournal(dataFolder: string): string {
  return join(dataFolder, 'decisions.journal');
}

const lineEnd = 0x0a;
const chunkBytes = 1 << 20;
/** The end is read in growing pieces: most lines are short. */
const firstTailBytes = 16 << 10;
/** No line is longer: ten thousand hashes take less than one megabyte. */
const maxLineBytes = 4 << 20;

/**
 * State of a journal as its end shows it. `absent`: there is none. `foreign`: not of a form that this Cairn knows.
 * `good`: ends with `last` (null: no decision yet). `damaged`: its end is no whole line; what comes before may be good.
 */
export type JournalEnd =
  | { readonly state: 'absent' | 'foreign' | 'damaged' }
  | { readonly state: 'good'; readonly last: JournaledDecision | null };

/** Reads the first line and the last one alone. */
export function readJournalEnd(path: string): JournalEnd {
  const handle = openExisting(path);
  if (handle === null) return { state: 'absent' };
  try {
    const { size } = fstatSync(handle);
    if (size === 0) return { state: 'absent' };
    const start = readAt(handle, 0, Math.min(size, 200)).toString('utf8').split('\n')[0] ?? '';
    if (!isHeaderLine(start)) return { state: 'foreign' };
    const line = readLastLine(handle, size);
    if (line === null) return { state: 'damaged' };
    if (isHeaderLine(line)) return { state: 'good', last: null };
    const last = readJournalLine(line);
    return last === null ? { state: 'damaged' } : { state: 'good', last };
  } finally {
    closeSync(handle);
  }
}

/** The last line without its end; null when the file does not end with a line. */
function readLastLine(handle: number, size: number): string | null {
  for (let length = firstTailBytes; ; length *= 4) {
    const take = Math.min(length, size);
    const tail = readAt(handle, size - take, take);
    if (tail.at(-1) !== lineEnd) return null;
    const before = tail.lastIndexOf(lineEnd, tail.length - 2);
    if (before >= 0 || take === size) return tail.toString('utf8', before + 1, tail.length - 1);
    if (length > maxLineBytes) return null;
  }
}

/** Every decision that can be read, in the order of the file; null stands for a line that cannot. */
export function* readJournal(path: string): Generator<JournaledDecision | null> {
  const handle = openExisting(path);
  if (handle === null) return;
  try {
    let isFirst = true;
    for (const line of readLines(handle)) {
      if (!isFirst) yield line === null ? null : readJournalLine(line);
      isFirst = false;
    }
  } finally {
    closeSync(handle);
  }
}

/** Lines without their ends; null for one that is longer than any of ours, or was not ended. */
function* readLines(handle: number): Generator<string | null> {
  let rest: Buffer = Buffer.alloc(0);
  let isTooLong = false;
  for (let offset = 0; ;) {
    const chunk = readAt(handle, offset, chunkBytes);
    offset += chunk.length;
    if (chunk.length === 0) {
      if (rest.length > 0 || isTooLong) yield null;
      return;
    }
    let start = 0;
    for (let end = chunk.indexOf(lineEnd); end >= 0; end = chunk.indexOf(lineEnd, start)) {
      const line = Buffer.concat([rest, chunk.subarray(start, end)]);
      yield isTooLong ? null : line.toString('utf8');
      rest = Buffer.alloc(0);
      isTooLong = false;
      start = end + 1;
    }
    rest = Buffer.concat([rest, chunk.subarray(start)]);
    if (rest.length > maxLineBytes) {
      rest = Buffer.alloc(0);
      isTooLong = true;
    }
  }
}

/** A journal that is open for appending. */
export interface JournalWriter {
  /** On disk when it returns. Throws what the system throws; the journal then ends as before. */
  readonly append: (lines: Iterable<JournaledDecision>) => void;
  readonly close: () => void;
}

/** Decisions written at a time. */
const batchSize = 200;

/** Opens a journal whose end is good. */
export function openJournalWriter(path: string): JournalWriter {
  const handle = openSync(path, 'r+');
  let size = fstatSync(handle).size;
  return {
    append: (decisions) => {
      let end = size;
      try {
        end = writeLines(handle, end, decisions);
        fdatasyncSync(handle);
        size = end;
      } catch (error) {
        // Half a line would be in the way of the next one.
        ftruncateSync(handle, size);
        throw error;
      }
    },
    close: () => closeSync(handle),
  };
}

/** Writes a journal anew: it has its name only when it is whole and on disk. */
export function rewriteJournal(path: string, decisions: Iterable<JournaledDecision>): void {
  const partial = `${path}.partial`;
  try {
    const handle = openSync(partial, 'w', 0o600);
    try {
      const first = Buffer.from(`${headerLine}\n`);
      writeAll(handle, 0, first);
      writeLines(handle, first.length, decisions);
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
    renameSync(partial, path);
    syncFolder(dirname(path));
  } catch (error) {
    rmSync(partial, { force: true });
    throw error;
  }
}

/** Returns where the next line begins. */
function writeLines(handle: number, start: number, decisions: Iterable<JournaledDecision>): number {
  let end = start;
  let waiting: string[] = [];
  const flush = (): void => {
    const bytes = Buffer.from(waiting.join(''));
    writeAll(handle, end, bytes);
    end += bytes.length;
    waiting = [];
  };
  for (const decision of decisions) {
    waiting.push(`${writeJournalLine(decision)}\n`);
    if (waiting.length === batchSize) flush();
  }
  if (waiting.length > 0) flush();
  return end;
}

function writeAll(handle: number, position: number, bytes: Uint8Array): void {
  for (let done = 0; done < bytes.length;) done += writeSync(handle, bytes, done, bytes.length - done, position + done);
}

/** A new name survives a power cut only when its folder is on disk, too. */
function syncFolder(folder: string): void {
  try {
    const handle = openSync(folder, 'r');
    try {
      fsyncSync(handle);
    } finally {
      closeSync(handle);
    }
  } catch {
    // Windows has no such thing: a rename is in its own journal.
  }
}

function openExisting(path: string): number | null {
  try {
    return openSync(path, 'r');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null;
    throw error;
  }
}

function readAt(handle: number, position: number, length: number): Buffer {
  const bytes = Buffer.alloc(length);
  let done = 0;
  for (;;) {
    const count = readSync(handle, bytes, done, length - done, position + done);
    if (count === 0) return bytes.subarray(0, done);
    done += count;
    if (done === length) return bytes;
  }
}
