import { expect, it } from 'vitest';
import { fitChoice, type ChoiceSample } from '../../../../src/ml/atlas/fit-choice.ts';

/** Numbers in [0, 1) that every machine makes alike. */
function createNumbers(seed: number): () => number {
  let state = seed;
  return () => {
    state = (Math.imul(state, 1_664_525) + 1_013_904_223) >>> 0;
    return state / 2 ** 32;
  };
}

/** Choices drawn from a known model, the outside option among them. */
function drawSamples(count: number, intercept: number, weights: readonly number[]): ChoiceSample[] {
  const next = createNumbers(7);
  return Array.from({ length: count }, () => {
    const options = [0, 1, 2].map(() => weights.map(() => 4 * next() - 2));
    const offset = next() < 0.5 ? 0 : -1;
    const odds = options.map((row) =>
      Math.exp(row.reduce((sum, x, i) => sum + x * (weights[i] ?? 0), offset + intercept)),
    );
    let draw = next() * odds.reduce((sum, value) => sum + value, 1);
    const chosen = odds.findIndex((value) => (draw -= value) < 0);
    return { options, offset, chosen: chosen < 0 ? null : chosen, weight: 1 };
  });
}

it('finds the model that samples were drawn from', () => {
  const { intercept, weights } = fitChoice(drawSamples(6000, -0.5, [1.5, -0.8]));
  expect(intercept).toBeCloseTo(-0.5, 0);
  expect(Math.abs(intercept + 0.5)).toBeLessThan(0.15);
  expect(Math.abs((weights[0] ?? 0) - 1.5)).toBeLessThan(0.15);
  expect(Math.abs((weights[1] ?? 0) + 0.8)).toBeLessThan(0.15);
});

it('stays finite where one feature decides everything, and with nothing to choose from', () => {
  const certain = [1, -1].map((x) => ({ options: [[x]], offset: 0, chosen: x > 0 ? 0 : null, weight: 1 }));
  const { weights } = fitChoice(certain);
  expect(weights[0]).toBeGreaterThan(1);
  expect(Number.isFinite(weights[0])).toBe(true);
  expect(fitChoice([{ options: [], offset: 0, chosen: null, weight: 1 }]).weights).toEqual([]);
});
