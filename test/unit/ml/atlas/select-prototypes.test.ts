import { describe, expect, it } from 'vitest';
import { selectPrototypes } from '../../../../src/ml/atlas/select-prototypes.ts';
import { createMixture, dims } from '../grouping/mixture.ts';
import { joinVectors } from '../recognition/synthetic-atlas.ts';

const mixture = createMixture({ seed: 3, landmarks: 2, photosEach: 12, strangers: 4 });
const own = mixture.filter(({ label }) => label === 'landmark-0');
const other = mixture.filter(({ label }) => label === 'landmark-1');
const multiply = (a: Float32Array, b: Float32Array): number =>
  a.reduce((sum, value, d) => sum + value * (b[d] ?? 0), 0);
const listRows = (vectors: Float32Array): Float32Array[] =>
  Array.from({ length: vectors.length / dims }, (_, row) => vectors.subarray(row * dims, (row + 1) * dims));

describe('selectPrototypes', () => {
  it('takes a few photos as they are', () => {
    const vectors = joinVectors(own.slice(0, 3));
    expect(selectPrototypes({ vectors, dims, limit: 3, leastCosine: 0.5 })).toEqual({
      vectors,
      photos: 3,
      outliers: [],
    });
  });

  it('drops what is like nothing else, and puts the rest together', () => {
    const strangers = mixture.filter(({ label }) => label === null).slice(0, 2);
    const samples = [...own.slice(0, 5), ...strangers, ...own.slice(5)];
    const found = selectPrototypes({ vectors: joinVectors(samples), dims, limit: 2, leastCosine: 0.4 });
    expect(found.outliers).toEqual([5, 6]);
    expect(found.photos).toBe(12);
    const prototypes = listRows(found.vectors);
    expect(prototypes).toHaveLength(2);
    for (const prototype of prototypes) {
      expect(multiply(prototype, prototype)).toBeCloseTo(1, 5);
      // Nearer to the landmark than to another one.
      const nearest = (samplesOf: typeof own): number =>
        Math.max(...samplesOf.map(({ vector }) => multiply(vector, prototype)));
      expect(nearest(own)).toBeGreaterThan(nearest(other) + 0.2);
    }
  });

  it('finds the two faces of a landmark, whatever the order of its photos', () => {
    const samples = [...own, ...other];
    const find = (order: typeof samples): Float32Array[] =>
      listRows(selectPrototypes({ vectors: joinVectors(order), dims, limit: 2, leastCosine: 0.4 }).vectors);
    for (const prototypes of [find(samples), find([...samples].reverse())]) {
      for (const face of [own, other]) {
        const closest = prototypes.map((prototype) => multiply(prototype, face[0]?.vector ?? prototype));
        expect(Math.max(...closest)).toBeGreaterThan(0.6);
      }
    }
  });

  it('keeps all of a landmark of many faces', () => {
    const vectors = new Float32Array(6 * dims);
    for (let row = 0; row < 6; row++) vectors[row * dims + row] = 1;
    expect(selectPrototypes({ vectors, dims, limit: 10, leastCosine: 0.5 })).toEqual({
      vectors,
      photos: 6,
      outliers: [],
    });
  });
});
