/** @file All retrieval figures of a set of labelled embeddings: every photo is compared with every other. */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { multiplyRows } from '../recognition/unit-vectors.ts';
import { prepareAuc } from './auc.ts';
import { countWhole, estimateFigures, type Figure, type FigureValue, type Resample } from './bootstrap.ts';
import { prepareGap, type Guess } from './gap.ts';
import { judgePhoto, type MateRanking, type PhotoJudgement } from './judge-photo.ts';
import { indexLabels, type LabelIndex } from './label-index.ts';
import { findBestF1, traceThresholds, type PairCounts, type ThresholdPoint } from './pair-counts.ts';
import { summarizeReliability, type Reliability } from './reliability.ts';
import { createPairTally, type PairCalibration, type PairTally } from './tally-pairs.ts';

export interface LabelledVectors {
  /** Photos x dims unit vectors, row-major. */
  readonly vectors: Float32Array;
  readonly dims: number;
  /** Landmark of each photo; null: not a landmark. */
  readonly labels: readonly (string | null)[];
  /** The model's own: judged by `reliability`. */
  readonly calibration: PairCalibration;
  /** Score of each photo, higher where a landmark is more likely; null: not to be judged. */
  readonly landmarkness: ArrayLike<number> | null;
}

/** What is measured of a set of photos; each is defined where it is computed. */
export const figureNames = [
  'mAP',
  'mAPAt100',
  'precisionAt1',
  'precisionAt5',
  'precisionAt10',
  'gapRaw',
  'gapPenalised',
  'pairF1',
  'pairPrecision',
  'pairRecall',
  'calibrationError',
  'landmarknessAuc',
] as const;

export type FigureName = (typeof figureNames)[number];

export interface VectorEvaluation {
  readonly index: LabelIndex;
  /** Of each photo. */
  readonly judgements: readonly PhotoJudgement[];
  /** Photos of landmarks that have another photo: each is a query of the ranked measures. */
  readonly queries: number;
  /** The look-ups of both GAPs. */
  readonly guesses: { readonly raw: readonly Guess[]; readonly penalised: readonly Guess[] };
  /** `landmarknessAuc` is NaN without scores, or without non-landmarks. */
  readonly figures: Readonly<Record<FigureName, FigureValue>>;
  readonly pairs: PairCounts;
  /** From the highest threshold down. */
  readonly thresholds: readonly ThresholdPoint[];
  /** Of the best F1: where `pairF1`, `pairPrecision` and `pairRecall` are taken. */
  readonly bestThreshold: ThresholdPoint;
  readonly reliability: Reliability;
}

export interface EvaluateOptions {
  /** 0: no intervals. */
  readonly resamples?: number;
  readonly seed?: number;
  readonly signal?: AbortSignal;
  /** Photos judged so far. */
  readonly onProgress?: (done: number) => void;
}

export const defaultResamples = 1000;
export const defaultSeed = 1;
/** The event loop gets a turn this often, so that Ctrl-C is heard. */
const turnMs = 50;

/**
 * Computes all figures. Every photo of a landmark that has another one is a query against all other photos, non-landmarks
 * included; a query's figures are averaged over the queries. In both GAPs every photo is looked up once (leave-one-out): the
 * answer is the landmark of its nearest neighbour that has one, the confidence is the cosine, or the cosine minus the mean
 * cosine of the query to its 10 nearest non-landmarks. A photo of a landmark seen once, and a non-landmark, has no right
 * answer. Pairs: one threshold on the cosine; pairs of two non-landmarks are left out. Equal cosines keep the order of the
 * photos throughout.
 *
 * Takes n^2 x dims multiplications (2 s for 1,300 photos of 512 dims, minutes for 20,000) and memory for n rows. Rejects with
 * the signal's reason.
 */
export async function evaluateVectors(
  { vectors, dims, labels, calibration, landmarkness }: LabelledVectors,
  { resamples = defaultResamples, seed = defaultSeed, signal, onProgress }: EvaluateOptions = {},
): Promise<VectorEvaluation> {
  const index = indexLabels(labels);
  const tally = createPairTally(index, calibration);
  const judgements: PhotoJudgement[] = [];
  const cosines = new Float32Array(labels.length);
  let lastTurnMs = performance.now();
  for (let photo = 0; photo < labels.length; photo++) {
    multiplyRows(vectors, vectors.subarray(photo * dims, (photo + 1) * dims), cosines);
    judgements.push(judgePhoto(photo, cosines, index));
    tally.add(photo, cosines);
    if (performance.now() - lastTurnMs < turnMs) continue;
    await yieldToEventLoop();
    signal?.throwIfAborted();
    onProgress?.(photo + 1);
    lastTurnMs = performance.now();
  }
  const whole = countWhole(index);
  const pairs = tally.countPairs(whole.landmarkCounts);
  const thresholds = traceThresholds(pairs);
  const bestThreshold = findBestF1(thresholds);
  const guesses = { raw: listGuesses(judgements, index, 0), penalised: listGuesses(judgements, index, 1) };
  const isAnswerable = judgements.map(({ mates }) => mates !== null);
  const [gapRaw, gapPenalised] = [prepareGap(guesses.raw, isAnswerable), prepareGap(guesses.penalised, isAnswerable)];
  const figures = {
    ...prepareRankingFigures(judgements),
    gapRaw: ({ photoCounts }) => gapRaw(photoCounts),
    gapPenalised: ({ photoCounts }) => gapPenalised(photoCounts),
    ...preparePairFigures(tally, bestThreshold.threshold),
    landmarknessAuc: prepareLandmarknessFigure(landmarkness, index),
  } satisfies Record<FigureName, Figure>;
  return {
    index,
    judgements,
    queries: isAnswerable.filter(Boolean).length,
    guesses,
    figures: await estimateFigures(figures, index, { resamples, seed, signal }),
    pairs,
    thresholds,
    bestThreshold,
    reliability: summarizeReliability(tally.countReliability(whole.landmarkCounts)),
  };
}

type RankingFigureName = 'mAP' | 'mAPAt100' | 'precisionAt1' | 'precisionAt5' | 'precisionAt10';

/** Means over the queries. */
function prepareRankingFigures(judgements: readonly PhotoJudgement[]): Record<RankingFigureName, Figure> {
  const queries = judgements.flatMap(({ mates }, photo) => (mates === null ? [] : [{ photo, mates }]));
  const average =
    (measure: (mates: MateRanking) => number): Figure =>
    ({ photoCounts }) => {
      let [sum, count] = [0, 0];
      for (const { photo, mates } of queries) {
        const times = photoCounts[photo] ?? 0;
        sum += times * measure(mates);
        count += times;
      }
      return sum / count;
    };
  return {
    mAP: average((mates) => mates.averagePrecision),
    mAPAt100: average((mates) => mates.averagePrecisionAt100),
    precisionAt1: average((mates) => mates.precisionAt1),
    precisionAt5: average((mates) => mates.precisionAt5),
    precisionAt10: average((mates) => mates.precisionAt10),
  };
}

/** Leave-one-out look-ups: the landmark of the nearest neighbour that has one. @param penaltyWeight 1: penalised, 0: raw */
function listGuesses(
  judgements: readonly PhotoJudgement[],
  { landmarkOf }: LabelIndex,
  penaltyWeight: number,
): readonly Guess[] {
  return judgements.flatMap(({ nearest, nearestCosine, penalty }, row): Guess[] => {
    if (nearest === -1) return [];
    const isRight = landmarkOf[nearest] === landmarkOf[row];
    return [{ row, confidence: nearestCosine - penaltyWeight * penalty, isRight }];
  });
}

/** The best F1 of each resample over its own thresholds; precision and recall at the threshold that is best for all photos. */
function preparePairFigures(
  tally: PairTally,
  threshold: number,
): Record<'pairF1' | 'pairPrecision' | 'pairRecall' | 'calibrationError', Figure> {
  // The three figures of a resample come one after the other: its pairs are summed up once.
  let last: { readonly sample: Resample; readonly points: readonly ThresholdPoint[] } | null = null;
  const trace = (sample: Resample): readonly ThresholdPoint[] => {
    if (last?.sample !== sample) last = { sample, points: traceThresholds(tally.countPairs(sample.landmarkCounts)) };
    return last.points;
  };
  const findPoint = (sample: Resample): ThresholdPoint | undefined =>
    trace(sample).find((point) => point.threshold === threshold);
  return {
    pairF1: (sample) => findBestF1(trace(sample)).f1,
    pairPrecision: (sample) => findPoint(sample)?.precision ?? 0,
    pairRecall: (sample) => findPoint(sample)?.recall ?? 0,
    calibrationError: ({ landmarkCounts }) => summarizeReliability(tally.countReliability(landmarkCounts)).error,
  };
}

function prepareLandmarknessFigure(scores: ArrayLike<number> | null, { landmarkOf }: LabelIndex): Figure {
  const isLandmark = Array.from(landmarkOf, (landmark) => landmark !== -1);
  if (scores === null || isLandmark.every(Boolean)) return () => NaN;
  const auc = prepareAuc(scores, isLandmark);
  return ({ photoCounts }) => auc(photoCounts);
}
