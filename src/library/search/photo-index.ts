/**
 * @file Every photo as a search sees it, in memory and in the order of the lists.
 *
 * [Note: photo index] A person types while 100,000 photos are asked about city, camera, date and file name at once, in any
 * combination and with counts. SQL needs an index for each combination, or tens of milliseconds; over these rows one part is
 * a pass of less than ten (file names) or one millisecond. The rows are read in slices when the first search is made, so that main
 * answers others meanwhile, and follow the catalog from then on ([Note: search changes]).
 */
import type { PhotoSearchRepository, SearchMember, SearchRow } from '../../db/photo-search.ts';
import { pathSeparator } from '../../db/photo-search.ts';
import { toDisplayPath } from '../path-encoding.ts';
import { findNearestCity } from '../places/find-nearest-city.ts';
import { foldText } from './fold-text.ts';

export interface City {
  readonly city: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
}

export interface Camera {
  readonly make: string | null;
  readonly model: string | null;
}

/** One photo. Numbers stand for places in the lists of the index; -1 for none. */
export interface IndexedPhoto extends SearchMember {
  readonly localMs: number | null;
  /** Month (1 to 12) times 32 plus day of the month; 0 when unknown. */
  readonly yearDay: number;
  readonly city: number;
  readonly camera: number;
  readonly keywords: readonly number[];
  /** Names of its files, folded, a line each. */
  readonly fileNames: string;
}

export interface PhotoIndex {
  /** Newest first; only after `follow`. Another array when something changed. */
  readonly photos: () => readonly IndexedPhoto[];
  /** What photos refer to by number; grows only. */
  readonly cities: readonly City[];
  readonly cameras: readonly Camera[];
  readonly keywords: readonly string[];
  /** Reads what is new in the catalog: a few changes at once, many in slices. @param giveWay lets others have a turn */
  readonly follow: (giveWay: () => Promise<void>) => Promise<void>;
}

/** Longest that main is kept from others. */
const sliceMs = 8;
const rowsAtOnce = 250;
/** Cities are looked up once a square of a hundredth of a degree: a kilometre at most. */
const squaresPerDegree = 100;

export function createPhotoIndex(repository: PhotoSearchRepository): PhotoIndex {
  const cities = createList<City>(({ city, country }) => `${country} ${city}`);
  const cameras = createList<Camera>(({ make, model }) => `${make ?? ''}\n${model ?? ''}`);
  const keywords = createList<string>((keyword) => keyword);
  const squares = new Map<number, number>();
  let photos: readonly IndexedPhoto[] = [];
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
  const read = (row: SearchRow): IndexedPhoto => {
    const { id, sortMs, localMs, cameraMake: make, cameraModel: model } = row;
    return {
      id,
      sortMs,
      localMs,
      yearDay: localMs === null ? 0 : findYearDay(localMs),
      city: findCity(row.latitude, row.longitude),
      camera: make === null && model === null ? -1 : cameras.number({ make, model }),
      keywords: row.keywords === '[]' ? noKeywords : readKeywords(row.keywords).map(keywords.number),
      fileNames: row.paths.split(pathSeparator).map(foldFileName).join('\n'),
    };
  };

  const readAll = async (giveWay: () => Promise<void>): Promise<void> => {
    // First: what changes while the slices are read is read once more.
    repository.watch();
    const all: IndexedPhoto[] = [];
    for (let startMs = performance.now(); ;) {
      const rows = repository.listAfter(all.at(-1) ?? null, rowsAtOnce);
      for (const row of rows) {
        // Where all photos are of other places, each asks for its city.
        if (performance.now() - startMs >= sliceMs) {
          await giveWay();
          startMs = performance.now();
        }
        all.push(read(row));
      }
      if (rows.length < rowsAtOnce) break;
    }
    photos = all;
    isRead = true;
  };
  const readChanges = async (giveWay: () => Promise<void>): Promise<void> => {
    for (let startMs = performance.now(); ;) {
      const changed = repository.takeChanged(rowsAtOnce);
      if (changed.length > 0) photos = mergePhotos(photos, changed, repository.getMany(changed).map(read));
      if (changed.length < rowsAtOnce) return;
      if (performance.now() - startMs < sliceMs) continue;
      await giveWay();
      startMs = performance.now();
    }
  };
  const catchUp = async (giveWay: () => Promise<void>): Promise<void> => {
    if (!isRead) await readAll(giveWay);
    await readChanges(giveWay);
  };

  return {
    photos: () => photos,
    cities: cities.items,
    cameras: cameras.items,
    keywords: keywords.items,
    follow: (giveWay) => {
      running ??= catchUp(giveWay).finally(() => (running = null));
      return running;
    },
  };
}

/** Newest first, as the lists are. */
export function compareMembers(a: SearchMember, b: SearchMember): number {
  return a.sortMs === b.sortMs ? b.id - a.id : b.sortMs - a.sortMs;
}

/** `photos` without those of `gone`, with `fresh` in their places. */
function mergePhotos(
  photos: readonly IndexedPhoto[],
  gone: readonly number[],
  fresh: readonly IndexedPhoto[],
): readonly IndexedPhoto[] {
  const left = new Set(gone);
  const added = [...fresh].sort(compareMembers);
  const merged: IndexedPhoto[] = [];
  let next = 0;
  for (const photo of photos) {
    if (left.has(photo.id)) continue;
    for (let one = added[next]; one !== undefined && compareMembers(one, photo) < 0; one = added[++next])
      merged.push(one);
    merged.push(photo);
  }
  return merged.concat(added.slice(next));
}

function findYearDay(localMs: number): number {
  const date = new Date(localMs);
  return (date.getUTCMonth() + 1) * 32 + date.getUTCDate();
}

const noKeywords: readonly number[] = [];

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
