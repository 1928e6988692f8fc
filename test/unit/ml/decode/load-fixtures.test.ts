import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createHeifDecoder } from '../../../../src/ml/decode/heif-decoder.ts';
import { PhotoFailure } from '../../../../src/ml/decode/photo-failure.ts';
import { createPhotoLoader, type DecodedPhoto } from '../../../../src/ml/decode/photo-loader.ts';
import type { RgbImage } from '../../../../src/ml/decode/rgb-image.ts';
import type { PixelSize } from '../../../../src/ml/decode/working-size.ts';
import {
  makeBrokenFiles,
  makeGoodFiles,
  makeSpecialFiles,
  sceneSize,
  writeFiles,
} from '../../../fixtures/make-fixtures.ts';
import { cornerColours } from '../../../fixtures/scene.ts';

const heifDecoder = createHeifDecoder(new URL('../../../../src/ml/decode/heif-worker.ts', import.meta.url));
const loader = createPhotoLoader(heifDecoder);
const sizes: [PixelSize, PixelSize] = [
  { width: 384, height: 384 },
  { width: 448, height: 320 },
];

let folder = '';
let paths = new Map<string, string>();

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-decode-'));
  const broken = [...(await makeBrokenFiles())].map(([name, { bytes }]) => [name, bytes] as const);
  paths = await writeFiles(
    folder,
    new Map([...(await makeGoodFiles()), ...(await makeSpecialFiles(folder)), ...broken]),
  );
});

afterAll(async () => {
  await heifDecoder.close();
  await rm(folder, { recursive: true, force: true });
});

async function load(name: string): Promise<DecodedPhoto> {
  const photo = await loader.read(paths.get(name) ?? name);
  try {
    return await loader.decode(photo, sizes);
  } finally {
    photo.release();
  }
}

function readPixel({ data, width, height }: RgbImage, x: number, y: number): number[] {
  const at = (Math.floor(y * height) * width + Math.floor(x * width)) * 3;
  return [...data.subarray(at, at + 3)];
}

function expectColour(actual: readonly number[], expected: readonly number[], tolerance: number): void {
  for (const [channel, value] of expected.entries()) {
    expect(
      Math.abs((actual[channel] ?? NaN) - value),
      `${String(actual)} is not ${String(expected)}`,
    ).toBeLessThanOrEqual(tolerance);
  }
}

function expectScene(image: RgbImage, tolerance: number): void {
  expectColour(readPixel(image, 0.06, 0.06), cornerColours.topLeft, tolerance);
  expectColour(readPixel(image, 0.94, 0.06), cornerColours.topRight, tolerance);
  expectColour(readPixel(image, 0.94, 0.94), cornerColours.bottomRight, tolerance);
  expectColour(readPixel(image, 0.06, 0.94), cornerColours.bottomLeft, tolerance);
}

describe('every format and orientation', () => {
  const formats: Readonly<Record<string, readonly [format: string, tolerance: number]>> = {
    'plain.jpg': ['jpeg', 4],
    'progressive.jpg': ['jpeg', 4],
    'metadata.jpg': ['jpeg', 4],
    'plain.png': ['png', 0],
    'plain.webp': ['webp', 6],
    'plain.avif': ['avif', 6],
    'plain.tif': ['tiff', 0],
    'plain.gif': ['gif', 8],
    'animated.gif': ['gif', 8],
    'plain.heic': ['heic', 6],
    'display-p3.jpg': ['jpeg', 6],
    // The scene's blue lies outside the ink's gamut.
    'cmyk.jpg': ['jpeg', 80],
    'sixteen-bit.png': ['png', 1],
    'png-named.jpg': ['png', 0],
    'JPEG NAMED ünïcode 照片.png': ['jpeg', 4],
    'nef-like.nef': ['raw', 4],
    'dng-like.dng': ['raw', 4],
    'orf-like.orf': ['raw', 4],
    'raf-like.raf': ['raw', 4],
    'cr3-like.cr3': ['raw', 4],
    ...Object.fromEntries([1, 2, 3, 4, 5, 6, 7, 8].map((turn) => [`orientation-${turn}.jpg`, ['jpeg', 4] as const])),
  };

  it('knows a fixture for each', async () => {
    expect([...(await makeGoodFiles()).keys()].sort()).toEqual(Object.keys(formats).sort());
  });

  it.each(Object.entries(formats))('decodes %s upright in sRGB', async (name, [format, tolerance]) => {
    const photo = await load(name);
    expect(photo.format).toBe(format);
    const isRaw = format === 'raw';
    expect([photo.width, photo.height]).toEqual(isRaw ? [1200, 800] : [sceneSize.width, sceneSize.height]);
    expect(photo.image.data.length).toBe(photo.image.width * photo.image.height * 3);
    expect([photo.image.width, photo.image.height]).toEqual(isRaw ? [1024, 683] : [sceneSize.width, sceneSize.height]);
    expect(photo.modelSize).toEqual({ width: 448, height: 320 });
    expectScene(photo.image, tolerance);
  });

  it('keeps the stored orientation in the metadata', async () => {
    for (const [name, orientation] of [
      ['orientation-7.jpg', 7],
      ['nef-like.nef', 6],
      ['cr3-like.cr3', 3],
      ['raf-like.raf', 8],
    ] as const) {
      expect((await load(name)).metadata.orientation).toBe(orientation);
    }
  });
});

describe('colours', () => {
  it('spreads grey over three channels', async () => {
    for (const name of ['grey.jpg', 'grey-16.png']) {
      const [red = 0, green = 0, blue = 0] = readPixel((await load(name)).image, 0.06, 0.06);
      expect(Math.max(red, green, blue) - Math.min(red, green, blue)).toBeLessThanOrEqual(1);
      expect(red).toBeGreaterThan(60);
      expect(red).toBeLessThan(140);
    }
  });

  it('lays transparent pixels on white', async () => {
    const { image } = await load('alpha.png');
    expectColour(readPixel(image, 0.06, 0.06), cornerColours.topLeft, 0);
    expectColour(readPixel(image, 0.94, 0.06), [255, 255, 255], 0);
  });

  it('applies an embedded Adobe RGB profile', async () => {
    expectScene((await load('adobe-rgb.jpg')).image, 8);
  });
});

describe('sizes', () => {
  it('never enlarges a tiny photo', async () => {
    const { image } = await load('tiny.png');
    expect([image.width, image.height]).toEqual([2, 2]);
  });

  it('decodes a large photo to 1024 pixels', async () => {
    const photo = await load('large.jpg');
    expect([photo.width, photo.height, photo.image.width, photo.image.height]).toEqual([4000, 3000, 1024, 768]);
    expectScene(photo.image, 6);
  });

  it('keeps enough of a panorama for the model', async () => {
    const { image } = await load('panorama.jpg');
    expect(image.height).toBeGreaterThanOrEqual(320);
    expect(image.width / image.height).toBeCloseTo(12, 1);
  });
});

describe('metadata', () => {
  it('reads time, place and camera', async () => {
    const { metadata } = await load('metadata.jpg');
    expect(metadata).toMatchObject({
      takenMs: Date.UTC(2024, 4, 3, 8, 11, 12, 345),
      takenOffsetMinutes: 120,
      takenSource: 'exif',
      cameraMake: 'Cairn Cameras',
      cameraModel: 'Fixture One',
      orientation: 1,
    });
    expect(metadata.latitude).toBeCloseTo(-(33 + 51 / 60 + 24.84 / 3600), 6);
    expect(metadata.longitude).toBeCloseTo(151 + 12 / 60 + 54 / 3600, 6);
  });

  it('reads the EXIF item of HEIC', async () => {
    expect((await load('plain.heic')).metadata).toMatchObject({
      takenMs: Date.UTC(2024, 6, 14, 16),
      takenOffsetMinutes: -240,
      cameraModel: 'Fixture Two',
    });
  });

  it.each([
    ['nef-like.nef', 'NIKON Z 6', true],
    ['dng-like.dng', 'Pixel 8', false],
    ['orf-like.orf', 'E-M5', false],
    ['cr3-like.cr3', 'Canon EOS R6', true],
  ])('reads the directories of %s', async (name, cameraModel, hasPlace) => {
    const { metadata } = await load(name);
    expect(metadata).toMatchObject({
      cameraModel,
      takenMs: Date.UTC(2023, 7, 15, 16, 30, 45),
      takenOffsetMinutes: 120,
    });
    expect(metadata.latitude === null).toBe(!hasPlace);
  });

  it('falls back on the file name, then on the file time', async () => {
    const source = paths.get('plain.jpg') ?? '';
    const { readFile } = await import('node:fs/promises');
    const named = join(folder, 'IMG_20240503_101112.jpg');
    await writeFile(named, await readFile(source));
    expect((await load(named)).metadata).toMatchObject({
      takenMs: Date.UTC(2024, 4, 3, 10, 11, 12),
      takenOffsetMinutes: null,
      takenSource: 'file-name',
    });
    const photo = await loader.read(source);
    photo.release();
    expect((await load('plain.jpg')).metadata).toMatchObject({ takenMs: photo.mtimeMs, takenSource: 'file-time' });
  });
});

describe('files that cannot be used', () => {
  it('says why, and that trying again is useless', async () => {
    for (const [name, { reason }] of await makeBrokenFiles()) {
      const failure = await load(name).then(
        () => null,
        (error: unknown) => error,
      );
      expect(failure, name).toBeInstanceOf(PhotoFailure);
      expect((failure as PhotoFailure).message, name).toMatch(reason);
      expect((failure as PhotoFailure).isTransient, name).toBe(false);
    }
  });

  it('says that an absent file may come back', async () => {
    await expect(load(join(folder, 'gone.jpg'))).rejects.toMatchObject({ isTransient: true });
  });

  it('refuses folders and files beyond the size limit without reading them', async () => {
    await expect(load(folder)).rejects.toThrow('not a regular file');
    const { truncate } = await import('node:fs/promises');
    const huge = join(folder, 'huge.jpg');
    await writeFile(huge, '');
    await truncate(huge, 1024 ** 3 + 1);
    await expect(load(huge)).rejects.toThrow('too large');
  });
});
