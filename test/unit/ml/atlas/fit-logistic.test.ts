import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fitLogistic } from '../../../../src/ml/atlas/fit-logistic.ts';

const sigmoid = (x: number): number => 1 / (1 + Math.exp(-x));

describe('fitLogistic', () => {
  it('finds the weights that made the probabilities', () => {
    const weight = fc.double({ min: -2, max: 2, noNaN: true });
    fc.assert(
      fc.property(weight, weight, weight, (intercept, first, second) => {
        // Every point twice, once of each kind, weighted by its probability: the likelihood is largest at the truth.
        const samples = [];
        for (let x = -2; x <= 2; x += 0.5) {
          for (let y = -2; y <= 2; y += 0.5) {
            const p = sigmoid(intercept + first * x + second * y);
            samples.push({ features: [x, y], isPositive: true, weight: 100 * p });
            samples.push({ features: [x, y], isPositive: false, weight: 100 * (1 - p) });
          }
        }
        const fit = fitLogistic(samples);
        expect(fit.intercept).toBeCloseTo(intercept, 2);
        expect(fit.weights[0]).toBeCloseTo(first, 2);
        expect(fit.weights[1]).toBeCloseTo(second, 2);
      }),
      { numRuns: 30 },
    );
  });

  it('stays finite where one feature tells all', () => {
    const samples = [-2, -1, 1, 2].map((x) => ({ features: [x], isPositive: x > 0, weight: 1 }));
    const fit = fitLogistic(samples);
    expect(Number.isFinite(fit.weights[0])).toBe(true);
    expect(fit.weights[0]).toBeGreaterThan(0);
  });
});
