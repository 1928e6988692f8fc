/** @file Grouping of photos of landmarks that the atlas does not know (design.md section 7; figures: docs/grouping.md). */
import type { PhotoGroup } from '../embedder-messages.ts';
import { collectGroups } from './collect-groups.ts';
import { groupingThresholds } from './grouping-thresholds.ts';
import { createLinkedSets, type LinkedSets } from './linked-sets.ts';
import { findEdges, type Edge } from './neighbour-graph.ts';
import { selectPhotos, type GroupInput } from './select-photos.ts';
import { smoothVectors } from './smooth-vectors.ts';

/**
 * Groups the landmark-like photos: smoothed vectors, mutual neighbours with overlapping neighbourhoods, core photos joined
 * along their edges, border photos with their nearest core. Pure: the same photos give the same groups in whatever order
 * they come. Groups are sorted by their first photo id, members by photo id. A person's must-links and cannot-links always
 * hold; where they contradict each other the cannot-link wins.
 */
export async function groupPhotos(input: GroupInput): Promise<PhotoGroup[]> {
  const thresholds = input.thresholds ?? groupingThresholds;
  const { dims, searchNeighbours, calibration } = input;
  const selected = selectPhotos(input, thresholds);
  const { photos, vectors } = selected;
  if (photos.length === 0) return [];
  const smoothed = await smoothVectors({
    vectors,
    dims,
    neighbours: thresholds.smoothingNeighbours,
    leastCosine: thresholds.smoothingCosine,
    searchNeighbours,
  });
  const edges = await findEdges({ photos, vectors: smoothed, dims, thresholds, searchNeighbours });
  const indexOf = new Map(photos.map((photo, index) => [photo.photoId, index]));
  const sets = createLinkedSets(photos.length, mapLinks(input.cannotLinks, indexOf).flat());
  const mustLinks = mapLinks(input.mustLinks, indexOf);
  const decided = new Set(mustLinks.flat());
  for (const [a, b] of mustLinks) sets.join(a, b);
  const core = joinCores({ edges, sets, decided, count: photos.length, coreEdges: thresholds.coreEdges });
  joinBorders({ edges, sets, core });
  return collectGroups({ selected, dims, sets, core, decided, thresholds, calibration });
}

/** Pairs of photo ids to sorted pairs of indices; pairs with a photo that is not here are left out. */
function mapLinks(links: Int32Array, indexOf: ReadonlyMap<number, number>): (readonly [number, number])[] {
  const pairs: (readonly [number, number])[] = [];
  for (let i = 0; i + 1 < links.length; i += 2) {
    const a = indexOf.get(links[i] ?? 0);
    const b = indexOf.get(links[i + 1] ?? 0);
    if (a !== undefined && b !== undefined) pairs.push(a < b ? [a, b] : [b, a]);
  }
  return pairs.sort((x, y) => x[0] - y[0] || x[1] - y[1]);
}

interface JoinCoresParams {
  readonly edges: readonly Edge[];
  readonly sets: LinkedSets;
  readonly decided: ReadonlySet<number>;
  readonly count: number;
  readonly coreEdges: number;
}

/** Joins core photos along their edges, strongest first. Returns which photos are core; what a person decided is. */
function joinCores({ edges, sets, decided, count, coreEdges }: JoinCoresParams): boolean[] {
  const degrees = new Int32Array(count);
  for (const { a, b } of edges) {
    degrees[a] = (degrees[a] ?? 0) + 1;
    degrees[b] = (degrees[b] ?? 0) + 1;
  }
  const core = Array.from(degrees, (degree, index) => degree >= coreEdges || decided.has(index));
  for (const { a, b } of edges) if (core[a] === true && core[b] === true) sets.join(a, b);
  return core;
}

interface JoinBordersParams {
  readonly edges: readonly Edge[];
  readonly sets: LinkedSets;
  readonly core: readonly boolean[];
}

/** Lets each photo that is not core join the set of its nearest core photo that it may join. */
function joinBorders({ edges, sets, core }: JoinBordersParams): void {
  const joined = new Set<number>();
  for (const { a, b } of edges) {
    if (core[a] === core[b]) continue;
    const border = core[a] === true ? b : a;
    if (!joined.has(border) && sets.join(a, b)) joined.add(border);
  }
}
