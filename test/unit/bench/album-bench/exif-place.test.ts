import sharp from 'sharp';
import { expect, it } from 'vitest';
import { readExifDirectories, readPhotoMetadata } from '../../../../src/ml/decode/photo-metadata.ts';
import { placePhoto, type PhotoPlace } from '../../../bench/album-bench/exif-place.ts';

type Format = 'jpeg' | 'webp' | 'lossless' | 'png';

/** A small picture; a translucent one has an alpha channel. */
async function drawPhoto(format: Format, isTranslucent = false): Promise<Buffer> {
  const background = { r: 200, g: 90, b: 30, alpha: isTranslucent ? 0.5 : 1 };
  const picture = sharp({ create: { width: 37, height: 23, channels: isTranslucent ? 4 : 3, background } });
  if (format === 'jpeg') return picture.jpeg().toBuffer();
  if (format === 'png') return picture.png().toBuffer();
  return picture.webp({ lossless: format === 'lossless' }).toBuffer();
}

async function readPlace(photo: Buffer): Promise<PhotoPlace | null> {
  const { exif } = await sharp(photo).metadata();
  if (exif === undefined) return null;
  // Where a decoder hands the block over as it lies in a JPEG, that prefix comes first.
  const block = exif.toString('latin1', 0, 6) === 'Exif\0\0' ? exif.subarray(6) : exif;
  const file = { name: 'a.jpg', mtimeMs: 0 };
  const { latitude, longitude } = readPhotoMetadata(readExifDirectories(block), file, { xmp: null, iptc: null });
  return latitude === null || longitude === null ? null : { latitude, longitude };
}

const places: readonly PhotoPlace[] = [
  { latitude: 48.85837, longitude: 2.294481 },
  { latitude: -33.856784, longitude: 151.215297 },
  { latitude: 40.689249, longitude: -74.0445 },
  { latitude: -13.163141, longitude: -72.544963 },
  { latitude: 0, longitude: 0.0000001 },
  { latitude: -89.99999999, longitude: 179.99999999 },
];

it.each(['jpeg', 'webp', 'lossless'] as const)('writes places that the metadata reader finds: %s', async (format) => {
  const photo = await drawPhoto(format);
  expect(await readPlace(photo)).toBeNull();
  for (const place of places.filter(({ latitude }) => latitude !== 0)) {
    const found = await readPlace(placePhoto(photo, place));
    // A thousandth of a second of arc is 3 cm.
    expect(found?.latitude).toBeCloseTo(place.latitude, 6);
    expect(found?.longitude).toBeCloseTo(place.longitude, 6);
  }
});

it.each([
  ['jpeg', false],
  ['webp', false],
  ['webp', true],
  ['lossless', true],
] as const)('changes no pixel: %s, translucent %s', async (format, isTranslucent) => {
  const photo = await drawPhoto(format, isTranslucent);
  const placed = placePhoto(photo, { latitude: 10, longitude: -20 });
  expect(placed.equals(photo)).toBe(false);
  const [before, after] = await Promise.all(
    [photo, placed].map((bytes) => sharp(bytes).raw().toBuffer({ resolveWithObject: true })),
  );
  expect(after?.info).toEqual(before?.info);
  expect(after?.data.equals(before?.data ?? Buffer.alloc(0))).toBe(true);
});

it('replaces a place, and keeps the profile of the colours', async () => {
  const photo = await sharp(await drawPhoto('webp'))
    .withIccProfile('p3')
    .webp()
    .toBuffer();
  const placed = placePhoto(placePhoto(photo, { latitude: 1, longitude: 2 }), { latitude: 50, longitude: 14 });
  expect(await readPlace(placed)).toEqual({ latitude: 50, longitude: 14 });
  expect((await sharp(placed).metadata()).icc?.length).toBe((await sharp(photo).metadata()).icc?.length);
});

it('leaves other formats as they are', async () => {
  const photo = await drawPhoto('png');
  expect(placePhoto(photo, { latitude: 1, longitude: 2 }).equals(photo)).toBe(true);
});
