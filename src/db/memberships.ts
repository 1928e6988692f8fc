/** @file Memberships: photos in albums. What a person decided is never overwritten by what Cairn suggests. */
import type { AlbumKind, MembershipState } from '../api/views.ts';
import type { Connection, Statement } from './connection.ts';

export interface MembershipRow {
  readonly albumId: number;
  readonly photoId: number;
  readonly state: MembershipState;
  /** Calibrated probability in [0, 1], or null. */
  readonly confidence: number | null;
  /** Suggested, but not sure enough to be a member: listed by itself. */
  readonly isTentative: boolean;
  readonly updatedMs: number;
}

export interface PhotoMembershipRow extends MembershipRow {
  readonly name: string;
  readonly kind: AlbumKind;
}

export type DecidedMembership = Pick<MembershipRow, 'albumId' | 'photoId'> & {
  readonly state: 'confirmed' | 'rejected';
};

export type RestoredMembership = Omit<MembershipRow, 'albumId' | 'photoId'>;

/** What becomes of a membership; null: there is none. */
export interface MembershipChange {
  readonly albumId: number;
  readonly photoId: number;
  readonly after: RestoredMembership | null;
}

export interface MembershipsRepository {
  readonly get: (albumId: number, photoId: number) => MembershipRow | null;
  /** Those that there are of these photos in one album, in no order. */
  readonly getMany: (albumId: number, photoIds: readonly number[]) => MembershipRow[];
  /** In albums that are not merged, rejected ones too, by album name. */
  readonly listForPhoto: (photoId: number) => PhotoMembershipRow[];
  /** Those of many photos, without rejected ones and without names, in no order. */
  readonly listForPhotos: (photoIds: readonly number[]) => MembershipRow[];
  /** Members of albums that are not merged, suggested or confirmed: album and photo, in no order. */
  readonly listPlaces: (photoIds: readonly number[]) => (readonly [albumId: number, photoId: number])[];
  /** All states, by photo id. */
  readonly listForAlbum: (albumId: number) => MembershipRow[];
  /** Suggests a photo, or changes a suggestion; a decided membership stays as it is. `isTentative`: false unless said. */
  readonly setSuggested: (albumId: number, photoId: number, confidence: number, isTentative?: boolean) => void;
  /** Takes a suggestion back; a decided membership stays. */
  readonly removeSuggested: (albumId: number, photoId: number) => void;
  /** Makes the membership exactly this, or none, whatever it was: what decisions and their undoing take. */
  readonly restore: (albumId: number, photoId: number, membership: RestoredMembership | null) => void;
  /** The same of many, no two of one photo in one album: a third of what they cost one by one. */
  readonly restoreMany: (changes: readonly MembershipChange[]) => void;
  /** Every confirmed and rejected pair, by album and photo. */
  readonly listDecided: () => DecidedMembership[];
  /** The same, so many at a time. The catalog may be written in between. */
  readonly iterateDecided: (rowsAtOnce: number) => Generator<DecidedMembership[], void, undefined>;
}

type StoredValue = number | string | null;

/** Rows that are written by one statement: each statement pays for itself and for what its triggers may have to take back. */
const rowsPerBlock = 50;

export function createMembershipsRepository(connection: Connection): MembershipsRepository {
  const columns = `album_id AS albumId, photo_id AS photoId, state, confidence, is_tentative AS isTentative,
    updated_ms AS updatedMs`;
  const get = connection.prepare<[number, number], Stored<MembershipRow>>(
    `SELECT ${columns} FROM memberships WHERE album_id = ? AND photo_id = ?`,
  );
  const getMany = connection.prepare<[string, number], Stored<MembershipRow>>(`
    SELECT ${columns} FROM json_each(?) AS wanted
    CROSS JOIN memberships ON memberships.album_id = ? AND memberships.photo_id = wanted.value`);
  const listForPhoto = connection.prepare<[number], Stored<PhotoMembershipRow>>(`
    SELECT ${columns}, name, kind
    FROM memberships JOIN albums ON albums.id = album_id
    WHERE photo_id = ? AND merged_into_id IS NULL ORDER BY sort_name, albumId`);
  const listForPhotos = connection.prepare<[string], Stored<MembershipRow>>(`
    SELECT ${columns} FROM json_each(?) AS wanted
    CROSS JOIN memberships ON memberships.photo_id = wanted.value
    CROSS JOIN albums ON albums.id = memberships.album_id
    WHERE memberships.state <> 'rejected' AND albums.merged_into_id IS NULL`);
  const listPlaces = connection.prepare<[string], readonly [number, number]>(
    `
    SELECT memberships.album_id, memberships.photo_id FROM json_each(?) AS wanted
    CROSS JOIN memberships ON memberships.photo_id = wanted.value
    CROSS JOIN albums ON albums.id = memberships.album_id
    WHERE memberships.state <> 'rejected' AND memberships.is_tentative = 0 AND albums.merged_into_id IS NULL`,
    'raw',
  );
  const listForAlbum = connection.prepare<[number], Stored<MembershipRow>>(
    `SELECT ${columns} FROM memberships WHERE album_id = ? ORDER BY photo_id`,
  );
  const setSuggested = connection.prepare<[number, number, number, number, 0 | 1]>(`
    INSERT INTO memberships (album_id, photo_id, state, confidence, updated_ms, is_tentative)
    VALUES (?, ?, 'suggested', ?, ?, ?)
    ON CONFLICT (album_id, photo_id) DO UPDATE SET confidence = excluded.confidence, updated_ms = excluded.updated_ms,
      is_tentative = excluded.is_tentative
    WHERE state = 'suggested'
      AND (confidence IS NOT excluded.confidence OR is_tentative <> excluded.is_tentative)`);
  const removeSuggested = connection.prepare<[number, number]>(
    "DELETE FROM memberships WHERE album_id = ? AND photo_id = ? AND state = 'suggested'",
  );
  // Not an update: a decided membership turns into a suggestion only when its decision is undone. The row that is replaced goes with
  // all that its deletion does (`recursive_triggers` is on).
  const prepareRestore = (rows: number): Statement<StoredValue[], never> =>
    connection.prepare<StoredValue[]>(
      `INSERT OR REPLACE INTO memberships (album_id, photo_id, state, confidence, is_tentative, updated_ms)
       VALUES ${Array<string>(rows).fill('(?, ?, ?, ?, ?, ?)').join(', ')}`,
    );
  const [restore, restoreBlock] = [prepareRestore(1), prepareRestore(rowsPerBlock)];
  const remove = connection.prepare<[number, string]>(
    'DELETE FROM memberships WHERE album_id = ? AND photo_id IN (SELECT value FROM json_each(?))',
  );
  const restoreMany: MembershipsRepository['restoreMany'] = (changes) => {
    const gone = new Map<number, number[]>();
    const rows: StoredValue[][] = [];
    for (const { albumId, photoId, after } of changes) {
      if (after !== null) {
        const { state, confidence, isTentative, updatedMs } = after;
        rows.push([albumId, photoId, state, confidence, isTentative ? 1 : 0, updatedMs]);
        continue;
      }
      const ofAlbum = gone.get(albumId);
      if (ofAlbum === undefined) gone.set(albumId, [photoId]);
      else ofAlbum.push(photoId);
    }
    for (const [albumId, photoIds] of gone) remove.run(albumId, JSON.stringify(photoIds));
    const whole = rows.length - (rows.length % rowsPerBlock);
    for (let start = 0; start < whole; start += rowsPerBlock) {
      restoreBlock.run(...rows.slice(start, start + rowsPerBlock).flat());
    }
    for (const row of rows.slice(whole)) restore.run(...row);
  };
  const listDecided = connection.prepare<[number, number, number], DecidedMembership>(`
    SELECT album_id AS albumId, photo_id AS photoId, state FROM memberships
    WHERE state <> 'suggested' AND (album_id, photo_id) > (?, ?)
    ORDER BY album_id, photo_id LIMIT ?`);
  function* iterateDecided(rowsAtOnce: number): Generator<DecidedMembership[], void, undefined> {
    let last: Pick<DecidedMembership, 'albumId' | 'photoId'> | undefined = { albumId: 0, photoId: 0 };
    while (last !== undefined) {
      const rows: DecidedMembership[] = listDecided.all(last.albumId, last.photoId, rowsAtOnce);
      if (rows.length > 0) yield rows;
      last = rows.length < rowsAtOnce ? undefined : rows.at(-1);
    }
  }
  return {
    get: (albumId, photoId) => {
      const row = get.get(albumId, photoId);
      return row === undefined ? null : parse(row);
    },
    listForPhoto: (photoId) => listForPhoto.all(photoId).map(parse),
    listForPhotos: (photoIds) => listForPhotos.all(JSON.stringify(photoIds)).map(parse),
    listPlaces: (photoIds) => listPlaces.all(JSON.stringify(photoIds)),
    listForAlbum: (albumId) => listForAlbum.all(albumId).map(parse),
    setSuggested: (albumId, photoId, confidence, isTentative = false) =>
      void setSuggested.run(albumId, photoId, confidence, connection.now(), isTentative ? 1 : 0),
    removeSuggested: (albumId, photoId) => void removeSuggested.run(albumId, photoId),
    getMany: (albumId, photoIds) => getMany.all(JSON.stringify(photoIds), albumId).map(parse),
    restore: (albumId, photoId, after) => restoreMany([{ albumId, photoId, after }]),
    restoreMany,
    listDecided: () => [...iterateDecided(1000)].flat(),
    iterateDecided,
  };
}

type Stored<Row extends { readonly isTentative: boolean }> = Omit<Row, 'isTentative'> & { readonly isTentative: 0 | 1 };

function parse<Row extends MembershipRow>(row: Stored<Row>): Row {
  // The one column that SQLite keeps as a number.
  return { ...row, isTentative: row.isTentative === 1 } as unknown as Row;
}
