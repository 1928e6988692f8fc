/** @file One photo as a query against all others: what a look-up would have answered, and where its mates rank. */
import { computeAveragePrecision, computePrecisionAt } from './average-precision.ts';
import type { LabelIndex } from './label-index.ts';

/** How well the other photos of its landmark rank. */
export interface MateRanking {
  readonly averagePrecision: number;
  /** Of the first 100 ranks (see `computeAveragePrecision`). */
  readonly averagePrecisionAt100: number;
  readonly precisionAt1: number;
  readonly precisionAt5: number;
  readonly precisionAt10: number;
  /** The photo of its landmark that ranks first, and where. */
  readonly bestMate: number;
  readonly bestMateRank: number;
  readonly bestMateCosine: number;
}

export interface PhotoJudgement {
  /** The nearest other photo that has a landmark, -1 when there is none: its landmark is the answer of a look-up. */
  readonly nearest: number;
  readonly nearestCosine: number;
  /** Mean cosine to the 10 nearest non-landmarks (of all when there are fewer); 0 without any. */
  readonly penalty: number;
  /** The nearest photo that does not show its landmark, -1 when there is none. */
  readonly stranger: number;
  readonly strangerCosine: number;
  /** Null for a photo without another one of its landmark: it is no query. */
  readonly mates: MateRanking | null;
}

/** Non-landmarks in the penalty of a query (design.md section 6: c). */
const penaltyNeighbours = 10;

/** @param cosines of the photo with every photo; its own is not looked at */
export function judgePhoto(photo: number, cosines: Float32Array, index: LabelIndex): PhotoJudgement {
  const { landmarkOf, photosOf } = index;
  const own = landmarkOf[photo] ?? -1;
  const closest = new Float64Array(penaltyNeighbours).fill(-Infinity);
  let [nearest, nearestCosine] = [-1, -Infinity];
  let [stranger, strangerCosine] = [-1, -Infinity];
  for (let other = 0; other < cosines.length; other++) {
    if (other === photo) continue;
    const cosine = cosines[other] ?? 0;
    const landmark = landmarkOf[other] ?? -1;
    // Strictly greater: of equal ones the first photo counts as nearer.
    if (landmark !== -1 && cosine > nearestCosine) [nearest, nearestCosine] = [other, cosine];
    if ((landmark === -1 || landmark !== own) && cosine > strangerCosine) [stranger, strangerCosine] = [other, cosine];
    if (landmark === -1 && cosine > (closest[penaltyNeighbours - 1] ?? 0)) insertDescending(closest, cosine);
  }
  const mates = own === -1 ? [] : (photosOf[own] ?? []).filter((other) => other !== photo);
  return {
    nearest,
    nearestCosine,
    penalty: averageFinite(closest),
    stranger,
    strangerCosine,
    mates: mates.length === 0 ? null : rankMates(photo, cosines, mates, landmarkOf),
  };
}

/** Puts a value into its place and drops the last one. */
function insertDescending(values: Float64Array, value: number): void {
  let place = values.length - 1;
  for (; place > 0 && (values[place - 1] ?? 0) < value; place--) values[place] = values[place - 1] ?? 0;
  values[place] = value;
}

function averageFinite(values: Float64Array): number {
  let [sum, count] = [0, 0];
  for (const value of values) {
    if (value === -Infinity) break;
    sum += value;
    count++;
  }
  return count === 0 ? 0 : sum / count;
}

/**
 * Ranks of the mates without sorting all photos: every other photo is counted at the first mate that ranks after it. Equal
 * cosines keep the order of the photos.
 */
function rankMates(
  photo: number,
  cosines: Float32Array,
  mates: readonly number[],
  landmarkOf: Int32Array,
): MateRanking {
  const own = landmarkOf[photo];
  const ordered = [...mates].sort((a, b) => (cosines[b] ?? 0) - (cosines[a] ?? 0) || a - b);
  const mateCosines = Float64Array.from(ordered, (mate) => cosines[mate] ?? 0);
  const last = ordered.length - 1;
  const lowest = mateCosines[last] ?? 0;
  const strangersBefore = new Uint32Array(ordered.length);
  for (let other = 0; other < cosines.length; other++) {
    const cosine = cosines[other] ?? 0;
    if (cosine < lowest || landmarkOf[other] === own) continue;
    let low = 0;
    let high = last + 1;
    while (low < high) {
      const middle = (low + high) >> 1;
      const mateCosine = mateCosines[middle] ?? 0;
      if (cosine > mateCosine || (cosine === mateCosine && other < (ordered[middle] ?? 0))) high = middle;
      else low = middle + 1;
    }
    if (low <= last) strangersBefore[low] = (strangersBefore[low] ?? 0) + 1;
  }
  const ranks = new Uint32Array(ordered.length);
  let strangers = 0;
  for (let place = 0; place < ranks.length; place++) {
    strangers += strangersBefore[place] ?? 0;
    ranks[place] = strangers + place + 1;
  }
  return {
    averagePrecision: computeAveragePrecision(ranks),
    averagePrecisionAt100: computeAveragePrecision(ranks, ranks.length, 100),
    precisionAt1: computePrecisionAt(ranks, 1),
    precisionAt5: computePrecisionAt(ranks, 5),
    precisionAt10: computePrecisionAt(ranks, 10),
    bestMate: ordered[0] ?? -1,
    bestMateRank: ranks[0] ?? 0,
    bestMateCosine: mateCosines[0] ?? 0,
  };
}
