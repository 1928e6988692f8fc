import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { countWhole, estimateFigures } from '../../../../src/ml/metrics/bootstrap.ts';
import { evaluateVectors, figureNames, type EvaluateOptions } from '../../../../src/ml/metrics/evaluate-vectors.ts';
import { indexLabels } from '../../../../src/ml/metrics/label-index.ts';
import { createPairTally } from '../../../../src/ml/metrics/tally-pairs.ts';
import { createMixture, dims } from '../grouping/mixture.ts';

const calibration = { slope: 10, intercept: -3 };

/** Unit vectors in the plane. */
function turn(degrees: readonly number[]): Float32Array {
  return Float32Array.from(degrees.flatMap((d) => [Math.cos((d * Math.PI) / 180), Math.sin((d * Math.PI) / 180)]));
}

function evaluateMixture(options: EvaluateOptions): ReturnType<typeof evaluateVectors> {
  const samples = createMixture({ seed: 3, landmarks: 6, photosEach: 8, strangers: 30, noise: 1.6 });
  const vectors = new Float32Array(samples.length * dims);
  for (const [row, { vector }] of samples.entries()) vectors.set(vector, row * dims);
  const landmarkness = samples.map(({ label }, row) => (label === null ? 0 : 1) + (row % 7) / 4);
  return evaluateVectors(
    { vectors, dims, labels: samples.map(({ label }) => label), calibration, landmarkness },
    options,
  );
}

describe('evaluateVectors', () => {
  it('scores a small set worked out by hand', async () => {
    // In the plane: two photos of a at 0 and 20 degrees, two of b at 90 and 30, one non-landmark at 180.
    const vectors = turn([0, 20, 90, 30, 180]);
    const labels = ['a', 'a', 'b', 'b', null];
    const landmarkness = [0.9, 0.4, 0.8, 0.7, 0.6];
    const evaluation = await evaluateVectors({ vectors, dims: 2, labels, calibration, landmarkness });
    const { figures, bestThreshold, judgements } = evaluation;
    // Ranks of the mate: a0 -> 1st; a20 -> 30 is nearer, 2nd; b90 -> 1st (30); b30 -> 20, 0, then 90: 3rd.
    expect(figures.mAP.value).toBeCloseTo((1 + 1 / 2 + 1 + 1 / 3) / 4, 6);
    expect(figures.precisionAt1.value).toBe(0.5);
    // Nearest labels: a0 right .94; a20 wrong .98; b90 right .5; b30 wrong .98; non-landmark guesses b90 with 0.
    expect(figures.gapRaw.value).toBeCloseTo((1 / 3 + 2 / 4) / 4, 6);
    // Penalised by the non-landmark: cos to 180 degrees is -1, -.94, 0, -.87 (the non-landmark has no other: 0).
    // Scores 1.94, 1.92 wrong, .5, 1.85 wrong, 0: right at ranks 1 and 4.
    expect(figures.gapPenalised.value).toBeCloseTo((1 + 2 / 4) / 4, 6);
    // At 0.5 (b30, b90): two pairs right, two wrong ones above it.
    expect(figures.pairF1.value).toBeCloseTo(2 / 3, 12);
    expect(bestThreshold).toMatchObject({ precision: 0.5, recall: 1 });
    expect(figures.landmarknessAuc.value).toBeCloseTo(3 / 4, 12);
    expect(judgements[3]).toMatchObject({ nearest: 1, stranger: 1, mates: { bestMate: 2, bestMateRank: 3 } });
    expect(judgements[4]).toMatchObject({ nearest: 2, mates: null });
    expect(evaluation.pairs.other.reduce((sum, count) => sum + count)).toBe(4);
  });

  it('says nothing of what is not there', async () => {
    const vectors = turn([0, 10, 50, 60]);
    const labels = ['a', 'a', 'b', 'b'];
    const { figures } = await evaluateVectors({ vectors, dims: 2, labels, calibration, landmarkness: [1, 2, 3, 4] });
    expect(figures.landmarknessAuc).toEqual({ value: NaN, interval: null });
    expect(figures.mAP).toEqual({ value: 1, interval: { low: 1, high: 1 } });
    expect(figures.gapPenalised.value).toBe(figures.gapRaw.value);
  });

  it('has intervals around the figures, the same for the same seed', async () => {
    const [first, second, other] = await Promise.all([
      evaluateMixture({ resamples: 200, seed: 7 }),
      evaluateMixture({ resamples: 200, seed: 7 }),
      evaluateMixture({ resamples: 200, seed: 8 }),
    ]);
    expect(first.figures).toEqual(second.figures);
    expect(first.figures).not.toEqual(other.figures);
    for (const name of figureNames) {
      const { value, interval } = first.figures[name];
      expect(interval?.low, name).toBeLessThanOrEqual(value);
      // The calibration error of a resample is above that of all photos as a rule: noise adds up.
      if (name !== 'calibrationError') expect(interval?.high, name).toBeGreaterThanOrEqual(value);
      expect(interval?.low, name).toBeGreaterThanOrEqual(0);
      expect(interval?.high, name).toBeLessThanOrEqual(1);
    }
    expect(first.figures.mAP.interval?.high).toBeGreaterThan(first.figures.mAP.interval?.low ?? 1);
    expect((await evaluateMixture({ resamples: 0 })).figures.mAP.interval).toBeNull();
  });

  it('stops when it is told to', async () => {
    const interruption = new AbortController();
    interruption.abort();
    await expect(evaluateMixture({ signal: interruption.signal })).rejects.toThrow(/abort/i);
  });
});

describe('estimateFigures', () => {
  it('draws whole landmarks and single non-landmarks, as many as there are', async () => {
    const index = indexLabels(['a', 'a', 'b', null, null, null, 'c']);
    let rounds = 0;
    const check = ({ landmarkCounts, photoCounts }: ReturnType<typeof countWhole>): number => {
      rounds++;
      expect(landmarkCounts.reduce((sum, count) => sum + count)).toBe(3);
      expect([...photoCounts.slice(3, 6)].reduce((sum, count) => sum + count)).toBe(3);
      expect([photoCounts[0], photoCounts[1], photoCounts[2], photoCounts[6]]).toEqual([
        landmarkCounts[0],
        landmarkCounts[0],
        landmarkCounts[1],
        landmarkCounts[2],
      ]);
      return landmarkCounts[0] ?? 0;
    };
    const { figure } = await estimateFigures({ figure: check }, index, { resamples: 4000, seed: 1 });
    expect(rounds).toBe(4001);
    // Of three drawn from three, one place is drawn 0 to 3 times; 3 times in 1 of 27 draws: more than 2.5 %.
    expect(figure).toEqual({ value: 1, interval: { low: 0, high: 3 } });
  });
});

describe('createPairTally', () => {
  it('counts pairs as often as their landmarks were drawn, to first order', () => {
    const labels = fc.array(fc.option(fc.constantFrom('a', 'b', 'c')), { minLength: 2, maxLength: 12 });
    fc.assert(
      fc.property(labels, fc.integer({ min: 1, max: 1e6 }), (photos, seed) => {
        const index = indexLabels(photos);
        const cosine = (a: number, b: number): number => (((a + 1) * (b + 1) * seed) % 401) / 200 - 1;
        const tally = createPairTally(index, calibration);
        for (const a of photos.keys()) {
          tally.add(
            a,
            Float32Array.from(photos, (_, b) => cosine(a, b)),
          );
        }
        const sum = (values: Float64Array): number => values.reduce((total, value) => total + value, 0);
        const whole = tally.countPairs(countWhole(index).landmarkCounts);
        let [same, different, other] = [0, 0, 0];
        for (const [a, label] of photos.entries()) {
          for (const mate of photos.slice(0, a)) {
            if (label !== null && label === mate) same++;
            else if (label !== null && mate !== null) different++;
            else if (label !== null || mate !== null) other++;
          }
        }
        expect([sum(whole.same), sum(whole.different), sum(whole.other)]).toEqual([same, different, other]);
        const reliability = tally.countReliability(countWhole(index).landmarkCounts);
        expect([sum(reliability.same), sum(reliability.different)]).toEqual([same, different]);
        // Twice every landmark: pairs of one count twice, pairs of two 2 + 2 - 1 times.
        const twice = tally.countPairs(new Uint32Array(index.landmarks.length).fill(2));
        expect([sum(twice.same), sum(twice.different), sum(twice.other)]).toEqual([2 * same, 3 * different, 2 * other]);
        // None: no pair at all, and no negative ones.
        const none = tally.countPairs(new Uint32Array(index.landmarks.length));
        expect([sum(none.same), sum(none.different), sum(none.other)]).toEqual([0, 0, 0]);
      }),
    );
  });
});
