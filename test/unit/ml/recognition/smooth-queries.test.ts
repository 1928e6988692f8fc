import { expect, it } from 'vitest';
import { smoothOverLibrary, type LibraryVectors } from '../../../../src/ml/recognition/smooth-queries.ts';

const dims = 2;

/** A library of unit vectors at angles; ids count from 1. */
function createLibrary(...degrees: number[]): LibraryVectors {
  const rows = degrees.map(pointAt);
  return {
    size: rows.length,
    getVector: (id) => rows[id - 1] ?? null,
    search: (queries, k) => {
      const count = queries.length / dims;
      const photoIds = new Int32Array(count * k);
      const cosines = new Float32Array(count * k).fill(-2);
      for (let query = 0; query < count; query++) {
        rows
          .map((row, index) => ({
            id: index + 1,
            cosine: dot(row, queries.subarray(query * dims, query * dims + dims)),
          }))
          .sort((a, b) => b.cosine - a.cosine)
          .slice(0, k)
          .forEach(({ id, cosine }, place) => {
            photoIds[query * k + place] = id;
            cosines[query * k + place] = cosine;
          });
      }
      return Promise.resolve({ photoIds, cosines });
    },
  };
}

function pointAt(degrees: number): Float32Array {
  return Float32Array.of(Math.cos((degrees * Math.PI) / 180), Math.sin((degrees * Math.PI) / 180));
}

function dot(a: Float32Array, b: Float32Array): number {
  return (a[0] ?? 0) * (b[0] ?? 0) + (a[1] ?? 0) * (b[1] ?? 0);
}

it('moves a photo towards its relatives, not towards strangers, and never counts the photo itself', async () => {
  // 10 is the relative; 80 has less than half of its cosine.
  const smoothed = await smoothOverLibrary(createLibrary(0, 10, 80), pointAt(0), [1]);
  expect(Math.hypot(smoothed[0] ?? 0, smoothed[1] ?? 0)).toBeCloseTo(1, 6);
  expect(dot(smoothed, pointAt(5))).toBeGreaterThan(0.9999);
});

it('leaves a photo alone that has no relatives', async () => {
  expect(await smoothOverLibrary(createLibrary(), pointAt(0), [null])).toEqual(pointAt(0));
  const alone = await smoothOverLibrary(createLibrary(0, 150), pointAt(0), [1]);
  expect(dot(alone, pointAt(0))).toBeCloseTo(1, 6);
});

it("goes a second round with the relatives' own relatives", async () => {
  // 0 is far from 60 by itself, but 30, which knows both, brings it nearer; once alone would stop at 20 or less.
  const twice = await smoothOverLibrary(createLibrary(0, 30, 60, 62, 58), pointAt(0), [1]);
  const degrees = (Math.atan2(twice[1] ?? 0, twice[0] ?? 0) * 180) / Math.PI;
  expect(degrees).toBeGreaterThan(22);
  expect(degrees).toBeLessThan(45);
});
