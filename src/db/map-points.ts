/**
 * @file What the map reads: places of photos, who is in which album, the albums of them.
 *
 * [Note: map slices] A hundred thousand rows are read in slices, each a run over a primary key from where the last one ended, so that
 * main answers others between them. What changes meanwhile is told by the next `library.changed`.
 */
import type { MapAlbum } from '../api/views.ts';
import type { Connection } from './connection.ts';
import type { PlaceEstimate } from './photo-evidence.ts';
import { parseStoredJson } from './unreadable-catalog.ts';

/** Id, latitude, longitude, time taken, place estimate (JSON, of photos without coordinates). */
export type PhotoPlaceRow = readonly [
  photoId: number,
  latitude: number | null,
  longitude: number | null,
  takenMs: number | null,
  placeEstimate: string | null,
];

/** A photo shown in an album. Begins after `startOfMembers`. */
export type AlbumMemberRow = readonly [albumId: number, sortMs: number, photoId: number];
export const startOfMembers: AlbumMemberRow = [0, 0, 0];

export interface PlacedMapAlbum extends MapAlbum {
  /** WGS 84, degrees; both or neither. */
  readonly latitude: number | null;
  readonly longitude: number | null;
}

export interface MapPointsRepository {
  /** Photos that have a file, by id, those after `afterId`. */
  readonly listPhotos: (afterId: number, limit: number) => readonly PhotoPlaceRow[];
  /** Members with a file, those of hidden albums too, in the order of the key, those after `after`. */
  readonly listMembers: (after: AlbumMemberRow, limit: number) => readonly AlbumMemberRow[];
  /** Albums that show a photo and that nobody hid, landmarks before groups, by id. */
  readonly listAlbums: () => readonly PlacedMapAlbum[];
}

/** Reads what `PhotoPlaceRow` keeps; written by photo-evidence.ts alone. */
export function readEstimate(placeEstimate: string): PlaceEstimate {
  return parseStoredJson(placeEstimate, 'photos.place_estimate') as PlaceEstimate;
}

type StoredAlbum = Omit<PlacedMapAlbum, 'isNamedByPerson'> & { readonly isNamedByPerson: 0 | 1 };

export function createMapPointsRepository(connection: Connection): MapPointsRepository {
  const listPhotos = connection.prepare<[number, number], PhotoPlaceRow>(
    `
    SELECT id, latitude, longitude, taken_ms, CASE WHEN latitude IS NULL THEN place_estimate END
    FROM photos WHERE id > ? AND present_files > 0 ORDER BY id LIMIT ?`,
    'raw',
  );
  const listMembers = connection.prepare<[number, number, number, number], AlbumMemberRow>(
    `
    SELECT album_id, sort_ms, photo_id FROM album_photos
    WHERE (album_id, sort_ms, photo_id) > (?, ?, ?) ORDER BY album_id, sort_ms, photo_id LIMIT ?`,
    'raw',
  );
  const listAlbums = connection.prepare<[], StoredAlbum>(`
    SELECT id, kind, name, is_named_by_person AS isNamedByPerson, place, photo_count AS photoCount, latitude, longitude,
      COALESCE(
        (SELECT photos.id FROM photos CROSS JOIN memberships ON memberships.photo_id = photos.id
          WHERE photos.id = albums.cover_photo_id AND photos.present_files > 0
            AND memberships.album_id = albums.id AND memberships.state <> 'rejected' AND memberships.is_tentative = 0),
        (SELECT photo_id FROM album_photos WHERE album_id = albums.id ORDER BY sort_ms DESC, photo_id DESC LIMIT 1)
      ) AS coverPhotoId
    FROM albums WHERE merged_into_id IS NULL AND photo_count > 0 AND is_hidden = 0`);
  return {
    listPhotos: (afterId, limit) => listPhotos.all(afterId, limit),
    listMembers: ([albumId, sortMs, photoId], limit) => listMembers.all(albumId, sortMs, photoId, limit),
    listAlbums: () =>
      listAlbums
        .all()
        .map(({ isNamedByPerson, ...album }) => ({ ...album, isNamedByPerson: isNamedByPerson === 1 }))
        .sort((a, b) => Number(a.kind === 'group') - Number(b.kind === 'group') || a.id - b.id),
  };
}
