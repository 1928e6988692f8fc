import { expect, it } from 'vitest';
import { createKnownSmoothing } from '../../../../src/ml/recognition/known-smoothing.ts';
import { smoothOverLibrary, type LibraryVectors } from '../../../../src/ml/recognition/smooth-queries.ts';

const dims = 2;

/** A library of unit vectors at angles; ids count from 1. */
function createLibrary(
  ...degrees: number[]
): LibraryVectors & { readonly counts: { version: number; searched: number } } {
  const rows = degrees.map(pointAt);
  const counts = { version: 0, searched: 0 };
  return {
    counts,
    get version() {
      return counts.version;
    },
    size: rows.length,
    getVector: (id) => rows[id - 1] ?? null,
    search: (queries, k) => {
      const count = queries.length / dims;
      counts.searched += count;
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

it('does not search again for photos that it knows, until the library changes', async () => {
  const degrees = [0, 8, 20, 70, 76, 140];
  const library = createLibrary(...degrees);
  const smooth = createKnownSmoothing(library);
  const joinRows = (ids: readonly number[]): Float32Array =>
    Float32Array.from(ids.flatMap((id) => [...pointAt(degrees[id - 1] ?? 0)]));
  const expectAll = async (ids: readonly number[]): Promise<number> => {
    const before = library.counts.searched;
    const smoothed = await smooth(joinRows(ids), ids);
    const searched = library.counts.searched - before;
    expect(smoothed).toEqual(await smoothOverLibrary(library, joinRows(ids), ids));
    return searched;
  };
  expect(await expectAll([1, 2, 4])).toBeGreaterThanOrEqual(3);
  expect(await expectAll([4, 1])).toBe(0);
  expect(await expectAll([4, 6, 1])).toBeGreaterThanOrEqual(1);
  // What is not in use any more is not kept.
  expect(await expectAll([2])).toBeGreaterThanOrEqual(1);
  library.counts.version += 1;
  expect(await expectAll([2])).toBeGreaterThanOrEqual(1);
});
