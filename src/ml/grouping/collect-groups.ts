/** @file From disjoint sets of photos to groups: which sets are groups, and how surely each member belongs. */
import type { GroupMember, PhotoGroup } from '../embedder-messages.ts';
import { applySigmoid } from '../recognition/unit-vectors.ts';
import type { GroupingThresholds } from './grouping-thresholds.ts';
import type { LinkedSets } from './linked-sets.ts';
import type { PairCalibration, SelectedPhotos } from './select-photos.ts';

export interface CollectParams {
  readonly selected: SelectedPhotos;
  readonly dims: number;
  readonly sets: LinkedSets;
  readonly core: readonly boolean[];
  /** Photos that a person put together with another. */
  readonly decided: ReadonlySet<number>;
  readonly thresholds: GroupingThresholds;
  readonly calibration: PairCalibration;
}

/** A member is rated by the nearest of the others ... */
const countedMembers = 3;
/** ... of which so many, evenly spread, are looked at: a group of thousands would cost its square. */
const comparedMembers = 300;

/** The sets that are groups: large and landmark-like enough, or put together by a person. */
export function collectGroups(params: CollectParams): PhotoGroup[] {
  const { selected, sets } = params;
  const members = new Map<number, number[]>();
  for (const index of selected.photos.keys()) {
    const known = members.get(sets.find(index));
    if (known === undefined) members.set(sets.find(index), [index]);
    else known.push(index);
  }
  return [...members.values()].filter((set) => isGroup(set, params)).map((set) => buildGroup(set, params));
}

function isGroup(set: readonly number[], { selected, decided, thresholds }: CollectParams): boolean {
  if (set.length < 2) return false;
  if (set.some((index) => decided.has(index))) return true;
  const sum = set.reduce((total, index) => total + (selected.landmarkness[index] ?? 0), 0);
  return set.length >= thresholds.groupSize && sum / set.length >= thresholds.groupLandmarkness;
}

function buildGroup(set: readonly number[], params: CollectParams): PhotoGroup {
  const { photos } = params.selected;
  return {
    members: set.map((index): GroupMember => ({
      photoId: photos[index]?.photoId ?? 0,
      role: params.core[index] === true ? 'core' : 'border',
      confidence: rateMember(index, set, params),
    })),
  };
}

/** Calibrated probability that a member belongs: that of its mean raw cosine to the 3 nearest other members. */
function rateMember(index: number, set: readonly number[], { selected, dims, calibration }: CollectParams): number {
  const vectors = selected.vectors;
  const cosines: number[] = [];
  const step = Math.ceil(set.length / comparedMembers);
  for (const [place, other] of set.entries()) {
    if (other === index || place % step !== 0) continue;
    let sum = 0;
    for (let d = 0; d < dims; d++) sum += (vectors[index * dims + d] ?? 0) * (vectors[other * dims + d] ?? 0);
    cosines.push(sum);
  }
  const nearest = cosines.sort((a, b) => b - a).slice(0, countedMembers);
  const mean = nearest.reduce((sum, cosine) => sum + cosine, 0) / nearest.length;
  return applySigmoid(calibration.slope * mean + calibration.intercept);
}
