/** @file `cairn albums` */
import { openLibraryReader } from '../../library/open-reader.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';

/** Lists the albums; with `--json` with all their photos. Works beside an open window. */
export async function listAlbums(
  { terminal, library }: CommandContext,
  { hidden = false }: { readonly hidden?: boolean },
): Promise<number> {
  const reader = openLibraryReader({ ...library, catalogNeed: 'required', needsNeighbours: false });
  try {
    const albums = reader.exportAlbums().filter(({ isHidden }) => hidden || !isHidden);
    if (terminal.isJson) terminal.printJson(albums);
    else if (albums.length === 0) terminal.print('There are no albums yet.');
    for (const { id, name, kind, place, photos, suggestions, isHidden } of albums) {
      const count = (list: typeof photos): number => new Set(list.map((photo) => photo.id)).size;
      const details = [
        kind,
        place,
        `${count(photos)} photos`,
        suggestions.length === 0 ? null : `${count(suggestions)} more suggested`,
        isHidden ? 'hidden' : null,
      ].filter((detail) => detail !== null);
      terminal.print(`${String(id).padStart(5)}  ${name} (${details.join(', ')})`);
    }
    return await Promise.resolve(exitCodes.done);
  } finally {
    reader.close();
  }
}
