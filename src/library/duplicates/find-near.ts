/**
 * @file Finds photos that look the same, when photos came since it was last done: only those are compared with all. The search runs in
 * the embedder; what it found is kept in the catalog, so that the view needs neither.
 */
import { setImmediate as giveWay } from 'node:timers/promises';
import type { Catalog } from '../../db/catalog.ts';
import type { NearGroup } from '../../db/duplicates.ts';
import type { EmbedderRequests } from '../../ml/embedder-messages.ts';
import type { EmbedderClient } from '../embedder/embedder-client.ts';

/** "1": all photos are to be compared with each other; "new": those that came with all; else nothing is to be done. */
const pendingKey = 'duplicates.pending';
/** All photos up to this id have been compared. */
const knownKey = 'duplicates.known-up-to';
const photosPerStep = 2000;
/** Groups stored without letting others have a turn: ten milliseconds or so. */
const groupsPerStep = 400;

/** Call it in the transaction that stores photos. @param photoIds those that came or changed; left out: any may have */
export function noteDuplicatesPending(catalog: Catalog, photoIds?: readonly number[]): void {
  const knownUpTo = readKnown(catalog);
  const areAllNew = photoIds?.every((photoId) => photoId > knownUpTo) ?? false;
  if (!areAllNew) catalog.settings.set(pendingKey, '1');
  else if (!hasDuplicatesPending(catalog)) catalog.settings.set(pendingKey, 'new');
}

export function hasDuplicatesPending(catalog: Catalog): boolean {
  return ['1', 'new'].includes(catalog.settings.get(pendingKey) ?? '');
}

function readKnown(catalog: Catalog): number {
  return Number(catalog.settings.get(knownKey) ?? '0');
}

/** Looks at all photos, or at those that came. Rejects as the embedder's client does; it is pending still then. */
export async function findNearDuplicates(catalog: Catalog, client: EmbedderClient): Promise<void> {
  const knownUpTo = catalog.settings.get(pendingKey) === 'new' ? readKnown(catalog) : 0;
  const photos = await readHashes(catalog);
  const pairs = await client.request('findDuplicates', { ...photos, knownUpTo });
  const different = catalog.duplicates.listDifferent();
  const isWhole = knownUpTo === 0;
  const known = isWhole ? [] : catalog.duplicates.listGroupsOf([...new Set(pairs)]);
  const groups = groupPairs(pairs, different, known);
  const steps = isWhole
    ? catalog.duplicates.replaceNear(groups, groupsPerStep)
    : catalog.duplicates.addNear(groups, groupsPerStep);
  while (steps.next().done !== true) {
    await giveWay();
    // Closing meanwhile: it is pending still.
    if (!client.isAlive()) return;
  }
  noteDuplicatesFound(catalog, photos.photoIds.at(-1) ?? 0);
}

/** All photos up to this id have been compared with each other. */
export function noteDuplicatesFound(catalog: Catalog, lastId: number): void {
  catalog.transaction(() => {
    catalog.settings.set(pendingKey, '0');
    catalog.settings.set(knownKey, String(lastId));
  });
}

/** Columns, filled as the rows come: a million rows at once would take a gigabyte of main. */
async function readHashes(catalog: Catalog): Promise<Omit<EmbedderRequests['findDuplicates']['params'], 'knownUpTo'>> {
  let [photoIds, hashes, takenMs] = [new Int32Array(0), new Uint8Array(0), new Float64Array(0)];
  let length = 0;
  for (let afterId = 0; ;) {
    const step = catalog.duplicates.listHashed({ afterId, limit: photosPerStep });
    if (length + step.length > photoIds.length) {
      const capacity = Math.max(length + step.length, 2 * length);
      const [oldIds, oldHashes, oldTimes] = [photoIds, hashes, takenMs];
      [photoIds, hashes, takenMs] = [
        new Int32Array(capacity),
        new Uint8Array(8 * capacity),
        new Float64Array(capacity),
      ];
      photoIds.set(oldIds);
      hashes.set(oldHashes);
      takenMs.set(oldTimes);
    }
    for (const photo of step) {
      photoIds[length] = photo.photoId;
      hashes.set(photo.hash, 8 * length);
      takenMs[length] = photo.takenMs ?? Number.NaN;
      length += 1;
    }
    const last = step.at(-1);
    if (last === undefined || step.length < photosPerStep) break;
    afterId = last.photoId;
    await giveWay();
  }
  return {
    photoIds: photoIds.slice(0, length),
    hashes: hashes.slice(0, 8 * length),
    takenMs: takenMs.slice(0, length),
  };
}

/**
 * Photos that pairs lead between, each group by id.
 *
 * @param different pairs that join nothing; both are flat
 * @param known groups that there are: their photos stay together
 */
export function groupPairs(
  pairs: Int32Array,
  different: readonly number[],
  known: readonly NearGroup[] = [],
): NearGroup[] {
  const apart = new Set<string>();
  for (let index = 0; index < different.length; index += 2) {
    apart.add(name(different[index] ?? 0, different[index + 1] ?? 0));
  }
  const parents = new Map<number, number>();
  const findRoot = (photoId: number): number => {
    let root = photoId;
    for (let parent = parents.get(root); parent !== undefined && parent !== root; parent = parents.get(root)) {
      root = parent;
    }
    parents.set(photoId, root);
    return root;
  };
  const join = (a: number, b: number): void => {
    const [rootA, rootB] = [findRoot(a), findRoot(b)];
    parents.set(Math.max(rootA, rootB), Math.min(rootA, rootB));
  };
  for (const group of known) for (const photoId of group) join(group[0] ?? photoId, photoId);
  for (let index = 0; index < pairs.length; index += 2) {
    const [a, b] = [pairs[index] ?? 0, pairs[index + 1] ?? 0];
    if (!apart.has(name(a, b))) join(a, b);
  }
  const groups = new Map<number, number[]>();
  for (const photoId of parents.keys()) {
    const root = findRoot(photoId);
    const group = groups.get(root);
    if (group === undefined) groups.set(root, [photoId]);
    else group.push(photoId);
  }
  return [...groups.values()].filter((group) => group.length > 1).map((group) => group.sort((a, b) => a - b));
}

function name(a: number, b: number): string {
  return a < b ? `${a} ${b}` : `${b} ${a}`;
}
