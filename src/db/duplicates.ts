/** @file Photos with several files, photos that look the same, and those that a person said are different. */
import type { Connection } from './connection.ts';
import { encodeContentHash } from './content-hash.ts';

export interface HashedPhoto {
  readonly photoId: number;
  /** Eight bytes. */
  readonly hash: Uint8Array;
  /** Null when all that is known is the time of the file. */
  readonly takenMs: number | null;
}

/** Photos that look the same, by id. */
export type NearGroup = readonly number[];

interface PageRange {
  readonly offset: number;
  readonly limit: number;
}

export interface DuplicatesRepository {
  /** Photos whose content lies in several files, newest first. */
  readonly listCopied: (page: PageRange) => number[];
  readonly countCopied: () => number;
  /** Groups of which at least two photos have a file, the newest first. */
  readonly listNear: (page: PageRange) => NearGroup[];
  readonly countNear: () => number;
  /** Photos that have a hash, also those that are away, after `afterId`, by id. */
  readonly listHashed: (page: { readonly afterId: number; readonly limit: number }) => HashedPhoto[];
  /**
   * All groups anew, so many at a time in a transaction; a photo is in one at most. Yields after each: the catalog may be written in
   * between, and what a crash left undone is done the next time.
   */
  readonly replaceNear: (groups: readonly NearGroup[], chunkSize: number) => Generator<void, void, undefined>;
  /** The same for groups that there were not, or that grew: with all photos that were in them. Others stay. */
  readonly addNear: (groups: readonly NearGroup[], chunkSize: number) => Generator<void, void, undefined>;
  /** Groups that these photos are in, with all their photos, whether they have a file and are shown or not. In no order. */
  readonly listGroupsOf: (photoIds: readonly number[]) => NearGroup[];
  /** Whether a person said that these contents (sha256, lower-case hex) are different. */
  readonly areDifferent: (a: string, b: string) => boolean;
  /** Call `refreshNear` afterwards. */
  readonly setDifferent: (a: string, b: string, areDifferent: boolean) => void;
  /** Pairs of photos of the catalog that a person said are different, flat. */
  readonly listDifferent: () => number[];
  /** Shows the groups of these photos, or no longer, by what was said. */
  readonly refreshNear: (photoIds: readonly number[]) => void;
}

interface StoredMember {
  readonly photoId: number;
  readonly groupId: number;
}

export function createDuplicatesRepository(connection: Connection): DuplicatesRepository {
  const listCopied = connection.prepare<[PageRange], number>(
    `SELECT id FROM photos INDEXED BY photos_copied WHERE present_files > 1
      ORDER BY taken_month DESC, taken_ms DESC, id DESC LIMIT @limit OFFSET @offset`,
    'value',
  );
  const countCopied = connection.prepare<[], number>('SELECT count(*) FROM photos WHERE present_files > 1', 'value');
  const shownGroups = `SELECT group_id FROM near_duplicates INDEXED BY near_duplicates_by_group
    CROSS JOIN photos ON photos.id = photo_id
    WHERE is_different = 0 AND photos.present_files > 0 GROUP BY group_id HAVING count(*) > 1`;
  const listGroups = connection.prepare<[PageRange], number>(
    `${shownGroups} ORDER BY group_id DESC LIMIT @limit OFFSET @offset`,
    'value',
  );
  const countGroups = connection.prepare<[], number>(`SELECT count(*) FROM (${shownGroups})`, 'value');
  const listMembers = connection.prepare<[number], number>(
    `SELECT photo_id FROM near_duplicates CROSS JOIN photos ON photos.id = photo_id
      WHERE group_id = ? AND photos.present_files > 0`,
    'value',
  );
  // A file's time says when it was copied: a whole folder copied at once is no burst.
  const listHashed = connection.prepare<[{ readonly afterId: number; readonly limit: number }], HashedPhoto>(`
    SELECT id AS photoId, perceptual_hash AS hash,
      CASE WHEN taken_source = 'file-time' THEN NULL ELSE taken_ms END AS takenMs
    FROM photos INDEXED BY photos_hashed
    WHERE perceptual_hash IS NOT NULL AND id > @afterId ORDER BY id LIMIT @limit`);
  const listAll = connection.prepare<[], StoredMember>(
    'SELECT photo_id AS photoId, group_id AS groupId FROM near_duplicates',
  );
  const put = connection.prepare<[number, number]>(`
    INSERT INTO near_duplicates (photo_id, group_id, is_different) VALUES (?, ?, 0)
    ON CONFLICT (photo_id) DO UPDATE SET group_id = excluded.group_id, is_different = 0`);
  const remove = connection.prepare<[number]>('DELETE FROM near_duplicates WHERE photo_id = ?');
  const find = connection.prepare<[Buffer, Buffer], number>(
    'SELECT 1 FROM different_photos WHERE low_hash = ? AND high_hash = ?',
    'value',
  );
  const addDifferent = connection.prepare<[Buffer, Buffer]>(
    'INSERT OR IGNORE INTO different_photos (low_hash, high_hash) VALUES (?, ?)',
  );
  const removeDifferent = connection.prepare<[Buffer, Buffer]>(
    'DELETE FROM different_photos WHERE low_hash = ? AND high_hash = ?',
  );
  const listDifferent = connection.prepare<[], { readonly a: number; readonly b: number }>(`
    SELECT low.id AS a, high.id AS b FROM different_photos
    CROSS JOIN photos AS low ON low.content_hash = low_hash CROSS JOIN photos AS high ON high.content_hash = high_hash`);
  const findGroup = connection.prepare<[number], number>(
    'SELECT group_id FROM near_duplicates WHERE photo_id = ?',
    'value',
  );
  const listWhole = connection.prepare<[number], number>(
    'SELECT photo_id FROM near_duplicates WHERE group_id = ?',
    'value',
  );
  const listHashes = connection.prepare<[number], Buffer>(
    `SELECT content_hash FROM near_duplicates CROSS JOIN photos ON photos.id = photo_id WHERE group_id = ?`,
    'value',
  );
  const mark = connection.prepare<[0 | 1, number]>('UPDATE near_duplicates SET is_different = ? WHERE group_id = ?');

  const refreshGroup = (groupId: number): void => {
    const hashes = listHashes.all(groupId).sort((a, b) => a.compare(b));
    const isDifferent = hashes.every((low, index) =>
      hashes.slice(index + 1).every((high) => find.get(low, high) === 1),
    );
    mark.run(isDifferent ? 1 : 0, groupId);
  };

  /** @param before groups of photos that are to be in these, or in none */
  function* writeNear(
    groups: readonly NearGroup[],
    before: Map<number, number>,
    chunkSize: number,
  ): Generator<void, void, undefined> {
    const changed = new Set<number>();
    const putGroup = (group: NearGroup): void => {
      const groupId = Math.min(...group);
      for (const photoId of group) {
        const old = before.get(photoId);
        before.delete(photoId);
        if (old === groupId) continue;
        put.run(photoId, groupId);
        changed.add(groupId);
        if (old !== undefined) changed.add(old);
      }
    };
    function* inChunks<Item>(items: readonly Item[], write: (item: Item) => void): Generator<void, void, undefined> {
      for (let start = 0; start < items.length; start += chunkSize) {
        connection.transaction(() => items.slice(start, start + chunkSize).forEach(write));
        yield;
      }
    }
    yield* inChunks(groups, putGroup);
    yield* inChunks([...before], ([photoId, groupId]) => {
      remove.run(photoId);
      changed.add(groupId);
    });
    // When all photos are where they belong.
    yield* inChunks([...changed], refreshGroup);
  }

  return {
    listCopied: (page) => listCopied.all(page),
    countCopied: () => countCopied.get() ?? 0,
    listNear: (page) => listGroups.all(page).map((groupId) => listMembers.all(groupId).sort((a, b) => a - b)),
    countNear: () => countGroups.get() ?? 0,
    listHashed: (page) => listHashed.all(page),
    replaceNear: (groups, chunkSize) =>
      writeNear(groups, new Map(listAll.all().map(({ photoId, groupId }) => [photoId, groupId])), chunkSize),
    addNear: (groups, chunkSize) => {
      const before = new Map<number, number>();
      for (const photoId of groups.flat()) {
        const groupId = findGroup.get(photoId);
        if (groupId !== undefined) before.set(photoId, groupId);
      }
      return writeNear(groups, before, chunkSize);
    },
    listGroupsOf: (photoIds) =>
      [...new Set(photoIds.flatMap((photoId) => findGroup.get(photoId) ?? []))].map((groupId) =>
        listWhole.all(groupId),
      ),
    areDifferent: (a, b) => find.get(...orderPair(a, b)) === 1,
    setDifferent: (a, b, areDifferent) => void (areDifferent ? addDifferent : removeDifferent).run(...orderPair(a, b)),
    listDifferent: () => listDifferent.all().flatMap(({ a, b }) => [a, b]),
    refreshNear: (photoIds) => {
      for (const groupId of new Set(photoIds.map((photoId) => findGroup.get(photoId)))) {
        if (groupId !== undefined) refreshGroup(groupId);
      }
    },
  };
}

function orderPair(a: string, b: string): [Buffer, Buffer] {
  return a < b ? [encodeContentHash(a), encodeContentHash(b)] : [encodeContentHash(b), encodeContentHash(a)];
}
