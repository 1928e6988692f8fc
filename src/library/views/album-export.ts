/** @file What `cairn albums --json` prints. */
import type { AlbumKind } from '../../api/views.ts';
import type { Catalog } from '../../db/catalog.ts';
import { showPath } from '../file-access.ts';

export interface ExportedPhoto {
  readonly id: number;
  /** Absolute. A photo with several files is listed by the first one. */
  readonly path: string;
  readonly state: 'suggested' | 'confirmed';
  readonly confidence: number | null;
  /** Further files with the same content. */
  readonly copies: readonly string[];
}

export interface ExportedAlbum {
  readonly id: number;
  readonly name: string;
  readonly kind: AlbumKind;
  readonly landmarkId: string | null;
  readonly place: string | null;
  readonly photos: readonly ExportedPhoto[];
}

/** All albums that show a photo, by id. */
export function exportAlbums(catalog: Catalog): readonly ExportedAlbum[] {
  return catalog.albums.listExport().map(({ photos, ...album }) => ({
    ...album,
    photos: photos.map(({ photoId, state, confidence, files }) => {
      const [path = '', ...copies] = files.map(({ rootPath, relativePath }) => showPath(rootPath, relativePath));
      return { id: photoId, path, state, confidence, copies };
    }),
  }));
}
