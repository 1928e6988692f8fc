/** @file How a photo was exposed, from files of several formats. */
import { describe, expect, it } from 'vitest';
import sharp from 'sharp';
import { readExposure, readPhotoExposure } from '../../../../src/ml/decode/exposure.ts';
import { readExifDirectories } from '../../../../src/ml/decode/photo-metadata.ts';
import type { PhotoLoader } from '../../../../src/ml/decode/photo-loader.ts';
import { makeGoodFiles } from '../../../fixtures/make-fixtures.ts';
import { ascii, directory, rational, short, writeTiff, type Directory } from '../../../fixtures/tiff-writer.ts';

const unknown = {
  lens: null,
  exposureSeconds: null,
  fNumber: null,
  iso: null,
  focalLengthMm: null,
  focalLength35Mm: null,
};
const exposed: Directory = {
  0x829a: rational([1, 250]),
  0x829d: rational([28, 10]),
  0x8827: short(400),
  0x920a: rational([23, 1]),
  0xa405: short(35),
  0xa434: ascii('XF23mmF1.4 R'),
};

/** Reads bytes as if they lay in a file. */
function read(bytes: Buffer, name: string): ReturnType<typeof readPhotoExposure> {
  const photo = { path: name, bytes, mtimeMs: 0, contentHash: '', release: () => undefined };
  return readPhotoExposure({ read: () => Promise.resolve(photo) } as unknown as PhotoLoader, name);
}

describe('exposure', () => {
  it('is what the camera wrote', () => {
    expect(readExposure(readExifDirectories(writeTiff([{ 0x8769: directory(exposed) }])))).toEqual({
      lens: 'XF23mmF1.4 R',
      exposureSeconds: 0.004,
      fNumber: 2.8,
      iso: 400,
      focalLengthMm: 23,
      focalLength35Mm: 35,
    });
  });

  it('is nothing where the camera wrote nonsense', () => {
    const nonsense = { 0x829a: rational([1, 0]), 0x829d: rational([0, 1]), 0x8827: short(0) };
    expect(readExposure(readExifDirectories(writeTiff([{ 0x8769: directory(nonsense) }])))).toEqual(unknown);
    expect(readExposure(readExifDirectories(null))).toEqual(unknown);
  });

  it('is read from a JPEG, and from formats that say nothing without an error', async () => {
    const files = await makeGoodFiles();
    const jpeg = await sharp(files.get('plain.jpg'))
      .withExif({ IFD2: { ExposureTime: '1/125', FNumber: '4/1', LensModel: 'Some lens' } })
      .jpeg()
      .toBuffer();
    expect(await read(jpeg, 'a.jpg')).toMatchObject({ lens: 'Some lens', exposureSeconds: 0.008, fNumber: 4 });
    for (const name of ['plain.png', 'plain.webp', 'plain.heic', 'plain.tif', 'nef-like.nef', 'cr3-like.cr3']) {
      const bytes = files.get(name) ?? Buffer.alloc(0);
      expect([name, (await read(bytes, name)).exposureSeconds]).toEqual([name, null]);
    }
  });

  it('refuses what is no picture', async () => {
    await expect(read(Buffer.from('no picture at all'), 'a.jpg')).rejects.toMatchObject({ name: 'PhotoFailure' });
  });
});
