/** @file `cairn decisions list | export | import` ([Note: decision file]). */
import { openSync, closeSync, readFileSync, statSync, writeFileSync } from 'node:fs';
import { resolve } from 'node:path';
import { CairnError } from '../../api/errors.ts';
import { openLibrary } from '../../library/library.ts';
import { openLibraryReader } from '../../library/open-reader.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';

/** A file of decisions about a million photos is smaller. */
const maxFileBytes = 200_000_000;

/** Lists every decision of the catalog, undone ones and the undoing too. */
export async function listDecisions({ terminal, library }: CommandContext): Promise<number> {
  const reader = openLibraryReader({ ...library, catalogNeed: 'required', needsNeighbours: false });
  try {
    const decisions = reader.listDecisions();
    if (terminal.isJson) terminal.printJson(decisions);
    else if (decisions.length === 0) terminal.print('Nothing was decided yet.');
    for (const { id, atMs, kind, text } of decisions) {
      terminal.print(`${String(id).padStart(5)}  ${new Date(atMs).toISOString().slice(0, 16)}  ${kind}: ${text}`);
    }
    return await Promise.resolve(exitCodes.done);
  } finally {
    reader.close();
  }
}

/** Writes a new file; one that is there is not overwritten. */
export async function exportDecisions({ terminal, library }: CommandContext, file: string): Promise<number> {
  const reader = openLibraryReader({ ...library, catalogNeed: 'required', needsNeighbours: false });
  try {
    const lines = [...reader.writeDecisions()];
    writeNewFile(resolve(file), `${lines.join('\n')}\n`);
    const count = lines.length - 1;
    if (terminal.isJson) terminal.printJson({ file: resolve(file), decisions: count });
    else terminal.print(`Wrote ${count} decisions to ${resolve(file)}.`);
    return await Promise.resolve(exitCodes.done);
  } finally {
    reader.close();
  }
}

/** Makes the decisions of a file here. Lines that cannot be used are named on standard error. */
export async function importDecisions({ terminal, library: options }: CommandContext, file: string): Promise<number> {
  const text = readSmallFile(resolve(file));
  const library = openLibrary(options);
  try {
    const { made, known, awaited, refused } = library.importDecisions(text);
    for (const { line, reason } of refused) terminal.note(`cairn: ${file}, line ${line}: ${reason}`);
    if (terminal.isJson) terminal.printJson({ made, known, awaited, refused });
    else {
      terminal.print(
        `Made ${made} decisions; ${known} were here already; ${awaited} wait for photos that are not here yet; ${refused.length} could not be used.`,
      );
    }
    return exitCodes.done;
  } finally {
    await library.close();
  }
}

function writeNewFile(path: string, content: string): void {
  let handle: number;
  try {
    handle = openSync(path, 'wx', 0o600);
  } catch (error) {
    throw new CairnError('invalid-input', `${path} is there already or cannot be written; name another file.`, {
      cause: error,
    });
  }
  try {
    writeFileSync(handle, content);
  } finally {
    closeSync(handle);
  }
}

function readSmallFile(path: string): string {
  try {
    const { size } = statSync(path);
    if (size > maxFileBytes) throw new RangeError(`${size} bytes`);
    return readFileSync(path, 'utf8');
  } catch (error) {
    throw new CairnError('invalid-input', `${path} cannot be read, or is no file of decisions.`, { cause: error });
  }
}
