/** @file Photos: one row a content, however many files hold it. */
import type { PhotoTile } from '../api/views.ts';
import type { Connection } from './connection.ts';
import { decodeContentHash, encodeContentHash } from './content-hash.ts';
import { createTileReader } from './photo-tiles.ts';
import { parseStoredJson } from './unreadable-catalog.ts';

export type TakenSource = 'exif' | 'gps' | 'file-name' | 'file-time';

export interface PhotoMetadataRow {
  /** EXIF orientation 1-8 as stored. */
  readonly orientation: number;
  readonly takenMs: number | null;
  /** Minutes east of UTC; null when unknown (takenMs is then local time read as UTC). */
  readonly takenOffsetMinutes: number | null;
  readonly takenSource: TakenSource | null;
  /** WGS 84, degrees; both or neither. */
  readonly latitude: number | null;
  readonly longitude: number | null;
  readonly cameraMake: string | null;
  readonly cameraModel: string | null;
}

export interface PhotoRow extends PhotoMetadataRow {
  readonly id: number;
  /** sha256, lower-case hex. */
  readonly contentHash: string;
  readonly sizeBytes: number;
  readonly format: string;
  /** Upright size in pixels. */
  readonly width: number;
  readonly height: number;
  readonly addedMs: number;
}

export type NewPhoto = Omit<PhotoRow, 'id'>;

export interface GroupingPhoto {
  readonly id: number;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Null when all that is known is the time of the file. */
  readonly takenMs: number | null;
}

export interface PhotosRepository {
  readonly findByHash: (contentHash: string) => number | null;
  /** @throws when a photo with this content is there: ask `findByHash` first, in the same transaction. */
  readonly insert: (photo: NewPhoto) => number;
  /** Replaces the metadata of a photo, for an extractor that reads more than the last one. */
  readonly updateMetadata: (id: number, metadata: PhotoMetadataRow) => void;
  readonly get: (id: number) => PhotoRow | null;
  /** Content hashes of those of these photos that are in the catalog, by photo. */
  readonly getHashes: (photoIds: readonly number[]) => ReadonlyMap<number, string>;
  /**
   * Photos that have a file (its root may be offline), newest first, those without a date last ([Note: timeline]).
   * `fileName` is the last part of the path as the catalog keeps it (library/path-encoding).
   */
  readonly listPage: (page: { readonly offset: number; readonly limit: number }) => PhotoTile[];
  /** How many `listPage` goes through. */
  readonly count: () => number;
  /** Keywords of the photos that have any, by photo. */
  readonly getKeywords: (photoIds: readonly number[]) => ReadonlyMap<number, readonly string[]>;
  /** Tiles of these photos in this order, whether they have a file or not; unknown ids are left out. */
  readonly getTiles: (photoIds: readonly number[]) => PhotoTile[];
  /** A person said that it shows no landmark. */
  readonly isLandmarkDenied: (id: number) => boolean;
  /** Returns those of which something else was said before, in no order. */
  readonly setLandmarkDenied: (ids: readonly number[], isDenied: boolean) => number[];
  /**
   * Photos with a vector of the model and a file, those after `afterId` or of `photoIds`; by id. Without those that a person said show no
   * landmark.
   */
  readonly listForGrouping: (
    modelId: number,
    page: { readonly afterId: number; readonly limit: number } | { readonly photoIds: readonly number[] },
  ) => GroupingPhoto[];
}

type StoredPhoto = Omit<PhotoRow, 'contentHash'> & { readonly contentHash: Buffer };

export function createPhotosRepository(connection: Connection): PhotosRepository {
  const findByHash = connection.prepare<[Buffer], number>('SELECT id FROM photos WHERE content_hash = ?', 'value');
  const insert = connection.prepare<[Omit<StoredPhoto, 'id'>]>(`
    INSERT INTO photos (content_hash, size_bytes, format, width, height, orientation, taken_ms, taken_offset_minutes,
      taken_source, latitude, longitude, camera_make, camera_model, added_ms)
    VALUES (@contentHash, @sizeBytes, @format, @width, @height, @orientation, @takenMs, @takenOffsetMinutes,
      @takenSource, @latitude, @longitude, @cameraMake, @cameraModel, @addedMs)`);
  const updateMetadata = connection.prepare<[PhotoMetadataRow & { readonly id: number }]>(`
    UPDATE photos SET orientation = @orientation, taken_ms = @takenMs, taken_offset_minutes = @takenOffsetMinutes,
      taken_source = @takenSource, latitude = @latitude, longitude = @longitude, camera_make = @cameraMake,
      camera_model = @cameraModel
    WHERE id = @id`);
  const get = connection.prepare<[number], StoredPhoto>(`
    SELECT id, content_hash AS contentHash, size_bytes AS sizeBytes, format, width, height, orientation,
      taken_ms AS takenMs, taken_offset_minutes AS takenOffsetMinutes, taken_source AS takenSource, latitude, longitude,
      camera_make AS cameraMake, camera_model AS cameraModel, added_ms AS addedMs
    FROM photos WHERE id = ?`);
  const getHashes = connection.prepare<[string], [number, Buffer]>(
    'SELECT photos.id, content_hash FROM json_each(?) AS wanted CROSS JOIN photos ON photos.id = wanted.value',
    'raw',
  );
  // Ids alone come from the index, so that the rows before `offset` are never read.
  const listIds = connection.prepare<[{ readonly offset: number; readonly limit: number }], number>(
    `SELECT id FROM photos INDEXED BY photos_timeline WHERE present_files > 0
      ORDER BY taken_month DESC, taken_ms DESC, id DESC LIMIT @limit OFFSET @offset`,
    'value',
  );
  const count = connection.prepare<[], number>('SELECT count(*) FROM photos WHERE present_files > 0', 'value');
  // A file's time says when it was copied, not when the photo was taken: a whole folder copied at once is no walk.
  const groupingColumns = `photos.id, photos.latitude, photos.longitude,
    CASE WHEN photos.taken_source = 'file-time' THEN NULL ELSE photos.taken_ms END AS takenMs`;
  const listForGrouping = connection.prepare<[number, number, number], GroupingPhoto>(`
    SELECT ${groupingColumns} FROM embeddings CROSS JOIN photos ON photos.id = embeddings.photo_id
    WHERE embeddings.model_id = ? AND embeddings.photo_id > ? AND photos.present_files > 0 AND photos.is_landmark_denied = 0
    ORDER BY embeddings.photo_id LIMIT ?`);
  const listSomeForGrouping = connection.prepare<[string, number], GroupingPhoto>(`
    SELECT ${groupingColumns} FROM json_each(?) AS wanted
    CROSS JOIN embeddings ON embeddings.photo_id = wanted.value AND embeddings.model_id = ?
    CROSS JOIN photos ON photos.id = embeddings.photo_id
    WHERE photos.present_files > 0 AND photos.is_landmark_denied = 0`);
  const isDenied = connection.prepare<[number], 0 | 1>('SELECT is_landmark_denied FROM photos WHERE id = ?', 'value');
  const setDenied = connection.prepare<[{ readonly ids: string; readonly isDenied: 0 | 1 }], number>(
    `UPDATE photos SET is_landmark_denied = @isDenied
     WHERE id IN (SELECT value FROM json_each(@ids)) AND is_landmark_denied <> @isDenied RETURNING id`,
    'value',
  );
  const getKeywords = connection.prepare<[string], { readonly id: number; readonly keywords: string }>(`
    SELECT photos.id, keywords FROM json_each(?) AS wanted CROSS JOIN photos ON photos.id = wanted.value
    WHERE keywords <> '[]'`);
  const readTiles = createTileReader(connection);

  return {
    findByHash: (contentHash) => findByHash.get(encodeContentHash(contentHash)) ?? null,
    insert: (photo) => insert.run({ ...photo, contentHash: encodeContentHash(photo.contentHash) }).id,
    updateMetadata: (id, metadata) => void updateMetadata.run({ ...metadata, id }),
    get: (id) => {
      const row = get.get(id);
      return row === undefined ? null : { ...row, contentHash: decodeContentHash(row.contentHash) };
    },
    getHashes: (photoIds) =>
      new Map(getHashes.all(JSON.stringify(photoIds)).map(([id, hash]) => [id, decodeContentHash(hash)])),
    listPage: (page) => readTiles(listIds.all(page)),
    count: () => count.get() ?? 0,
    getKeywords: (photoIds) =>
      new Map(
        getKeywords
          .all(JSON.stringify(photoIds))
          .map(({ id, keywords }) => [id, parseStoredJson(keywords, 'photos.keywords') as string[]]),
      ),
    getTiles: readTiles,
    isLandmarkDenied: (id) => isDenied.get(id) === 1,
    setLandmarkDenied: (ids, isLandmarkDenied) =>
      ids.length === 0 ? [] : setDenied.all({ ids: JSON.stringify(ids), isDenied: isLandmarkDenied ? 1 : 0 }),
    listForGrouping: (modelId, page) => {
      if (!('photoIds' in page)) return listForGrouping.all(modelId, page.afterId, page.limit);
      const sorted = [...new Set(page.photoIds)].sort((a, b) => a - b);
      return listSomeForGrouping.all(JSON.stringify(sorted), modelId);
    },
  };
}
