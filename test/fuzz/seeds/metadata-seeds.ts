/** @file Blocks of metadata as they stand in photos, with a value of every type. */
import { ascii, directory, rational, short, writeTiff } from '../../fixtures/tiff-writer.ts';
import { writeXmp } from '../mutators/xmp.ts';
import type { ImageSeed } from './image-seeds.ts';
import { writeIptc } from './iptc.ts';

const undefinedBytes = (text: string): { readonly type: 'undefined'; readonly bytes: Buffer } => ({
  type: 'undefined',
  bytes: Buffer.from(text, 'latin1'),
});

/** An EXIF block. */
export function writeExif(isLittleEndian: boolean): Buffer {
  return writeTiff(
    [
      {
        0x10f: ascii('Cairn Cameras'),
        0x110: ascii('Fixture One'),
        0x112: short(6),
        0x131: ascii('Screenshot maker'),
        0x132: ascii('2024:06:01 00:00:00'),
        0x8769: directory({
          0x829a: rational([1, 250]),
          0x829d: rational([28, 10]),
          0x8827: short(400),
          0x9003: ascii('2024:05:03 10:11:12'),
          0x9011: ascii('+02:00'),
          0x9286: undefinedBytes('ASCII\0\0\0a comment'),
          0x9291: ascii('345'),
          0x920a: rational([35, 1]),
          0xa005: directory({ 1: ascii('R03') }),
          0xa300: undefinedBytes('\u0003'),
          0xa405: short(52),
          0xa434: ascii('A lens, 35 mm'),
        }),
        0x8825: directory({
          1: ascii('S'),
          2: rational([33, 1], [51, 1], [2484, 100]),
          3: ascii('E'),
          4: rational([151, 1], [12, 1], [5400, 100]),
          7: rational([8, 1], [11, 1], [12, 1]),
          29: ascii('2024:05:03'),
          31: rational([15, 2]),
        }),
        0x9c9e: undefinedBytes('t\0o\0w\0e\0r\0;\0b\0a\0y\0\0\0'),
      },
    ],
    { isLittleEndian },
  );
}

/** Blocks alone, and those of whole files that are read without a decoder. */
export function listMetadataSeeds(images: readonly ImageSeed[]): readonly Buffer[] {
  return [
    writeExif(true),
    writeExif(false),
    Buffer.from(writeXmp(['tower', 'Old town', '&#233;t&#xe9;', 'Places|France|Nice'])),
    writeIptc(['bridge', 'Brücke', 'x'.repeat(90)]),
    ...images.filter(({ format }) => ['raw', 'heic', 'tiff'].includes(format)).map(({ bytes }) => bytes),
  ];
}
