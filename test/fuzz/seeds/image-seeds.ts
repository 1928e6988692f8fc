/** @file Good images of every format that Cairn reads, as small as they come: each is changed thousands of times. */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import sharp, { type Sharp } from 'sharp';
import { makeCr3Like, makeDngLike, makeNefLike, makeOrfLike, makeRafLike } from '../../fixtures/raw-files.ts';
import { makeScene } from '../../fixtures/scene.ts';
import { writeXmp } from '../mutators/xmp.ts';
import { insertJpegSegment, writeIptc } from './iptc.ts';

export interface ImageSeed {
  /** `jpeg`, `heic` ...: what reports count by. */
  readonly format: string;
  /** With the dot. */
  readonly extension: string;
  readonly bytes: Buffer;
}

const size = { width: 48, height: 32 };

const exif = {
  IFD0: { Make: 'Cairn Cameras', Model: 'Fixture One', Software: 'seed', DateTime: '2024:06:01 00:00:00' },
  IFD2: { DateTimeOriginal: '2024:05:03 10:11:12', OffsetTimeOriginal: '+02:00', SubSecTimeOriginal: '345' },
  IFD3: {
    GPSLatitudeRef: 'S',
    GPSLatitude: '33/1 51/1 2484/100',
    GPSLongitudeRef: 'E',
    GPSLongitude: '151/1 12/1 5400/100',
  },
};

/** All of them. */
export async function makeImageSeeds(): Promise<ImageSeed[]> {
  const pixels = makeScene(size.width, size.height).data;
  const open = (): Sharp => sharp(pixels, { raw: { ...size, channels: 3 } });
  const told = (): Sharp =>
    open()
      .withExif(exif)
      .withXmp(writeXmp(['tower', 'Old town']));
  const wide = Uint16Array.from(pixels, (value) => value * 257);
  const preview = await open().jpeg().toBuffer();
  const frames = sharp(Buffer.concat([pixels, pixels]), {
    raw: { width: size.width, height: size.height * 2, channels: 3, pageHeight: size.height },
  });
  const seed = async (format: string, extension: string, image: Promise<Buffer>): Promise<ImageSeed> => ({
    format,
    extension,
    bytes: await image,
  });
  const withIptc = told()
    .jpeg()
    .toBuffer()
    .then((jpeg) => insertJpegSegment(jpeg, 0xed, writeIptc(['bridge', 'Brücke'])));
  return Promise.all([
    seed('jpeg', '.jpg', withIptc),
    seed('jpeg', '.jpg', open().jpeg({ progressive: true, chromaSubsampling: '4:4:4' }).toBuffer()),
    seed('jpeg', '.jpeg', open().toColourspace('cmyk').withIccProfile('cmyk').jpeg().toBuffer()),
    seed('png', '.png', told().png().toBuffer()),
    seed('png', '.png', open().png({ palette: true, progressive: true }).toBuffer()),
    seed(
      'png',
      '.png',
      sharp(wide, { raw: { ...size, channels: 3 } })
        .toColourspace('rgb16')
        .png()
        .toBuffer(),
    ),
    seed('webp', '.webp', told().webp().toBuffer()),
    seed('webp', '.webp', open().webp({ lossless: true }).toBuffer()),
    seed('webp', '.webp', frames.clone().webp().toBuffer()),
    seed('gif', '.gif', open().gif().toBuffer()),
    seed('gif', '.gif', frames.clone().gif().toBuffer()),
    seed('tiff', '.tif', told().tiff({ compression: 'lzw' }).toBuffer()),
    seed('tiff', '.tiff', open().tiff({ compression: 'jpeg', tile: true, tileWidth: 16, tileHeight: 16 }).toBuffer()),
    seed('tiff', '.tif', open().tiff({ compression: 'deflate', bigtiff: true }).toBuffer()),
    seed('avif', '.avif', told().avif({ effort: 0 }).toBuffer()),
    seed('heic', '.heic', readFile(join(import.meta.dirname, '../../fixtures/scene.heic'))),
    seed('raw', '.nef', Promise.resolve(makeNefLike(preview, preview, 6))),
    seed('raw', '.dng', Promise.resolve(makeDngLike(preview))),
    seed('raw', '.orf', Promise.resolve(makeOrfLike(preview))),
    seed('raw', '.raf', Promise.resolve(makeRafLike(preview, 8))),
    seed('raw', '.cr3', Promise.resolve(makeCr3Like(preview, 3))),
  ]);
}
