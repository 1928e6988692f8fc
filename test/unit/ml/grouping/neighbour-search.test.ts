import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { searchNeighboursPlainly } from '../../../../src/ml/grouping/neighbour-search.ts';
import { smoothVectors } from '../../../../src/ml/grouping/smooth-vectors.ts';

const angle = fc.integer({ min: 0, max: 359 });
const toRows = (angles: readonly number[]): Float32Array =>
  Float32Array.from(angles.flatMap((a) => [Math.cos((a * Math.PI) / 180), Math.sin((a * Math.PI) / 180)]));

describe('searchNeighboursPlainly', () => {
  it('finds the k nearest rows, best first, and pads', async () => {
    await fc.assert(
      fc.asyncProperty(
        fc.uniqueArray(angle, { maxLength: 12 }),
        angle,
        fc.integer({ min: 1, max: 8 }),
        async (all, q, k) => {
          const found = await searchNeighboursPlainly({ matrix: toRows(all), queries: toRows([q]), dims: 2, k });
          const distance = (a: number): number => Math.min(Math.abs(a - q), 360 - Math.abs(a - q));
          const expected = all.map(distance).sort((x, y) => x - y);
          for (let place = 0; place < k; place++) {
            const row = found.indices[place] ?? -1;
            if (place >= all.length) {
              expect([row, found.cosines[place]]).toEqual([-1, -2]);
            } else {
              expect(distance(all[row] ?? 0)).toBe(expected[place]);
              expect(found.cosines[place]).toBeCloseTo(Math.cos(((expected[place] ?? 0) * Math.PI) / 180), 5);
            }
          }
        },
      ),
    );
  });
});

describe('smoothVectors', () => {
  it('moves a vector towards its neighbours and leaves a lonely one', async () => {
    const vectors = toRows([0, 20, 180]);
    const smoothed = await smoothVectors({
      vectors,
      dims: 2,
      neighbours: 2,
      leastCosine: 0.1,
      leastShare: 0,
      mayMix: () => true,
      searchNeighbours: searchNeighboursPlainly,
    });
    const angles = [0, 1, 2].map(
      (row) => (Math.atan2(smoothed[2 * row + 1] ?? 0, smoothed[2 * row] ?? 0) * 180) / Math.PI,
    );
    // Own weight 1, the neighbour's cos(20 degrees)^3 = 0.83.
    const expected = (Math.atan2(0.8298 * Math.sin(Math.PI / 9), 1 + 0.8298 * Math.cos(Math.PI / 9)) * 180) / Math.PI;
    expect(angles[0]).toBeCloseTo(expected, 2);
    expect(angles[1]).toBeCloseTo(20 - expected, 2);
    expect(Math.abs(angles[2] ?? 0)).toBeCloseTo(180, 4);
  });
});
