/** @file What the atlas says of one photo, before GPS: its landmarks by score, and the features that calibrate them. */
import type { ScoreCalibration } from './atlas.ts';
import { scoreReferences, type ReferenceSet } from './reference-set.ts';

/** One landmark and its score (design.md section 6). */
export interface RankedLandmark {
  /** Index in the reference set's `landmarkIds`. */
  readonly landmark: number;
  readonly score: number;
}

/** All landmarks that `isPossible` lets through, best first, ties by index. */
export function rankLandmarks(
  references: ReferenceSet,
  photo: { readonly vector: Float32Array; readonly photoId: number | null },
  isPossible: (landmark: number) => boolean,
): RankedLandmark[] {
  return [...scoreReferences(references, photo)]
    .filter(([landmark]) => isPossible(landmark))
    .map(([landmark, score]) => ({ landmark, score }))
    .sort((a, b) => b.score - a.score || a.landmark - b.landmark);
}

/** What the probability of a ranked landmark is computed from. */
export interface ScoreFeatures {
  readonly score: number;
  /** Lead over the best other landmark; negative for all but the first. A rival below 0 counts as 0. */
  readonly margin: number;
  /** Log-odds of showing a landmark at all. */
  readonly landmarkness: number;
}

/** Features of the landmark at place `rank` of a ranking. */
export function measureFeatures(ranking: readonly RankedLandmark[], rank: number, landmarkness: number): ScoreFeatures {
  const score = ranking[rank]?.score ?? 0;
  const rival = ranking[rank === 0 ? 1 : 0]?.score ?? 0;
  return { score, margin: score - Math.max(rival, 0), landmarkness };
}

/** Log-odds that the landmark is the right one. */
export function calibrateScore(calibration: ScoreCalibration, features: ScoreFeatures): number {
  return (
    calibration.intercept +
    calibration.score * features.score +
    calibration.margin * features.margin +
    calibration.landmarkness * features.landmarkness
  );
}
