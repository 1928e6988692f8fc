/** @file The names of all albums, for a search over them. */
import type { Connection } from './connection.ts';

export interface AlbumName {
  readonly id: number;
  readonly name: string;
  readonly landmarkId: string | null;
  readonly place: string | null;
  readonly photoCount: number;
}

/** Every album that a person can open, hidden ones aside. In no order. */
export function createAlbumNames(connection: Connection): () => AlbumName[] {
  const list = connection.prepare<[], AlbumName>(`
    SELECT id, name, landmark_id AS landmarkId, place, photo_count AS photoCount FROM albums
    WHERE merged_into_id IS NULL AND photo_count > 0 AND is_hidden = 0`);
  return () => list.all();
}
