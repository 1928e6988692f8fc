/** @file What stands in for a picture until it is there (thumbhash), and the hash by which near duplicates are found. */
import type { Connection } from './connection.ts';

/** What is computed from a photo's thumbnail. */
export interface PictureHashes {
  /** About 25 bytes; its format is that of the package `thumbhash`. */
  readonly thumbhash: Uint8Array;
  /** Eight bytes: the difference hash. */
  readonly perceptualHash: Uint8Array;
}

export interface PlaceholdersRepository {
  readonly set: (photoId: number, hashes: PictureHashes) => void;
  /** Photos without, by id: those that were indexed before there were placeholders. */
  readonly listMissing: (limit: number) => { readonly id: number; readonly contentHash: string }[];
  /** They are not asked for again: there is no thumbnail to compute them from, or it ended the embedder. */
  readonly giveUp: (photoIds: readonly number[]) => void;
}

export function createPlaceholdersRepository(connection: Connection): PlaceholdersRepository {
  const set = connection.prepare<[Uint8Array, Uint8Array, number]>(
    'UPDATE photos SET thumbhash = ?, perceptual_hash = ? WHERE id = ?',
  );
  const listMissing = connection.prepare<[number], { readonly id: number; readonly contentHash: string }>(
    'SELECT id, lower(hex(content_hash)) AS contentHash FROM photos WHERE thumbhash IS NULL ORDER BY id LIMIT ?',
  );
  const giveUp = connection.prepare<[number]>("UPDATE photos SET thumbhash = x'' WHERE id = ? AND thumbhash IS NULL");
  return {
    set: (photoId, { thumbhash, perceptualHash }) => void set.run(thumbhash, perceptualHash, photoId),
    listMissing: (limit) => listMissing.all(limit),
    giveUp: (photoIds) => {
      for (const photoId of photoIds) giveUp.run(photoId);
    },
  };
}
