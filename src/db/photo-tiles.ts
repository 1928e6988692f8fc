/** @file What a grid shows of a photo. */
import type { Availability, PhotoTile } from '../api/views.ts';
import type { Connection } from './connection.ts';

interface StoredTile {
  readonly id: number;
  readonly width: number;
  readonly height: number;
  readonly takenMs: number | null;
  /** Null for a photo that never had a file in this catalog. */
  readonly relativePath: string | null;
  readonly availability: Availability;
}

/** Reads tiles by photo id, keeping the order; a page is some hundred look-ups by key, cheaper than one sorted join. */
export function createTileReader(connection: Connection): (photoIds: readonly number[]) => PhotoTile[] {
  // A bare column beside min() comes from the row that has the minimum (sqlite.org/lang_select.html, 2.5).
  const get = connection.prepare<[{ readonly photoId: number }], StoredTile>(`
    SELECT photos.id, photos.width, photos.height, photos.taken_ms AS takenMs, best.relative_path AS relativePath,
      CASE best.rank WHEN 0 THEN 'present' WHEN 1 THEN 'offline' ELSE 'missing' END AS availability
    FROM photos LEFT JOIN (
      SELECT files.relative_path,
        min(CASE WHEN files.state = 'missing' THEN 2 WHEN roots.state = 'online' THEN 0 ELSE 1 END) AS rank
      FROM files JOIN roots ON roots.id = files.root_id WHERE files.photo_id = @photoId
    ) AS best
    WHERE photos.id = @photoId`);
  return (photoIds) =>
    photoIds.flatMap((photoId) => {
      const row = get.get({ photoId });
      if (row === undefined) return [];
      const { id, width, height, takenMs, relativePath, availability } = row;
      return [{ id, width, height, takenMs, fileName: readFileName(relativePath ?? ''), availability }];
    });
}

function readFileName(relativePath: string): string {
  return relativePath.slice(relativePath.lastIndexOf('/') + 1);
}
