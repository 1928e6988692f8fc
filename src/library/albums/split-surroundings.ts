/** @file Parts of what is to be grouped that have nothing to do with each other ([Note: surroundings]). Pure. */

/** Photos that are grouped together. */
export interface SurroundingsPart {
  /** Of those that came or were decided about. */
  readonly seeds: ReadonlySet<number>;
  /** They and their neighbours. */
  readonly near: ReadonlySet<number>;
  /** Neighbours of those neighbours that are in no album. */
  readonly fringe: ReadonlySet<number>;
}

/**
 * Photos that small parts have together, so that not each is a request of its own. Larger ones would save nothing: parts hardly have an
 * album in common, and grouping costs the square of a part.
 */
const enoughPhotos = 100;

/**
 * Seeds that can open an album together are in one part: those that are neighbours, or have a neighbour in common that is in no album. Two
 * seeds that both may join an album need not be: each is compared with its members. Where more photos in no album lead from one to the
 * other, the first part opens the album, and the second joins it.
 *
 * @param seeds neighbours of each
 * @param strangers neighbours of each neighbour that is in no album
 */
export function splitSurroundings(
  seeds: ReadonlyMap<number, readonly number[]>,
  strangers: ReadonlyMap<number, readonly number[]>,
  enough = enoughPhotos,
): readonly SurroundingsPart[] {
  const findRoot = joinNeighbours(seeds, strangers);
  const related = new Map<number, number[]>();
  for (const photoId of seeds.keys()) {
    const root = findRoot(photoId);
    const known = related.get(root);
    if (known === undefined) related.set(root, [photoId]);
    else known.push(photoId);
  }
  const parts: SurroundingsPart[] = [];
  let part = makePart();
  for (const photoIds of related.values()) {
    for (const photoId of photoIds) {
      part.seeds.add(photoId);
      part.near.add(photoId);
      for (const other of seeds.get(photoId) ?? []) {
        part.near.add(other);
        for (const outer of strangers.get(other) ?? []) part.fringe.add(outer);
      }
    }
    if (part.near.size + part.fringe.size < enough) continue;
    parts.push(part);
    part = makePart();
  }
  return part.seeds.size === 0 ? parts : [...parts, part];
}

function makePart() {
  return { seeds: new Set<number>(), near: new Set<number>(), fringe: new Set<number>() };
}

/** Of a seed or a stranger: the same photo for all that are joined. */
function joinNeighbours(
  seeds: ReadonlyMap<number, readonly number[]>,
  strangers: ReadonlyMap<number, readonly number[]>,
): (photoId: number) => number {
  const parents = new Map<number, number>();
  const findRoot = (photoId: number): number => {
    let root = photoId;
    for (let parent = parents.get(root); parent !== undefined; parent = parents.get(root)) root = parent;
    // The way is shorter the next time.
    for (let one = photoId; one !== root;) {
      const next = parents.get(one) ?? root;
      parents.set(one, root);
      one = next;
    }
    return root;
  };
  for (const [photoId, near] of seeds) {
    for (const other of near) {
      if (!seeds.has(other) && !strangers.has(other)) continue;
      const [one, two] = [findRoot(photoId), findRoot(other)];
      if (one !== two) parents.set(one, two);
    }
  }
  return findRoot;
}
