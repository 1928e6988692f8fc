/** @file Pages of albums and of an album's photos. See [Note: listings]. */
import type { AlbumPhoto, AlbumSummary } from '../api/views.ts';
import type { Connection } from './connection.ts';
import type { PhotosRepository } from './photos.ts';

export type AlbumSort = 'photos' | 'name' | 'recent';

interface PageRange {
  readonly offset: number;
  readonly limit: number;
}

interface AlbumPages {
  readonly listPage: (page: PageRange & { readonly sort: AlbumSort }) => {
    readonly total: number;
    readonly items: AlbumSummary[];
  };
  readonly getSummary: (id: number) => AlbumSummary | null;
  readonly listPhotos: (page: PageRange & { readonly albumId: number }) => AlbumPhoto[];
}

type StoredSummary = Omit<AlbumSummary, 'isNamedByPerson'> & { readonly isNamedByPerson: 0 | 1 };
type StoredMember = Pick<AlbumPhoto, 'state' | 'confidence'>;

/** The order of each page; an index of migration 20 has each. */
const orders: Record<AlbumSort, string> = {
  photos: 'photo_count DESC, sort_name, id',
  name: 'sort_name, id',
  recent: 'latest_taken_ms DESC, sort_name, id',
};

export function createAlbumPages(connection: Connection, photos: PhotosRepository): AlbumPages {
  const shown = 'merged_into_id IS NULL AND photo_count > 0';
  const prepareIds = (sort: AlbumSort) =>
    connection.prepare<[PageRange], number>(
      `SELECT id FROM albums WHERE ${shown} ORDER BY ${orders[sort]} LIMIT @limit OFFSET @offset`,
      'value',
    );
  const listIds = { photos: prepareIds('photos'), name: prepareIds('name'), recent: prepareIds('recent') };
  const count = connection.prepare<[], number>(`SELECT count(*) FROM albums WHERE ${shown}`, 'value');
  // A cover that was rejected or lost its file gives way to the newest photo shown.
  const getSummary = connection.prepare<[number], StoredSummary>(`
    SELECT albums.id, kind, name, is_named_by_person AS isNamedByPerson, landmark_id AS landmarkId, place,
      photo_count AS photoCount, suggested_count AS suggestedCount,
      COALESCE(
        (SELECT photos.id FROM photos CROSS JOIN memberships ON memberships.photo_id = photos.id
          WHERE photos.id = albums.cover_photo_id AND photos.present_files > 0
            AND memberships.album_id = albums.id AND memberships.state <> 'rejected'),
        (SELECT photo_id FROM album_photos WHERE album_id = albums.id ORDER BY sort_ms DESC, photo_id DESC LIMIT 1)
      ) AS coverPhotoId,
      earliest_taken_ms AS earliestTakenMs, latest_taken_ms AS latestTakenMs
    FROM albums WHERE albums.id = ? AND merged_into_id IS NULL`);
  const listPhotoIds = connection.prepare<[PageRange & { readonly albumId: number }], number>(
    `SELECT photo_id FROM album_photos WHERE album_id = @albumId ORDER BY sort_ms DESC, photo_id DESC
     LIMIT @limit OFFSET @offset`,
    'value',
  );
  const getMember = connection.prepare<[number, number], StoredMember>(
    'SELECT state, confidence FROM memberships WHERE album_id = ? AND photo_id = ?',
  );

  const readSummary = (id: number): AlbumSummary | null => {
    const row = getSummary.get(id);
    return row === undefined ? null : { ...row, isNamedByPerson: row.isNamedByPerson === 1 };
  };
  return {
    listPage: ({ offset, limit, sort }) => ({
      total: count.get() ?? 0,
      items: listIds[sort].all({ offset, limit }).flatMap((id) => readSummary(id) ?? []),
    }),
    getSummary: readSummary,
    listPhotos: (page) =>
      photos.getTiles(listPhotoIds.all(page)).flatMap((tile) => {
        const member = getMember.get(page.albumId, tile.id);
        return member === undefined ? [] : [{ ...tile, ...member }];
      }),
  };
}
