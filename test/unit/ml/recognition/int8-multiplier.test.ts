import { afterAll, describe, expect, it } from 'vitest';
import { createInt8Multiplier } from '../../../../src/ml/recognition/int8-multiplier.ts';
import {
  arrangeRows,
  expandRows,
  listValues,
  makeNoVectors,
  maxBlockRows,
  multiplyAllInLoops,
  quantizeRows,
} from '../../../../src/ml/recognition/quantized-vectors.ts';
import { rankLandmarks } from '../../../../src/ml/recognition/rank-landmarks.ts';
import { scoreAll, scoreReferences, type ReferenceSet } from '../../../../src/ml/recognition/reference-set.ts';
import { normalizeRows } from '../../../../src/ml/recognition/unit-vectors.ts';

const dims = 40;
const multiplier = await createInt8Multiplier(dims, 1);
afterAll(() => multiplier.close());

/** Numbers in [-1, 1) that every machine makes alike. */
function makeNumbers(count: number, seed: number): Float32Array {
  let state = seed;
  return Float32Array.from({ length: count }, () => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return (state >>> 8) / 2 ** 23 - 1;
  });
}

function makeUnitRows(rows: number, seed: number): Float32Array {
  const vectors = makeNumbers(rows * dims, seed);
  normalizeRows(vectors, dims);
  return vectors;
}

describe('quantized vectors', () => {
  it('are the vectors, to within 1e-3 in cosine', () => {
    const vectors = makeUnitRows(50, 1);
    const expanded = expandRows(quantizeRows(vectors, dims), [...Array(50).keys()]);
    for (let row = 0; row < 50; row++) {
      let [cosine, length] = [0, 0];
      for (let d = row * dims; d < (row + 1) * dims; d++) {
        cosine += (vectors[d] ?? 0) * (expanded[d] ?? 0);
        length += (expanded[d] ?? 0) ** 2;
      }
      expect(cosine).toBeGreaterThan(0.999);
      expect(length).toBeCloseTo(1, 5);
    }
  });

  it('keep their order over blocks, and zeros stay zeros', () => {
    const rows = maxBlockRows + 3;
    const values = Int8Array.from({ length: rows * 2 }, (_, at) => (at % 251) - 125);
    values.fill(0, 10, 12);
    const vectors = arrangeRows(values, 2);
    expect(vectors.blocks.map((block) => block.rows)).toEqual([maxBlockRows, 3]);
    expect(listValues(vectors)).toEqual(values);
    expect([...expandRows(vectors, [5])]).toEqual([0, 0]);
    const last = rows - 1;
    const [x = 0, y = 0] = expandRows(vectors, [last]);
    expect(x / y).toBeCloseTo((values[2 * last] ?? 0) / (values[2 * last + 1] ?? 0), 5);
  });
});

describe('createInt8Multiplier', () => {
  it('gives the cosines of plain loops, over several blocks and queries', async () => {
    const values = Int8Array.from(makeNumbers((maxBlockRows + 100) * dims, 2), (value) => Math.round(127 * value));
    const vectors = arrangeRows(values, dims);
    const queries = makeUnitRows(3, 3);
    const exact = await multiplyAllInLoops(vectors, queries);
    const fast = await multiplier.multiply(vectors, queries);
    expect(fast.length).toBe(exact.length);
    // What stands beside a query changes nothing.
    expect(await multiplier.multiply(vectors, queries.slice(dims, 2 * dims))).toEqual(
      fast.slice(vectors.rows, 2 * vectors.rows),
    );
    expect(fast.reduce((most, cosine, at) => Math.max(most, Math.abs(cosine - (exact[at] ?? 9))), 0)).toBeLessThan(
      5e-5,
    );
  });

  it('does not saturate where all numbers are as large as they can be', async () => {
    const extremes = arrangeRows(
      Int8Array.from({ length: 2 * dims }, (_, at) => (at < dims ? 127 : -127)),
      dims,
    );
    const query = new Float32Array(dims).fill(1 / Math.sqrt(dims));
    const [same, opposite] = await multiplier.multiply(extremes, query);
    expect(same).toBeCloseTo(1, 4);
    expect(opposite).toBeCloseTo(-1, 4);
  });

  it('takes no rows, no queries and a query of zeros', async () => {
    expect(await multiplier.multiply(makeNoVectors(dims), makeUnitRows(2, 4))).toEqual(new Float32Array(0));
    const vectors = quantizeRows(makeUnitRows(2, 5), dims);
    expect(await multiplier.multiply(vectors, new Float32Array(0))).toEqual(new Float32Array(0));
    expect(await multiplier.multiply(vectors, new Float32Array(dims))).toEqual(new Float32Array(2));
  });
});

describe('scoreAll', () => {
  it('says of each photo what scoreReferences says, whatever the batch', async () => {
    const landmarks = 60;
    const makeBlock = (rows: number, seed: number, photoIds: Int32Array | null): ReferenceSet['blocks'][number] => ({
      vectors: quantizeRows(makeUnitRows(rows, seed), dims),
      // One to many references a landmark; the last landmark has none.
      landmarkOf: Int32Array.from({ length: rows }, (_, row) =>
        Math.floor((row * row * (landmarks - 1)) / (rows * rows)),
      ),
      penalties: makeNumbers(rows, seed + 1).map((value) => Math.abs(value) / 5),
      photoIds,
    });
    const set: ReferenceSet = {
      landmarkIds: Array.from({ length: landmarks }, (_, landmark) => `landmark-${landmark}`),
      places: [],
      blocks: [
        makeBlock(300, 6, null),
        makeBlock(
          40,
          7,
          Int32Array.from({ length: 40 }, (_, row) => row % 7),
        ),
      ],
      nonLandmarks: [quantizeRows(makeUnitRows(30, 8), dims), makeNoVectors(dims)],
      dims,
      thin: new Set(),
    };
    const vectors = makeUnitRows(70, 9);
    const photos = Array.from({ length: 70 }, (_, photo) => ({
      vector: vectors.subarray(photo * dims, (photo + 1) * dims),
      photoId: photo % 2 === 0 ? null : photo % 7,
    }));
    let asked = 0;
    const ranked = await scoreAll(set, photos, multiplier.multiply, (found, place) => {
      const photo = photos[place];
      expect(place).toBe(asked++);
      if (photo === undefined) throw new Error('an unknown photo');
      const exact = scoreReferences(set, photo);
      expect(found.scores.at(-1)).toBe(-Infinity);
      expect(found.nearest.at(-1)).toBe(-2);
      for (let landmark = 0; landmark < landmarks - 1; landmark++) {
        expect(found.scores[landmark]).toBeCloseTo(exact.scores[landmark] ?? 9, 3);
        expect(found.nearest[landmark]).toBeCloseTo(exact.nearest[landmark] ?? 9, 4);
        expect(Math.max(...found.listCosines(landmark))).toBeCloseTo(exact.nearest[landmark] ?? 9, 4);
      }
      return rankLandmarks(found, () => true, 5).map(({ landmark }) => landmark);
    });
    const exactly = photos.map((photo) =>
      rankLandmarks(scoreReferences(set, photo), () => true, 5).map(({ landmark }) => landmark),
    );
    expect(ranked).toEqual(exactly);
  });
});
