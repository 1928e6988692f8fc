/**
 * @file Every photo as a search sees it, in memory and in the order of the lists.
 *
 * [Note: photo index] A person types while a million photos are asked about city, camera, date and file name at once, in any
 * combination and with counts. SQL needs an index for each combination, or hundreds of milliseconds; over these columns one part is
 * a pass of a few milliseconds. The rows are read in slices when the first search is made, so that main answers others meanwhile, and
 * follow the catalog from then on ([Note: search changes]).
 */
import type { PhotoSearchRepository, SearchRow } from '../../db/photo-search.ts';
import { pathSeparator } from '../../db/photo-search.ts';
import { toDisplayPath } from '../path-encoding.ts';
import { findNearestCity } from '../places/find-nearest-city.ts';
import { foldText } from './fold-text.ts';
import { createColumnsWriter, mergeColumns, noColumns, type ColumnPhoto, type PhotoColumns } from './photo-columns.ts';

export interface City {
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

export interface Camera {
  readonly make: string | null;
  readonly model: string | null;
}

export interface PhotoIndex {
  /** Only after `follow`. Others when something changed. */
  readonly photos: () => PhotoColumns;
  /** What photos refer to by number; grows only. */
  readonly cities: readonly City[];
  readonly cameras: readonly Camera[];
  readonly keywords: readonly string[];
  /** Numbers of the keywords that a photo has together. */
  readonly keywordLists: readonly (readonly number[])[];
  /** Reads what is new in the catalog: a few changes at once, many in slices. @param giveWay lets others have a turn */
  readonly follow: (giveWay: () => Promise<void>) => Promise<void>;
}

/** Longest that main is kept from others. */
const sliceMs = 8;
const rowsAtOnce = 250;
/** Cities are looked up once a square of a hundredth of a degree: a kilometre at most. */
const squaresPerDegree = 100;

/** @param mostMerged changes that are put among the others at once; where more came, all are read anew */
export function createPhotoIndex(repository: PhotoSearchRepository, mostMerged = 20_000): PhotoIndex {
  const cities = createList<City>(({ city, country }) => `${country} ${city}`);
  const cameras = createList<Camera>(({ make, model }) => `${make ?? ''}\n${model ?? ''}`);
  const keywords = createList<string>((keyword) => keyword);
  const keywordLists = createList<readonly number[]>((numbers) => numbers.join(' '));
  const squares = new Map<number, number>();
  let photos = noColumns;
  let isRead = false;
  let running: Promise<void> | null = null;

  const findCity = (latitude: number | null, longitude: number | null): number => {
    if (latitude === null || longitude === null) return -1;
    const square = Math.round(latitude * squaresPerDegree) * 100_000 + Math.round(longitude * squaresPerDegree);
    const known = squares.get(square);
    if (known !== undefined) return known;
    const nearest = findNearestCity(latitude, longitude);
    const city = nearest === null ? -1 : cities.number({ city: nearest.name, country: nearest.country });
    squares.set(square, city);
    return city;
  };
  const read = (row: SearchRow): ColumnPhoto => {
    const [id, sortMs, localMs, latitude, longitude, make, model, keywordsOfRow, paths] = row;
    return {
      id,
      sortMs,
      localMs: localMs ?? NaN,
      yearDay: localMs === null ? 0 : findYearDay(localMs),
      city: findCity(latitude, longitude),
      camera: make === null && model === null ? -1 : cameras.number({ make, model }),
      keywordList: keywordsOfRow === '[]' ? -1 : keywordLists.number(readKeywords(keywordsOfRow).map(keywords.number)),
      names: paths.includes(pathSeparator)
        ? paths.split(pathSeparator).map(foldFileName).join('\n')
        : foldFileName(paths),
    };
  };

  const readAll = async (giveWay: () => Promise<void>): Promise<void> => {
    // First: what changes while the slices are read is read once more.
    repository.watch();
    const writer = createColumnsWriter();
    let last: ColumnPhoto | null = null;
    for (let startMs = performance.now(); ;) {
      const rows: readonly SearchRow[] = repository.listAfter(last, rowsAtOnce);
      for (const row of rows) {
        // Where all photos are of other places, each asks for its city.
        if (performance.now() - startMs >= sliceMs) {
          await giveWay();
          startMs = performance.now();
        }
        last = read(row);
        writer.add(last);
      }
      if (rows.length < rowsAtOnce) break;
    }
    photos = writer.finish();
    isRead = true;
  };
  /** Merges what changed, at most `mostMerged` photos or so of it. False: there is more. */
  const readChanges = async (giveWay: () => Promise<void>): Promise<boolean> => {
    const changed = new Set<number>();
    const fresh = new Map<number, ColumnPhoto>();
    for (let startMs = performance.now(); ;) {
      const photoIds = repository.takeChanged(rowsAtOnce);
      for (const photoId of photoIds) {
        changed.add(photoId);
        fresh.delete(photoId);
      }
      for (const row of repository.getMany(photoIds)) fresh.set(row[0], read(row));
      const isLast = photoIds.length < rowsAtOnce;
      if (isLast || changed.size >= mostMerged) {
        if (changed.size > 0) photos = mergeColumns(photos, changed, [...fresh.values()]);
        return isLast;
      }
      if (performance.now() - startMs < sliceMs) continue;
      await giveWay();
      startMs = performance.now();
    }
  };
  const catchUp = async (giveWay: () => Promise<void>): Promise<void> => {
    let mayReadAll = isRead;
    if (!isRead) await readAll(giveWay);
    try {
      while (!(await readChanges(giveWay))) {
        await giveWay();
        // Once: while a scan goes on, more will have changed by then.
        if (mayReadAll) await readAll(giveWay);
        mayReadAll = false;
      }
    } catch (error) {
      // What was taken and not merged is noted nowhere now.
      isRead = false;
      throw error;
    }
  };

  return {
    photos: () => photos,
    cities: cities.items,
    cameras: cameras.items,
    keywords: keywords.items,
    keywordLists: keywordLists.items,
    follow: (giveWay) => {
      running ??= catchUp(giveWay).finally(() => (running = null));
      return running;
    },
  };
}

function findYearDay(localMs: number): number {
  const date = new Date(localMs);
  return (date.getUTCMonth() + 1) * 32 + date.getUTCDate();
}

function readKeywords(json: string): string[] {
  return (JSON.parse(json) as unknown[]).filter((keyword) => typeof keyword === 'string');
}

function foldFileName(path: string): string {
  return foldText(toDisplayPath(path.slice(path.lastIndexOf('/') + 1)));
}

interface NumberedList<Item> {
  readonly items: readonly Item[];
  readonly number: (item: Item) => number;
}

/** Numbers equal items alike. */
function createList<Item>(keyOf: (item: Item) => string): NumberedList<Item> {
  const items: Item[] = [];
  const numbers = new Map<string, number>();
  return {
    items,
    number: (item) => {
      const key = keyOf(item);
      const known = numbers.get(key);
      if (known !== undefined) return known;
      numbers.set(key, items.push(item) - 1);
      return items.length - 1;
    },
  };
}
