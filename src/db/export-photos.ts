/** @file What an export has to know of its photos before it starts. */
import type { Connection } from './connection.ts';

export interface ExportPhotoSize {
  readonly id: number;
  readonly sizeBytes: number;
  /** Upright, in pixels. */
  readonly width: number;
  readonly height: number;
  readonly takenMs: number | null;
  /** A file of it can be read now, as far as the catalog knows. */
  readonly isPresent: boolean;
}

export interface ExportPhotosRepository {
  /** Members of an album, newest first. */
  readonly listMembers: (albumId: number) => number[];
  /** In this order; unknown ids are left out. */
  readonly getSizes: (photoIds: readonly number[]) => ExportPhotoSize[];
}

type StoredSize = Omit<ExportPhotoSize, 'isPresent'> & { readonly isPresent: 0 | 1 };

export function createExportPhotosRepository(connection: Connection): ExportPhotosRepository {
  const listMembers = connection.prepare<[number], number>(
    'SELECT photo_id FROM album_photos WHERE album_id = ? ORDER BY sort_ms DESC, photo_id DESC',
    'value',
  );
  const getSizes = connection.prepare<[string], StoredSize>(`
    SELECT photos.id, size_bytes AS sizeBytes, width, height, taken_ms AS takenMs,
      EXISTS (SELECT 1 FROM files CROSS JOIN roots ON roots.id = files.root_id
        WHERE files.photo_id = photos.id AND files.state = 'present' AND roots.state = 'online') AS isPresent
    FROM json_each(?) AS wanted CROSS JOIN photos ON photos.id = wanted.value`);
  return {
    listMembers: (albumId) => listMembers.all(albumId),
    getSizes: (photoIds) =>
      getSizes.all(JSON.stringify(photoIds)).map((row) => ({ ...row, isPresent: row.isPresent === 1 })),
  };
}
