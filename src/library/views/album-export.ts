/** @file What `cairn albums --json` prints. */
import type { AlbumKind } from '../../api/views.ts';
import type { ExportPhoto } from '../../db/album-export.ts';
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
  /** A person hid it. */
  readonly isHidden: boolean;
  /** Members: one entry a file, newest photo first. */
  readonly photos: readonly ExportedPhoto[];
  /** Photos that may belong to it, not sure enough to be members: the surest first. */
  readonly suggestions: readonly ExportedPhoto[];
}

/** All albums that show a photo, by id. */
export function exportAlbums(catalog: Catalog): readonly ExportedAlbum[] {
  return catalog.albums.listExport().map(({ photos, suggestions, ...album }) => ({
    ...album,
    photos: photos.flatMap(listFiles),
    suggestions: suggestions.flatMap(listFiles),
  }));
}

function listFiles({ photoId: id, state, confidence, files }: ExportPhoto): ExportedPhoto[] {
  return files
    .map(({ rootPath, relativePath }) => showPath(rootPath, relativePath))
    .sort()
    .map((path) => ({ path, state, confidence, id }));
}
