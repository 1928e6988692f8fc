/**
 * @file Photos as a search holds them: a column a fact instead of an object a photo, and all file names in one run of bytes. A million
 * photos take some 70 MB so; as objects and texts of their own they took ten times that, and a pass over them waited for memory.
 */
import { Buffer } from 'node:buffer';
import type { SearchMember } from '../../db/photo-search.ts';

/** Never changed: what changes makes others. A place is an index into each; photos are newest first. */
export interface PhotoColumns {
  readonly length: number;
  readonly ids: Uint32Array;
  readonly sortMs: Float64Array;
  /** Wall clock where it was taken, read as UTC; NaN where it is unknown. */
  readonly localMs: Float64Array;
  /** Month (1 to 12) times 32 plus day of the month; 0 when unknown. */
  readonly yearDay: Uint16Array;
  /** Numbers stand for places in the lists of the index; -1 for none. */
  readonly city: Int32Array;
  readonly camera: Int32Array;
  readonly keywordList: Int32Array;
  /** Names of its files, folded, a line each, as UTF-8: those of a photo lie between the end of the last one's and its own. */
  readonly nameBytes: Uint8Array;
  readonly nameEnds: Uint32Array;
}

/** One photo, before it goes into the columns. */
export interface ColumnPhoto extends SearchMember {
  readonly localMs: number;
  readonly yearDay: number;
  readonly city: number;
  readonly camera: number;
  readonly keywordList: number;
  readonly names: string;
}

interface ColumnsWriter {
  /** In the order of the lists. */
  readonly add: (photo: ColumnPhoto) => void;
  /** Photos from one place up to another. */
  readonly copy: (from: PhotoColumns, start: number, end: number) => void;
  readonly finish: () => PhotoColumns;
}

const firstCapacity = 1024;
const bytesPerPhoto = 16;
/** Most bytes of UTF-8 that a character of a text takes. */
const bytesPerCharacter = 3;

/** Makes columns photo by photo. */
export function createColumnsWriter(photos = firstCapacity, nameBytes = bytesPerPhoto * photos): ColumnsWriter {
  let length = 0;
  let columns = makeNumberColumns(photos);
  let names = Buffer.allocUnsafeSlow(nameBytes);
  let nameEnd = 0;

  const grow = (wanted: number): void => {
    const capacity = columns.ids.length;
    if (wanted <= capacity) return;
    const old = columns;
    columns = makeNumberColumns(Math.max(wanted, 2 * capacity));
    copyColumns(columns, 0, old);
  };
  const growNames = (wanted: number): void => {
    if (wanted <= names.length) return;
    const old = names;
    names = Buffer.allocUnsafeSlow(Math.max(wanted, 2 * old.length));
    old.copy(names, 0, 0, nameEnd);
  };
  return {
    add: (photo) => {
      grow(length + 1);
      growNames(nameEnd + bytesPerCharacter * photo.names.length);
      columns.ids[length] = photo.id;
      columns.sortMs[length] = photo.sortMs;
      columns.localMs[length] = photo.localMs;
      columns.yearDay[length] = photo.yearDay;
      columns.city[length] = photo.city;
      columns.camera[length] = photo.camera;
      columns.keywordList[length] = photo.keywordList;
      nameEnd += names.write(photo.names, nameEnd);
      columns.nameEnds[length] = nameEnd;
      length += 1;
    },
    copy: (from, start, end) => {
      if (end <= start) return;
      grow(length + end - start);
      copyColumns(columns, length, sliceColumns(from, start, end));
      const [fromByte, toByte] = [findNameStart(from, start), from.nameEnds[end - 1] ?? 0];
      growNames(nameEnd + toByte - fromByte);
      names.set(from.nameBytes.subarray(fromByte, toByte), nameEnd);
      const shift = nameEnd - fromByte;
      for (let place = start; place < end; place += 1) {
        columns.nameEnds[length + place - start] = (from.nameEnds[place] ?? 0) + shift;
      }
      nameEnd += toByte - fromByte;
      length += end - start;
    },
    finish: () => ({ ...sliceColumns(columns, 0, length), length, nameBytes: names.subarray(0, nameEnd) }),
  };
}

export const noColumns: PhotoColumns = createColumnsWriter(0).finish();

/** `photos` without those of `gone`, with `fresh` in their places. @param fresh in no order */
export function mergeColumns(
  photos: PhotoColumns,
  gone: ReadonlySet<number>,
  fresh: readonly ColumnPhoto[],
): PhotoColumns {
  const writer = createColumnsWriter(photos.length + fresh.length, photos.nameBytes.length);
  const gaps = listPlaces(photos, gone);
  let [copied, gap] = [0, 0];
  const copyUpTo = (end: number): void => {
    for (let place = gaps[gap]; place !== undefined && place < end; place = gaps[++gap]) {
      writer.copy(photos, copied, place);
      copied = place + 1;
    }
    writer.copy(photos, copied, end);
    copied = Math.max(copied, end);
  };
  for (const photo of [...fresh].sort(compareMembers)) {
    copyUpTo(findPlace(photos, photo));
    writer.add(photo);
  }
  copyUpTo(photos.length);
  return writer.finish();
}

/** First place whose photo is not newer than this one. */
export function findPlace(photos: PhotoColumns, { id, sortMs }: SearchMember): number {
  let low = 0;
  let high = photos.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    const other = photos.sortMs[middle] ?? 0;
    if (other > sortMs || (other === sortMs && (photos.ids[middle] ?? 0) > id)) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** Asks of a place whether a name of its photo holds a text. @param text folded */
export function findInNames(photos: PhotoColumns, text: string): (place: number) => boolean {
  const { nameEnds, nameBytes } = photos;
  const wanted = Buffer.from(text);
  const [first] = wanted;
  return (place) => {
    const last = (nameEnds[place] ?? 0) - wanted.length;
    for (let at = findNameStart(photos, place); at <= last; at += 1) {
      if (first !== undefined && nameBytes[at] !== first) continue;
      let length = 1;
      while (length < wanted.length && nameBytes[at + length] === wanted[length]) length += 1;
      if (length >= wanted.length) return true;
    }
    return false;
  };
}

/** Newest first, as the lists are. */
function compareMembers(a: SearchMember, b: SearchMember): number {
  return a.sortMs === b.sortMs ? b.id - a.id : b.sortMs - a.sortMs;
}

function listPlaces({ ids, length }: PhotoColumns, photoIds: ReadonlySet<number>): readonly number[] {
  const places: number[] = [];
  for (let place = 0; place < length; place += 1) if (photoIds.has(ids[place] ?? 0)) places.push(place);
  return places;
}

function findNameStart({ nameEnds }: PhotoColumns, place: number): number {
  return place === 0 ? 0 : (nameEnds[place - 1] ?? 0);
}

/** Those of a number a photo. */
export type NumberColumns = Omit<PhotoColumns, 'length' | 'nameBytes'>;

/** Of so many photos, nothing known of them. */
export function makeNumberColumns(photos: number): NumberColumns {
  return {
    ids: new Uint32Array(photos),
    sortMs: new Float64Array(photos),
    localMs: new Float64Array(photos),
    yearDay: new Uint16Array(photos),
    city: new Int32Array(photos),
    camera: new Int32Array(photos),
    keywordList: new Int32Array(photos),
    nameEnds: new Uint32Array(photos),
  };
}

/** Views. */
function sliceColumns(columns: NumberColumns, start: number, end: number): NumberColumns {
  return {
    ids: columns.ids.subarray(start, end),
    sortMs: columns.sortMs.subarray(start, end),
    localMs: columns.localMs.subarray(start, end),
    yearDay: columns.yearDay.subarray(start, end),
    city: columns.city.subarray(start, end),
    camera: columns.camera.subarray(start, end),
    keywordList: columns.keywordList.subarray(start, end),
    nameEnds: columns.nameEnds.subarray(start, end),
  };
}

function copyColumns(to: NumberColumns, at: number, from: NumberColumns): void {
  to.ids.set(from.ids, at);
  to.sortMs.set(from.sortMs, at);
  to.localMs.set(from.localMs, at);
  to.yearDay.set(from.yearDay, at);
  to.city.set(from.city, at);
  to.camera.set(from.camera, at);
  to.keywordList.set(from.keywordList, at);
  to.nameEnds.set(from.nameEnds, at);
}
