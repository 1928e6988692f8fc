/** @file Finds what a person names: albums by id or name, photos by path; and the failures of folders. */
import type { Catalog } from '../db/catalog.ts';
import { showPath } from './file-access.ts';
import { findLandmarkByName } from './names/find-landmark.ts';
import { isInside } from './roots/volume-identity.ts';

export interface FailedFile {
  readonly path: string;
  readonly reason: string;
}

export interface LookUps {
  /** The album that `albumId` is part of now; null when there is none. */
  readonly findAlbumById: (albumId: number) => number | null;
  /** Unmerged albums of this name, by id. */
  readonly findAlbumsByName: (name: string) => readonly number[];
  /** Landmark by id, name or alias; null when none or several are meant. */
  readonly findLandmark: (word: string) => string | null;
  /** Photo of a file by its absolute path, missing and offline ones too. */
  readonly findPhotoByPath: (path: string) => number | null;
  readonly hasPhoto: (photoId: number) => boolean;
  /** Root at or around an absolute path. */
  readonly findRoot: (path: string) => { readonly id: number; readonly path: string } | null;
  /** Files of these roots that cannot be indexed, by path. */
  readonly listFailures: (rootIds: readonly number[]) => readonly FailedFile[];
  /** Jobs of these roots that are still to be done. */
  readonly countUnfinished: (rootIds: readonly number[]) => number;
}

const pageSize = 500;

/** Makes the look-ups. */
export function createLookUps(catalog: Catalog): LookUps {
  const findRoot: LookUps['findRoot'] = (path) =>
    catalog.roots.list().find((root) => isInside(path, root.path)) ?? null;
  return {
    findRoot,
    findAlbumById: (albumId) => catalog.albums.resolve(albumId),
    findAlbumsByName: (name) =>
      catalog.albums
        .listAll()
        .flatMap((album) => (album.mergedIntoId === null && album.name === name ? [album.id] : [])),
    findLandmark: (word) => catalog.landmarks.get(word)?.id ?? findLandmarkByName(catalog, word)?.id ?? null,
    findPhotoByPath: (path) => {
      const root = findRoot(path);
      if (root === null) return null;
      const relativePath = toRelativePath(root.path, path);
      return catalog.files.findByPath(root.id, relativePath)?.photoId ?? null;
    },
    hasPhoto: (photoId) => catalog.photos.get(photoId) !== null,
    listFailures: (rootIds) => {
      const paths = new Set(rootIds.flatMap((rootId) => catalog.roots.get(rootId)?.path ?? []));
      const failures: FailedFile[] = [];
      for (let offset = 0; ; offset += pageSize) {
        const page = catalog.jobs.listFailures({ offset, limit: pageSize });
        for (const { rootPath, relativePath, reason } of page) {
          if (paths.has(rootPath)) failures.push({ path: showPath(rootPath, relativePath), reason });
        }
        if (page.length < pageSize) break;
      }
      return failures.sort((a, b) => (a.path < b.path ? -1 : 1));
    },
    countUnfinished: (rootIds) => rootIds.reduce((sum, rootId) => sum + catalog.jobs.countUnfinished(rootId), 0),
  };
}

function toRelativePath(rootPath: string, path: string): string {
  const rest = path.slice(rootPath.length);
  // A backslash is a separator on Windows and part of a name elsewhere.
  return (rootPath.includes('\\') ? rest.replaceAll('\\', '/') : rest).replace(/^\//, '');
}
