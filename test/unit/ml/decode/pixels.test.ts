import sharp from 'sharp';
import { describe, expect, it } from 'vitest';
import { convertGamutToSrgb } from '../../../../src/ml/decode/convert-gamut.ts';
import { buildModelInput, chooseModelSize } from '../../../../src/ml/decode/model-input.ts';
import { isPhotoFileName } from '../../../../src/ml/decode/photo-file-names.ts';
import { encodeThumbnail } from '../../../../src/ml/decode/thumbnails.ts';
import { chooseWorkingSize } from '../../../../src/ml/decode/working-size.ts';
import { makeScene } from '../../../fixtures/scene.ts';

describe('model input', () => {
  const sizes: [{ width: number; height: number }, ...{ width: number; height: number }[]] = [
    { width: 384, height: 384 },
    { width: 480, height: 320 },
    { width: 320, height: 480 },
    { width: 640, height: 224 },
  ];

  it.each([
    [4000, 3000, 480],
    [3000, 4000, 320],
    [1000, 1000, 384],
    [9000, 1000, 640],
    [1, 1000, 320],
    // The geometric mean of two aspects belongs to the first.
    [1100, 1000, 384],
  ])('takes the size nearest in shape for %i x %i', (width, height, expected) => {
    expect(chooseModelSize(sizes, { width, height }).width).toBe(expected);
  });

  it.each([
    [16, 16, 24, 24],
    [16, 16, 32, 8],
    [200, 100, 100, 96],
    [3, 50, 64, 64],
  ])('keeps a slope in place from %i x %i to %i x %i', async (width, height, toWidth, toHeight) => {
    const data = Buffer.from(
      Array.from({ length: width * height * 3 }, (_, at) => 20 + (200 * ((Math.floor(at / 3) % width) + 0.5)) / width),
    );
    const pixels = await buildModelInput({ data, width, height }, { width: toWidth, height: toHeight });
    expect(pixels).toHaveLength(toWidth * toHeight * 3);
    // Away from the borders a cubic filter keeps a straight slope; half a grey level for each rounding.
    const margin =
      Math.ceil((2.5 * Math.max(toWidth, width)) / Math.min(toWidth, width) / (width / toWidth > 1 ? 2 : 1)) + 1;
    for (let x = margin; x < toWidth - margin; x += 1) {
      const expected = 20 + (200 * (x + 0.5)) / toWidth;
      expect(Math.abs((pixels[(Math.floor(toHeight / 2) * toWidth + x) * 3] ?? NaN) - expected)).toBeLessThan(1.6);
    }
  });

  it('leaves a photo of the right size as it is', async () => {
    const scene = makeScene(384, 384);
    expect(await buildModelInput(scene, { width: 384, height: 384 })).toEqual(scene.data);
  });
});

describe('sizes', () => {
  it('decodes to the larger thumbnail, and to more of a panorama, never to more than there is', () => {
    const model = { width: 640, height: 224 };
    expect(chooseWorkingSize({ width: 4000, height: 3000 }, model)).toEqual({ width: 1024, height: 768 });
    expect(chooseWorkingSize({ width: 300, height: 200 }, model)).toEqual({ width: 300, height: 200 });
    expect(chooseWorkingSize({ width: 8000, height: 800 }, model)).toEqual({ width: 2240, height: 224 });
    const extreme = chooseWorkingSize({ width: 60_000, height: 100 }, model);
    expect(extreme.width * extreme.height).toBeLessThanOrEqual(6_000_000);
    expect(chooseWorkingSize({ width: 60_000, height: 1 }, null)).toEqual({ width: 1024, height: 1 });
  });

  it('encodes thumbnails that are never enlarged', async () => {
    for (const [variant, expected] of [
      ['grid', ['webp', 320, 240]],
      ['screen', ['jpeg', 400, 300]],
    ] as const) {
      const { format, width, height } = await sharp(await encodeThumbnail(makeScene(400, 300), variant)).metadata();
      expect([format, width, height]).toEqual(expected);
    }
  });
});

describe('named gamuts', () => {
  it('keeps grey and makes the same numbers more colourful', () => {
    for (const gamut of ['adobe-rgb', 'display-p3'] as const) {
      const image = { data: Buffer.from([0, 0, 0, 128, 128, 128, 255, 255, 255, 160, 120, 110]), width: 4, height: 1 };
      convertGamutToSrgb(image, gamut);
      const [first, grey, white] = [image.data.subarray(0, 3), image.data.subarray(3, 6), image.data.subarray(6, 9)];
      expect([...first]).toEqual([0, 0, 0]);
      expect([...white]).toEqual([255, 255, 255]);
      for (const value of grey) expect(Math.abs(value - 128)).toBeLessThanOrEqual(1);
      const [red = 0, , blue = 0] = image.data.subarray(9);
      expect(red - blue).toBeGreaterThan(50);
    }
  });

  it('converts Display P3 as its profile does', async () => {
    const scene = makeScene(60, 40);
    const wide = await sharp(scene.data, { raw: { width: 60, height: 40, channels: 3 } })
      .withIccProfile('p3')
      .raw()
      .toBuffer();
    const image = { data: wide, width: 60, height: 40 };
    convertGamutToSrgb(image, 'display-p3');
    const worst = Math.max(...image.data.map((value, at) => Math.abs(value - (scene.data[at] ?? 0))));
    expect(worst).toBeLessThanOrEqual(6);
  });
});

describe('isPhotoFileName', () => {
  it('knows photos by extension, in any case', () => {
    for (const name of ['a.jpg', 'A.JPEG', 'x.y.HeIc', 'b.nef', 'c.cr3', 'd.webp', 'e.hif'])
      expect(isPhotoFileName(name)).toBe(true);
    for (const name of ['a.txt', 'jpg', '.jpg', '._a.jpg', 'a.jpg.part', 'a.', 'a.mp4', ''])
      expect(isPhotoFileName(name)).toBe(false);
  });
});
