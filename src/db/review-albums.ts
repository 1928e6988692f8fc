/** @file What the review asks about: albums that a person can open, and what is only suggested to them. */
import type { AlbumKind } from '../api/views.ts';
import type { Connection } from './connection.ts';

export interface ReviewedAlbum {
  readonly id: number;
  readonly kind: AlbumKind;
  readonly name: string;
  readonly isNamedByPerson: boolean;
  readonly place: string | null;
  readonly photoCount: number;
  readonly suggestedCount: number;
  /** Of the group, in [0, 1]; null: not known. */
  readonly certainty: number | null;
  readonly coverPhotoId: number | null;
}

/** A photo that is suggested to an album, and has a file. */
export interface OpenSuggestion {
  readonly photoId: number;
  /** In [0, 1], or null. */
  readonly confidence: number | null;
  readonly isTentative: boolean;
  readonly takenMs: number | null;
}

export interface ReviewAlbumsRepository {
  /** Albums with photos that are neither merged nor hidden, the biggest first. */
  readonly list: () => ReviewedAlbum[];
  /** Null for one that `list` does not have. */
  readonly get: (albumId: number) => ReviewedAlbum | null;
  /** In no order. */
  readonly listOpen: (albumId: number) => OpenSuggestion[];
}

type StoredAlbum = Omit<ReviewedAlbum, 'isNamedByPerson'> & { readonly isNamedByPerson: 0 | 1 };
type StoredSuggestion = Omit<OpenSuggestion, 'isTentative'> & { readonly isTentative: 0 | 1 };

const columns = `id, kind, name, is_named_by_person AS isNamedByPerson, place, photo_count AS photoCount,
  suggested_count AS suggestedCount, certainty, cover_photo_id AS coverPhotoId`;
const shown = 'merged_into_id IS NULL AND photo_count > 0 AND is_hidden = 0';

export function createReviewAlbumsRepository(connection: Connection): ReviewAlbumsRepository {
  const list = connection.prepare<[], StoredAlbum>(
    `SELECT ${columns} FROM albums WHERE ${shown} ORDER BY photo_count DESC, sort_name`,
  );
  const get = connection.prepare<[number], StoredAlbum>(`SELECT ${columns} FROM albums WHERE id = ? AND ${shown}`);
  const listOpen = connection.prepare<[number], StoredSuggestion>(`
    SELECT memberships.photo_id AS photoId, memberships.confidence, memberships.is_tentative AS isTentative,
      photos.taken_ms AS takenMs
    FROM memberships CROSS JOIN photos ON photos.id = memberships.photo_id
    WHERE memberships.album_id = ? AND memberships.state = 'suggested' AND photos.present_files > 0`);
  return {
    list: () => list.all().map(parseAlbum),
    get: (albumId) => {
      const row = get.get(albumId);
      return row === undefined ? null : parseAlbum(row);
    },
    listOpen: (albumId) => listOpen.all(albumId).map((row) => ({ ...row, isTentative: row.isTentative === 1 })),
  };
}

function parseAlbum(row: StoredAlbum): ReviewedAlbum {
  return { ...row, isNamedByPerson: row.isNamedByPerson === 1 };
}
