/** @file What will hold of the photos that were spoken of and are not in the catalog: after a restore, until they are found again. */
import type Database from 'better-sqlite3';

interface AwaitedRow {
  readonly hash: string;
  readonly albumId: number;
  readonly state: 'confirmed' | 'rejected' | 'denied';
}

/** In the lines of word.ts, as if the photos had come just now. */
export function readAwaited(database: Database.Database): readonly string[] {
  const albums = new Map(
    database
      .prepare<[], { readonly id: number; readonly uuid: string; readonly mergedIntoId: number | null }>(
        'SELECT id, uuid, merged_into_id AS mergedIntoId FROM albums',
      )
      .all()
      .map((album) => [album.id, album]),
  );
  const findUuid = (albumId: number): string => {
    let album = albums.get(albumId);
    while (typeof album?.mergedIntoId === 'number') album = albums.get(album.mergedIntoId);
    return album?.uuid ?? '';
  };
  const rows = database
    .prepare<[], AwaitedRow>(
      `SELECT lower(hex(content_hash)) AS hash, album_id AS albumId, state FROM awaited_decisions
        ORDER BY at_ms, state DESC, album_id`,
    )
    .all();
  const favourites = database
    .prepare<[], string>('SELECT lower(hex(content_hash)) FROM awaited_favourites WHERE is_favourite')
    .pluck()
    .all();
  const hashes = [...new Set(rows.map(({ hash }) => hash))];
  return [
    ...hashes.flatMap((hash) =>
      describePhoto(
        hash,
        rows.filter((row) => row.hash === hash),
        findUuid,
      ),
    ),
    ...favourites.map((hash) => `favourite ${hash}`),
  ];
}

/** @param rows oldest first: later ones overrule them */
function describePhoto(hash: string, rows: readonly AwaitedRow[], findUuid: (albumId: number) => string): string[] {
  const states = new Map<string, string>();
  let isDenied = false;
  for (const { albumId, state } of rows) {
    if (state !== 'rejected') isDenied = state === 'denied';
    if (state === 'denied') for (const uuid of states.keys()) states.set(uuid, 'rejected');
    else states.set(findUuid(albumId), state);
  }
  return [
    ...[...states].map(([uuid, state]) => `membership ${uuid} ${hash} ${state}`),
    ...(isDenied ? [`no landmark ${hash}`] : []),
  ];
}
