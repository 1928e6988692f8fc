/** @file Nothing that counts is lost by the library's two-byte vectors and the coarse search. */
import fc from 'fast-check';
import { afterAll, beforeAll, expect, it } from 'vitest';
import { searchNeighboursPlainly } from '../../../../src/ml/grouping/neighbour-search.ts';
import { normalizeVector } from '../../../../src/ml/model/embed-batch.ts';
import { createCoarseSession, type CoarseSession } from '../../../../src/ml/neighbours/coarse-session.ts';
import { createNeighbourIndex } from '../../../../src/ml/neighbours/neighbour-index.ts';

const dims = 512;
const photos = 1500;
const queryCount = 40;
const k = 20;
let session: CoarseSession;

beforeAll(async () => {
  session = await createCoarseSession(dims, 2);
});

afterAll(() => session.close());

interface Mixture {
  readonly seed: number;
  readonly landmarks: number;
  /** Of the noise around a landmark's centre, beside the centre's length of 1. */
  readonly spread: number;
  /** Exponent of the standard deviations of the coordinates: 0 for all alike. */
  readonly decay: number;
  readonly shardRows: number;
}

function makeMixture({ seed, landmarks, spread, decay }: Mixture): Float32Array {
  let state = seed;
  const random = (): number => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return state / 2 ** 32;
  };
  const spectrum = Float64Array.from({ length: dims }, (_, d) => (d + 4) ** -decay);
  const draw = (d: number): number => (random() + random() + random() - 1.5) * (spectrum[d] ?? 0);
  const centres = Array.from({ length: landmarks }, () =>
    normalizeVector(Float32Array.from({ length: dims }, (_, d) => draw(d))),
  );
  const vectors = new Float32Array(photos * dims);
  for (let photo = 0; photo < photos; photo += 1) {
    const centre = centres[Math.floor(random() ** 2 * landmarks)];
    const vector = vectors.subarray(photo * dims, (photo + 1) * dims);
    for (let d = 0; d < dims; d += 1) vector[d] = draw(d);
    normalizeVector(vector);
    for (let d = 0; d < dims; d += 1) vector[d] = (vector[d] ?? 0) * spread + (centre?.[d] ?? 0);
    normalizeVector(vector);
  }
  return vectors;
}

const mixtures = fc.record({
  seed: fc.integer({ min: 1, max: 2 ** 31 }),
  landmarks: fc.integer({ min: 1, max: 200 }),
  // From bursts of nearly one picture to photos of a landmark that are hardly like each other.
  spread: fc.double({ min: 0.05, max: 3, noNaN: true }),
  decay: fc.double({ min: 0, max: 0.5, noNaN: true }),
  shardRows: fc.constantFrom(64, 700, 65_536),
});

it('finds at least 0.999 of the 20 nearest that float32 vectors have, whatever the library', async () => {
  await fc.assert(
    fc.asyncProperty(mixtures, async (mixture) => {
      const vectors = makeMixture(mixture);
      const index = createNeighbourIndex(session, mixture.shardRows);
      index.load(
        Int32Array.from({ length: photos }, (_, row) => row + 1),
        vectors,
      );
      const queries = vectors.subarray(0, queryCount * dims);
      const [found, exact] = await Promise.all([
        index.search(queries, k),
        searchNeighboursPlainly({ matrix: vectors, queries, dims, k }),
      ]);
      let missed = 0;
      for (let query = 0; query < queryCount; query += 1) {
        const ids = new Set(found.photoIds.subarray(query * k, (query + 1) * k));
        // What is nearer than the last by more than the stored vectors' error: of equals another may stand for one.
        const last = exact.cosines[(query + 1) * k - 1] ?? 0;
        for (let place = query * k; place < (query + 1) * k; place += 1) {
          const isTied = (exact.cosines[place] ?? 0) - last < 3e-5;
          if (!isTied && !ids.has((exact.indices[place] ?? 0) + 1)) missed += 1;
          expect(Math.abs((found.cosines[place] ?? 0) - (exact.cosines[place] ?? 0))).toBeLessThan(1e-4);
        }
      }
      expect(missed / (queryCount * k)).toBeLessThanOrEqual(0.001);
    }),
    { numRuns: 12 },
  );
});
