/** @file Grouping of photos of landmarks that the atlas does not know (design.md section 7; figures: docs/grouping.md). */
import type { PhotoGroup } from '../embedder-messages.ts';
import { clusterPhotos } from './cluster-photos.ts';
import { collectGroups } from './collect-groups.ts';
import { groupingThresholds } from './grouping-thresholds.ts';
import { createLinkedSets } from './linked-sets.ts';
import { findNeighbourPairs } from './neighbour-graph.ts';
import { weighPlaceAndTime } from './place-and-time.ts';
import { selectPhotos, type GroupInput } from './select-photos.ts';
import { smoothVectors } from './smooth-vectors.ts';

/**
 * Groups the landmark-like photos: vectors smoothed twice, edges between neighbours that likely show one landmark, joined unless the
 * two clusters as a whole differ ([Note: likeness]); who is left over joins a group as border photo or is suggested to it. Pure:
 * the same photos give the same groups in whatever order they come; equals go by photo id. Groups are sorted by their first
 * photo id, members by photo id. A person's must-links and cannot-links always hold; where they contradict each other the
 * cannot-link wins.
 */
export async function groupPhotos(input: GroupInput): Promise<PhotoGroup[]> {
  const thresholds = input.thresholds ?? groupingThresholds;
  const { dims, searchNeighbours } = input;
  const selected = selectPhotos(input, thresholds);
  const { photos } = selected;
  if (photos.length === 0) return [];
  const mayMix = (a: number, b: number): boolean => {
    const [one, other] = [photos[a], photos[b]];
    return one !== undefined && other !== undefined && weighPlaceAndTime(one, other) !== 'vetoed';
  };
  let { vectors } = selected;
  for (const round of thresholds.smoothing) {
    vectors = await smoothVectors({ vectors, dims, searchNeighbours, mayMix, ...round });
  }
  const pairs = await findNeighbourPairs({ photos, vectors, dims, thresholds, searchNeighbours });
  const indexOf = new Map(photos.map((photo, index) => [photo.photoId, index]));
  const sets = createLinkedSets(photos.length, mapLinks(input.cannotLinks, indexOf).flat());
  const mustLinks = mapLinks(input.mustLinks, indexOf);
  for (const [a, b] of mustLinks) sets.join(a, b);
  clusterPhotos({ vectors, dims, pairs, sets, thresholds });
  const decided = new Set(mustLinks.flat());
  const wanted = input.wanted === undefined ? null : new Set(input.wanted);
  return collectGroups({ selected, vectors, dims, sets, pairs, decided, wanted, thresholds }).sort(
    (a, b) => (a.members[0]?.photoId ?? 0) - (b.members[0]?.photoId ?? 0),
  );
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
