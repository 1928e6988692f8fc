import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { findDuplicatePairs } from '../../../../src/ml/duplicates/find-duplicates.ts';

interface SomePhoto {
  readonly hash: readonly number[];
  readonly takenMs: number | null;
  /** Direction of its vector, in degrees; null: no vector. */
  readonly angle: number | null;
}

const toVector = (angle: number): Float32Array =>
  Float32Array.of(Math.cos((angle * Math.PI) / 180), Math.sin((angle * Math.PI) / 180));

async function find(photos: readonly SomePhoto[], knownUpTo = 0): Promise<string[]> {
  const pairs = await findDuplicatePairs({
    photoIds: Int32Array.from(photos.keys(), (index) => index + 1),
    hashes: Uint8Array.from(photos.flatMap(({ hash }) => hash)),
    takenMs: Float64Array.from(photos, ({ takenMs }) => takenMs ?? Number.NaN),
    knownUpTo,
    getVector: (photoId) => {
      const angle = photos[photoId - 1]?.angle ?? null;
      return angle === null ? null : toVector(angle);
    },
  });
  const names = Array.from({ length: pairs.length / 2 }, (_, index) =>
    [pairs[2 * index] ?? 0, pairs[2 * index + 1] ?? 0].sort((a, b) => a - b).join(' '),
  );
  return [...new Set(names)].sort();
}

const countBits = (byte: number): number => byte.toString(2).replaceAll('0', '').length;
const countAll = (hash: readonly number[]): number => hash.reduce((sum, byte) => sum + countBits(byte), 0);

/** Every pair compared with every other, as the doc comments say it. */
function findNaively(photos: readonly SomePhoto[]): string[] {
  const names: string[] = [];
  photos.forEach((a, first) =>
    photos.forEach((b, second) => {
      if (second <= first || a.angle === null || b.angle === null) return;
      if (Math.cos(((a.angle - b.angle) * Math.PI) / 180) < 0.9) return;
      const bits = countAll(a.hash.map((byte, index) => byte ^ (b.hash[index] ?? 0)));
      const isPlain = [a, b].some(({ hash }) => countAll(hash) < 4 || countAll(hash) > 60);
      const isBurst = a.takenMs !== null && b.takenMs !== null && Math.abs(a.takenMs - b.takenMs) <= 10_000;
      if ((bits <= 5 && !isPlain) || (bits <= 20 && isBurst)) names.push(`${first + 1} ${second + 1}`);
    }),
  );
  return names.sort();
}

/** A few scenes, each photo of one with some bits turned. */
const somePhotos = fc
  .record({
    scenes: fc.array(fc.array(fc.nat({ max: 255 }), { minLength: 8, maxLength: 8 }), { minLength: 1, maxLength: 4 }),
    shots: fc.array(
      fc.record({
        scene: fc.nat({ max: 3 }),
        turned: fc.array(fc.nat({ max: 63 }), { maxLength: 24 }),
        takenMs: fc.option(fc.nat({ max: 60_000 })),
        angle: fc.option(fc.constantFrom(0, 10, 40, 90), { freq: 6 }),
      }),
      { maxLength: 30 },
    ),
  })
  .map(({ scenes, shots }) =>
    shots.map(({ scene, turned, takenMs, angle }): SomePhoto => {
      const hash = [...(scenes[scene % scenes.length] ?? [])];
      for (const bit of turned) hash[bit >> 3] = (hash[bit >> 3] ?? 0) ^ (1 << (bit & 7));
      return { hash, takenMs, angle };
    }),
  );

describe('photos that look the same', () => {
  it('are the pairs that comparing all with all finds', async () => {
    await fc.assert(
      fc.asyncProperty(somePhotos, async (photos) => {
        expect(await find(photos)).toEqual(findNaively(photos));
      }),
      { numRuns: 300 },
    );
  });

  it('are only those of new photos where the others are known', async () => {
    await fc.assert(
      fc.asyncProperty(somePhotos, fc.nat({ max: 30 }), async (photos, knownUpTo) => {
        const isNew = (pair: string): boolean => pair.split(' ').some((photoId) => Number(photoId) > knownUpTo);
        expect(await find(photos, knownUpTo)).toEqual(findNaively(photos).filter(isNew));
      }),
      { numRuns: 300 },
    );
  });

  it('are found in a crowd of pictures with the same plain parts', async () => {
    // Two thousand whose first four bytes are the same: one large bucket a band.
    const crowd = Array.from({ length: 2000 }, (_, index): SomePhoto => {
      const noise = [0, 8, 16, 24].map((shift) => (Math.imul(index + 1, 2_654_435_761) >>> shift) & 255);
      return { hash: [15, 15, 15, 15, ...noise], takenMs: null, angle: 0 };
    });
    const photos = [...crowd, { hash: crowd[77]?.hash ?? [], takenMs: null, angle: 5 }];
    expect(await find(photos)).toContain('78 2001');
    expect(await find(photos, 2000)).toEqual(['78 2001']);
  });
});
