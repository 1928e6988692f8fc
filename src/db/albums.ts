/** @file Albums: what the person sees. Their ids never change; a merged album points to the one it joined. */
import { randomUUID } from 'node:crypto';
import type { AlbumFilter, AlbumSort } from '../api/calls/album-lists.ts';
import type { AlbumKind, AlbumPhoto, AlbumSummary } from '../api/views.ts';
import { createAlbumExport, type ExportAlbum } from './album-export.ts';
import { createAlbumBrowse, type AlbumBrowse } from './album-browse.ts';
import { createAlbumNames, type AlbumName } from './album-names.ts';
import { createAlbumPages } from './album-pages.ts';
import { createCountLater, type CountLater } from './count-later.ts';
import type { Connection } from './connection.ts';
import { buildPlaceKey } from './place-key.ts';
import type { PhotosRepository } from './photos.ts';
import { buildSortKey } from './sort-key.ts';

export interface AlbumRow {
  readonly id: number;
  /** Names it in the log of decisions, also to another catalog. */
  readonly uuid: string;
  readonly kind: AlbumKind;
  readonly landmarkId: string | null;
  readonly name: string;
  readonly isNamedByPerson: boolean;
  readonly place: string | null;
  /** WGS 84, degrees; both or neither. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly coverPhotoId: number | null;
  /** A person chose the cover. */
  readonly isCoverChosen: boolean;
  /** A person hid it: it is in no list. */
  readonly isHidden: boolean;
  readonly mergedIntoId: number | null;
  readonly createdMs: number;
}

export interface NewAlbum {
  readonly kind: AlbumKind;
  /** Required for kind `landmark`. */
  readonly landmarkId: string | null;
  readonly name: string;
  readonly isNamedByPerson?: boolean;
  readonly place?: string | null;
  readonly latitude?: number | null;
  readonly longitude?: number | null;
  readonly coverPhotoId?: number | null;
  /** Now, when left out. */
  readonly createdMs?: number;
  /** A new one, when left out. */
  readonly uuid?: string;
}

export interface AlbumPlace {
  readonly place: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

export interface LandmarkAlbumRow {
  readonly id: number;
  readonly landmarkId: string;
  readonly mergedIntoId: number | null;
}

export interface AlbumsRepository extends AlbumBrowse {
  /** @throws SqliteError when an unmerged album has this landmark: ask `findByLandmark` first. */
  readonly insert: (album: NewAlbum) => number;
  /** This very album, merged or not. */
  readonly get: (id: number) => AlbumRow | null;
  /** Id of the album that `id` is part of now; null when it never existed. */
  readonly resolve: (id: number) => number | null;
  readonly findByUuid: (uuid: string) => AlbumRow | null;
  /** The unmerged album of a landmark. */
  readonly findByLandmark: (landmarkId: string) => AlbumRow | null;
  /**
   * Unmerged albums that show at least one photo. `photos`: biggest first; `recent`: the latest photo first, without
   * times last; `name`: without case and accents; `place`: by country, then by city, unknown ones last. `total` counts all that
   * pass the filter.
   */
  readonly listPage: (
    page: AlbumFilter & { readonly offset: number; readonly limit: number; readonly sort: AlbumSort },
  ) => {
    readonly total: number;
    readonly items: AlbumSummary[];
  };
  /** Those that `listPage` knows, hidden ones aside, in no order. */
  readonly listNames: () => AlbumName[];
  /** Every album that `listPage` shows at first, with how many photos it shows. */
  readonly listCounts: () => { readonly id: number; readonly name: string; readonly photoCount: number }[];
  /** Of any album that is not merged, one without photos too. */
  readonly getSummary: (id: number) => AlbumSummary | null;
  /** Makes the row exactly this (but for `uuid` and `createdMs`): a decision and its undoing write albums through it. */
  readonly put: (album: AlbumRow) => void;
  /** Every album that a landmark was given to, merged ones too, by id. */
  readonly listOfLandmarks: () => readonly LandmarkAlbumRow[];
  /** Names of all albums that are not merged, empty ones too; some may be the same. */
  readonly listTakenNames: () => string[];
  /** Every album by id, merged and empty ones too. */
  readonly listAll: () => AlbumRow[];
  /** @see CountLater */
  readonly countLater: CountLater;
  readonly setPlace: (id: number, place: AlbumPlace) => void;
  /** Certainty of the group in [0, 1]. */
  readonly setCertainty: (id: number, certainty: number) => void;
  /** Null: the newest photo shown. */
  readonly setCover: (id: number, photoId: number | null) => void;
  /** Shown photos (confirmed and suggested, with a file), newest first. */
  readonly listPhotos: (page: {
    readonly albumId: number;
    readonly offset: number;
    readonly limit: number;
  }) => AlbumPhoto[];
  /** Suggestions that are not sure enough to be members, the surest first. */
  readonly listTentative: (page: {
    readonly albumId: number;
    readonly offset: number;
    readonly limit: number;
  }) => AlbumPhoto[];
  /** Every album that `listPage` knows, by id, with all its photos and their files. */
  readonly listExport: () => ExportAlbum[];
}

type Flag = 'isNamedByPerson' | 'isCoverChosen' | 'isHidden';
type StoredAlbum = Omit<AlbumRow, Flag> & Readonly<Record<Flag, 0 | 1>>;

const columns = `id, uuid, kind, landmark_id AS landmarkId, name, is_named_by_person AS isNamedByPerson, place, latitude,
  longitude, cover_photo_id AS coverPhotoId, is_cover_chosen AS isCoverChosen, is_hidden AS isHidden,
  merged_into_id AS mergedIntoId, created_ms AS createdMs`;

export function createAlbumsRepository(connection: Connection, photos: PhotosRepository): AlbumsRepository {
  const insert = connection.prepare<
    [
      Omit<StoredAlbum, 'id' | 'mergedIntoId' | 'isCoverChosen' | 'isHidden' | 'uuid'> & {
        readonly sortName: string;
        readonly placeKey: string;
        readonly uuid: string;
      },
    ]
  >(`
    INSERT INTO albums (kind, landmark_id, name, sort_name, is_named_by_person, place, place_key, latitude,
      longitude, cover_photo_id, created_ms, uuid)
    VALUES (@kind, @landmarkId, @name, @sortName, @isNamedByPerson, @place, @placeKey, @latitude, @longitude,
      @coverPhotoId, @createdMs, @uuid)`);
  const get = connection.prepare<[number], StoredAlbum>(`SELECT ${columns} FROM albums WHERE id = ?`);
  const listOfLandmarks = connection.prepare<[], LandmarkAlbumRow>(
    `SELECT id, landmark_id AS landmarkId, merged_into_id AS mergedIntoId FROM albums INDEXED BY albums_of_landmarks
     WHERE landmark_id IS NOT NULL`,
  );
  const findByLandmark = connection.prepare<[string], StoredAlbum>(
    `SELECT ${columns} FROM albums WHERE landmark_id = ? AND merged_into_id IS NULL`,
  );
  const findByUuid = connection.prepare<[string], StoredAlbum>(`SELECT ${columns} FROM albums WHERE uuid = ?`);
  const put = connection.prepare<
    [Omit<StoredAlbum, 'uuid' | 'createdMs'> & { readonly sortName: string; readonly placeKey: string }]
  >(`
    UPDATE albums SET kind = @kind, landmark_id = @landmarkId, name = @name, sort_name = @sortName,
      is_named_by_person = @isNamedByPerson, place = @place, place_key = @placeKey,
      latitude = @latitude, longitude = @longitude,
      cover_photo_id = @coverPhotoId, is_cover_chosen = @isCoverChosen, is_hidden = @isHidden,
      merged_into_id = @mergedIntoId
    WHERE id = @id`);
  const setCertainty = connection.prepare<[number, number]>('UPDATE albums SET certainty = ? WHERE id = ?');
  const listTakenNames = connection.prepare<[], string>(
    'SELECT name FROM albums WHERE merged_into_id IS NULL',
    'value',
  );
  const listAll = connection.prepare<[], StoredAlbum>(`SELECT ${columns} FROM albums ORDER BY id`);
  const setPlace = connection.prepare<[AlbumPlace & { readonly id: number; readonly placeKey: string }]>(`
    UPDATE albums SET place = @place, place_key = @placeKey, latitude = @latitude, longitude = @longitude WHERE id = @id`);
  const listCounts = connection.prepare<[], { id: number; name: string; photoCount: number }>(`
    SELECT id, name, photo_count AS photoCount FROM albums
    WHERE merged_into_id IS NULL AND photo_count > 0 AND is_hidden = 0`);
  const setCover = connection.prepare<[number | null, number]>('UPDATE albums SET cover_photo_id = ? WHERE id = ?');
  const pages = createAlbumPages(connection, photos);

  const read = (id: number): AlbumRow | null => parseAlbum(get.get(id));
  return {
    insert: (album) =>
      insert.run({
        kind: album.kind,
        landmarkId: album.landmarkId,
        name: album.name,
        sortName: buildSortKey(album.name),
        isNamedByPerson: album.isNamedByPerson === true ? 1 : 0,
        place: album.place ?? null,
        placeKey: buildPlaceKey(album.place ?? null),
        latitude: album.latitude ?? null,
        longitude: album.longitude ?? null,
        coverPhotoId: album.coverPhotoId ?? null,
        createdMs: album.createdMs ?? connection.now(),
        uuid: album.uuid ?? randomUUID(),
      }).id,
    get: read,
    resolve: (id) => {
      let album = read(id);
      // No cycles: decisions merge only unmerged albums, into unmerged ones.
      while (album !== null && album.mergedIntoId !== null) album = read(album.mergedIntoId);
      return album?.id ?? null;
    },
    findByUuid: (uuid) => parseAlbum(findByUuid.get(uuid)),
    findByLandmark: (landmarkId) => parseAlbum(findByLandmark.get(landmarkId)),
    listPage: pages.listPage,
    listNames: createAlbumNames(connection),
    listCounts: () => listCounts.all(),
    getSummary: pages.getSummary,
    countLater: createCountLater(connection),
    listOfLandmarks: () => listOfLandmarks.all().sort((a, b) => a.id - b.id),
    listTakenNames: () => listTakenNames.all(),
    listAll: () => listAll.all().flatMap((row) => parseAlbum(row) ?? []),
    put: (album) =>
      void put.run({
        ...album,
        sortName: buildSortKey(album.name),
        placeKey: buildPlaceKey(album.place),
        isNamedByPerson: album.isNamedByPerson ? 1 : 0,
        isCoverChosen: album.isCoverChosen ? 1 : 0,
        isHidden: album.isHidden ? 1 : 0,
      }),
    setCertainty: (id, certainty) => void setCertainty.run(certainty, id),
    setPlace: (id, place) => void setPlace.run({ ...place, placeKey: buildPlaceKey(place.place), id }),
    setCover: (id, photoId) => void setCover.run(photoId, id),
    listPhotos: pages.listPhotos,
    listTentative: pages.listTentative,
    listExport: createAlbumExport(connection),
    ...createAlbumBrowse(connection),
  };
}

function parseAlbum(row: StoredAlbum | undefined): AlbumRow | null {
  if (row === undefined) return null;
  return {
    ...row,
    isNamedByPerson: row.isNamedByPerson === 1,
    isCoverChosen: row.isCoverChosen === 1,
    isHidden: row.isHidden === 1,
  };
}
