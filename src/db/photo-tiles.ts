/** @file What a grid shows of a photo. */
import type { Availability, PhotoTile } from '../api/views.ts';
import type { Connection } from './connection.ts';

interface StoredTile extends Omit<PhotoTile, 'fileName' | 'isFavourite' | 'thumbhash'> {
  readonly isFavourite: 0 | 1;
  /** Empty: there is none. */
  readonly thumbhash: Buffer | null;
  /** Null for a photo that never had a file in this catalog. */
  readonly relativePath: string | null;
}

const ranks: Record<Availability, number> = { present: 0, offline: 1, missing: 2 };

/**
 * Reads tiles by photo id, keeping the order; unknown ids are left out.
 *
 * One statement a page: beginning a statement costs more than the three rows that a tile needs.
 */
export function createTileReader(connection: Connection): (photoIds: readonly number[]) => PhotoTile[] {
  const listFiles = connection.prepare<[string], StoredTile>(`
    SELECT photos.id, photos.width, photos.height, photos.taken_ms AS takenMs, files.relative_path AS relativePath,
      photos.is_favourite AS isFavourite, photos.thumbhash,
      CASE WHEN files.state = 'present' AND roots.state = 'online' THEN 'present'
        WHEN files.state = 'present' THEN 'offline' ELSE 'missing' END AS availability
    FROM json_each(?) AS wanted CROSS JOIN photos ON photos.id = wanted.value
    LEFT JOIN files ON files.photo_id = photos.id LEFT JOIN roots ON roots.id = files.root_id`);
  return (photoIds) => {
    const tiles = new Map<number, PhotoTile>();
    for (const stored of listFiles.all(JSON.stringify(photoIds))) {
      const { id, width, height, takenMs, availability } = stored;
      const best = tiles.get(id);
      if (best !== undefined && ranks[best.availability] <= ranks[availability]) continue;
      const fileName = readFileName(stored.relativePath ?? '');
      const thumbhash =
        stored.thumbhash === null || stored.thumbhash.length === 0 ? null : stored.thumbhash.toString('base64');
      tiles.set(id, {
        id,
        width,
        height,
        takenMs,
        fileName,
        availability,
        isFavourite: stored.isFavourite === 1,
        thumbhash,
      });
    }
    return photoIds.flatMap((photoId) => tiles.get(photoId) ?? []);
  };
}

function readFileName(relativePath: string): string {
  return relativePath.slice(relativePath.lastIndexOf('/') + 1);
}
