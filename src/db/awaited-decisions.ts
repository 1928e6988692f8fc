/** @file Decisions about photos that this catalog has not seen yet: kept by content hash, taken up when the photo comes. */
import type { Connection } from './connection.ts';
import { decodeContentHash, encodeContentHash } from './content-hash.ts';

export interface AwaitedDecision {
  /** sha256, lower-case hex. */
  readonly contentHash: string;
  /** Null: about the photo itself. */
  readonly albumId: number | null;
  /** `denied`: shows no landmark. */
  readonly state: 'confirmed' | 'rejected' | 'denied';
  /** When the person decided, ms since the epoch. */
  readonly atMs: number;
}

export interface AwaitedDecisionsRepository {
  /** Keeps it; of two about the same photo and album the later one stays. */
  readonly put: (decision: AwaitedDecision) => void;
  readonly get: (contentHash: string, albumId: number | null) => AwaitedDecision | null;
  /** Takes out all that wait for a photo, the oldest first; of one decision the "no" before the "yes". */
  readonly take: (contentHash: string) => AwaitedDecision[];
  readonly list: () => AwaitedDecision[];
  readonly remove: (contentHash: string, albumId: number | null) => void;
}

type Stored = Omit<AwaitedDecision, 'contentHash' | 'albumId'> & {
  readonly contentHash: Buffer;
  readonly albumId: number;
};

/** Row ids start at 1. */
const noAlbum = 0;

export function createAwaitedDecisionsRepository(connection: Connection): AwaitedDecisionsRepository {
  const columns = 'content_hash AS contentHash, album_id AS albumId, state, at_ms AS atMs';
  const put = connection.prepare<[Stored]>(`
    INSERT INTO awaited_decisions (content_hash, album_id, state, at_ms) VALUES (@contentHash, @albumId, @state, @atMs)
    ON CONFLICT (content_hash, album_id) DO UPDATE SET state = excluded.state, at_ms = excluded.at_ms
    WHERE excluded.at_ms >= at_ms`);
  const listFor = connection.prepare<[Buffer], Stored>(
    `SELECT ${columns} FROM awaited_decisions WHERE content_hash = ? ORDER BY at_ms, state DESC, album_id`,
  );
  const get = connection.prepare<[Buffer, number], Stored>(
    `SELECT ${columns} FROM awaited_decisions WHERE content_hash = ? AND album_id = ?`,
  );
  const list = connection.prepare<[], Stored>(
    `SELECT ${columns} FROM awaited_decisions ORDER BY at_ms, content_hash, album_id`,
  );
  const removeAll = connection.prepare<[Buffer]>('DELETE FROM awaited_decisions WHERE content_hash = ?');
  const remove = connection.prepare<[Buffer, number]>(
    'DELETE FROM awaited_decisions WHERE content_hash = ? AND album_id = ?',
  );
  return {
    put: ({ contentHash, albumId, ...rest }) =>
      void put.run({ ...rest, contentHash: encodeContentHash(contentHash), albumId: albumId ?? noAlbum }),
    get: (contentHash, albumId) => {
      const row = get.get(encodeContentHash(contentHash), albumId ?? noAlbum);
      return row === undefined ? null : parse(row);
    },
    take: (contentHash) =>
      connection.transaction(() => {
        const key = encodeContentHash(contentHash);
        const rows = listFor.all(key);
        if (rows.length > 0) removeAll.run(key);
        return rows.map(parse);
      }),
    list: () => list.all().map(parse),
    remove: (contentHash, albumId) => void remove.run(encodeContentHash(contentHash), albumId ?? noAlbum),
  };
}

function parse({ contentHash, albumId, ...rest }: Stored): AwaitedDecision {
  return { ...rest, contentHash: decodeContentHash(contentHash), albumId: albumId === noAlbum ? null : albumId };
}
