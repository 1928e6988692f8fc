/**
 * @file Columns of photos that are read as the file has them: their order first, which an index holds, then facts and names in the order
 * of their rows. In the order of the lists each photo and each file is looked up by itself: a million took twice as long.
 */
import { Buffer } from 'node:buffer';
import { makeNumberColumns, type ColumnPhoto, type PhotoColumns } from './photo-columns.ts';

/** What is kept of a photo beside its place and its names. */
export type PhotoFacts = Pick<ColumnPhoto, 'localMs' | 'yearDay' | 'city' | 'camera' | 'keywordList'>;

/** First all photos, then facts and names; of a photo that was not added nothing is kept. */
export interface ColumnsFiller {
  /** In the order of the lists. */
  readonly addPhoto: (id: number, sortMs: number) => void;
  readonly setFacts: (id: number, facts: PhotoFacts) => void;
  /** The name of a file of the photo, folded. */
  readonly addName: (id: number, name: string) => void;
  /** @param giveWay lets others have a turn */
  readonly finish: (giveWay: () => Promise<void>) => Promise<PhotoColumns>;
}

/** Longest that main is kept from others. */
const sliceMs = 8;
/** Photos between two looks at the clock. */
const photosPerLook = 4096;
const bytesPerName = 16;
/** Most bytes of UTF-8 that a character of a text takes. */
const bytesPerCharacter = 3;
const noName = 0xffff_ffff;
const lineEnd = 0x0a;

/** @see ColumnsFiller */
export function createColumnsFiller(): ColumnsFiller {
  const ids: number[] = [];
  const sortMs: number[] = [];
  const places = createPlaces();
  /** Names as they come, and where in them the first one of each photo lies. */
  let arrived = Buffer.allocUnsafeSlow(bytesPerName);
  let arrivedEnd = 0;
  /** Few photos lie in several files. */
  const others = new Map<number, Buffer[]>();
  let filled: ReturnType<typeof makeFilled> | null = null;
  const getFilled = (): ReturnType<typeof makeFilled> => (filled ??= makeFilled(ids, sortMs));

  return {
    addPhoto: (id, photoSortMs) => {
      places.set(id, ids.length);
      ids.push(id);
      sortMs.push(photoSortMs);
    },
    setFacts: (id, { localMs, yearDay, city, camera, keywordList }) => {
      const place = places.get(id);
      if (place < 0) return;
      const { columns } = getFilled();
      columns.localMs[place] = localMs;
      columns.yearDay[place] = yearDay;
      columns.city[place] = city;
      columns.camera[place] = camera;
      columns.keywordList[place] = keywordList;
    },
    addName: (id, name) => {
      const place = places.get(id);
      if (place < 0) return;
      const { nameStarts, nameLengths } = getFilled();
      if (nameStarts[place] !== noName) {
        const known = others.get(place);
        if (known === undefined) others.set(place, [Buffer.from(name)]);
        else known.push(Buffer.from(name));
        return;
      }
      const needed = arrivedEnd + bytesPerCharacter * name.length;
      if (needed > arrived.length) {
        const old = arrived;
        arrived = Buffer.allocUnsafeSlow(Math.max(needed, 2 * old.length, bytesPerName * ids.length));
        old.copy(arrived, 0, 0, arrivedEnd);
      }
      nameStarts[place] = arrivedEnd;
      nameLengths[place] = arrived.write(name, arrivedEnd);
      arrivedEnd += nameLengths[place] ?? 0;
    },
    finish: async (giveWay) => {
      const { columns, nameStarts, nameLengths } = getFilled();
      const moreBytes = [...others.values()].flat().reduce((sum, { length }) => sum + 1 + length, 0);
      const nameBytes = Buffer.allocUnsafeSlow(arrivedEnd + moreBytes);
      let end = 0;
      let startMs = performance.now();
      for (let place = 0; place < ids.length; place += 1) {
        const start = nameStarts[place] ?? noName;
        const length = start === noName ? 0 : (nameLengths[place] ?? 0);
        // A name is a dozen bytes: for so few a loop is faster than a call.
        for (let at = 0; at < length; at += 1) nameBytes[end + at] = arrived[start + at] ?? 0;
        end += length;
        for (const name of others.get(place) ?? []) {
          nameBytes[end] = lineEnd;
          name.copy(nameBytes, end + 1);
          end += 1 + name.length;
        }
        columns.nameEnds[place] = end;
        if (place % photosPerLook !== 0 || performance.now() - startMs < sliceMs) continue;
        await giveWay();
        startMs = performance.now();
      }
      return { ...columns, length: ids.length, nameBytes };
    },
  };
}

function makeFilled(ids: readonly number[], sortMs: readonly number[]) {
  return {
    columns: { ...makeNumberColumns(ids.length), ids: new Uint32Array(ids), sortMs: new Float64Array(sortMs) },
    nameStarts: new Uint32Array(ids.length).fill(noName),
    nameLengths: new Uint32Array(ids.length),
  };
}

/** Ids of one page: 256 KB. */
const idsPerPage = 65_536;

/** Place of each photo id; -1 for others. In pages: a map of a million numbers takes five times the memory, and longer. */
function createPlaces() {
  const pages = new Map<number, Int32Array>();
  let current: { readonly number: number; readonly places: Int32Array | undefined } = { number: -1, places: undefined };
  const openPage = (id: number): Int32Array | undefined => {
    const number = Math.floor(id / idsPerPage);
    if (current.number !== number) current = { number, places: pages.get(number) };
    return current.places;
  };
  return {
    get: (id: number): number => openPage(id)?.[id % idsPerPage] ?? -1,
    set: (id: number, place: number): void => {
      let page = openPage(id);
      if (page === undefined) {
        page = new Int32Array(idsPerPage).fill(-1);
        current = { number: Math.floor(id / idsPerPage), places: page };
        pages.set(current.number, page);
      }
      page[id % idsPerPage] = place;
    },
  };
}
