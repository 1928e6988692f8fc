/** @file Counts all pairs of photos by landmark, so that a resample of landmarks can be measured without the pairs. */
import { applySigmoid } from '../recognition/unit-vectors.ts';
import type { LabelIndex } from './label-index.ts';
import { createPairCounts, findPairBin, pairBinCount, type PairCounts } from './pair-counts.ts';
import {
  createReliabilityCounts,
  findReliabilityBin,
  reliabilityBinCount,
  type ReliabilityCounts,
} from './reliability.ts';

/** Cosine of two landmark photos to the probability that they show one landmark: sigmoid(slope x cosine + intercept). */
export interface PairCalibration {
  readonly slope: number;
  readonly intercept: number;
}

export interface PairTally {
  /** Adds the pairs of a photo with all photos before it. Called once a photo. */
  readonly add: (photo: number, cosines: Float32Array) => void;
  /** Pairs with landmark l counted `landmarkCounts[l]` times (all ones: as they are). */
  readonly countPairs: (landmarkCounts: ArrayLike<number>) => PairCounts;
  readonly countReliability: (landmarkCounts: ArrayLike<number>) => ReliabilityCounts;
}

/** One row of bins a landmark. */
type Table = Float64Array;

/**
 * [Note: resampled pairs] In a resample in which landmark l was drawn m(l) times a pair of photos of landmark l counts m(l)
 * times, and so does a pair of such a photo with a non-landmark (those are fixed here). A pair of two landmarks k and l would
 * count m(k) m(l) times; it counts m(k) + m(l) - 1 times, which is the same to first order (the Hajek projection of the
 * statistic) and needs one row of counts a landmark instead of one a pair of landmarks. Below zero counts as zero.
 */
export function createPairTally({ landmarks, landmarkOf }: LabelIndex, calibration: PairCalibration): PairTally {
  const makeTable = (bins: number): Table => new Float64Array(landmarks.length * bins);
  const [same, different, other] = [makeTable(pairBinCount), makeTable(pairBinCount), makeTable(pairBinCount)];
  const [likelySame, likelyDifferent] = [makeTable(reliabilityBinCount), makeTable(reliabilityBinCount)];
  const [samePredicted, differentPredicted] = [makeTable(reliabilityBinCount), makeTable(reliabilityBinCount)];

  const addLandmarkPair = (a: number, b: number, cosine: number): void => {
    const bin = findPairBin(cosine);
    const probability = applySigmoid(calibration.slope * cosine + calibration.intercept);
    const tenth = findReliabilityBin(probability);
    if (a === b) {
      raise(same, a * pairBinCount + bin, 1);
      raise(likelySame, a * reliabilityBinCount + tenth, 1);
      raise(samePredicted, a * reliabilityBinCount + tenth, probability);
      return;
    }
    for (const landmark of [a, b]) {
      raise(different, landmark * pairBinCount + bin, 1);
      raise(likelyDifferent, landmark * reliabilityBinCount + tenth, 1);
      raise(differentPredicted, landmark * reliabilityBinCount + tenth, probability);
    }
  };

  return {
    add: (photo, cosines) => {
      const own = landmarkOf[photo] ?? -1;
      for (let before = 0; before < photo; before++) {
        const landmark = landmarkOf[before] ?? -1;
        const cosine = cosines[before] ?? 0;
        if (own !== -1 && landmark !== -1) addLandmarkPair(own, landmark, cosine);
        else if (own !== -1 || landmark !== -1) {
          raise(other, Math.max(own, landmark) * pairBinCount + findPairBin(cosine), 1);
        }
      }
    },
    countPairs: (landmarkCounts) => {
      const counts = createPairCounts();
      sumRows(counts.same, same, landmarkCounts);
      sumRows(counts.other, other, landmarkCounts);
      sumCrossRows(counts.different, different, landmarkCounts);
      return counts;
    },
    countReliability: (landmarkCounts) => {
      const counts = createReliabilityCounts();
      sumRows(counts.same, likelySame, landmarkCounts);
      sumRows(counts.samePredicted, samePredicted, landmarkCounts);
      sumCrossRows(counts.different, likelyDifferent, landmarkCounts);
      sumCrossRows(counts.differentPredicted, differentPredicted, landmarkCounts);
      return counts;
    },
  };
}

function raise(table: Table, place: number, by: number): void {
  table[place] = (table[place] ?? 0) + by;
}

/** Sum of the rows, each as often as its landmark counts. */
function sumRows(out: Float64Array, table: Table, landmarkCounts: ArrayLike<number>): void {
  for (let landmark = 0; landmark < landmarkCounts.length; landmark++) {
    const count = landmarkCounts[landmark] ?? 0;
    if (count === 0) continue;
    const start = landmark * out.length;
    for (let bin = 0; bin < out.length; bin++) out[bin] = (out[bin] ?? 0) + count * (table[start + bin] ?? 0);
  }
}

/** The same for pairs of two landmarks, which stand in both their rows ([Note: resampled pairs]). */
function sumCrossRows(out: Float64Array, table: Table, landmarkCounts: ArrayLike<number>): void {
  for (let landmark = 0; landmark < landmarkCounts.length; landmark++) {
    // m(k) + m(l) - 1 is m(k) - 1/2 in the one row and m(l) - 1/2 in the other.
    const count = (landmarkCounts[landmark] ?? 0) - 0.5;
    const start = landmark * out.length;
    for (let bin = 0; bin < out.length; bin++) out[bin] = (out[bin] ?? 0) + count * (table[start + bin] ?? 0);
  }
  for (let bin = 0; bin < out.length; bin++) out[bin] = Math.max(0, out[bin] ?? 0);
}
