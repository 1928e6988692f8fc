/** @file Writes the two container formats of icons: ICO (Windows) and ICNS (macOS). The pictures in them come from outside. */

/** A square picture: raw RGBA, row by row, and the same as PNG. */
export interface IconPicture {
  /** Side in pixels. */
  readonly size: number;
  readonly rgba: Buffer;
  readonly png: Buffer;
}

const icoHeaderBytes = 6;
const icoEntryBytes = 16;
const dibHeaderBytes = 40;
/** From here on Windows takes PNG; installers and old dialogs want the smaller ones as bitmaps. */
const firstPngSize = 128;

/** An ICO file: https://learn.microsoft.com/windows/win32/menurc/icon-resource. Sizes up to 256. */
export function buildIco(pictures: readonly IconPicture[]): Buffer {
  const header = Buffer.alloc(icoHeaderBytes + pictures.length * icoEntryBytes);
  header.writeUInt16LE(1, 2);
  header.writeUInt16LE(pictures.length, 4);
  const bodies = pictures.map((picture) => (picture.size < firstPngSize ? buildBitmap(picture) : picture.png));
  let offset = header.length;
  bodies.forEach((body, index) => {
    const at = icoHeaderBytes + index * icoEntryBytes;
    const size = pictures[index]?.size ?? 0;
    // 256 is written as 0.
    header.writeUInt8(size % 256, at);
    header.writeUInt8(size % 256, at + 1);
    header.writeUInt16LE(1, at + 4);
    header.writeUInt16LE(32, at + 6);
    header.writeUInt32LE(body.length, at + 8);
    header.writeUInt32LE(offset, at + 12);
    offset += body.length;
  });
  return Buffer.concat([header, ...bodies]);
}

/** A device-independent bitmap as icons hold it: BGRA from the last row up, then a mask of one bit a pixel, all zero: alpha rules. */
function buildBitmap({ size, rgba }: IconPicture): Buffer {
  const header = Buffer.alloc(dibHeaderBytes);
  header.writeUInt32LE(dibHeaderBytes, 0);
  header.writeInt32LE(size, 4);
  // Colours and mask together.
  header.writeInt32LE(size * 2, 8);
  header.writeUInt16LE(1, 12);
  header.writeUInt16LE(32, 14);
  const colours = Buffer.alloc(size * size * 4);
  for (let y = 0; y < size; y++) {
    for (let x = 0; x < size; x++) {
      const from = (y * size + x) * 4;
      const to = ((size - 1 - y) * size + x) * 4;
      colours[to] = rgba[from + 2] ?? 0;
      colours[to + 1] = rgba[from + 1] ?? 0;
      colours[to + 2] = rgba[from] ?? 0;
      colours[to + 3] = rgba[from + 3] ?? 0;
    }
  }
  const maskRowBytes = Math.ceil(size / 32) * 4;
  return Buffer.concat([header, colours, Buffer.alloc(maskRowBytes * size)]);
}

/** What a picture of a size is called in an ICNS file; each of them may hold PNG (OS X 10.7 and later). */
const icnsTypes: readonly (readonly [type: string, size: number])[] = [
  ['icp4', 16],
  ['icp5', 32],
  ['ic11', 32],
  ['ic12', 64],
  ['ic07', 128],
  ['ic13', 256],
  ['ic08', 256],
  ['ic14', 512],
  ['ic09', 512],
  ['ic10', 1024],
];

/** Sizes that `buildIcns` needs. */
export const icnsSizes: readonly number[] = [...new Set(icnsTypes.map(([, size]) => size))];

/** An ICNS file with all its sizes. @throws Error when a picture is missing */
export function buildIcns(pictures: readonly IconPicture[]): Buffer {
  const parts = icnsTypes.map(([type, size]) => {
    const picture = pictures.find((candidate) => candidate.size === size);
    if (picture === undefined) throw new Error(`An icon for macOS needs a picture of ${size} pixels.`);
    return buildChunk(type, picture.png);
  });
  return buildChunk('icns', Buffer.concat(parts));
}

/** Four letters, the length of everything, the content. */
function buildChunk(type: string, content: Buffer): Buffer {
  const header = Buffer.alloc(8);
  header.write(type, 'latin1');
  header.writeUInt32BE(content.length + 8, 4);
  return Buffer.concat([header, content]);
}
