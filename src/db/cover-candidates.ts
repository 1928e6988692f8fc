/** @file What photos are compared by when an album's cover is chosen. */
import type { Connection } from './connection.ts';
import { decodeContentHash } from './content-hash.ts';

export interface CoverCandidate {
  readonly id: number;
  readonly contentHash: string;
  /** Upright, in pixels. */
  readonly width: number;
  readonly height: number;
  /** 0 or more, as it was measured once; null: not yet. */
  readonly sharpness: number | null;
}

export interface CoverCandidatesRepository {
  /** In this order; unknown ids are left out. */
  readonly get: (photoIds: readonly number[]) => CoverCandidate[];
  readonly setSharpness: (photoId: number, sharpness: number) => void;
}

type StoredCandidate = Omit<CoverCandidate, 'contentHash'> & { readonly contentHash: Buffer };

export function createCoverCandidatesRepository(connection: Connection): CoverCandidatesRepository {
  const get = connection.prepare<[string], StoredCandidate>(`
    SELECT photos.id, content_hash AS contentHash, width, height, sharpness
    FROM json_each(?) AS wanted CROSS JOIN photos ON photos.id = wanted.value`);
  const setSharpness = connection.prepare<[number, number]>('UPDATE photos SET sharpness = ? WHERE id = ?');
  return {
    get: (photoIds) =>
      get.all(JSON.stringify(photoIds)).map((row) => ({ ...row, contentHash: decodeContentHash(row.contentHash) })),
    setSharpness: (photoId, sharpness) => void setSharpness.run(sharpness, photoId),
  };
}
