/**
 * @file What is left to do for albums, kept in the catalog so that a crash loses nothing of it.
 *
 * Photos that came and were not yet looked up or grouped are tasks (db/photo-tasks.ts), and so are those that a person decided about. Beside
 * them stands in the settings:
 *
 * `albums.unrecognized`: "all" after the atlas changed: every photo is to be looked up.
 * `albums.ungrouped`: how many photos came since the last grouping.
 * `albums.grouped-around`: how many photos were grouped with their surroundings alone since everything was ([Note: surroundings]);
 * "all": everything is to be grouped next.
 * `albums.looked-up-among`: how many photos the library had when what is in no album was last looked up.
 * `albums.learn`: "1" after a person decided something from which photos that are in no album may get one; "2" while those are noted.
 */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { Catalog } from '../../db/catalog.ts';

const unrecognizedKey = 'albums.unrecognized';
const ungroupedKey = 'albums.ungrouped';
const groupedAroundKey = 'albums.grouped-around';
const learnKey = 'albums.learn';
const lookedUpAmongKey = 'albums.looked-up-among';

/** Photos that are noted without letting others have a turn: some milliseconds. */
const idsAtOnce = 5000;

/** Every photo is to be looked up, not only those that are tasks. */
export function isEverythingUnrecognized(catalog: Catalog): boolean {
  return catalog.settings.get(unrecognizedKey) === 'all';
}

export function hasUnrecognized(catalog: Catalog): boolean {
  return isEverythingUnrecognized(catalog) || catalog.photoTasks.has('recognize');
}

/** Call it in the transaction that stores the photos. */
export function noteNewPhotos(catalog: Catalog, photoIds: readonly number[]): void {
  if (photoIds.length === 0) return;
  catalog.photoTasks.add('recognize', photoIds);
  catalog.photoTasks.add('group', photoIds);
  noteUngrouped(catalog, readUngroupedCount(catalog) + photoIds.length);
}

/** The same for photos of a space that the albums have not switched to: when it is time, all of them are looked up. */
export function noteNewUngrouped(catalog: Catalog, count: number): void {
  if (count > 0) noteUngrouped(catalog, readUngroupedCount(catalog) + count);
}

/** Call it in the transaction that stores the recognitions. */
export function noteRecognized(catalog: Catalog, photoIds: readonly number[]): void {
  catalog.photoTasks.remove('recognize', photoIds);
}

/** Every photo has been looked up with this model and atlas. */
export function noteAllRecognized(catalog: Catalog): void {
  catalog.transaction(() => {
    catalog.settings.set(unrecognizedKey, '');
    catalog.photoTasks.clear('recognize');
  });
}

export function readUngroupedCount(catalog: Catalog): number {
  return Number(catalog.settings.get(ungroupedKey) ?? '0');
}

/** What a grouping sets out from: how many photos were ungrouped, and those that are to be grouped with their surroundings. */
export interface UngroupedPhotos {
  readonly count: number;
  readonly photoIds: readonly number[];
}

export function readUngrouped(catalog: Catalog): UngroupedPhotos {
  return {
    count: readUngroupedCount(catalog),
    photoIds: catalog.photoTasks.list('group', { afterId: 0, limit: Number.MAX_SAFE_INTEGER }),
  };
}

/** These have been grouped, with `everything` or with their surroundings. Photos that came meanwhile wait for the next time. */
export async function noteGrouped(
  catalog: Catalog,
  ungrouped: UngroupedPhotos,
  scope: 'everything' | 'surroundings',
): Promise<void> {
  catalog.transaction(() => {
    noteUngrouped(catalog, Math.max(0, readUngroupedCount(catalog) - ungrouped.count));
    const around = Number(catalog.settings.get(groupedAroundKey) ?? '0');
    const next = scope === 'everything' ? 0 : around + ungrouped.photoIds.length;
    catalog.settings.set(groupedAroundKey, String(next));
  });
  for (let start = 0; start < ungrouped.photoIds.length; start += idsAtOnce) {
    catalog.photoTasks.remove('group', ungrouped.photoIds.slice(start, start + idsAtOnce));
    await yieldToEventLoop();
  }
}

/** Of a library so large everything is grouped only when so large a share of it came since. Measured by `npm run bench -- size`. */
const groupedWholeUpTo = 20_000;
const newShare = 0.1;

/** Whether a library of so many photos is too large to be looked at whole for each photo. */
export function isLargeLibrary(photos: number): boolean {
  return photos > groupedWholeUpTo;
}

/** Whether the next grouping is one of everything, or of what came and its surroundings ([Note: surroundings]). */
export function isGroupingWhole(catalog: Catalog, modelId: number): boolean {
  const photos = catalog.embeddings.count(modelId);
  const around = catalog.settings.get(groupedAroundKey) ?? '0';
  if (!isLargeLibrary(photos) || around === 'all') return true;
  return Number(around) + catalog.photoTasks.count('group') >= newShare * photos;
}

function noteUngrouped(catalog: Catalog, count: number): void {
  catalog.settings.set(ungroupedKey, String(count));
}

/** Every photo is to be looked up and grouped. */
export function noteEverythingPending(catalog: Catalog): void {
  catalog.settings.set(unrecognizedKey, 'all');
  catalog.settings.set(groupedAroundKey, 'all');
  noteUngrouped(catalog, readUngroupedCount(catalog) + 1);
}

/** Call it in the transaction of a decision about these photos: the library learns from it when it next has time. */
export function noteDecided(catalog: Catalog, photoIds: readonly number[]): void {
  catalog.settings.set(learnKey, '1');
  catalog.photoTasks.add('group', photoIds);
}

/** The same of decisions about any number of photos, as those of another catalog are. */
export function noteMuchDecided(catalog: Catalog): void {
  catalog.settings.set(learnKey, '1');
  catalog.settings.set(groupedAroundKey, 'all');
}

export function hasToLearn(catalog: Catalog): boolean {
  const value = catalog.settings.get(learnKey);
  return value === '1' || value === '2';
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
 * there: an answer about one photo moves no other. Noted in slices; a decision meanwhile is learned from the next time.
 */
export async function noteUnplacedPending(catalog: Catalog, modelId: number): Promise<void> {
  noteLearning(catalog);
  for (let afterId = 0; catalog.photoTasks.addUnplaced('recognize', modelId, { afterId, limit: idsAtOnce });) {
    afterId += idsAtOnce;
    await yieldToEventLoop();
  }
  catalog.transaction(() => {
    catalog.settings.set(lookedUpAmongKey, String(catalog.embeddings.count(modelId)));
    noteLearned(catalog);
  });
}

/** What a person decided until now is being learned; what they decide from here on is learned the next time. */
export function noteLearning(catalog: Catalog): void {
  catalog.settings.set(learnKey, '2');
}

/** The same of those of these photos that are in no album, after `noteLearning`. */
export async function noteUnplacedAmong(catalog: Catalog, modelId: number, photoIds: readonly number[]): Promise<void> {
  await noteUnplacedAgain(catalog, modelId, photoIds);
  catalog.transaction(() => noteLearned(catalog));
}

/** Those of these photos that are in no album are to be looked up again: relatives of them came. */
export async function noteUnplacedAgain(catalog: Catalog, modelId: number, photoIds: readonly number[]): Promise<void> {
  for (let start = 0; start < photoIds.length; start += idsAtOnce) {
    catalog.photoTasks.addUnplaced('recognize', modelId, { photoIds: photoIds.slice(start, start + idsAtOnce) });
    await yieldToEventLoop();
  }
}

function noteLearned(catalog: Catalog): void {
  if (catalog.settings.get(learnKey) === '2') catalog.settings.set(learnKey, '0');
  if (catalog.photoTasks.has('recognize')) noteUngrouped(catalog, readUngroupedCount(catalog) + 1);
}

/** Every photo has been looked up and grouped. */
export function noteNothingPending(catalog: Catalog): void {
  noteAllRecognized(catalog);
  catalog.photoTasks.clear('group');
  catalog.settings.set(groupedAroundKey, '0');
  noteUngrouped(catalog, 0);
}
