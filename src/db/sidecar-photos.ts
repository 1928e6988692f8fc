/** @file What a person said of photos, file by file, to be written down for other programs. */
import type { Connection } from './connection.ts';

export interface SidecarAlbum {
  readonly name: string;
  /** "Nice, France", or the country alone. */
  readonly place: string | null;
  /** ISO 3166-1 alpha-2 of its landmark. */
  readonly country: string | null;
}

export interface SidecarFile {
  readonly fileId: number;
  readonly rootPath: string;
  readonly relativePath: string;
  readonly isFavourite: boolean;
  /** Albums with a name that the person confirmed the photo in. */
  readonly albums: readonly SidecarAlbum[];
}

export interface SidecarPhotosRepository {
  /** Files that are present as far as is known, also on absent drives, of photos of which something was said. By id. */
  readonly list: (page: { readonly afterId: number; readonly limit: number }) => SidecarFile[];
}

interface StoredFile extends Omit<SidecarFile, 'albums' | 'isFavourite'> {
  readonly photoId: number;
  readonly isFavourite: 0 | 1;
}

const isTold = `memberships.state = 'confirmed' AND albums.merged_into_id IS NULL
  AND (albums.kind = 'landmark' OR albums.is_named_by_person = 1)`;

export function createSidecarPhotosRepository(connection: Connection): SidecarPhotosRepository {
  const list = connection.prepare<[{ readonly afterId: number; readonly limit: number }], StoredFile>(`
    SELECT files.id AS fileId, photos.id AS photoId, roots.path AS rootPath, relative_path AS relativePath,
      is_favourite AS isFavourite
    FROM files CROSS JOIN photos ON photos.id = files.photo_id CROSS JOIN roots ON roots.id = files.root_id
    WHERE files.id > @afterId AND files.state = 'present' AND roots.state <> 'removed' AND (is_favourite = 1 OR EXISTS (
      SELECT 1 FROM memberships CROSS JOIN albums ON albums.id = memberships.album_id
      WHERE memberships.photo_id = photos.id AND ${isTold}))
    ORDER BY files.id LIMIT @limit`);
  const listAlbums = connection.prepare<[number], SidecarAlbum>(`
    SELECT albums.name, albums.place, landmarks.country
    FROM memberships CROSS JOIN albums ON albums.id = memberships.album_id
    LEFT JOIN landmarks ON landmarks.id = albums.landmark_id
    WHERE memberships.photo_id = ? AND ${isTold} ORDER BY albums.id`);
  return {
    list: (page) =>
      list.all(page).map(({ photoId, isFavourite, ...file }) => ({
        ...file,
        isFavourite: isFavourite === 1,
        albums: listAlbums.all(photoId),
      })),
  };
}
