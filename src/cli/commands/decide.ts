/** @file The commands of a person's decisions, each of them one decision. */
import { CairnError } from '../../api/errors.ts';
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

export async function movePhotos(
  context: CommandContext,
  from: string,
  into: string,
  photos: readonly string[],
): Promise<number> {
  return await decide(context, (library) => {
    const [fromAlbumId, albumId] = [findAlbum(library, from), findAlbum(library, into)];
    const photoIds = photos.map((photo) => findPhoto(library, photo));
    library.decisions.move(fromAlbumId, albumId, photoIds);
    return { albumId, fromAlbumId, moved: photoIds };
  });
}

export async function splitAlbum(
  context: CommandContext,
  album: string,
  photos: readonly string[],
  name: string | null,
): Promise<number> {
  return await decide(context, (library) => {
    const fromAlbumId = findAlbum(library, album);
    const photoIds = photos.map((photo) => findPhoto(library, photo));
    return { albumId: library.decisions.split(fromAlbumId, photoIds, name), fromAlbumId, moved: photoIds };
  });
}

/** An album of photos that a person chose. */
export async function openAlbum(
  context: CommandContext,
  photos: readonly string[],
  name: string | null,
): Promise<number> {
  return await decide(context, (library) => {
    const photoIds = photos.map((photo) => findPhoto(library, photo));
    return { albumId: library.decisions.split(null, photoIds, name), confirmed: photoIds };
  });
}

export async function linkAlbum(context: CommandContext, album: string, landmark: string): Promise<number> {
  return await decide(context, (library) => {
    const albumId = findAlbum(library, album);
    const landmarkId = library.findLandmark(landmark);
    if (landmarkId === null) {
      throw new CairnError('not-found', `No landmark is known as "${landmark}", or several are.`);
    }
    library.decisions.link(albumId, landmarkId);
    // Another album may have shown it already.
    return { albumId: library.findAlbumById(albumId), landmarkId };
  });
}

export async function denyLandmark(context: CommandContext, photos: readonly string[]): Promise<number> {
  return await decide(context, (library) => {
    const photoIds = photos.map((photo) => findPhoto(library, photo));
    library.decisions.denyLandmark(photoIds);
    return { denied: photoIds };
  });
}

export async function hideAlbum(context: CommandContext, album: string): Promise<number> {
  return await decide(context, (library) => {
    const albumId = findAlbum(library, album);
    library.decisions.hide(albumId);
    return { albumId, isHidden: true };
  });
}

export async function showAlbum(context: CommandContext, album: string): Promise<number> {
  return await decide(context, (library) => {
    const albumId = findAlbum(library, album);
    library.decisions.show(albumId);
    return { albumId, isHidden: false };
  });
}

export async function setCover(context: CommandContext, album: string, photo: string): Promise<number> {
  return await decide(context, (library) => {
    const [albumId, photoId] = [findAlbum(library, album), findPhoto(library, photo)];
    library.decisions.setCover(albumId, photoId);
    return { albumId, coverPhotoId: photoId };
  });
}

/** Undo or redo. Says so when there is nothing to. */
export async function turnDecision(context: CommandContext, turn: 'undo' | 'redo'): Promise<number> {
  const { terminal } = context;
  const library = openLibrary(context.library);
  try {
    const kind = turn === 'undo' ? library.decisions.undo() : library.decisions.redo();
    if (terminal.isJson) terminal.printJson({ [turn]: kind });
    else terminal.print(kind === null ? `There is nothing to ${turn}.` : `Done: ${turn} of "${kind}".`);
    return exitCodes.done;
  } finally {
    await library.close();
  }
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
