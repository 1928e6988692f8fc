/** @file From disjoint sets of photos to groups: which sets are groups, who of the rest joins them, and how surely each belongs. */
import type { GroupMember, PhotoGroup } from '../embedder-messages.ts';
import type { GroupingThresholds } from './grouping-thresholds.ts';
import type { LinkedSets } from './linked-sets.ts';
import type { NeighbourPair } from './neighbour-graph.ts';
import { measureLikeness, rateMember } from './rate-members.ts';
import type { SelectedPhotos } from './select-photos.ts';

export interface CollectParams {
  readonly selected: SelectedPhotos;
  /** Smoothed unit vectors, photos x dims. */
  readonly vectors: Float32Array;
  readonly dims: number;
  readonly sets: LinkedSets;
  /** Who is left over asks the groups of its neighbours. */
  readonly pairs: readonly NeighbourPair[];
  /** Photos that a person put together with another. */
  readonly decided: ReadonlySet<number>;
  /** Ids of photos whose groups are asked for: rating the others would cost most of the time. Null: all groups are. */
  readonly wanted: ReadonlySet<number> | null;
  readonly thresholds: GroupingThresholds;
}

/**
 * The sets that are groups: large and landmark-like enough, or put together by a person. A photo that is left over joins the group
 * that it is clearly most like (`border`), or is suggested to it (`tentative`); it changes nobody else's likeness.
 */
export function collectGroups(params: CollectParams): PhotoGroup[] {
  const { selected, sets } = params;
  const cores = new Map<number, number[]>();
  for (const index of selected.photos.keys()) {
    const known = cores.get(sets.find(index));
    if (known === undefined) cores.set(sets.find(index), [index]);
    else known.push(index);
  }
  for (const [root, core] of cores) if (!isGroup(core, params)) cores.delete(root);
  const followers = findFollowers(params, cores);
  const all = [...cores].map(([root, core]) => ({ core, followers: followers.get(root) ?? [] }));
  return all.filter((group) => isWanted(group, params)).map((group) => buildGroup(group, params));
}

function isGroup(set: readonly number[], { selected, decided, thresholds }: CollectParams): boolean {
  if (set.length < 2) return false;
  if (set.some((index) => decided.has(index))) return true;
  return set.length >= thresholds.groupSize && averageLandmarkness(set, selected) >= thresholds.groupLandmarkness;
}

interface FoundGroup {
  readonly core: readonly number[];
  readonly followers: readonly Follower[];
}

function isWanted({ core, followers }: FoundGroup, { selected, wanted }: CollectParams): boolean {
  if (wanted === null) return true;
  const isOne = (index: number): boolean => wanted.has(selected.photos[index]?.photoId ?? 0);
  return core.some(isOne) || followers.some(({ index }) => isOne(index));
}

function averageLandmarkness(set: readonly number[], selected: SelectedPhotos): number {
  return set.reduce((total, index) => total + (selected.landmarkness[index] ?? 0), 0) / set.length;
}

interface Follower {
  readonly index: number;
  readonly role: 'border' | 'tentative';
  readonly confidence: number;
}

/** Photos in no group that are most like one, by the root of its set. */
function findFollowers(params: CollectParams, cores: ReadonlyMap<number, readonly number[]>): Map<number, Follower[]> {
  const { sets, pairs, vectors, dims, thresholds } = params;
  const asked = new Map<number, Set<number>>();
  const ask = (index: number, other: number): void => {
    const root = sets.find(other);
    if (cores.has(sets.find(index)) || !cores.has(root)) return;
    const roots = asked.get(index);
    if (roots === undefined) asked.set(index, new Set([root]));
    else roots.add(root);
  };
  for (const { a, b, logit } of pairs) {
    if (logit === -Infinity) continue;
    ask(a, b);
    ask(b, a);
  }
  const followers = new Map<number, Follower[]>();
  for (const [index, roots] of asked) {
    const [best, rival] = [...roots]
      .map((root) => ({ root, likeness: measureLikeness(index, cores.get(root) ?? [], vectors, dims) }))
      .sort((a, b) => b.likeness.nearest - a.likeness.nearest || a.root - b.root);
    if (best === undefined || !sets.canJoin(index, best.root)) continue;
    const margin = best.likeness.nearest - (rival?.likeness.nearest ?? -1);
    const isAtLeast = (cosine: number, least: number): boolean => best.likeness.nearest >= cosine && margin >= least;
    const { joinCosine, joinMargin, suggestCosine, suggestMargin } = thresholds;
    if (!isAtLeast(suggestCosine, suggestMargin)) continue;
    const role = isAtLeast(joinCosine, joinMargin) ? 'border' : 'tentative';
    const own = followers.get(best.root) ?? [];
    followers.set(best.root, [...own, { index, role, confidence: rateMember(best.likeness) }]);
  }
  return followers;
}

function buildGroup({ core, followers }: FoundGroup, params: CollectParams): PhotoGroup {
  const { selected, vectors, dims, decided } = params;
  const idOf = (index: number): number => selected.photos[index]?.photoId ?? 0;
  const members = core.map((index): GroupMember => ({
    photoId: idOf(index),
    role: 'core',
    confidence: decided.has(index) ? 1 : rateMember(measureLikeness(index, core, vectors, dims)),
  }));
  const certainty =
    (members.reduce((sum, { confidence }) => sum + confidence, 0) / members.length) *
    averageLandmarkness(core, selected);
  for (const { index, role, confidence } of followers) members.push({ photoId: idOf(index), role, confidence });
  return { members: members.sort((a, b) => a.photoId - b.photoId), certainty };
}
