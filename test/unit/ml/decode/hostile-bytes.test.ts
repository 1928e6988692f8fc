import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { readCanonDirectories } from '../../../../src/ml/decode/canon-metadata.ts';
import type { HeifPixels } from '../../../../src/ml/decode/heif-decoder.ts';
import { readHeifItems } from '../../../../src/ml/decode/heif-items.ts';
import { addJpegOrientation, readJpegHeader } from '../../../../src/ml/decode/jpeg-header.ts';
import { noTexts } from '../../../../src/ml/decode/keywords.ts';
import { detectPhotoFormat } from '../../../../src/ml/decode/photo-format.ts';
import { readExifDirectories, readPhotoMetadata } from '../../../../src/ml/decode/photo-metadata.ts';
import { openPixelSource } from '../../../../src/ml/decode/pixel-source.ts';
import { findLargestPreview } from '../../../../src/ml/decode/raw-preview.ts';
import { listTiffDirectories, readTiffHeader } from '../../../../src/ml/decode/tiff-directory.ts';
import { makeGoodFiles } from '../../../fixtures/make-fixtures.ts';
import { directory, long, rational, writeTiff } from '../../../fixtures/tiff-writer.ts';
import { makeChainsOfSegments } from '../../../fuzz/seeds/bombs.ts';
import { makeHostileBoxes } from '../../../fuzz/seeds/hostile-boxes.ts';

const file = { name: 'x.jpg', mtimeMs: 1_700_000_000_000 };

/** Everything that reads bytes of a file in this process before a decoder does. */
function readAll(bytes: Buffer): void {
  detectPhotoFormat(bytes, 'x.nef');
  const metadata = readPhotoMetadata(readCanonDirectories(bytes) ?? readExifDirectories(bytes), file, {
    xmp: bytes,
    iptc: bytes,
  });
  expect(metadata.orientation).toBeGreaterThanOrEqual(1);
  expect(metadata.orientation).toBeLessThanOrEqual(8);
  expect(metadata.takenMs === null || Number.isInteger(metadata.takenMs)).toBe(true);
  expect(metadata.gpsErrorMeters ?? 0).toBeGreaterThanOrEqual(0);
  expect(metadata.keywords.length).toBeLessThanOrEqual(64);
  expect(Math.abs(metadata.latitude ?? 0)).toBeLessThanOrEqual(90);
  expect(Math.abs(metadata.longitude ?? 0)).toBeLessThanOrEqual(180);
  readHeifItems(bytes);
  findLargestPreview(bytes);
  readJpegHeader(bytes);
}

describe('bytes of hostile files', () => {
  it('random bytes behind any signature throw nothing', () => {
    const signatures = [
      '',
      'II*\0',
      'MM\0*',
      'IIRO',
      'FUJIFILMCCD-RAW',
      '\xff\xd8\xff',
      '\0\0\0\x18ftypheic',
      '\0\0\0\x18ftypcrx ',
    ];
    fc.assert(
      fc.property(fc.constantFrom(...signatures), fc.uint8Array({ maxLength: 400 }), (signature, tail) =>
        readAll(Buffer.concat([Buffer.from(signature, 'latin1'), tail])),
      ),
      { numRuns: 2000 },
    );
  });

  it('changed and cut fixtures throw nothing', async () => {
    const files = [...(await makeGoodFiles())].filter(([name]) =>
      /\.(nef|dng|orf|raf|cr3|heic|tif)$|metadata/.test(name),
    );
    const changes = fc.array(fc.tuple(fc.nat({ max: 1200 }), fc.nat({ max: 255 })), { minLength: 1, maxLength: 12 });
    fc.assert(
      fc.property(fc.constantFrom(...files), changes, fc.nat({ max: 3000 }), ([, bytes], edits, length) => {
        const changed = Buffer.from(length < 40 ? bytes : bytes.subarray(0, length));
        for (const [offset, value] of edits) if (offset < changed.length) changed[offset] = value;
        readAll(changed);
      }),
      { numRuns: 600 },
    );
  });

  it('directories that point at themselves end', () => {
    const bytes = writeTiff([{ 0x10f: long(1) }]);
    const start = bytes.readUInt32LE(4);
    bytes.writeUInt32LE(start, start + 2 + 12);
    const tiff = readTiffHeader(bytes);
    expect(tiff === null ? [] : listTiffDirectories(tiff)).toHaveLength(1);
  });

  it('boxes that count what is not there end, and so do chains of segments, however many begin', () => {
    // Each took more steps than can be counted in the time of a test: 65,535 for ten bytes, 512 for six.
    for (const { bytes } of makeHostileBoxes()) expect(readHeifItems(bytes)).toMatchObject({ exif: null, xmp: null });
    expect(findLargestPreview(makeChainsOfSegments(64_000_000))).toBeNull();
  });

  it('an image of no pixels is broken, and not to be tried again', async () => {
    const heic = (await makeGoodFiles()).get('plain.heic') ?? Buffer.alloc(0);
    const decode = (): Promise<HeifPixels> => Promise.resolve({ width: 0, height: 0, data: Buffer.alloc(0) });
    const opened = openPixelSource(heic, 'heic', { decode, close: () => Promise.resolve() });
    await expect(opened).rejects.toMatchObject({ message: 'The image data is broken.', isTransient: false });
  });

  it('an offset that is no number leads nowhere', () => {
    const bytes = writeTiff([{ 0x8769: rational([0, 0]), 0x8825: rational([1, 3]), 330: directory() }]);
    expect(readExifDirectories(bytes)).toMatchObject({ exif: null, gps: null });
  });
});

describe('readJpegHeader', () => {
  it('reads size and coding of real streams', async () => {
    const files = await makeGoodFiles();
    expect(readJpegHeader(files.get('plain.jpg') ?? Buffer.alloc(0))).toEqual({
      width: 480,
      height: 320,
      isOrdinary: true,
      hasExif: false,
    });
    expect(readJpegHeader(files.get('metadata.jpg') ?? Buffer.alloc(0))?.hasExif).toBe(true);
    expect(readJpegHeader(files.get('plain.png') ?? Buffer.alloc(0))).toBeNull();
  });

  it('sees an orientation that was added', async () => {
    const jpeg = (await makeGoodFiles()).get('plain.jpg') ?? Buffer.alloc(0);
    const turned = addJpegOrientation(jpeg, 6);
    expect(readJpegHeader(turned)).toMatchObject({ width: 480, height: 320, hasExif: true });
    expect(readPhotoMetadata(readExifDirectories(turned.subarray(6)), file, noTexts).orientation).toBe(6);
  });
});
