/**
 * @file Finds photos that look the same, when photos came since it was last done. The search runs in the embedder; what it found is
 * kept in the catalog, so that the view needs neither.
 */
import { setImmediate as giveWay } from 'node:timers/promises';
import type { Catalog } from '../../db/catalog.ts';
import type { HashedPhoto, NearGroup } from '../../db/duplicates.ts';
import type { EmbedderClient } from '../embedder/embedder-client.ts';

/** "1" after photos came or changed. */
const pendingKey = 'duplicates.pending';
const photosPerStep = 5000;
/** Groups stored without letting others have a turn: ten milliseconds or so. */
const groupsPerStep = 400;

/** Call it in the transaction that stores photos. */
export function noteDuplicatesPending(catalog: Catalog): void {
  catalog.settings.set(pendingKey, '1');
}

export function hasDuplicatesPending(catalog: Catalog): boolean {
  return catalog.settings.get(pendingKey) === '1';
}

/** Looks at all photos. Rejects as the embedder's client does; it is pending still then. */
export async function findNearDuplicates(catalog: Catalog, client: EmbedderClient): Promise<void> {
  const photos: HashedPhoto[] = [];
  for (let afterId = 0; ;) {
    const step = catalog.duplicates.listHashed({ afterId, limit: photosPerStep });
    photos.push(...step);
    const last = step.at(-1);
    if (last === undefined || step.length < photosPerStep) break;
    afterId = last.photoId;
    await giveWay();
  }
  const hashes = new Uint8Array(8 * photos.length);
  photos.forEach(({ hash }, index) => hashes.set(hash, 8 * index));
  const pairs = await client.request('findDuplicates', {
    photoIds: Int32Array.from(photos, ({ photoId }) => photoId),
    hashes,
    takenMs: Float64Array.from(photos, ({ takenMs }) => takenMs ?? Number.NaN),
  });
  const groups = groupPairs(pairs, catalog.duplicates.listDifferent());
  const steps = catalog.duplicates.replaceNear(groups, groupsPerStep);
  while (steps.next().done !== true) {
    await giveWay();
    // Closing meanwhile: it is pending still.
    if (!client.isAlive()) return;
  }
  catalog.settings.set(pendingKey, '0');
}

/** Photos that pairs lead between, each group by id. @param different pairs that join nothing; both are flat */
export function groupPairs(pairs: Int32Array, different: readonly number[]): NearGroup[] {
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
  for (let index = 0; index < pairs.length; index += 2) {
    const [a, b] = [pairs[index] ?? 0, pairs[index + 1] ?? 0];
    if (apart.has(name(a, b))) continue;
    const [rootA, rootB] = [findRoot(a), findRoot(b)];
    parents.set(Math.max(rootA, rootB), Math.min(rootA, rootB));
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
