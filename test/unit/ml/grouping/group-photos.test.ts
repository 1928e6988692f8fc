import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateAlbums } from '../../../../src/ml/metrics/evaluate-albums.ts';
import { createMixture, dims, emptyFrom, groupSamples, listIds, type Sample } from './mixture.ts';

const mixture = createMixture({ seed: 7, landmarks: 5, photosEach: 9, strangers: 20 });

function evaluate(samples: readonly Sample[], groups: readonly (readonly number[])[]) {
  const albumOf = new Map(groups.flatMap((ids, album) => ids.map((id) => [id, album] as const)));
  return evaluateAlbums({
    labels: samples.map((sample) => sample.label),
    albums: samples.map((sample) => albumOf.get(sample.photo.photoId) ?? null),
  });
}

const withPhoto = (sample: Sample, photo: Partial<Sample['photo']>): Sample => ({
  ...sample,
  photo: { ...sample.photo, ...photo },
});

/** Pairs of photo ids of the mixture, flat. */
const links = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 65 }), fc.integer({ min: 1, max: 65 })), { maxLength: 6 })
  .map((pairs) => pairs.filter(([a, b]) => a !== b).flat());

describe('groupPhotos', () => {
  it('finds every landmark, keeps them apart and leaves strangers out', async () => {
    const figures = evaluate(mixture, listIds(await groupSamples(mixture)));
    expect(figures).toMatchObject({ purity: 1, leak: 0, found: 1, albumsPerFound: 1 });
    expect(figures.recall).toBeGreaterThan(0.9);
  });

  it('makes a group of three, not of two', async () => {
    const small = createMixture({ seed: 3, landmarks: 4, photosEach: 3, strangers: 5, noise: 0.5 });
    expect(listIds(await groupSamples(small))).toEqual([
      [1, 2, 3],
      [4, 5, 6],
      [7, 8, 9],
      [10, 11, 12],
    ]);
    expect(await groupSamples(createMixture({ seed: 3, landmarks: 4, photosEach: 2, strangers: 5 }))).toEqual([]);
  });

  it('gives the same groups in whatever order the photos come', async () => {
    const expected = await groupSamples(mixture);
    await fc.assert(
      fc.asyncProperty(fc.shuffledSubarray(mixture, { minLength: mixture.length }), async (shuffled) => {
        expect(await groupSamples(shuffled)).toEqual(expected);
      }),
      { numRuns: 20 },
    );
  });

  it('does not change the groups of others when a photo from far away is added', async () => {
    const expected = await groupSamples(mixture);
    await fc.assert(
      fc.asyncProperty(
        fc.integer({ min: emptyFrom, max: dims - 1 }),
        fc.integer({ min: 66, max: 200 }),
        async (axis, photoId) => {
          // Landmark-like enough to pass the gate, and near to nobody.
          const vector = new Float32Array(dims);
          vector[0] = 0.12;
          vector[axis] = Math.sqrt(1 - 0.12 ** 2);
          const photo = { photoId, latitude: null, longitude: null, takenMs: null };
          expect(await groupSamples([...mixture, { photo, vector, label: null }])).toEqual(expected);
        },
      ),
      { numRuns: 20 },
    );
  });

  it('never puts two photos together that a person took apart, whatever else was said', async () => {
    await fc.assert(
      fc.asyncProperty(links, links, async (mustLinks, cannotLinks) => {
        const groups = listIds(await groupSamples(mixture, { mustLinks, cannotLinks }));
        for (let i = 0; i < cannotLinks.length; i += 2) {
          const [a = 0, b = 0] = cannotLinks.slice(i, i + 2);
          expect(groups.some((ids) => ids.includes(a) && ids.includes(b))).toBe(false);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('puts together what a person put together, strangers too', async () => {
    await fc.assert(
      fc.asyncProperty(links, async (mustLinks) => {
        const groups = listIds(await groupSamples(mixture, { mustLinks }));
        for (let i = 0; i < mustLinks.length; i += 2) {
          const [a = 0, b = 0] = mustLinks.slice(i, i + 2);
          expect(groups.some((ids) => ids.includes(a) && ids.includes(b))).toBe(true);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('puts each photo into one group at most, and rates it between 0 and 1', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer(), fc.integer({ min: 0, max: 6 }), links, async (seed, landmarks, mustLinks) => {
        const samples = createMixture({ seed, landmarks, photosEach: 6, strangers: 10, noise: 0.9 });
        const groups = await groupSamples(samples, { mustLinks });
        const ids = listIds(groups).flat();
        expect(new Set(ids).size).toBe(ids.length);
        for (const member of groups.flatMap((group) => group.members)) {
          expect(member.confidence).toBeGreaterThanOrEqual(0);
          expect(member.confidence).toBeLessThanOrEqual(1);
        }
      }),
      { numRuns: 40 },
    );
  });

  it('splits one look at two places by GPS, and joins doubtful photos of one place', async () => {
    const one = createMixture({ seed: 5, landmarks: 1, photosEach: 10, strangers: 0 });
    const apart = one.map((sample, i) =>
      withPhoto(sample, { latitude: 43.7, longitude: i < 5 ? 7.26 : 8.26, takenMs: null }),
    );
    expect(listIds(await groupSamples(apart))).toEqual([
      [1, 2, 3, 4, 5],
      [6, 7, 8, 9, 10],
    ]);
    const faint = createMixture({ seed: 12, landmarks: 1, photosEach: 6, strangers: 0, noise: 1.5 });
    const together = faint.map((sample, i) =>
      withPhoto(sample, { latitude: 43.7, longitude: 7.26, takenMs: 1_000 * i }),
    );
    const grouped = (groups: number[][]): number => groups.flat().length;
    const without = grouped(listIds(await groupSamples(faint)));
    expect(grouped(listIds(await groupSamples(together)))).toBeGreaterThan(without);
  });

  it('leaves out photos without a vector and copes with none at all', async () => {
    expect(await groupSamples([])).toEqual([]);
  });
});
