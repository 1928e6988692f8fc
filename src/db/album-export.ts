/** @file Everything that `cairn albums --json` prints, read in one pass. */
import type { AlbumKind } from '../api/views.ts';
import type { Connection } from './connection.ts';
import type { RootState } from './roots.ts';

export interface ExportFile {
  readonly rootPath: string;
  readonly rootState: RootState;
  readonly relativePath: string;
}

export interface ExportPhoto {
  readonly photoId: number;
  readonly state: 'suggested' | 'confirmed';
  readonly confidence: number | null;
  /** Present files that hold the photo, those on online roots first; at least one. */
  readonly files: readonly ExportFile[];
}

export interface ExportAlbum {
  readonly id: number;
  readonly name: string;
  readonly kind: AlbumKind;
  readonly landmarkId: string | null;
  readonly place: string | null;
  /** A person hid it. */
  readonly isHidden: boolean;
  /** Members, newest first. */
  readonly photos: readonly ExportPhoto[];
  /** Photos that may belong to it, not sure enough to be members: the surest first. */
  readonly suggestions: readonly ExportPhoto[];
}

type StoredAlbum = Omit<ExportAlbum, 'photos' | 'suggestions' | 'isHidden'> & { readonly isHidden: 0 | 1 };
type RawMember = [number, number, 'suggested' | 'confirmed', number | null, string, RootState, string];

/** Returns the reader of all shown albums and hidden ones by id, see `AlbumsRepository.listExport`. */
export function createAlbumExport(connection: Connection): () => ExportAlbum[] {
  const listAlbums = connection.prepare<[], StoredAlbum>(`
    SELECT id, name, kind, landmark_id AS landmarkId, place, is_hidden AS isHidden FROM albums
    WHERE merged_into_id IS NULL AND photo_count > 0 ORDER BY id`);
  const listMembers = connection.prepare<[number], RawMember>(
    `
    SELECT shown.photo_id, files.id, memberships.state, memberships.confidence, roots.path, roots.state,
      files.relative_path
    FROM album_photos AS shown
    CROSS JOIN memberships ON memberships.album_id = shown.album_id AND memberships.photo_id = shown.photo_id
    CROSS JOIN files ON files.photo_id = shown.photo_id
    CROSS JOIN roots ON roots.id = files.root_id
    WHERE shown.album_id = ? AND files.state = 'present'
    ORDER BY shown.sort_ms DESC, shown.photo_id DESC`,
    'raw',
  );
  const listTentative = connection.prepare<[number], RawMember>(
    `
    SELECT memberships.photo_id, files.id, memberships.state, memberships.confidence, roots.path, roots.state,
      files.relative_path
    FROM memberships
    CROSS JOIN files ON files.photo_id = memberships.photo_id
    CROSS JOIN roots ON roots.id = files.root_id
    WHERE memberships.album_id = ? AND memberships.is_tentative = 1 AND files.state = 'present'
    ORDER BY memberships.confidence DESC, memberships.photo_id`,
    'raw',
  );
  return () =>
    connection.transaction(() =>
      listAlbums.all().map(({ isHidden, ...album }) => ({
        ...album,
        isHidden: isHidden === 1,
        photos: readPhotos(listMembers.all(album.id)),
        suggestions: readPhotos(listTentative.all(album.id)),
      })),
    );
}

/** Rows of one photo stand together. */
function readPhotos(rows: readonly RawMember[]): ExportPhoto[] {
  const photos: (Omit<ExportPhoto, 'files'> & { readonly files: ExportFile[] })[] = [];
  for (const [photoId, , state, confidence, rootPath, rootState, relativePath] of rows) {
    let photo = photos.at(-1);
    if (photo?.photoId !== photoId) {
      photo = { photoId, state, confidence, files: [] };
      photos.push(photo);
    }
    const file = { rootPath, rootState, relativePath };
    if (rootState === 'online') photo.files.splice(countOnline(photo.files), 0, file);
    else photo.files.push(file);
  }
  return photos;
}

function countOnline(files: readonly ExportFile[]): number {
  return files.filter(({ rootState }) => rootState === 'online').length;
}
