import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import sharp from 'sharp';
import { thumbHashToApproximateAspectRatio, thumbHashToAverageRGBA } from 'thumbhash';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { computeDifferenceHash, hashPicture, hashThumbnail } from '../../../../src/ml/decode/picture-hashes.ts';
import type { RgbImage } from '../../../../src/ml/decode/rgb-image.ts';
import { writeThumbnails } from '../../../../src/ml/decode/thumbnails.ts';

let folder = '';
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-hashes-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

/** A landscape of waves, another one for each seed. */
function drawScene(seed: number, width = 1024, height = 683): RgbImage {
  const data = Buffer.alloc(3 * width * height);
  const wave = (x: number, y: number, k: number): number =>
    Math.sin((x / width) * (3 + ((seed * (k + 3)) % 5)) + seed * k) *
    Math.cos((y / height) * (2 + ((seed * (k + 1)) % 6)) - seed);
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let c = 0; c < 3; c += 1) data[3 * (y * width + x) + c] = Math.round(128 + 110 * wave(x, y, c * 0.3));
    }
  }
  return { data, width, height };
}

async function convert(image: RgbImage, width: number, quality: number): Promise<RgbImage> {
  const jpeg = await sharp(image.data, { raw: { width: image.width, height: image.height, channels: 3 } })
    .resize({ width })
    .jpeg({ quality })
    .toBuffer();
  const { data, info } = await sharp(jpeg).raw().toBuffer({ resolveWithObject: true });
  return { data, width: info.width, height: info.height };
}

function countDifferent(a: Uint8Array, b: Uint8Array): number {
  return a.reduce((sum, byte, index) => {
    let bits = byte ^ (b[index] ?? 0);
    let count = 0;
    for (; bits > 0; bits &= bits - 1) count += 1;
    return sum + count;
  }, 0);
}

describe('hashes of a picture', () => {
  it('stay when it is resized and recompressed, and differ between pictures', async () => {
    const scenes = [1, 2, 3, 4].map((seed) => drawScene(seed));
    const hashes = await Promise.all(scenes.map((scene) => hashPicture(scene)));
    for (const [index, scene] of scenes.entries()) {
      for (const [width, quality] of [
        [800, 60],
        [320, 85],
        [1600, 40],
      ] as const) {
        const copy = await hashPicture(await convert(scene, width, quality));
        const own = hashes[index]?.perceptualHash ?? new Uint8Array(8);
        expect(countDifferent(copy.perceptualHash, own)).toBeLessThanOrEqual(3);
        for (const [other, hash] of hashes.entries()) {
          if (other !== index) expect(countDifferent(copy.perceptualHash, hash.perceptualHash)).toBeGreaterThan(10);
        }
      }
    }
  });

  it('are the same, nearly, from the stored thumbnail; none where there is no thumbnail', async () => {
    const scene = drawScene(7);
    const contentHash = 'ab'.repeat(32);
    await writeThumbnails(folder, contentHash, scene);
    const [fromPhoto, fromThumbnail] = [await hashPicture(scene), await hashThumbnail(folder, contentHash)];
    expect(
      countDifferent(fromPhoto.perceptualHash, fromThumbnail?.perceptualHash ?? new Uint8Array(8)),
    ).toBeLessThanOrEqual(2);
    expect(fromThumbnail?.thumbhash.length).toBe(fromPhoto.thumbhash.length);
    expect(await hashThumbnail(folder, 'cd'.repeat(32))).toBeNull();
  });

  it('keep shape and colour in a placeholder of a few bytes', async () => {
    const data = Buffer.alloc(3 * 600 * 300);
    for (let at = 0; at < data.length; at += 3) data.set([20, 60, 220], at);
    const { thumbhash } = await hashPicture({ data, width: 600, height: 300 });
    expect(thumbhash.length).toBeLessThanOrEqual(40);
    expect(thumbHashToApproximateAspectRatio(thumbhash)).toBeCloseTo(2, 0);
    const { r, g, b } = thumbHashToAverageRGBA(thumbhash);
    expect([r * 255, g * 255, b * 255].map((value) => Math.round(value / 20))).toEqual([1, 3, 11]);
  });

  it('exist for images of any size', async () => {
    await fc.assert(
      fc.asyncProperty(fc.integer({ min: 1, max: 140 }), fc.integer({ min: 1, max: 140 }), async (width, height) => {
        const image = { data: Buffer.alloc(3 * width * height, 90), width, height };
        const { thumbhash, perceptualHash } = await hashPicture(image);
        expect(thumbhash.length).toBeGreaterThan(4);
        expect(thumbhash.length).toBeLessThanOrEqual(40);
        expect([...perceptualHash]).toEqual(Array(8).fill(0));
        expect(computeDifferenceHash(image)).toHaveLength(8);
      }),
      { numRuns: 30 },
    );
  });
});
