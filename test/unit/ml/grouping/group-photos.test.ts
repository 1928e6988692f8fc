import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { evaluateAlbums } from '../../../../src/ml/metrics/evaluate-albums.ts';
import { normalizeRows } from '../../../../src/ml/recognition/unit-vectors.ts';
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

  it('gives of the groups only those of the photos that are asked about, rated as all are', async () => {
    const all = await groupSamples(mixture);
    expect(all.length).toBeGreaterThan(2);
    await fc.assert(
      fc.asyncProperty(fc.uniqueArray(fc.integer({ min: 1, max: 65 }), { maxLength: 4 }), async (wanted) => {
        const expected = all.filter(({ members }) => members.some(({ photoId }) => wanted.includes(photoId)));
        expect(await groupSamples(mixture, { wanted })).toEqual(expected);
      }),
      { numRuns: 20 },
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
    const countGrouped = async (samples: readonly Sample[]): Promise<number> =>
      listIds(await groupSamples(samples)).flat().length;
    let [without, withPlace] = [0, 0];
    for (const noise of [1.5, 1.6, 1.7, 1.8]) {
      const faint = createMixture({ seed: 12, landmarks: 1, photosEach: 6, strangers: 0, noise });
      const place = { latitude: 43.7, longitude: 7.26 };
      without += await countGrouped(faint);
      withPlace += await countGrouped(faint.map((sample, i) => withPhoto(sample, { ...place, takenMs: 1_000 * i })));
    }
    expect(withPlace).toBeGreaterThan(without);
  });

  it('does not let one photo that shows two places chain them together', async () => {
    const two = createMixture({ seed: 21, landmarks: 2, photosEach: 8, strangers: 0, noise: 0.4 });
    const [front, back] = [two[0], two[8]];
    if (front === undefined || back === undefined) throw new Error('the mixture is too small');
    const vector = front.vector.map((value, d) => value + (back.vector[d] ?? 0));
    normalizeRows(vector, dims);
    const bridge: Sample = { photo: { ...front.photo, photoId: 100 }, vector, label: null };
    const groups = listIds(await groupSamples([...two, bridge]));
    expect(groups).toHaveLength(2);
    expect(groups.map((ids) => ids.filter((id) => id !== 100))).toEqual([
      [1, 2, 3, 4, 5, 6, 7, 8],
      [9, 10, 11, 12, 13, 14, 15, 16],
    ]);
  });

  it('suggests a photo that is only somewhat alike, and takes none that is not', async () => {
    const one = createMixture({ seed: 4, landmarks: 1, photosEach: 8, strangers: 0, noise: 0.3 });
    const typical = one[0]?.vector ?? new Float32Array(dims);
    const mixed = (photoId: number, share: number): Sample => {
      // Along an empty dimension there is nobody; dimension 0 lets it pass the gate.
      const vector = typical.map((value, d) => share * value + (d === dims - 1 ? Math.sqrt(1 - share ** 2) : 0));
      vector[0] = 0.3;
      normalizeRows(vector, dims);
      const photo = { photoId, latitude: null, longitude: null, takenMs: null };
      return { photo, vector, label: null };
    };
    const roleAt = async (share: number): Promise<string | undefined> => {
      const [group] = await groupSamples([...one, mixed(50, share)]);
      return group?.members.find(({ photoId }) => photoId === 50)?.role;
    };
    expect(await roleAt(0.95)).toBe('core');
    const roles = await Promise.all([0.1, 0.15, 0.2, 0.25, 0.3, 0.35].map(roleAt));
    expect(roles).toContain('tentative');
    expect(roles[0]).toBeUndefined();
  });

  it('leaves out photos without a vector and copes with none at all', async () => {
    expect(await groupSamples([])).toEqual([]);
  });
});
