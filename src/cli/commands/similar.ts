/** @file `cairn similar PHOTO` */
import { CairnError } from '../../api/errors.ts';
import { openLibraryReader } from '../../library/open-reader.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';

const mostNeighbours = 1000;

/** Prints the nearest photos of the catalog with their cosines. */
export async function findSimilarPhotos(context: CommandContext, photo: string, count: string): Promise<number> {
  const k = Number(count);
  if (!Number.isInteger(k) || k < 1 || k > mostNeighbours) {
    throw new CairnError('invalid-input', `-k takes a whole number from 1 to ${mostNeighbours}, not "${count}".`);
  }
  const { terminal, library } = context;
  const reader = openLibraryReader({ ...library, catalogNeed: 'required', needsNeighbours: true });
  try {
    const similar = await reader.similar(photo, k);
    if (terminal.isJson) terminal.printJson(similar);
    for (const { photoId, path, cosine } of similar) {
      terminal.print(`${cosine.toFixed(4)}  ${path ?? `photo ${photoId} (missing)`}`);
    }
    return exitCodes.done;
  } finally {
    reader.close();
  }
}
