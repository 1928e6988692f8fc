/** @file Labelled photos against an atlas: what recognition would say of each, and the calibration fitted on it. */
import type { ScoreCalibration } from '../recognition/atlas.ts';
import { estimateLandmarkness, weighLandmarkness, type Landmarkness } from '../recognition/landmarkness.ts';
import {
  calibrateScore,
  measureFeatures,
  rankLandmarks,
  shareProbability,
  type ScoreFeatures,
} from '../recognition/rank-landmarks.ts';
import { consideredCount, isSure, recognitionThresholds } from '../recognition/recognizer.ts';
import { scoreAll, type ReferenceSet } from '../recognition/reference-set.ts';
import { multiplyAllInLoops } from '../recognition/quantized-vectors.ts';
import { createUsualCosines } from '../recognition/usual-cosine.ts';
import { fitChoice } from './fit-choice.ts';

export interface LabelledQuery {
  readonly vector: Float32Array;
  /** The vector as it is looked up, smoothed over the library or not. */
  readonly seen: Float32Array;
  /** References of this photo are left out. */
  readonly photoId: number;
  /** Null: not a landmark. Of the reference set's ids, or another: a landmark that the atlas does not know. */
  readonly landmarkId: string | null;
}

/** A landmark that comes into question. */
export interface CaseCandidate {
  readonly landmarkId: string;
  /** Few references speak for it. */
  readonly isThin: boolean;
  readonly features: ScoreFeatures;
}

/**
 * One look-up. `known`: the atlas has the photo's landmark. `unknown`: it has not. `taken-out`: it has, and the landmark was taken out
 * of it for this look-up. `non-landmark`: there is nothing to name.
 */
export interface RecognitionCase {
  readonly kind: 'known' | 'unknown' | 'taken-out' | 'non-landmark';
  readonly query: LabelledQuery;
  readonly candidates: readonly CaseCandidate[];
  /** Place of the photo's own landmark among them; null when it is not there. */
  readonly right: number | null;
  /** Probability of showing a landmark at all. */
  readonly landmarkness: number;
}

/** Looks every query up; one of a known landmark twice, the second time as if the atlas had never heard of it. */
export async function collectCases(
  references: ReferenceSet,
  landmarkness: Landmarkness,
  queries: readonly LabelledQuery[],
): Promise<RecognitionCase[]> {
  const indexOf = new Map(references.landmarkIds.map((id, index) => [id, index]));
  const findUsualCosine = createUsualCosines(references);
  const photos = queries.map(({ seen, photoId }) => ({ vector: seen, photoId }));
  const cases = await scoreAll(references, photos, multiplyAllInLoops, (scores, place) => {
    const query = queries[place];
    if (query === undefined) throw new RangeError(`there is no query ${String(place)}`);
    const probability = estimateLandmarkness(landmarkness, query.vector);
    const own = query.landmarkId === null ? undefined : indexOf.get(query.landmarkId);
    const ask = (kind: RecognitionCase['kind']): RecognitionCase => {
      const ranking = rankLandmarks(scores, (landmark) => kind === 'known' || landmark !== own, consideredCount);
      const right = ranking.findIndex(({ landmark }) => landmark === own);
      return {
        kind,
        query,
        candidates: ranking.map((ranked) => ({
          landmarkId: references.landmarkIds[ranked.landmark] ?? '',
          isThin: references.thin.has(ranked.landmark),
          features: measureFeatures(ranked, findUsualCosine),
        })),
        right: right < 0 ? null : right,
        landmarkness: probability,
      };
    };
    if (query.landmarkId === null) return [ask('non-landmark')];
    return own === undefined ? [ask('unknown')] : [ask('known'), ask('taken-out')];
  });
  return cases.flat();
}

/** What recognition says of a case. */
export interface CaseAnswer {
  /** Null when nothing comes into question. */
  readonly landmarkId: string | null;
  readonly probability: number;
  readonly isRight: boolean;
  /** Sure enough for a name. */
  readonly isNamed: boolean;
}

/** The likeliest landmark of a case. */
export function answerCase(
  { candidates, right, landmarkness }: RecognitionCase,
  calibration: ScoreCalibration,
): CaseAnswer {
  const offset = weighLandmarkness(landmarkness, recognitionThresholds.landmarkness);
  const { probabilities } = shareProbability(
    candidates.map(({ features }) => offset + calibrateScore(calibration, features)),
  );
  const best = probabilities.reduce((most, value, place) => (value > (probabilities[most] ?? -1) ? place : most), 0);
  const candidate = candidates[best];
  const probability = probabilities[best] ?? 0;
  return {
    landmarkId: candidate?.landmarkId ?? null,
    probability,
    isRight: candidate !== undefined && right === best,
    isNamed:
      candidate !== undefined &&
      landmarkness >= recognitionThresholds.landmarkness &&
      isSure(probability, candidate.isThin),
  };
}

/** The three questions of a trial weigh the same: what is it, is it unknown, is it no landmark. */
export function weighCases(cases: readonly RecognitionCase[]): number[] {
  const questionOf = ({ kind }: RecognitionCase): string => (kind === 'taken-out' ? 'unknown' : kind);
  const counts = new Map<string, number>();
  for (const one of cases) counts.set(questionOf(one), (counts.get(questionOf(one)) ?? 0) + 1);
  return cases.map((one) => cases.length / (counts.size * (counts.get(questionOf(one)) ?? 1)));
}

/** Cases of one situation, and how much it counts. */
export interface WeighedTrial {
  readonly weight: number;
  readonly cases: readonly RecognitionCase[];
}

/** Fits the calibration on one or more trials. */
export function fitCalibration(trials: readonly WeighedTrial[]): ScoreCalibration {
  const samples = trials.flatMap(({ weight: trialWeight, cases }) => {
    const weights = weighCases(cases);
    return cases.map(({ candidates, right, landmarkness }, place) => ({
      options: candidates.map(({ features: f }) => [f.score, f.support, f.nearest, f.closeness]),
      offset: weighLandmarkness(landmarkness, recognitionThresholds.landmarkness),
      chosen: right,
      weight: trialWeight * (weights[place] ?? 1),
    }));
  });
  const { intercept, weights } = fitChoice(samples);
  const [score = 0, support = 0, nearest = 0, closeness = 0] = weights;
  return { intercept, score, support, nearest, closeness };
}

/** How good the answers to the cases of a trial are. */
export interface AnswerFigures {
  /** Expected calibration error in ten equal bins (Naeini, Cooper and Hauskrecht 2015), the questions weighing the same. */
  readonly calibrationError: number;
  /** Share of the photos of known landmarks that are rightly named. */
  readonly named: number;
  /** Share of the names that are right, unknown landmarks and non-landmarks included. */
  readonly namePrecision: number;
  /** Share of the photos of known landmarks whose likeliest landmark is right. */
  readonly top1: number;
  /** Global average precision (Weyand et al. 2020, section 5), each photo once. */
  readonly gap: number;
}

/** Figures of answers to cases. `taken-out` cases count for the calibration alone: their photos are asked about already. */
export function measureAnswers(cases: readonly RecognitionCase[], answers: readonly CaseAnswer[]): AnswerFigures {
  const once = answers.filter((_, place) => cases[place]?.kind !== 'taken-out');
  const known = Math.max(1, cases.filter(({ kind }) => kind === 'known').length);
  const names = once.filter(({ isNamed }) => isNamed);
  const right = names.filter(({ isRight }) => isRight).length;
  let found = 0;
  let gap = 0;
  for (const [rank, { isRight }] of [...once].sort((a, b) => b.probability - a.probability).entries()) {
    if (!isRight) continue;
    found += 1;
    gap += found / (rank + 1) / known;
  }
  return {
    calibrationError: measureCalibrationError(answers, weighCases(cases)),
    named: right / known,
    namePrecision: names.length === 0 ? 1 : right / names.length,
    top1: once.filter(({ isRight }) => isRight).length / known,
    gap,
  };
}

function measureCalibrationError(answers: readonly CaseAnswer[], weights: readonly number[]): number {
  const bins = Array.from({ length: 10 }, () => ({ weight: 0, probability: 0, right: 0 }));
  for (const [place, { probability, isRight }] of answers.entries()) {
    const bin = bins[Math.min(9, Math.floor(10 * probability))];
    const weight = weights[place] ?? 1;
    if (bin === undefined) continue;
    bin.weight += weight;
    bin.probability += weight * probability;
    bin.right += isRight ? weight : 0;
  }
  const total = bins.reduce((sum, { weight }) => sum + weight, 0);
  return bins.reduce((sum, { probability, right }) => sum + Math.abs(probability - right), 0) / Math.max(1e-9, total);
}

/**
 * Answers to the cases of trials by calibrations that never saw the photo's landmark: landmarks are dealt into `folds` parts
 * (`partOf`), and each part is answered by a fit on the others.
 */
export function answerByOthers(
  trials: readonly WeighedTrial[],
  folds: number,
  partOf: (query: LabelledQuery) => number,
): CaseAnswer[][] {
  const fits = Array.from({ length: folds }, (_, part) =>
    fitCalibration(
      trials.map(({ weight, cases }) => ({ weight, cases: cases.filter(({ query }) => partOf(query) !== part) })),
    ),
  );
  return trials.map(({ cases }) =>
    cases.map((one) => {
      const fit = fits[partOf(one.query)];
      if (fit === undefined) throw new RangeError(`there are ${String(folds)} parts`);
      return answerCase(one, fit);
    }),
  );
}
