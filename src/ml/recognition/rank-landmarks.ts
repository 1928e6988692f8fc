/** @file What the references say of one photo, before any other evidence: the landmarks that come into question, and their features. */
import type { ScoreCalibration } from './atlas.ts';
import type { PhotoScores } from './reference-set.ts';
import type { FindUsualCosine } from './usual-cosine.ts';

/** One landmark and what its references say. */
export interface RankedLandmark {
  /** Index in the reference set's `landmarkIds`. */
  readonly landmark: number;
  /** Sum of the 3 largest (a_j - b_j), minus c (design.md section 6). */
  readonly score: number;
  /** Largest a_j. */
  readonly nearest: number;
  /** Soft mean of all a_j, in which near references count far more than others. */
  readonly support: number;
}

/** Sharpness of the soft mean: 0 would be the mean, infinity the largest. */
const supportSharpness = 20;

/**
 * The `count` landmarks of the best scores and the `count` of the nearest references among those that `isPossible` lets through;
 * best score first, ties by index. Scores alone would leave out a landmark of five references beside one of thirty: the sum of
 * the three largest of many is larger than that of few.
 */
export function rankLandmarks(
  { scores, nearest, listCosines }: PhotoScores,
  isPossible: (landmark: number) => boolean,
  count: number,
): RankedLandmark[] {
  const chosen = new Set([
    ...listBest(scores, isPossible, count, -Infinity),
    ...listBest(nearest, isPossible, count, -2),
  ]);
  return [...chosen]
    .map((landmark) => ({
      landmark,
      score: scores[landmark] ?? -Infinity,
      nearest: nearest[landmark] ?? -2,
      support: averageSoftly(listCosines(landmark)),
    }))
    .sort((a, b) => b.score - a.score || a.landmark - b.landmark);
}

/** Indices of the `count` largest values above `least`, largest first, ties by index. */
function listBest(
  values: Float32Array,
  isPossible: (landmark: number) => boolean,
  count: number,
  least: number,
): number[] {
  const best: number[] = [];
  let bar = least;
  for (let landmark = 0; landmark < values.length; landmark++) {
    const value = values[landmark] ?? -Infinity;
    // Asked before `isPossible`, which costs more: few of many landmarks come so far.
    if (value <= bar || !isPossible(landmark)) continue;
    let place = best.length;
    while (place > 0 && (values[best[place - 1] ?? 0] ?? 0) < value) place--;
    best.splice(place, 0, landmark);
    if (best.length > count) best.pop();
    if (best.length === count) bar = values[best[count - 1] ?? 0] ?? least;
  }
  return best;
}

/** log(mean(e^(20 a))) / 20 of the cosines; -2 marks a reference that does not count. */
function averageSoftly(cosines: Float32Array): number {
  let sum = 0;
  let count = 0;
  for (const cosine of cosines) {
    if (cosine <= -2) continue;
    sum += Math.exp(supportSharpness * cosine);
    count++;
  }
  return count === 0 ? -2 : Math.log(sum / count) / supportSharpness;
}

/** What the probability of a landmark is computed from. */
export type ScoreFeatures = Pick<RankedLandmark, 'score' | 'support' | 'nearest'> & {
  /** `nearest`, minus what is usual among the landmark's references. */
  readonly closeness: number;
};

/** Features of one landmark. */
export function measureFeatures(
  { landmark, score, support, nearest }: RankedLandmark,
  findUsualCosine: FindUsualCosine,
): ScoreFeatures {
  return { score, support, nearest, closeness: nearest - findUsualCosine(landmark) };
}

/** Log-odds of the landmark against "none of them", by the look alone. */
export function calibrateScore(calibration: ScoreCalibration, features: ScoreFeatures): number {
  return (
    calibration.intercept +
    calibration.score * features.score +
    calibration.support * features.support +
    calibration.nearest * features.nearest +
    calibration.closeness * features.closeness
  );
}

/**
 * Probabilities of landmarks and of "none" from their log-odds against "none": conditional logit with an outside option
 * (McFadden 1974). All of them sum to 1, so that two that look alike share what there is.
 */
export function shareProbability(logOdds: readonly number[]): {
  readonly probabilities: readonly number[];
  readonly none: number;
} {
  const largest = Math.max(0, ...logOdds);
  const weights = logOdds.map((value) => Math.exp(value - largest));
  const noneWeight = Math.exp(-largest);
  const sum = weights.reduce((total, weight) => total + weight, noneWeight);
  return { probabilities: weights.map((weight) => weight / sum), none: noneWeight / sum };
}
