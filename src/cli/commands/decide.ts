/** @file `cairn rename`, `confirm`, `reject`, `merge`: the person's decisions. */
import { openLibrary, type Library } from '../../library/library.ts';
import type { CommandContext } from '../context.ts';
import { exitCodes } from '../exit-codes.ts';
import { findAlbum, findPhoto } from '../find-targets.ts';

export async function renameAlbum(context: CommandContext, album: string, name: string): Promise<number> {
  return await decide(context, (library) => {
    const albumId = findAlbum(library, album);
    library.decisions.rename(albumId, name);
    return { albumId, name: name.trim() };
  });
}

export async function confirmPhotos(
  context: CommandContext,
  album: string,
  photos: readonly string[],
): Promise<number> {
  return await decide(context, (library) => {
    const albumId = findAlbum(library, album);
    const photoIds = photos.map((photo) => findPhoto(library, photo));
    library.decisions.confirm(albumId, photoIds);
    return { albumId, confirmed: photoIds };
  });
}

export async function rejectPhotos(context: CommandContext, album: string, photos: readonly string[]): Promise<number> {
  return await decide(context, (library) => {
    const albumId = findAlbum(library, album);
    const photoIds = photos.map((photo) => findPhoto(library, photo));
    library.decisions.reject(albumId, photoIds);
    return { albumId, rejected: photoIds };
  });
}

export async function mergeAlbums(context: CommandContext, into: string, from: string): Promise<number> {
  return await decide(context, (library) => {
    const [albumId, fromAlbumId] = [findAlbum(library, into), findAlbum(library, from)];
    library.decisions.merge(albumId, fromAlbumId);
    return { albumId, merged: fromAlbumId };
  });
}

async function decide(context: CommandContext, work: (library: Library) => object): Promise<number> {
  const { terminal } = context;
  const library = openLibrary(context.library);
  try {
    const result = work(library);
    if (terminal.isJson) terminal.printJson(result);
    else terminal.print('Done.');
    return exitCodes.done;
  } finally {
    await library.close();
  }
}
