/** @file The measures against the shared cases (src/ml/training/metric_cases.py), which the Python measures must give, too. */
import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { computeAuc } from '../../../../src/ml/metrics/auc.ts';
import {
  computeAveragePrecision,
  computePrecisionAt,
  listHitRanks,
} from '../../../../src/ml/metrics/average-precision.ts';
import { evaluateVectors } from '../../../../src/ml/metrics/evaluate-vectors.ts';
import { computeGap } from '../../../../src/ml/metrics/gap.ts';
import {
  createPairCounts,
  findBestF1,
  findPairBin,
  traceThresholds,
  type ThresholdPoint,
} from '../../../../src/ml/metrics/pair-counts.ts';
import {
  createReliabilityCounts,
  findReliabilityBin,
  summarizeReliability,
  type ReliabilityBin,
} from '../../../../src/ml/metrics/reliability.ts';
import { computeRevisitedMap, type RevisitedQuery } from '../../../../src/ml/metrics/revisited.ts';

interface Cases {
  readonly gap: readonly {
    readonly truth: readonly (string | null)[];
    readonly predictions: readonly (readonly [string, number] | null)[];
    readonly expected: number;
  }[];
  readonly averagePrecision: readonly {
    readonly hits: readonly boolean[];
    readonly relevant: number;
    readonly depth: number;
    readonly expected: number;
    readonly precisionAt: Readonly<Record<string, number>>;
  }[];
  readonly revisited: readonly {
    readonly queries: readonly RevisitedQuery[];
    readonly expected: Readonly<Record<'easy' | 'medium' | 'hard', number>>;
  }[];
  readonly pairs: readonly {
    readonly cosines: readonly number[];
    readonly isSame: readonly boolean[];
    readonly best: ThresholdPoint;
    readonly curve: readonly ThresholdPoint[];
  }[];
  readonly auc: readonly {
    readonly scores: readonly number[];
    readonly isPositive: readonly boolean[];
    readonly expected: number;
  }[];
  readonly reliability: readonly {
    readonly probabilities: readonly number[];
    readonly isTrue: readonly boolean[];
    readonly expected: { readonly bins: readonly (ReliabilityBin | null)[]; readonly error: number };
  }[];
  readonly vectors: readonly {
    readonly dims: number;
    readonly vectors: readonly (readonly number[])[];
    readonly labels: readonly (string | null)[];
    readonly expected: Readonly<Record<string, number>>;
  }[];
}

const file = new URL('../../../fixtures/metrics/cases.json', import.meta.url);
const cases = JSON.parse(readFileSync(file, 'utf8')) as Cases;
const digits = 9;

/** Every number of `expected` within 1e-9 of its namesake. */
function expectClose<Value extends object>(actual: Value | undefined | null, expected: Value): void {
  for (const [name, value] of Object.entries(expected)) {
    expect((actual as Record<string, number> | null)?.[name], name).toBeCloseTo(value as number, digits);
  }
}

describe('the measures give what the Python measures give', () => {
  it('GAP', () => {
    expect(cases.gap[0]?.expected).toBeCloseTo(0.5479166666666667, 12);
    for (const { truth, predictions, expected } of cases.gap) {
      const guesses = predictions.map((guess) => guess && { label: guess[0], confidence: guess[1] });
      expect(computeGap(truth, guesses)).toBeCloseTo(expected, digits);
    }
  });

  it('average precision to a depth, precision at k', () => {
    for (const { hits, relevant, depth, expected, precisionAt } of cases.averagePrecision) {
      const ranks = listHitRanks(hits);
      expect(computeAveragePrecision(ranks, relevant, depth)).toBeCloseTo(expected, digits);
      for (const [k, value] of Object.entries(precisionAt)) {
        expect(computePrecisionAt(ranks, Number(k))).toBeCloseTo(value, digits);
      }
    }
  });

  it('mAP of Revisited Oxford and Paris', () => {
    for (const { queries, expected } of cases.revisited) {
      for (const protocol of ['easy', 'medium', 'hard'] as const) {
        expect(computeRevisitedMap(queries, protocol)).toBeCloseTo(expected[protocol], digits);
      }
    }
  });

  it('precision and recall of pairs', () => {
    for (const { cosines, isSame, best, curve } of cases.pairs) {
      const counts = createPairCounts();
      for (const [pair, cosine] of cosines.entries()) {
        const bins = isSame[pair] === true ? counts.same : pair % 2 === 0 ? counts.different : counts.other;
        bins[findPairBin(cosine)] = (bins[findPairBin(cosine)] ?? 0) + 1;
      }
      const points = traceThresholds(counts);
      expectClose(findBestF1(points), best);
      for (const [place, point] of curve.entries()) expectClose(points[25 * place], point);
    }
  });

  it('area under the ROC curve', () => {
    for (const { scores, isPositive, expected } of cases.auc) {
      expect(computeAuc(scores, isPositive)).toBeCloseTo(expected, digits);
    }
  });

  it('reliability', () => {
    for (const { probabilities, isTrue, expected } of cases.reliability) {
      const counts = createReliabilityCounts();
      for (const [row, probability] of probabilities.entries()) {
        const bin = findReliabilityBin(probability);
        const [times, sums] =
          isTrue[row] === true ? [counts.same, counts.samePredicted] : [counts.different, counts.differentPredicted];
        times[bin] = (times[bin] ?? 0) + 1;
        sums[bin] = (sums[bin] ?? 0) + probability;
      }
      const { bins, error } = summarizeReliability(counts);
      expect(error).toBeCloseTo(expected.error, digits);
      for (const [bin, wanted] of expected.bins.entries()) {
        expect(bins[bin] === null).toBe(wanted === null);
        if (wanted !== null) expectClose(bins[bin], wanted);
      }
    }
  });

  it('all figures of labelled vectors', async () => {
    for (const { dims, vectors, labels, expected } of cases.vectors) {
      const evaluation = await evaluateVectors(
        {
          vectors: Float32Array.from(vectors.flat()),
          dims,
          labels,
          calibration: { slope: 10, intercept: -3 },
          landmarkness: null,
        },
        { resamples: 0 },
      );
      const { queries, pairThreshold, ...figures } = expected;
      expect(evaluation.queries).toBe(queries);
      expect(evaluation.bestThreshold.threshold).toBeCloseTo(pairThreshold ?? NaN, digits);
      const values = Object.entries(evaluation.figures).map(([name, { value }]) => [name, value] as const);
      expectClose(Object.fromEntries(values), figures);
    }
  });
});
