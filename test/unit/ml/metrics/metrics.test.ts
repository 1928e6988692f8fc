import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { computeAuc } from '../../../../src/ml/metrics/auc.ts';
import {
  computeAveragePrecision,
  computePrecisionAt,
  listHitRanks,
} from '../../../../src/ml/metrics/average-precision.ts';
import { evaluateAlbums } from '../../../../src/ml/metrics/evaluate-albums.ts';
import { computeGap, prepareGap, traceGuesses, type Prediction } from '../../../../src/ml/metrics/gap.ts';

describe('computeGap', () => {
  it('gives the value worked out by hand', () => {
    const truth = ['a', null, 'b', 'a', 'b', 'c', 'd', 'd', null, 'd'];
    const guess = (label: string, confidence: number): Prediction => ({ label, confidence });
    const predictions = [
      guess('a', 0.15),
      guess('a', 0.1),
      guess('b', 0.3),
      null,
      guess('b', 0.4),
      null,
      guess('e', 0.6),
      guess('d', 0.7),
      null,
      guess('d', 0.99),
    ];
    expect(computeGap(truth, predictions)).toBeCloseTo(0.5479166666666667, 12);
  });

  const label = fc.constantFrom('a', 'b', 'c');
  const row = fc.record({
    truth: fc.option(label),
    prediction: fc.option(fc.record({ label, confidence: fc.double({ min: 0, max: 1, noNaN: true }) })),
  });

  it('lies in [0, 1], is 1 only when all is right, and never gains by a wrong guess', () => {
    fc.assert(
      fc.property(fc.array(row, { minLength: 1 }), (rows) => {
        const truth = rows.map((r) => r.truth);
        const predictions = rows.map((r) => r.prediction);
        const gap = computeGap(truth, predictions);
        expect(gap).toBeGreaterThanOrEqual(0);
        expect(gap).toBeLessThanOrEqual(1);
        const silent = predictions.map((prediction, i) => (prediction?.label === truth[i] ? prediction : null));
        expect(computeGap(truth, silent)).toBeGreaterThanOrEqual(gap - 1e-12);
        const perfect = truth.map((t) => (t === null ? null : { label: t, confidence: 0.5 }));
        expect(computeGap(truth, perfect)).toBeCloseTo(truth.some((t) => t !== null) ? 1 : 0, 12);
      }),
    );
  });
});

describe('traceGuesses', () => {
  it('takes in the surest first; GAP is the mean precision at the right ones', () => {
    const guesses = [0.3, 0.9, 0.6, 0.6].map((confidence, row) => ({ row, confidence, isRight: row !== 2 }));
    const points = traceGuesses(guesses, 4);
    expect(points.map(({ confidence }) => confidence)).toEqual([0.9, 0.6, 0.6, 0.3]);
    expect(points.map(({ precision }) => precision)).toEqual([1, 1 / 2, 2 / 3, 3 / 4]);
    expect(points.map(({ recall }) => recall)).toEqual([1 / 4, 1 / 4, 2 / 4, 3 / 4]);
    const gap = prepareGap(guesses, [true, true, true, true])([1, 1, 1, 1]);
    expect(gap).toBeCloseTo((1 + 2 / 3 + 3 / 4) / 4, 12);
  });
});

describe('average precision', () => {
  it('matches values worked out by hand', () => {
    expect(computeAveragePrecision(listHitRanks([true, false, true]))).toBeCloseTo((1 + 2 / 3) / 2, 12);
    expect(computeAveragePrecision([2, 3], 2, 2)).toBeCloseTo(0.25, 12);
    expect(computeAveragePrecision([1, 2], 5, 2)).toBe(1);
    expect(computeAveragePrecision([])).toBe(0);
    expect(computePrecisionAt([1, 3, 4], 3)).toBeCloseTo(2 / 3, 12);
  });
});

describe('computeAuc', () => {
  it('equals the share of rightly ordered pairs, ties half', () => {
    const rows = fc.array(fc.tuple(fc.integer({ min: 0, max: 5 }), fc.boolean()), { minLength: 1, maxLength: 30 });
    fc.assert(
      fc.property(rows, (values) => {
        const positives = values.filter(([, is]) => is).map(([score]) => score);
        const negatives = values.filter(([, is]) => !is).map(([score]) => score);
        let pairs = 0;
        for (const p of positives) for (const n of negatives) pairs += p > n ? 1 : p === n ? 0.5 : 0;
        const expected =
          positives.length === 0 || negatives.length === 0 ? 0.5 : pairs / (positives.length * negatives.length);
        expect(
          computeAuc(
            values.map(([score]) => score),
            values.map(([, is]) => is),
          ),
        ).toBeCloseTo(expected, 10);
      }),
    );
  });
});

describe('evaluateAlbums', () => {
  it('gives B-cubed worked out by hand', () => {
    const labels = ['a', 'a', 'a', 'a', 'b', 'b', null, null];
    const albums = [1, 1, 1, null, 1, null, 1, null];
    const figures = evaluateAlbums({ labels, albums });
    expect(figures.purity).toBeCloseTo((3 * (3 / 4) + 1 + 1 / 4 + 1) / 6, 12);
    expect(figures.recall).toBeCloseTo((3 * (3 / 4) + 1 / 4 + 1 / 2 + 1 / 2) / 6, 12);
    expect(figures.leak).toBe(0.5);
    expect(figures.albumsPerFound).toBe(1);
  });

  it('is 1 for albums equal to the landmarks, and counts the found ones', () => {
    const labels = [...Array<string>(5).fill('a'), ...Array<string>(5).fill('b')];
    expect(evaluateAlbums({ labels, albums: labels })).toMatchObject({
      purity: 1,
      recall: 1,
      f1: 1,
      found: 1,
      leak: 0,
    });
    const half = labels.map((label) => (label === 'a' ? 1 : null));
    expect(evaluateAlbums({ labels, albums: half })).toMatchObject({ purity: 1, found: 0.5 });
  });

  it('does not depend on names or order of albums', () => {
    const rows = fc.array(fc.tuple(fc.option(fc.constantFrom('a', 'b')), fc.option(fc.integer({ min: 0, max: 3 }))));
    fc.assert(
      fc.property(rows, (values) => {
        const labels = values.map(([label]) => label);
        const albums = values.map(([, album]) => album);
        const figures = evaluateAlbums({ labels, albums });
        const renamed = albums.map((album) => (album === null ? null : `album-${String(9 - album)}`)).reverse();
        expect(evaluateAlbums({ labels: [...labels].reverse(), albums: renamed }).f1).toBeCloseTo(figures.f1, 12);
        expect(figures.f1).toBeLessThanOrEqual(1 + 1e-12);
      }),
    );
  });
});
