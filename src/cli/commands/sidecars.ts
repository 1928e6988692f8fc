/** @file `cairn export xmp` */
import { resolve } from 'node:path';
import { openLibraryReader } from '../../library/open-reader.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';

/** Names what could not be written on standard error. */
export async function exportSidecars(
  { terminal, library, signal }: CommandContext,
  folder: string,
  isReplacing: boolean,
): Promise<number> {
  const reader = openLibraryReader({ ...library, catalogNeed: 'required', needsNeighbours: false });
  try {
    const report = await reader.writeSidecars({ folder: resolve(folder), isReplacing, signal });
    const { written, unchanged, kept, left, leftCount } = report;
    for (const path of left) terminal.note(`cairn: no sidecar could be written for ${path}`);
    if (terminal.isJson) terminal.printJson(report);
    else {
      terminal.print(`Wrote ${written} sidecars into ${report.folder}; ${unchanged} were there already.`);
      if (kept > 0) terminal.print(`${kept} that say something else were left alone; --replace writes them anew.`);
    }
    return leftCount > 0 ? exitCodes.failed : exitCodes.done;
  } finally {
    reader.close();
  }
}
