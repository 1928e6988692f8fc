/** @file What `cairn albums --json` prints. */
import type { AlbumKind } from '../../api/views.ts';
import type { Catalog } from '../../db/catalog.ts';
import { showPath } from '../file-access.ts';

export interface ExportedPhoto {
  /** Absolute. */
  readonly path: string;
  readonly state: 'suggested' | 'confirmed';
  readonly confidence: number | null;
  /** Files with the same content have the same id. */
  readonly id: number;
}

export interface ExportedAlbum {
  readonly id: number;
  readonly name: string;
  readonly kind: AlbumKind;
  readonly landmarkId: string | null;
  readonly place: string | null;
  /** One entry a file, newest photo first. */
  readonly photos: readonly ExportedPhoto[];
}

/** All albums that show a photo, by id. */
export function exportAlbums(catalog: Catalog): readonly ExportedAlbum[] {
  return catalog.albums.listExport().map(({ photos, ...album }) => ({
    ...album,
    photos: photos.flatMap(({ photoId: id, state, confidence, files }) =>
      files
        .map(({ rootPath, relativePath }) => showPath(rootPath, relativePath))
        .sort()
        .map((path) => ({ path, state, confidence, id })),
    ),
  }));
}
