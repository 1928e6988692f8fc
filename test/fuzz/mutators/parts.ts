/**
 * @file Files as their parts: segments of JPEG, chunks of PNG and RIFF, boxes of ISO media, blocks of GIF, entries of TIFF directories.
 *
 * A reader here takes good files alone; what it cannot follow it leaves out.
 */

export interface Part {
  readonly start: number;
  readonly end: number;
  /** Where the part says how long it is; null: nowhere. */
  readonly length: { readonly at: number; readonly size: 1 | 2 | 4; readonly isLittleEndian: boolean } | null;
}

function listJpegSegments(bytes: Buffer): Part[] {
  const parts: Part[] = [];
  for (let at = 2; at + 4 <= bytes.length && bytes[at] === 0xff;) {
    const marker = bytes[at + 1] ?? 0;
    const end = marker === 0xda ? bytes.length : at + 2 + bytes.readUInt16BE(at + 2);
    parts.push({ start: at, end: Math.min(end, bytes.length), length: { at: at + 2, size: 2, isLittleEndian: false } });
    at = end;
  }
  return parts;
}

function listPngChunks(bytes: Buffer): Part[] {
  const parts: Part[] = [];
  for (let at = 8; at + 12 <= bytes.length;) {
    const end = at + 12 + bytes.readUInt32BE(at);
    if (end > bytes.length) break;
    parts.push({ start: at, end, length: { at, size: 4, isLittleEndian: false } });
    at = end;
  }
  return parts;
}

function listRiffChunks(bytes: Buffer): Part[] {
  const parts: Part[] = [];
  for (let at = 12; at + 8 <= bytes.length;) {
    const size = bytes.readUInt32LE(at + 4);
    const end = at + 8 + size + (size % 2);
    if (end > bytes.length) break;
    parts.push({ start: at, end, length: { at: at + 4, size: 4, isLittleEndian: true } });
    at = end;
  }
  return parts;
}

/** Bytes before the boxes inside a box that holds boxes. */
const containers: Readonly<Record<string, number>> = {
  meta: 12,
  iprp: 8,
  ipco: 8,
  iinf: 14,
  iref: 12,
  dinf: 8,
  moov: 8,
  uuid: 24,
  trak: 8,
};

function listIsoBoxes(bytes: Buffer, from = 0, to = bytes.length): Part[] {
  const parts: Part[] = [];
  for (let at = from; at + 8 <= to;) {
    const size = bytes.readUInt32BE(at);
    const end = size === 0 ? to : at + size;
    if (size === 1 || end > to || end < at + 8) break;
    parts.push({ start: at, end, length: { at, size: 4, isLittleEndian: false } });
    const inside = containers[bytes.toString('latin1', at + 4, at + 8)];
    if (inside !== undefined) parts.push(...listIsoBoxes(bytes, at + inside, end));
    at = end;
  }
  return parts;
}

/** Sub-blocks of extensions and of image data. */
function listGifBlocks(bytes: Buffer): Part[] {
  const parts: Part[] = [];
  const packed = bytes[10] ?? 0;
  let at = 13 + (packed & 0x80 ? 3 * 2 ** ((packed & 7) + 1) : 0);
  while (at < bytes.length) {
    const start = at;
    const introducer = bytes[at];
    if (introducer === 0x21) at += 2;
    else if (introducer === 0x2c) {
      const local = bytes[at + 9] ?? 0;
      at += 11 + (local & 0x80 ? 3 * 2 ** ((local & 7) + 1) : 0);
    } else break;
    const lengthAt = at;
    while ((bytes[at] ?? 0) !== 0) at += 1 + (bytes[at] ?? 0);
    at += 1;
    parts.push({ start, end: at, length: { at: lengthAt, size: 1, isLittleEndian: true } });
  }
  return parts;
}

/** Entries of the directories of a TIFF structure that begins at `base`: in a TIFF file, a raw file or an EXIF block. */
export function listTiffEntries(bytes: Buffer, base = 0): Part[] {
  const isLittleEndian = bytes[base] === 0x49;
  const readShort = (at: number): number => (isLittleEndian ? bytes.readUInt16LE(at) : bytes.readUInt16BE(at));
  const readLong = (at: number): number => (isLittleEndian ? bytes.readUInt32LE(at) : bytes.readUInt32BE(at));
  const parts: Part[] = [];
  const seen = new Set<number>();
  const visit = (start: number): void => {
    if (start < base + 8 || start + 2 > bytes.length || seen.has(start)) return;
    seen.add(start);
    const count = readShort(start);
    for (let at = start + 2; at < start + 2 + 12 * count && at + 12 <= bytes.length; at += 12) {
      parts.push({ start: at, end: at + 12, length: { at: at + 4, size: 4, isLittleEndian } });
      // Exif, GPS and one further directory of image data.
      if ([0x8769, 0x8825, 330].includes(readShort(at))) visit(base + readLong(at + 8));
    }
  };
  visit(base + readLong(base + 4));
  return parts;
}

/** Where TIFF structures begin: at the start of a file, or in blocks of EXIF. */
function findTiffStarts(bytes: Buffer): number[] {
  return ['II*\0', 'MM\0*', 'IIRO'].flatMap((signature) => {
    const at = bytes.indexOf(signature, 0, 'latin1');
    return at < 0 || at + 8 > bytes.length ? [] : [at];
  });
}

/** The parts of a good file of any format that Cairn reads. */
export function listParts(bytes: Buffer): Part[] {
  const entries = findTiffStarts(bytes).flatMap((start) => listTiffEntries(bytes, start));
  const head = bytes.toString('latin1', 0, 12);
  if (head.startsWith('\xff\xd8')) return [...listJpegSegments(bytes), ...entries];
  if (head.startsWith('\x89PNG')) return [...listPngChunks(bytes), ...entries];
  if (head.startsWith('RIFF')) return [...listRiffChunks(bytes), ...entries];
  if (head.startsWith('GIF8')) return listGifBlocks(bytes);
  if (head.slice(4, 8) === 'ftyp') return [...listIsoBoxes(bytes), ...entries];
  return entries;
}
