/** @file Pages of albums and of an album's photos. See [Note: listings]. */
import type { AlbumPhoto, AlbumSummary } from '../api/views.ts';
import type { AlbumFilter, AlbumSort } from '../api/calls/album-lists.ts';
import { albumOrders, passesFilter, readFilterValues, type FilterValues } from './album-filter.ts';
import type { Connection } from './connection.ts';
import type { PhotosRepository } from './photos.ts';

interface PageRange {
  readonly offset: number;
  readonly limit: number;
}

interface AlbumPages {
  readonly listPage: (page: PageRange & AlbumFilter & { readonly sort: AlbumSort }) => {
    readonly total: number;
    readonly items: AlbumSummary[];
  };
  readonly getSummary: (id: number) => AlbumSummary | null;
  readonly listPhotos: (page: PageRange & { readonly albumId: number }) => AlbumPhoto[];
  readonly listTentative: (page: PageRange & { readonly albumId: number }) => AlbumPhoto[];
}

type Flag = 'isNamedByPerson' | 'isHidden';
type StoredSummary = Omit<AlbumSummary, Flag> & Readonly<Record<Flag, 0 | 1>>;
type StoredMember = Pick<AlbumPhoto, 'state' | 'confidence'> & { readonly photoId: number };

// A cover that was rejected or lost its file gives way to the newest photo shown.
const summaryColumns = `
  albums.id, kind, name, is_named_by_person AS isNamedByPerson, landmark_id AS landmarkId, place,
  latitude, longitude,
  photo_count AS photoCount, suggested_count AS suggestedCount, certainty, is_hidden AS isHidden,
  (SELECT count(*) FROM memberships CROSS JOIN photos ON photos.id = memberships.photo_id
    WHERE memberships.album_id = albums.id AND memberships.is_tentative = 1 AND photos.present_files > 0
  ) AS tentativeCount,
  COALESCE(
    (SELECT photos.id FROM photos CROSS JOIN memberships ON memberships.photo_id = photos.id
      WHERE photos.id = albums.cover_photo_id AND photos.present_files > 0
        AND memberships.album_id = albums.id AND memberships.state <> 'rejected' AND memberships.is_tentative = 0),
    (SELECT photo_id FROM album_photos WHERE album_id = albums.id ORDER BY sort_ms DESC, photo_id DESC LIMIT 1)
  ) AS coverPhotoId,
  earliest_taken_ms AS earliestTakenMs, latest_taken_ms AS latestTakenMs`;

export function createAlbumPages(connection: Connection, photos: PhotosRepository): AlbumPages {
  const preparePage = (sort: AlbumSort) =>
    connection.prepare<[PageRange & FilterValues], StoredSummary>(`
      SELECT ${summaryColumns} FROM albums WHERE ${passesFilter} ORDER BY ${albumOrders[sort]}
      LIMIT @limit OFFSET @offset`);
  const list = {
    photos: preparePage('photos'),
    name: preparePage('name'),
    recent: preparePage('recent'),
    place: preparePage('place'),
  };
  const count = connection.prepare<[FilterValues], number>(
    `SELECT count(*) FROM albums WHERE ${passesFilter}`,
    'value',
  );
  const getSummary = connection.prepare<[number], StoredSummary>(
    `SELECT ${summaryColumns} FROM albums WHERE id = ? AND merged_into_id IS NULL`,
  );
  const listMembers = connection.prepare<[PageRange & { readonly albumId: number }], StoredMember>(`
    SELECT page.photo_id AS photoId, memberships.state, memberships.confidence
    FROM (SELECT album_id, photo_id FROM album_photos WHERE album_id = @albumId
      ORDER BY sort_ms DESC, photo_id DESC LIMIT @limit OFFSET @offset) AS page
    CROSS JOIN memberships ON memberships.album_id = page.album_id AND memberships.photo_id = page.photo_id`);
  const listTentative = connection.prepare<[PageRange & { readonly albumId: number }], StoredMember>(`
    SELECT memberships.photo_id AS photoId, memberships.state, memberships.confidence
    FROM memberships CROSS JOIN photos ON photos.id = memberships.photo_id
    WHERE memberships.album_id = @albumId AND memberships.is_tentative = 1 AND photos.present_files > 0
    ORDER BY memberships.confidence DESC, memberships.photo_id LIMIT @limit OFFSET @offset`);

  const showMembers = (stored: readonly StoredMember[], isTentative: boolean): AlbumPhoto[] => {
    const members = new Map(stored.map((member) => [member.photoId, member]));
    return photos.getTiles([...members.keys()]).flatMap((tile) => {
      const member = members.get(tile.id);
      return member === undefined ? [] : [{ ...tile, state: member.state, confidence: member.confidence, isTentative }];
    });
  };

  return {
    listPage: ({ sort, offset, limit, ...filter }) => {
      const values = readFilterValues(filter);
      return { total: count.get(values) ?? 0, items: list[sort].all({ offset, limit, ...values }).map(parseSummary) };
    },
    getSummary: (id) => {
      const row = getSummary.get(id);
      return row === undefined ? null : parseSummary(row);
    },
    listPhotos: (page) => showMembers(listMembers.all(page), false),
    listTentative: (page) => showMembers(listTentative.all(page), true),
  };
}

function parseSummary(row: StoredSummary): AlbumSummary {
  return { ...row, isNamedByPerson: row.isNamedByPerson === 1, isHidden: row.isHidden === 1 };
}
