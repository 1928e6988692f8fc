import { describe, expect, it } from 'vitest';
import { measurePenalties } from '../../../../src/ml/recognition/measure-penalties.ts';
import {
  multiplyAllInLoops,
  quantizeRows,
  type QuantizedVectors,
} from '../../../../src/ml/recognition/quantized-vectors.ts';
import { scoreReferences, type ReferenceSet } from '../../../../src/ml/recognition/reference-set.ts';
import { createUsualCosines } from '../../../../src/ml/recognition/usual-cosine.ts';

/** Unit vectors in the plane. */
const toRows = (...degrees: readonly number[]): Float32Array =>
  Float32Array.from(degrees.flatMap((a) => [Math.cos((a * Math.PI) / 180), Math.sin((a * Math.PI) / 180)]));
const cos = (degrees: number): number => Math.cos((degrees * Math.PI) / 180);

/** The same as int8: to within 0.01. */
const quantize = (...degrees: readonly number[]): QuantizedVectors => quantizeRows(toRows(...degrees), 2);
const multiply = multiplyAllInLoops;

describe('measurePenalties', () => {
  it('is the mean cosine to the nearest references of anything else', async () => {
    const background = {
      blocks: [{ vectors: quantize(0, 10, 60), landmarkOf: Int32Array.of(0, 0, 1) }],
      nonLandmarks: [quantize(70, 80), quantize(85, 90, 180)],
    };
    const landmarkOf = Int32Array.of(0);
    const [penalty] = await measurePenalties({ vectors: toRows(0), landmarkOf, background, multiply });
    // The own landmark's 0 and 10 do not count; 180 is the sixth.
    expect(penalty).toBeCloseTo((cos(60) + cos(70) + cos(80) + cos(85) + cos(90)) / 5, 2);
  });

  it('is nothing where there is nothing else', async () => {
    const background = { blocks: [], nonLandmarks: [] };
    const landmarkOf = Int32Array.of(0, 1);
    expect([...(await measurePenalties({ vectors: toRows(0, 5), landmarkOf, background, multiply }))]).toEqual([0, 0]);
  });
});

const set: ReferenceSet = {
  landmarkIds: ['a', 'b'],
  places: [],
  blocks: [
    {
      vectors: quantize(0, 10, 20, 30, 90),
      landmarkOf: Int32Array.of(0, 0, 0, 0, 1),
      penalties: Float32Array.of(0.1, 0, 0, 0, 0.2),
      photoIds: Int32Array.of(1, 2, 3, 4, 5),
    },
  ],
  nonLandmarks: [quantize(180), quantize(120)],
  dims: 2,
  thin: new Set(),
};

describe('scoreReferences', () => {
  it('sums the three largest penalised cosines a landmark, minus that of the query', () => {
    const { scores, nearest } = scoreReferences(set, { vector: toRows(0), photoId: null });
    const c = (cos(180) + cos(120)) / 2;
    expect(scores[0]).toBeCloseTo(cos(10) + cos(20) + (1 - 0.1) - c, 2);
    expect(nearest[0]).toBeCloseTo(1, 5);
    expect(scores[1]).toBeCloseTo(-0.2 - c, 2);
  });

  it('leaves the references of the photo itself out', () => {
    const { scores, nearest } = scoreReferences(set, { vector: toRows(90), photoId: 5 });
    expect([scores[1], nearest[1]]).toEqual([-Infinity, -2]);
    expect(scores[0]).toBeGreaterThan(0);
  });
});

describe('createUsualCosines', () => {
  it('is the median cosine to the nearest other reference, kept within bounds', () => {
    const find = createUsualCosines({
      ...set,
      blocks: set.blocks.map((b) => ({ ...b, vectors: quantize(0, 40, 90, 140, 5) })),
    });
    // Nearest others at 40, 40, 50 and 50 degrees: the upper median is cos(40).
    expect(find(0)).toBeCloseTo(cos(40), 2);
    expect(find(1)).toBe(0.8);
    expect(createUsualCosines(set)(0)).toBe(0.8);
  });
});
