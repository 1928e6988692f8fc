/** @file `cairn albums` */
import { openLibraryReader } from '../../library/open-reader.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';

/** Lists the albums; with `--json` with all their photos. Works beside an open window. */
export async function listAlbums({ terminal, library }: CommandContext): Promise<number> {
  const reader = openLibraryReader({ ...library, catalogNeed: 'required', needsNeighbours: false });
  try {
    const albums = reader.exportAlbums();
    if (terminal.isJson) terminal.printJson(albums);
    else if (albums.length === 0) terminal.print('There are no albums yet.');
    for (const { id, name, kind, place, photos } of albums) {
      const details = [kind, place, `${new Set(photos.map((photo) => photo.id)).size} photos`].filter(
        (detail) => detail !== null,
      );
      terminal.print(`${String(id).padStart(5)}  ${name} (${details.join(', ')})`);
    }
    return await Promise.resolve(exitCodes.done);
  } finally {
    reader.close();
  }
}
