/** @file Which photos a person marked as favourites, and of which that are not here yet. */
import type { Connection } from './connection.ts';
import { encodeContentHash } from './content-hash.ts';

/** What a person said of a photo. */
export interface FavouriteWord {
  readonly isFavourite: boolean;
  /** When, ms since the epoch. */
  readonly atMs: number;
}

/** Favourites of the catalog, and those that wait for their photo by its content hash (sha256, lower-case hex). */
export interface FavouritesRepository {
  /** Null: the person never said anything of it. */
  readonly get: (photoId: number) => FavouriteWord | null;
  readonly set: (photoId: number, word: FavouriteWord | null) => void;
  readonly getAwaited: (contentHash: string) => FavouriteWord | null;
  readonly setAwaited: (contentHash: string, word: FavouriteWord | null) => void;
}

interface StoredWord {
  readonly isFavourite: 0 | 1;
  readonly atMs: number | null;
}

export function createFavouritesRepository(connection: Connection): FavouritesRepository {
  const get = connection.prepare<[number], StoredWord>(
    'SELECT is_favourite AS isFavourite, favourite_decided_ms AS atMs FROM photos WHERE id = ?',
  );
  const set = connection.prepare<[0 | 1, number | null, number]>(
    'UPDATE photos SET is_favourite = ?, favourite_decided_ms = ? WHERE id = ?',
  );
  const getAwaited = connection.prepare<[Buffer], StoredWord>(
    'SELECT is_favourite AS isFavourite, at_ms AS atMs FROM awaited_favourites WHERE content_hash = ?',
  );
  const putAwaited = connection.prepare<[Buffer, 0 | 1, number]>(`
    INSERT INTO awaited_favourites (content_hash, is_favourite, at_ms) VALUES (?, ?, ?)
    ON CONFLICT (content_hash) DO UPDATE SET is_favourite = excluded.is_favourite, at_ms = excluded.at_ms`);
  const removeAwaited = connection.prepare<[Buffer]>('DELETE FROM awaited_favourites WHERE content_hash = ?');
  return {
    get: (photoId) => parse(get.get(photoId)),
    set: (photoId, word) => void set.run(word?.isFavourite === true ? 1 : 0, word?.atMs ?? null, photoId),
    getAwaited: (contentHash) => parse(getAwaited.get(encodeContentHash(contentHash))),
    setAwaited: (contentHash, word) => {
      const key = encodeContentHash(contentHash);
      if (word === null) removeAwaited.run(key);
      else putAwaited.run(key, word.isFavourite ? 1 : 0, word.atMs);
    },
  };
}

function parse(stored: StoredWord | undefined): FavouriteWord | null {
  if (stored === undefined || stored.atMs === null) return null;
  return { isFavourite: stored.isFavourite === 1, atMs: stored.atMs };
}
