/**
 * @file What is left to do for albums, kept in the catalog's settings so that a crash loses nothing of it.
 *
 * `albums.unrecognized`: ids of photos stored but not yet looked up, or "all" after the atlas changed.
 * `albums.ungrouped`: how many photos came since the last grouping.
 * `albums.looked-up-among`: how many photos the library had when what is in no album was last looked up.
 * `albums.learn`: "1" after a person decided something from which photos that are in no album may get one.
 */
import type { Catalog } from '../../db/catalog.ts';

const unrecognizedKey = 'albums.unrecognized';
const ungroupedKey = 'albums.ungrouped';

const learnKey = 'albums.learn';
const lookedUpAmongKey = 'albums.looked-up-among';

/** Photos to look up in the atlas, or every one. */
export type UnrecognizedPhotos = 'all' | readonly number[];

export function readUnrecognized(catalog: Catalog): UnrecognizedPhotos {
  const value = catalog.settings.get(unrecognizedKey);
  if (value === null) return [];
  if (value === 'all') return 'all';
  return value.split(' ').flatMap((part) => (part === '' ? [] : [Number(part)]));
}

/** Call it in the transaction that stores the photos. */
export function noteNewPhotos(catalog: Catalog, photoIds: readonly number[]): void {
  if (photoIds.length === 0) return;
  const waiting = readUnrecognized(catalog);
  if (waiting !== 'all') catalog.settings.set(unrecognizedKey, [...waiting, ...photoIds].join(' '));
  noteUngrouped(catalog, readUngroupedCount(catalog) + photoIds.length);
}

/** The same for photos of a space that the albums have not switched to: when it is time, all of them are looked up. */
export function noteNewUngrouped(catalog: Catalog, count: number): void {
  if (count > 0) noteUngrouped(catalog, readUngroupedCount(catalog) + count);
}

/** Call it in the transaction that stores the recognitions. */
export function noteRecognized(catalog: Catalog, photoIds: readonly number[]): void {
  const waiting = readUnrecognized(catalog);
  if (waiting === 'all') return;
  const done = new Set(photoIds);
  const left = waiting.filter((photoId) => !done.has(photoId));
  catalog.settings.set(unrecognizedKey, left.join(' '));
}

/** Every photo has been looked up with this model and atlas. */
export function noteAllRecognized(catalog: Catalog): void {
  catalog.settings.set(unrecognizedKey, '');
}

export function readUngroupedCount(catalog: Catalog): number {
  return Number(catalog.settings.get(ungroupedKey) ?? '0');
}

export function noteUngrouped(catalog: Catalog, count: number): void {
  catalog.settings.set(ungroupedKey, String(count));
}

/** Every photo is to be looked up and grouped. */
export function noteEverythingPending(catalog: Catalog): void {
  catalog.settings.set(unrecognizedKey, 'all');
  noteUngrouped(catalog, readUngroupedCount(catalog) + 1);
}

/** Call it in the transaction of a decision: the library learns from it when it next has time. */
export function noteDecided(catalog: Catalog): void {
  catalog.settings.set(learnKey, '1');
}

export function hasToLearn(catalog: Catalog): boolean {
  return catalog.settings.get(learnKey) === '1';
}

/**
 * Whether the library grew by `factor` since what is in no album was last looked up. A look-up sees photos and the person's
 * references with their relatives in the library: with a third of them there it answers otherwise than with all.
 */
export function hasGrown(catalog: Catalog, modelId: number, factor: number): boolean {
  return catalog.embeddings.count(modelId) >= factor * Number(catalog.settings.get(lookedUpAmongKey) ?? '0') + 1;
}

/**
 * Photos that are in no album are to be looked up and grouped again, with what the person said. Who is a member somewhere stays
 * there: an answer about one photo moves no other.
 */
export function noteUnplacedPending(catalog: Catalog, modelId: number): void {
  catalog.transaction(() => {
    catalog.settings.set(learnKey, '0');
    catalog.settings.set(lookedUpAmongKey, String(catalog.embeddings.count(modelId)));
    const waiting = readUnrecognized(catalog);
    const unplaced = catalog.photos.listUnplaced(modelId);
    if (waiting !== 'all') catalog.settings.set(unrecognizedKey, [...new Set([...waiting, ...unplaced])].join(' '));
    if (unplaced.length > 0) noteUngrouped(catalog, readUngroupedCount(catalog) + 1);
  });
}

/** Every photo has been looked up and grouped. */
export function noteNothingPending(catalog: Catalog): void {
  noteAllRecognized(catalog);
  noteUngrouped(catalog, 0);
}
