/** @file `cairn embed --list FILE --out FILE` */
import { closeSync, ftruncateSync, openSync, readFileSync, renameSync, rmSync, writeSync } from 'node:fs';
import { endianness } from 'node:os';
import { dirname, resolve } from 'node:path';
import { CairnError } from '../../api/errors.ts';
import { openLibraryReader } from '../../library/open-reader.ts';
import type { FailedFile } from '../../library/look-ups.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { createCountView } from '../show-count.ts';

const bytesPerValue = 4;

/** Writes unit vectors, row-major little-endian float32, one row a line of the list; zeros where there is none. */
export async function embedFiles(
  context: CommandContext,
  { list, out }: { readonly list: string; readonly out: string },
): Promise<number> {
  const { terminal, signal, library } = context;
  const startMs = performance.now();
  const paths = readList(list);
  const target = resolve(out);
  // Whole or not at all: an interrupted call leaves no half file.
  const draft = `${target}.${process.pid}.part`;
  const descriptor = openOutput(draft, target);
  const reader = openLibraryReader({ ...library, catalogNeed: 'unused', needsNeighbours: false });
  try {
    const failed: FailedFile[] = [];
    const showCount = createCountView(terminal, 'Embedding', paths.length);
    let done = 0;
    const { dims, model } = await reader.embedList(paths, signal, ({ row, result }) => {
      if ('failure' in result) failed.push({ path: paths[row] ?? '', reason: result.failure });
      else writeRow(descriptor, row, result.vector);
      showCount((done += 1));
    });
    terminal.showStatus('');
    if (signal.aborted) return exitCodes.interrupted;
    ftruncateSync(descriptor, paths.length * dims * bytesPerValue);
    renameSync(draft, target);
    const seconds = Math.round(performance.now() - startMs) / 1000;
    if (terminal.isJson) terminal.printJson({ rows: paths.length, dims, model, failed, seconds });
    terminal.print(`${paths.length} rows of ${dims} values in ${target} (${seconds} s, ${failed.length} failed)`);
    for (const { path, reason } of failed) terminal.note(`cairn: ${path}: ${reason}`);
    return exitCodes.done;
  } finally {
    reader.close();
    closeSync(descriptor);
    rmSync(draft, { force: true });
  }
}

function readList(list: string): readonly string[] {
  let text: string;
  try {
    text = readFileSync(list, 'utf8');
  } catch (error) {
    throw new CairnError('invalid-input', `The list ${list} cannot be read.`, { cause: error });
  }
  const lines = text.replace(/^\ufeff/, '').split(/\r?\n/);
  // The last line ends with a line feed, too.
  if (lines.at(-1) === '') lines.pop();
  return lines;
}

function openOutput(draft: string, target: string): number {
  try {
    return openSync(draft, 'w');
  } catch (error) {
    throw new CairnError('invalid-input', `${target} cannot be written; does ${dirname(target)} exist?`, {
      cause: error,
    });
  }
}

function writeRow(descriptor: number, row: number, vector: Float32Array): void {
  const bytes = Buffer.from(vector.buffer.slice(vector.byteOffset, vector.byteOffset + vector.byteLength));
  if (endianness() === 'BE') bytes.swap32();
  // Rows in between that are never written read as zeros.
  writeSync(descriptor, bytes, 0, bytes.length, row * bytes.length);
}
