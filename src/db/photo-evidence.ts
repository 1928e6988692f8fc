/** @file What helps to recognise a photo beside its pixels: keywords, kind of picture, how good its position is, where it may be. */
import type { Connection } from './connection.ts';
import { parseStoredJson } from './unreadable-catalog.ts';

export type PictureKind = 'photo' | 'screenshot' | 'document' | 'artwork';

/** What the file says. */
export interface FileEvidence {
  /** Radius that the GPS position is good to, in metres; null where the camera does not say. */
  readonly gpsErrorMeters: number | null;
  readonly keywords: readonly string[];
  /** Null where nothing tells. */
  readonly pictureKind: PictureKind | null;
}

/** Where a photo without GPS was probably taken. */
export interface PlaceEstimate {
  /** WGS 84, degrees. */
  readonly latitude: number;
  readonly longitude: number;
  /** It lies within this of the truth about two times in three. */
  readonly radiusMeters: number;
  /** `between-neighbours`: from photos taken before and after it. `landmark`: from the landmark that it shows. */
  readonly source: 'between-neighbours' | 'landmark';
}

export interface PhotoEvidenceRow extends FileEvidence {
  readonly photoId: number;
  readonly latitude: number | null;
  readonly longitude: number | null;
  /** Null when all that is known is the time of the file. */
  readonly takenMs: number | null;
  readonly placeEstimate: PlaceEstimate | null;
}

export interface PhotoEvidenceRepository {
  readonly setFileEvidence: (photoId: number, evidence: FileEvidence) => void;
  readonly setPlaceEstimate: (photoId: number, estimate: PlaceEstimate | null) => void;
  /** In the order of the ids; unknown ids are left out. */
  readonly getMany: (photoIds: readonly number[]) => PhotoEvidenceRow[];
  /**
   * Photos that have a file and were taken within `windowMs` of `takenMs`, the nearest in time first, at most `limit` before and
   * `limit` after it.
   */
  readonly listAround: (params: {
    readonly takenMs: number;
    readonly windowMs: number;
    readonly limit: number;
  }) => PhotoEvidenceRow[];
}

type StoredEvidence = Omit<PhotoEvidenceRow, 'keywords' | 'placeEstimate'> & {
  readonly keywords: string;
  readonly placeEstimate: string | null;
};

interface AroundParams {
  readonly takenMs: number;
  readonly earliestMs: number;
  readonly latestMs: number;
  readonly limit: number;
}

export function createPhotoEvidenceRepository(connection: Connection): PhotoEvidenceRepository {
  // A file's time says when it was copied, not when the photo was taken.
  const columns = `photos.id AS photoId, photos.latitude, photos.longitude,
    CASE WHEN photos.taken_source = 'file-time' THEN NULL ELSE photos.taken_ms END AS takenMs,
    photos.gps_error_meters AS gpsErrorMeters, photos.keywords, photos.picture_kind AS pictureKind,
    photos.place_estimate AS placeEstimate`;
  const setFileEvidence = connection.prepare<[Omit<FileEvidence, 'keywords'> & { keywords: string; id: number }]>(`
    UPDATE photos SET gps_error_meters = @gpsErrorMeters, keywords = @keywords, picture_kind = @pictureKind WHERE id = @id`);
  const setPlaceEstimate = connection.prepare<[string | null, number]>(
    'UPDATE photos SET place_estimate = ? WHERE id = ?',
  );
  const getMany = connection.prepare<[string], StoredEvidence>(`
    SELECT ${columns} FROM json_each(?) AS wanted CROSS JOIN photos ON photos.id = wanted.value`);
  const isTimed = `present_files > 0 AND taken_ms IS NOT NULL AND taken_source <> 'file-time'`;
  const listBefore = connection.prepare<[AroundParams], StoredEvidence>(`
    SELECT ${columns} FROM photos WHERE ${isTimed} AND sort_ms >= @earliestMs AND sort_ms <= @takenMs
    ORDER BY sort_ms DESC, id DESC LIMIT @limit`);
  const listAfter = connection.prepare<[AroundParams], StoredEvidence>(`
    SELECT ${columns} FROM photos WHERE ${isTimed} AND sort_ms > @takenMs AND sort_ms <= @latestMs
    ORDER BY sort_ms, id LIMIT @limit`);

  return {
    setFileEvidence: (id, { gpsErrorMeters, keywords, pictureKind }) =>
      void setFileEvidence.run({ id, gpsErrorMeters, pictureKind, keywords: JSON.stringify(keywords) }),
    setPlaceEstimate: (id, estimate) =>
      void setPlaceEstimate.run(estimate === null ? null : JSON.stringify(estimate), id),
    getMany: (photoIds) => getMany.all(JSON.stringify(photoIds)).map(readEvidence),
    listAround: ({ takenMs, windowMs, limit }) => {
      const params = { takenMs, earliestMs: takenMs - windowMs, latestMs: takenMs + windowMs, limit };
      const distance = (row: PhotoEvidenceRow): number => Math.abs((row.takenMs ?? 0) - takenMs);
      return [...listBefore.all(params), ...listAfter.all(params)]
        .map(readEvidence)
        .sort((a, b) => distance(a) - distance(b) || a.photoId - b.photoId);
    },
  };
}

function readEvidence({ keywords, placeEstimate, ...row }: StoredEvidence): PhotoEvidenceRow {
  return {
    ...row,
    // Written by this file alone.
    keywords: parseStoredJson(keywords, 'photos.keywords') as string[],
    placeEstimate:
      placeEstimate === null ? null : (parseStoredJson(placeEstimate, 'photos.place_estimate') as PlaceEstimate),
  };
}
