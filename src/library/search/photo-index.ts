/**
 * @file Every photo as a search sees it, in memory and in the order of the lists.
 *
 * [Note: photo index] A person types while a million photos are asked about city, camera, date and file name at once, in any
 * combination and with counts. SQL needs an index for each combination, or hundreds of milliseconds; over these columns one part is
 * a pass of a few milliseconds. The rows are read in slices when the first search is made, so that main answers others meanwhile, and
 * follow the catalog from then on ([Note: search changes]).
 */
import type { PhotoSearchRepository, SearchFacts, SearchRow } from '../../db/photo-search.ts';
import { pathSeparator } from '../../db/photo-search.ts';
import { toDisplayPath } from '../path-encoding.ts';
import { findNearestCity } from '../places/find-nearest-city.ts';
import { foldText } from './fold-text.ts';
import { createColumnsFiller, type PhotoFacts } from './fill-columns.ts';
import { mergeColumns, noColumns, type ColumnPhoto, type PhotoColumns } from './photo-columns.ts';

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
/** Rows between two looks at the clock. */
const rowsPerLook = 16;
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
  const findCamera = createCameraFinder(cameras.number);
  const findYearDay = createYearDayFinder();
  const readFacts = (row: SearchFacts | SearchRow): PhotoFacts => {
    const [, localMs, latitude, longitude, make, model, keywordsOfRow] = row;
    return {
      localMs: localMs ?? NaN,
      yearDay: localMs === null ? 0 : findYearDay(localMs),
      city: findCity(latitude, longitude),
      camera: make === null && model === null ? -1 : findCamera(make, model),
      keywordList: keywordsOfRow === '[]' ? -1 : keywordLists.number(readKeywords(keywordsOfRow).map(keywords.number)),
    };
  };
  const read = (row: SearchRow): ColumnPhoto => {
    const [sortMs, paths] = [row[7], row[8]];
    return { id: row[0], sortMs, ...readFacts(row), names: paths.split(pathSeparator).map(foldFileName).join('\n') };
  };

  const readAll = async (giveWay: () => Promise<void>): Promise<void> => {
    // First: what changes while the slices are read is read once more.
    repository.watch();
    const filler = createColumnsFiller();
    let startMs = performance.now();
    /** Where all photos are of other places, each asks for its city. */
    const rest = async (): Promise<void> => {
      await giveWay();
      startMs = performance.now();
    };
    let rowsRead = 0;
    const readPages = async <Row>(
      list: (last: Row | null) => readonly Row[],
      take: (row: Row) => void,
    ): Promise<void> => {
      for (let last: Row | null = null; ;) {
        const rows: readonly Row[] = list(last);
        for (const row of rows) {
          rowsRead += 1;
          if (rowsRead % rowsPerLook === 0 && performance.now() - startMs >= sliceMs) await rest();
          take(row);
        }
        if (rows.length < rowsAtOnce) return;
        last = rows.at(-1) ?? null;
      }
    };
    await readPages<readonly [number, number]>(
      (last) => repository.listOrder(last === null ? null : { id: last[0], sortMs: last[1] }, rowsAtOnce),
      ([id, sortMs]) => filler.addPhoto(id, sortMs),
    );
    await readPages<SearchFacts>(
      (last) => repository.listFacts(last?.[0] ?? 0, rowsAtOnce),
      (row) => filler.setFacts(row[0], readFacts(row)),
    );
    await readPages<readonly [number, number, string]>(
      (last) => repository.listPaths(last?.[0] ?? 0, rowsAtOnce),
      ([, photoId, path]) => filler.addName(photoId, foldFileName(path)),
    );
    photos = await filler.finish(giveWay);
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

const dayMs = 86_400_000;

/** Month (1 to 12) times 32 plus day of the month. Photos that lie beside each other are of one day, mostly. */
function createYearDayFinder(): (localMs: number) => number {
  let [day, yearDay] = [NaN, 0];
  return (localMs) => {
    const dayOf = Math.floor(localMs / dayMs);
    if (dayOf !== day) {
      const date = new Date(localMs);
      [day, yearDay] = [dayOf, (date.getUTCMonth() + 1) * 32 + date.getUTCDate()];
    }
    return yearDay;
  };
}

/** Makes no text a photo only to look a camera up by it. */
function createCameraFinder(number: (camera: Camera) => number): (make: string | null, model: string | null) => number {
  const byMake = new Map<string | null, Map<string | null, number>>();
  return (make, model) => {
    const models = byMake.get(make) ?? new Map<string | null, number>();
    byMake.set(make, models);
    const known = models.get(model) ?? number({ make, model });
    models.set(model, known);
    return known;
  };
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
