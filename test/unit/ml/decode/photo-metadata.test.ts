import { describe, expect, it } from 'vitest';
import { noTexts } from '../../../../src/ml/decode/keywords.ts';
import { readExifDirectories, readPhotoMetadata } from '../../../../src/ml/decode/photo-metadata.ts';
import { openPixelSource } from '../../../../src/ml/decode/pixel-source.ts';
import { makeGoodFiles } from '../../../fixtures/make-fixtures.ts';
import { ascii, directory, rational, writeTiff, type Directory } from '../../../fixtures/tiff-writer.ts';

const file = { name: 'x.jpg', mtimeMs: 1_700_000_000_000 };
const position: Directory = {
  1: ascii('N'),
  2: rational([48, 1], [51, 1], [30, 1]),
  3: ascii('E'),
  4: rational([2, 1], [17, 1], [40, 1]),
};

function readGps(gps: Directory): number | null {
  return readPhotoMetadata(readExifDirectories(writeTiff([{ 0x8825: directory(gps) }])), file, noTexts).gpsErrorMeters;
}

/** A marker segment of a JPEG stream. */
function makeSegment(marker: number, content: Buffer): Buffer {
  const head = Buffer.from([0xff, marker, 0, 0]);
  head.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([head, content]);
}

describe('error of a position', () => {
  it('is what the device says', () => {
    expect(readGps({ ...position, 31: rational([65, 10]) })).toBe(6.5);
    expect(readGps(position)).toBeNull();
  });

  it('is nothing when it is no number, or there is no position', () => {
    expect(readGps({ ...position, 31: rational([1, 0]) })).toBeNull();
    expect(readGps({ ...position, 31: rational([0xff_ff_ff_ff, 1]) })).toBeNull();
    expect(readGps({ 31: rational([5, 1]) })).toBeNull();
  });
});

it('takes no place beyond the globe, also from numbers below zero', () => {
  // Three signed rationals, which no camera writes: -5000 degrees.
  const bytes = writeTiff([{ 0x8825: directory(position) }], { isLittleEndian: false });
  const entry = bytes.indexOf(Buffer.from([0, 2, 0, 5, 0, 0, 0, 3]));
  bytes.writeUInt16BE(10, entry + 2);
  const values = bytes.readUInt32BE(entry + 8);
  bytes.writeInt32BE(-5000, values);
  const read = (): (number | null)[] => {
    const { latitude, longitude } = readPhotoMetadata(readExifDirectories(bytes), file, noTexts);
    return [latitude, longitude];
  };
  expect(read()).toEqual([null, null]);
  bytes.writeInt32BE(-48, values);
  expect(read()[0]).toBeCloseTo(-47.14, 2);
});

it('makes one printable line of a text, and cuts it', () => {
  const texts: Directory = { 0x10f: ascii(`Maker\u001b[2J\r\nof ${'\u{1f5fb}'.repeat(150)}`), 0x110: ascii('\u0007') };
  const { cameraMake, cameraModel } = readPhotoMetadata(readExifDirectories(writeTiff([texts])), file, noTexts);
  expect(cameraMake).toMatch(/^Maker \[2J of /);
  expect(cameraMake?.length).toBeLessThanOrEqual(200);
  expect(cameraMake).not.toMatch(/\p{Cs}/u);
  expect(cameraModel).toBeNull();
});

it('reads keywords of a JPEG from XMP and IPTC', async () => {
  const jpeg = (await makeGoodFiles()).get('plain.jpg') ?? Buffer.alloc(0);
  const xmp = Buffer.from(
    'http://ns.adobe.com/xap/1.0/\0<x:xmpmeta xmlns:x="adobe:ns:meta/"><rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#">' +
      '<rdf:Description xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:subject><rdf:Bag><rdf:li>Eiffel Tower</rdf:li></rdf:Bag></dc:subject>' +
      '</rdf:Description></rdf:RDF></x:xmpmeta>',
  );
  const keyword = Buffer.concat([Buffer.from([0x1c, 2, 25, 0, 5]), Buffer.from('Paris')]);
  const iptc = Buffer.concat([
    Buffer.from('Photoshop 3.0\x008BIM\x04\x04\0\0\0\0\0', 'latin1'),
    Buffer.from([keyword.length]),
    keyword,
  ]);
  const bytes = Buffer.concat([jpeg.subarray(0, 2), makeSegment(0xe1, xmp), makeSegment(0xed, iptc), jpeg.subarray(2)]);
  const source = await openPixelSource(bytes, 'jpeg', { decode: () => Promise.reject(new Error('no HEIC')) } as never);
  expect(readPhotoMetadata(source.directories, file, source).keywords).toEqual(['Eiffel Tower', 'Paris']);
});
