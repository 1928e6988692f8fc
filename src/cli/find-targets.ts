/** @file Finds the albums and photos that a person names on the command line: by id, name or path. */
import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import { CairnError } from '../api/errors.ts';
import type { Library } from '../library/library.ts';

const idPattern = /^[1-9][0-9]{0,14}$/;

/** Album by id or by its whole name. @throws CairnError `not-found` or `invalid-input` */
export function findAlbum(library: Pick<Library, 'findAlbumById' | 'findAlbumsByName'>, word: string): number {
  if (idPattern.test(word)) {
    const albumId = library.findAlbumById(Number(word));
    if (albumId !== null) return albumId;
  }
  const named = library.findAlbumsByName(word);
  const [albumId, ...others] = named;
  if (albumId === undefined) {
    throw new CairnError('not-found', `There is no album "${word}". "cairn albums" lists them with their ids.`);
  }
  if (others.length > 0) {
    throw new CairnError('invalid-input', `Several albums are called "${word}": name one by id (${named.join(', ')}).`);
  }
  return albumId;
}

/** Photo by path, or by id where no such file is known. @throws CairnError `not-found` */
export function findPhoto(library: Library, word: string): number {
  const photoId = library.findPhotoByPath(resolveLinks(word));
  if (photoId !== null) return photoId;
  if (idPattern.test(word) && library.hasPhoto(Number(word))) return Number(word);
  throw new CairnError('not-found', `${word} is no photo of this catalog. Run "cairn scan" on its folder first.`);
}

function resolveLinks(word: string): string {
  try {
    return realpathSync(word);
  } catch {
    // A photo that is missing or offline may still be named.
    return resolve(word);
  }
}
