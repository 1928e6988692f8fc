/** @file `cairn names` */
import { openLibraryReader } from '../../library/open-reader.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { findAlbum } from '../find-targets.ts';

/** Lists what an album could be called. Changes nothing; works beside an open window. */
export async function listNames({ terminal, library }: CommandContext, album: string): Promise<number> {
  const reader = openLibraryReader({ ...library, catalogNeed: 'required', needsNeighbours: false });
  try {
    const proposals = reader.proposeNames(findAlbum(reader, album));
    if (terminal.isJson) terminal.printJson(proposals);
    else if (proposals.length === 0) terminal.print('Nothing says what this album could be called.');
    for (const { name, landmarkId, weight, why } of proposals) {
      const known = landmarkId === null ? '' : ` [${landmarkId}]`;
      terminal.print(`${String(Math.round(weight * 100)).padStart(4)} %  ${name}${known}: ${why}`);
    }
    return await Promise.resolve(exitCodes.done);
  } finally {
    reader.close();
  }
}
