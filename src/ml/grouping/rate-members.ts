/** @file How surely a photo belongs to a group: from its smoothed cosines to the group's photos. */
import { applySigmoid, multiplyPair } from '../recognition/unit-vectors.ts';

/** Members of a group whose likeness to a photo counts by itself ... */
const nearestMembers = 3;
/** ... of which so many, evenly spread, are looked at: a group of thousands would cost its square. */
const comparedMembers = 300;

/**
 * Logistic fit of "shows what most of the group shows" on training and validation photos of src/ml/models/dolg-b4-vit, whole and
 * thinned out to 10 and 4 photos a landmark (docs/grouping.md; expected calibration error 0.04 on the validation photos).
 */
const calibration = { intercept: -3.9, nearest: 1.3, all: 8 } as const;

export interface MemberLikeness {
  /** Mean smoothed cosine to the 3 nearest other members. */
  readonly nearest: number;
  /** To all other members. */
  readonly all: number;
}

/** Likeness of photo `index` to a group, itself left out. `vectors`: smoothed unit vectors, photos x dims. */
export function measureLikeness(
  index: number,
  group: readonly number[],
  vectors: Float32Array,
  dims: number,
): MemberLikeness {
  const cosines: number[] = [];
  const step = Math.ceil(group.length / comparedMembers);
  for (let place = 0; place < group.length; place += step) {
    const other = group[place] ?? index;
    if (other !== index) cosines.push(multiplyPair(vectors, dims, index, other));
  }
  if (cosines.length === 0) return { nearest: 1, all: 1 };
  // Sorted by number without a comparison in JavaScript for each two.
  const sorted = Float64Array.from(cosines).sort();
  return { nearest: average(sorted.subarray(-nearestMembers)), all: average(sorted) };
}

/** Probability in [0, 1] that a photo of this likeness belongs to the group. */
export function rateMember({ nearest, all }: MemberLikeness): number {
  return applySigmoid(calibration.intercept + calibration.nearest * nearest + calibration.all * all);
}

function average(values: Float64Array): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
