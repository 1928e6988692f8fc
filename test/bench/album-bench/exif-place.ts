/** @file Writes GPS coordinates into copies of JPEG and WebP photos, whose own metadata has none. */
import { ascii, directory, rational, writeTiff } from '../../fixtures/tiff-writer.ts';

/** WGS 84, degrees. */
export interface PhotoPlace {
  readonly latitude: number;
  readonly longitude: number;
}

/** EXIF 2.32, table 15. */
const gpsDirectory = 0x8825;
const [latitudeRef, latitude, longitudeRef, longitude] = [1, 2, 3, 4];

/** The photo with this place, in the stead of EXIF that a WebP has. Another format than JPEG and WebP comes back as it was. */
export function placePhoto(photo: Buffer, place: PhotoPlace): Buffer {
  const exif = writeTiff([
    {
      [gpsDirectory]: directory({
        [latitudeRef]: ascii(place.latitude < 0 ? 'S' : 'N'),
        [latitude]: rational(...toDegrees(place.latitude)),
        [longitudeRef]: ascii(place.longitude < 0 ? 'W' : 'E'),
        [longitude]: rational(...toDegrees(place.longitude)),
      }),
    },
  ]);
  if (photo.subarray(0, 2).equals(Buffer.from([0xff, 0xd8]))) return insertIntoJpeg(photo, exif);
  if (photo.toString('latin1', 0, 4) === 'RIFF' && photo.toString('latin1', 8, 12) === 'WEBP') {
    return insertIntoWebp(photo, exif);
  }
  return photo;
}

/** Degrees, minutes and seconds to a thousandth. */
function toDegrees(value: number): (readonly [number, number])[] {
  const thousandths = Math.round(Math.abs(value) * 3_600_000);
  const degrees = Math.floor(thousandths / 3_600_000);
  const minutes = Math.floor((thousandths % 3_600_000) / 60_000);
  return [
    [degrees, 1],
    [minutes, 1],
    [thousandths % 60_000, 1000],
  ];
}

/** As APP1 behind the start of the image (EXIF 2.32, 4.7.2). */
function insertIntoJpeg(photo: Buffer, exif: Buffer): Buffer {
  const content = Buffer.concat([Buffer.from('Exif\0\0', 'latin1'), exif]);
  const marker = Buffer.from([0xff, 0xe1, 0, 0]);
  marker.writeUInt16BE(content.length + 2, 2);
  return Buffer.concat([photo.subarray(0, 2), marker, content, photo.subarray(2)]);
}

/** As an EXIF chunk of the extended format (WebP container specification, "Extended File Format"). */
function insertIntoWebp(photo: Buffer, exif: Buffer): Buffer {
  const chunks = [...listChunks(photo)];
  const size = readWebpSize(chunks);
  if (size === null) return photo;
  const header = Buffer.alloc(10);
  const alpha = chunks.some(({ name, data }) => name === 'ALPH' || (name === 'VP8L' && (data[4] ?? 0) & 0x10))
    ? 0x10
    : 0;
  // What the picture had besides, such as a colour profile, stays.
  header[0] = (chunks.find(({ name }) => name === 'VP8X')?.data[0] ?? 0) | 0x08 | alpha;
  header.writeUIntLE(size.width - 1, 4, 3);
  header.writeUIntLE(size.height - 1, 7, 3);
  const kept = chunks.filter(({ name }) => name !== 'VP8X' && name !== 'EXIF');
  const body = Buffer.concat([
    Buffer.from('WEBP', 'latin1'),
    ...[{ name: 'VP8X', data: header }, ...kept, { name: 'EXIF', data: exif }].map(writeChunk),
  ]);
  const riff = Buffer.alloc(8);
  riff.write('RIFF', 'latin1');
  riff.writeUInt32LE(body.length, 4);
  return Buffer.concat([riff, body]);
}

interface Chunk {
  readonly name: string;
  readonly data: Buffer;
}

function* listChunks(photo: Buffer): Generator<Chunk> {
  for (let at = 12; at + 8 <= photo.length;) {
    const length = photo.readUInt32LE(at + 4);
    yield { name: photo.toString('latin1', at, at + 4), data: photo.subarray(at + 8, at + 8 + length) };
    at += 8 + length + (length % 2);
  }
}

function writeChunk({ name, data }: Chunk): Buffer {
  const head = Buffer.alloc(8);
  head.write(name, 'latin1');
  head.writeUInt32LE(data.length, 4);
  return Buffer.concat([head, data, Buffer.alloc(data.length % 2)]);
}

/** From the header of the picture itself: lossy (RFC 6386, 9.1) or lossless. */
function readWebpSize(chunks: readonly Chunk[]): { readonly width: number; readonly height: number } | null {
  for (const { name, data } of chunks) {
    if (name === 'VP8X') return { width: data.readUIntLE(4, 3) + 1, height: data.readUIntLE(7, 3) + 1 };
    if (name === 'VP8 ') return { width: data.readUInt16LE(6) & 0x3fff, height: data.readUInt16LE(8) & 0x3fff };
    if (name === 'VP8L') {
      const bits = data.readUInt32LE(1);
      return { width: (bits & 0x3fff) + 1, height: ((bits >>> 14) & 0x3fff) + 1 };
    }
  }
  return null;
}
