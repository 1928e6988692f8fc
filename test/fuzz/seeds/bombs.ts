/** @file Images made to hurt: few bytes that become many pixels, and structures that lead in circles or take squares of their size. */
import { deflateSync } from 'node:zlib';
import { long, writeTiff } from '../../fixtures/tiff-writer.ts';
import { writePngChunk } from '../../fixtures/png-chunk.ts';
import { makeHostileBoxes } from './hostile-boxes.ts';

/** A file, and what its name ends in. */
export interface Bomb {
  readonly what: string;
  readonly extension: string;
  readonly bytes: Buffer;
}

function makePngBomb(width: number, height: number): Buffer {
  const header = Buffer.alloc(13);
  header.writeUInt32BE(width, 0);
  header.writeUInt32BE(height, 4);
  header.set([1, 0, 0, 0, 0], 8);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    writePngChunk('IHDR', header),
    writePngChunk('IDAT', deflateSync(Buffer.alloc((Math.ceil(width / 8) + 1) * height), { level: 9 })),
    writePngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/** Text of a megabyte that becomes a gigabyte, in a PNG of one pixel. */
function makePngTextBomb(): Buffer {
  const header = Buffer.from([0, 0, 0, 1, 0, 0, 0, 1, 8, 2, 0, 0, 0]);
  const text = Buffer.concat([
    Buffer.from('XML:com.adobe.xmp\0\u0001\0\0\0', 'latin1'),
    deflateSync(Buffer.alloc(64 * 1024 * 1024, 0x20), { level: 9 }),
  ]);
  return Buffer.concat([
    Buffer.from('\x89PNG\r\n\x1a\n', 'latin1'),
    writePngChunk('IHDR', header),
    ...Array.from({ length: 16 }, () => writePngChunk('iTXt', text)),
    writePngChunk('IDAT', deflateSync(Buffer.alloc(4))),
    writePngChunk('IEND', Buffer.alloc(0)),
  ]);
}

/**
 * Starts of JPEG streams every six bytes, each with a chain of segments behind it: a search that follows all of them takes hundreds of
 * steps a byte.
 */
export function makeChainsOfSegments(sizeBytes: number): Buffer {
  const unit = Buffer.from([0xff, 0xe1, 0x00, 0x04, 0xff, 0xd8]);
  const tiff = writeTiff([{ 0xc612: long(0x401) }]);
  return Buffer.concat([tiff, Buffer.alloc(sizeBytes, unit)]);
}

/** A directory whose entries are all SubIFDs of itself. */
function makeCircles(): Buffer {
  const bytes = writeTiff([{ 330: long(...Array.from({ length: 64 }, () => 8)), 0xc612: long(1) }]);
  for (
    let at = bytes.indexOf(Buffer.from([8, 0, 0, 0]), 8);
    at >= 0;
    at = bytes.indexOf(Buffer.from([8, 0, 0, 0]), at + 4)
  ) {
    bytes.writeUInt32LE(bytes.readUInt32LE(4), at);
  }
  return bytes;
}

/** All of them. */
export function makeBombs(): Bomb[] {
  return [
    { what: 'PNG of 65,500 x 6,000 pixels in one bit', extension: '.png', bytes: makePngBomb(65_500, 6000) },
    { what: 'PNG beyond the limit', extension: '.png', bytes: makePngBomb(200_000, 3000) },
    { what: 'PNG with texts of a gigabyte', extension: '.png', bytes: makePngTextBomb() },
    { what: 'raw file of chains of segments', extension: '.dng', bytes: makeChainsOfSegments(8_000_000) },
    { what: 'TIFF directories in circles', extension: '.dng', bytes: makeCircles() },
    ...makeHostileBoxes(),
  ];
}
