/** @file Labelled photos against an atlas: what recognition would say of each, and the calibration fitted on it. */
import type { ScoreCalibration } from '../recognition/atlas.ts';
import { estimateLandmarkness, type Landmarkness } from '../recognition/landmarkness.ts';
import { measureFeatures, rankLandmarks, type ScoreFeatures } from '../recognition/rank-landmarks.ts';
import { scoreReferences, type ReferenceSet } from '../recognition/reference-set.ts';
import { createUsualCosines } from '../recognition/usual-cosine.ts';
import { fitLogistic } from './fit-logistic.ts';

export interface LabelledQuery {
  readonly vector: Float32Array;
  /** References of this photo are left out. */
  readonly photoId: number;
  /** Null: not a landmark. Of the reference set's ids, or another: a landmark that the atlas does not know. */
  readonly landmarkId: string | null;
}

/**
 * One look-up. `known`: the atlas has the photo's landmark. `unknown`: it has not, or the landmark was taken out of it for
 * this look-up. `non-landmark`: there is nothing to name.
 */
export interface RecognitionCase {
  readonly kind: 'known' | 'unknown' | 'non-landmark';
  readonly query: number;
  /** Best landmark; null when the atlas is empty. */
  readonly landmarkId: string | null;
  readonly isRight: boolean;
  /** Few references speak for the best landmark. */
  readonly isThin: boolean;
  /** Probability of showing a landmark at all. */
  readonly landmarkness: number;
  readonly features: ScoreFeatures;
}

/** Looks every query up; one of a known landmark twice, the second time as if the atlas had never heard of it. */
export function collectCases(
  references: ReferenceSet,
  landmarkness: Landmarkness,
  queries: readonly LabelledQuery[],
): RecognitionCase[] {
  const indexOf = new Map(references.landmarkIds.map((id, index) => [id, index]));
  const findUsualCosine = createUsualCosines(references);
  return queries.flatMap((query, place) => {
    const probability = estimateLandmarkness(landmarkness, query.vector);
    const own = query.landmarkId === null ? undefined : indexOf.get(query.landmarkId);
    const scores = scoreReferences(references, query);
    const ask = (kind: RecognitionCase['kind']): RecognitionCase => {
      const ranking = rankLandmarks(scores, (landmark) => kind === 'known' || landmark !== own, 2);
      const best = ranking[0]?.landmark;
      return {
        kind,
        query: place,
        landmarkId: best === undefined ? null : (references.landmarkIds[best] ?? null),
        isThin: best !== undefined && references.thin.has(best),
        isRight: best !== undefined && best === own,
        landmarkness: probability,
        features: measureFeatures({ ranking, rank: 0, findUsualCosine }),
      };
    };
    if (query.landmarkId === null) return [ask('non-landmark')];
    return own === undefined ? [ask('unknown')] : [ask('known'), ask('unknown')];
  });
}

/** Fits the calibration: the three kinds of case weigh the same, however many there are of each. */
export function fitCalibration(cases: readonly RecognitionCase[]): ScoreCalibration {
  const counts = new Map<string, number>();
  for (const { kind } of cases) counts.set(kind, (counts.get(kind) ?? 0) + 1);
  const fit = fitLogistic(
    cases.map(({ kind, isRight, features }) => ({
      features: [features.score, features.rival, features.closeness],
      isPositive: isRight,
      weight: cases.length / (counts.size * (counts.get(kind) ?? 1)),
    })),
  );
  const [score = 0, rival = 0, closeness = 0] = fit.weights;
  return { intercept: fit.intercept, score, rival, closeness };
}
