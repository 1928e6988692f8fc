/** @file What the references say of one photo, before GPS: its landmarks by score, and the features that calibrate them. */
import type { ScoreCalibration } from './atlas.ts';
import type { LandmarkScore, PhotoScores } from './reference-set.ts';
import type { FindUsualCosine } from './usual-cosine.ts';

/** One landmark and what its references say. */
export interface RankedLandmark extends LandmarkScore {
  /** Index in the reference set's `landmarkIds`. */
  readonly landmark: number;
}

/** The `count` best landmarks that `isPossible` lets through, best score first, ties by index. */
export function rankLandmarks(
  { scores, findNearest }: PhotoScores,
  isPossible: (landmark: number) => boolean,
  count: number,
): RankedLandmark[] {
  const best: { readonly landmark: number; readonly score: number }[] = [];
  for (let landmark = 0; landmark < scores.length; landmark++) {
    const score = scores[landmark] ?? -Infinity;
    // Asked before `isPossible`, which costs more: few of many landmarks come so far.
    if (score === -Infinity || (best.length === count && score <= (best[count - 1]?.score ?? -Infinity))) continue;
    if (!isPossible(landmark)) continue;
    let place = best.length;
    while (place > 0 && (best[place - 1]?.score ?? 0) < score) place--;
    best.splice(place, 0, { landmark, score });
    if (best.length > count) best.pop();
  }
  return best.map(({ landmark, score }) => ({ landmark, score, nearest: findNearest(landmark) }));
}

/** What the probability of a ranked landmark is computed from. */
export interface ScoreFeatures {
  readonly score: number;
  /** Score of the best other landmark, 0 where it is negative. */
  readonly rival: number;
  /** Cosine to the nearest reference, minus what is usual among the landmark's references. */
  readonly closeness: number;
}

export interface MeasureParams {
  readonly ranking: readonly RankedLandmark[];
  /** Place in the ranking, from 0. */
  readonly rank: number;
  readonly findUsualCosine: FindUsualCosine;
}

/** Features of the landmark at one place of a ranking. */
export function measureFeatures({ ranking, rank, findUsualCosine }: MeasureParams): ScoreFeatures {
  const own = ranking[rank];
  if (own === undefined) return { score: 0, rival: 0, closeness: -1 };
  return {
    score: own.score,
    rival: Math.max(0, ranking[rank === 0 ? 1 : 0]?.score ?? 0),
    closeness: own.nearest - findUsualCosine(own.landmark),
  };
}

/** Log-odds that the landmark is the right one. */
export function calibrateScore(calibration: ScoreCalibration, features: ScoreFeatures): number {
  return (
    calibration.intercept +
    calibration.score * features.score +
    calibration.rival * features.rival +
    calibration.closeness * features.closeness
  );
}
