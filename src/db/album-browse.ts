/** @file What a list of albums is made of: its headings, what it can be narrowed to, and where a name is in it. */
import type { AlbumFilter, AlbumSort } from '../api/calls/album-lists.ts';
import { albumOrders, isListed, isUnnamed, passesFilter, readFilterValues, type FilterValues } from './album-filter.ts';
import type { Connection } from './connection.ts';
import { buildSortKey } from './sort-key.ts';

/** What headings are made of, one row an album in the order of the list. */
export interface AlbumMark {
  readonly country: string | null;
  readonly city: string | null;
  readonly latestTakenMs: number | null;
  /** First letter of the sort key; empty for an empty one. */
  readonly initial: string;
}

/** What facets are counted from: any album of any list. */
export interface AlbumTrait {
  readonly id: number;
  readonly country: string | null;
  readonly isUnnamed: boolean;
  readonly isHidden: boolean;
}

export interface AlbumBrowse {
  readonly listMarks: (sort: AlbumSort, filter: AlbumFilter) => AlbumMark[];
  /** By place. */
  readonly listTraits: () => AlbumTrait[];
  /** Each year of which an album shows a photo: a row for each album and year. */
  readonly listYears: () => { readonly albumId: number; readonly year: number }[];
  /**
   * Index in the list of the first album whose name begins with the words, or of which a later word does; null: none.
   * Case and accents do not matter.
   */
  readonly findByName: (words: string, sort: AlbumSort, filter: AlbumFilter) => number | null;
}

type StoredTrait = Pick<AlbumTrait, 'id' | 'country'> & Readonly<Record<'isUnnamed' | 'isHidden', 0 | 1>>;

/** From each year to the next one that the album has a photo of: as many steps as there are years, not photos. */
const yearsByAlbum = `
  WITH RECURSIVE firsts (album_id, at_ms) AS (
    SELECT id, earliest_taken_ms FROM albums WHERE ${isListed}
    UNION ALL
    SELECT album_id, (SELECT min(taken_ms) FROM album_photos WHERE album_id = firsts.album_id
      AND taken_ms >= unixepoch(firsts.at_ms / 1000, 'unixepoch', 'start of year', '+1 year') * 1000)
    FROM firsts WHERE at_ms IS NOT NULL)
  SELECT album_id AS albumId, CAST(strftime('%Y', at_ms / 1000, 'unixepoch') AS INTEGER) AS year
  FROM firsts WHERE at_ms BETWEEN ${Date.UTC(1800, 0)} AND ${Date.UTC(9999, 0) - 1}`;

export function createAlbumBrowse(connection: Connection): AlbumBrowse {
  const prepareEach = <Statement>(prepare: (order: string) => Statement): Readonly<Record<AlbumSort, Statement>> => ({
    photos: prepare(albumOrders.photos),
    name: prepare(albumOrders.name),
    recent: prepare(albumOrders.recent),
    place: prepare(albumOrders.place),
  });
  const listMarks = prepareEach((order) =>
    connection.prepare<[FilterValues], AlbumMark>(`
      SELECT country, city, latest_taken_ms AS latestTakenMs, substr(sort_name, 1, 1) AS initial
      FROM albums WHERE ${passesFilter} ORDER BY ${order}`),
  );
  const listNames = prepareEach((order) =>
    connection.prepare<[FilterValues], string>(
      `SELECT sort_name FROM albums WHERE ${passesFilter} ORDER BY ${order}`,
      'value',
    ),
  );
  const listTraits = connection.prepare<[], StoredTrait>(`
    SELECT id, country, ${isUnnamed} AS isUnnamed, is_hidden AS isHidden FROM albums
    WHERE ${isListed} ORDER BY place_key`);
  const listYears = connection.prepare<[], { readonly albumId: number; readonly year: number }>(yearsByAlbum);

  return {
    listMarks: (sort, filter) => listMarks[sort].all(readFilterValues(filter)),
    listTraits: () =>
      listTraits.all().map((row) => ({ ...row, isUnnamed: row.isUnnamed === 1, isHidden: row.isHidden === 1 })),
    listYears: () => listYears.all(),
    findByName: (words, sort, filter) => {
      const key = buildSortKey(words);
      if (key === '') return null;
      const names = listNames[sort].all(readFilterValues(filter));
      const index = names.findIndex((name) => name.startsWith(key));
      const found = index >= 0 ? index : names.findIndex((name) => name.includes(` ${key}`));
      return found >= 0 ? found : null;
    },
  };
}
