/** @file Disjoint sets that never join two items which a person took apart. */

/** Union-find over 0..n-1 with cannot-links: a union that would bring a forbidden pair together is refused. */
export interface LinkedSets {
  /** Representative of an item's set. */
  readonly find: (item: number) => number;
  /** Whether the sets of the two may become one. */
  readonly canJoin: (a: number, b: number) => boolean;
  /** Joins the two sets; false when a cannot-link forbids it. */
  readonly join: (a: number, b: number) => boolean;
}

/** Makes the sets, each of one item. `cannotLinks`: pairs of items, flat. */
export function createLinkedSets(count: number, cannotLinks: readonly number[]): LinkedSets {
  const parents = Int32Array.from({ length: count }, (_, item) => item);
  const enemies = new Map<number, Set<number>>();
  const addEnemy = (of: number, enemy: number): void => {
    const known = enemies.get(of);
    if (known === undefined) enemies.set(of, new Set([enemy]));
    else known.add(enemy);
  };
  for (let i = 0; i + 1 < cannotLinks.length; i += 2) {
    const a = cannotLinks[i] ?? 0;
    const b = cannotLinks[i + 1] ?? 0;
    if (a === b) continue;
    addEnemy(a, b);
    addEnemy(b, a);
  }
  const find = (item: number): number => {
    let root = item;
    while (parents[root] !== root) root = parents[root] ?? 0;
    for (let at = item; parents[at] !== root;) {
      const next = parents[at] ?? 0;
      parents[at] = root;
      at = next;
    }
    return root;
  };
  const canJoin = (a: number, b: number): boolean => enemies.get(find(a))?.has(find(b)) !== true;
  const join = (a: number, b: number): boolean => {
    // The smaller number stays the representative, so that nothing depends on the order of unions.
    const kept = Math.min(find(a), find(b));
    const gone = Math.max(find(a), find(b));
    if (kept === gone) return true;
    if (!canJoin(a, b)) return false;
    parents[gone] = kept;
    for (const enemy of enemies.get(gone) ?? []) {
      enemies.get(enemy)?.delete(gone);
      addEnemy(enemy, kept);
      addEnemy(kept, enemy);
    }
    enemies.delete(gone);
    return true;
  };
  return { find, canJoin, join };
}
