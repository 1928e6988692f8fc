/** @file Lists of photos by filter, their months, and what can be filtered by. See [Note: timeline]. */
import type { PhotoFilter } from '../api/photo-filter.ts';
import type { Connection, Statement } from './connection.ts';

/** Photos taken in one month. */
export interface MonthCount {
  /** 12 * year + month from 0, in UTC; null: without a date. */
  readonly month: number | null;
  readonly count: number;
}

export interface FacetCount {
  readonly value: string;
  readonly count: number;
}

export interface PhotoListsRepository {
  /** Ids of photos that have a file (its root may be offline): newest first, those without a date last. */
  readonly listIds: (page: {
    readonly filter: PhotoFilter;
    readonly offset: number;
    readonly limit: number;
  }) => number[];
  /** Months that have a photo, in the order of `listIds`. */
  readonly listMonths: (filter: PhotoFilter) => MonthCount[];
  /**
   * Values of everything that has a file, whatever else is filtered by: the most photos first. Countries by their ISO 3166-1 alpha-2
   * codes. Each a pass over an index, so each is asked for by itself.
   */
  readonly countFacet: (facet: 'country' | 'camera' | 'format') => readonly FacetCount[];
  readonly countFavourites: () => number;
  /** Photos in no album. */
  readonly countUnplaced: () => number;
  /** Photos with a position whose country was not looked up yet, by id. */
  readonly listUnlocated: (limit: number) => {
    readonly id: number;
    readonly latitude: number;
    readonly longitude: number;
  }[];
  /** @param country ISO 3166-1 alpha-2; '': in none */
  readonly setCountry: (photoId: number, country: string) => void;
}

type Params = Readonly<Record<string, string | number>>;

/** More of one facet than anybody scrolls through. */
const facetLimit = 500;

// Named: without statistics SQLite takes the index of one filter, and reads a row of the table for each photo that passes it.
const everything = 'FROM photos INDEXED BY photos_timeline WHERE present_files > 0';
const order = 'ORDER BY taken_month DESC, taken_ms DESC, id DESC';

/** Photos of albums whose landmark lies in a country. */
const inCountry = `
  FROM albums CROSS JOIN landmarks ON landmarks.id = albums.landmark_id
  CROSS JOIN album_photos ON album_photos.album_id = albums.id
  WHERE albums.landmark_id IS NOT NULL AND albums.merged_into_id IS NULL`;

export function createPhotoListsRepository(connection: Connection): PhotoListsRepository {
  // One of each mixture of filters that was asked for; there are some hundreds at most.
  const prepared = new Map<string, Statement<[Params], never>>();
  const prepare = <Row>(sql: string, shape: 'row' | 'value'): Statement<[Params], Row> => {
    const known = prepared.get(sql) ?? connection.prepare<[Params]>(sql, shape);
    prepared.set(sql, known);
    return known;
  };
  const prepareFacet = (column: 'country' | 'camera' | 'format', terms: string): Statement<[], FacetCount> =>
    connection.prepare(`SELECT ${column} AS value, count(*) AS count FROM photos WHERE present_files > 0 ${terms}
      GROUP BY ${column}`);
  const countCountries = prepareFacet('country', "AND country > ''");
  const countCameras = prepareFacet('camera', 'AND camera IS NOT NULL');
  const countFormats = prepareFacet('format', '');
  const countLandmarkCountries = connection.prepare<[], FacetCount>(`
    SELECT landmarks.country AS value, count(DISTINCT album_photos.photo_id) AS count ${inCountry} AND landmarks.country IS NOT NULL
      AND album_photos.photo_id IN (SELECT id ${everything} AND country IS NULL AND shown_albums > 0)
    GROUP BY landmarks.country`);
  const countFavourites = connection.prepare<[], number>(
    'SELECT count(*) FROM photos WHERE present_files > 0 AND is_favourite = 1',
    'value',
  );
  const countUnplaced = connection.prepare<[], number>(
    'SELECT count(*) FROM photos WHERE present_files > 0 AND shown_albums = 0',
    'value',
  );
  const listUnlocated = connection.prepare<[number], { id: number; latitude: number; longitude: number }>(
    'SELECT id, latitude, longitude FROM photos WHERE country IS NULL AND latitude IS NOT NULL ORDER BY id LIMIT ?',
  );
  const setCountry = connection.prepare<[string, number]>('UPDATE photos SET country = ? WHERE id = ?');

  return {
    listIds: ({ filter, offset, limit }) => {
      const { terms, params } = readFilter(filter);
      const sql = `SELECT id ${everything} ${terms} ${order} LIMIT @limit OFFSET @offset`;
      return prepare<number>(sql, 'value').all({ ...params, offset, limit });
    },
    listMonths: (filter) => {
      const { terms, params } = readFilter(filter);
      const sql = `SELECT taken_month AS month, count(*) AS count ${everything} ${terms}
        GROUP BY taken_month ORDER BY taken_month DESC`;
      return prepare<MonthCount>(sql, 'row').all(params);
    },
    countFacet: (facet) => {
      if (facet === 'country') return sortFacet(addUp([...countCountries.all(), ...countLandmarkCountries.all()]));
      return sortFacet((facet === 'camera' ? countCameras : countFormats).all());
    },
    countFavourites: () => countFavourites.get() ?? 0,
    countUnplaced: () => countUnplaced.get() ?? 0,
    listUnlocated: (limit) => listUnlocated.all(limit),
    setCountry: (photoId, country) => void setCountry.run(country, photoId),
  };
}

/** SQL of a filter, and what it compares with. */
function readFilter(filter: PhotoFilter): { readonly terms: string; readonly params: Params } {
  const terms: string[] = [];
  const params: Record<string, string | number> = {};
  const compare = (term: string, name: string, value: string | number | undefined): void => {
    if (value === undefined) return;
    terms.push(`AND ${term}`);
    params[name] = value;
  };
  const { year, landmark, isFavourite } = filter;
  if (year === 'none') terms.push('AND taken_month IS NULL');
  else if (year !== undefined) {
    terms.push('AND taken_month BETWEEN @firstMonth AND @lastMonth');
    Object.assign(params, { firstMonth: 12 * year, lastMonth: 12 * year + 11 });
  }
  if (landmark !== undefined) terms.push(`AND shown_albums ${landmark === 'with' ? '> 0' : '= 0'}`);
  if (isFavourite === true) terms.push('AND is_favourite = 1');
  compare('format = @format', 'format', filter.format);
  compare('camera = @camera', 'camera', filter.camera);
  compare('id IN (SELECT photo_id FROM album_photos WHERE album_id = @albumId)', 'albumId', filter.albumId);
  compare(
    `(country = @country OR (country IS NULL
      AND id IN (SELECT album_photos.photo_id ${inCountry} AND landmarks.country = @country)))`,
    'country',
    filter.country,
  );
  return { terms: terms.join(' '), params };
}

function addUp(counts: readonly FacetCount[]): FacetCount[] {
  const sums = new Map<string, number>();
  for (const { value, count } of counts) sums.set(value, (sums.get(value) ?? 0) + count);
  return [...sums].map(([value, count]) => ({ value, count }));
}

function sortFacet(counts: readonly FacetCount[]): readonly FacetCount[] {
  return counts.toSorted((a, b) => b.count - a.count || (a.value < b.value ? -1 : 1)).slice(0, facetLimit);
}
