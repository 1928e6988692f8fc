/**
 * @file Reader of TIFF image file directories (TIFF 6.0, section 2): EXIF blocks and raw files alike.
 *
 * Every offset and count comes from the file and may lie, so nothing here throws: what does not fit is absent.
 */

/** 42: TIFF and EXIF; 43: BigTIFF (only recognized); the others are raw files of Olympus and Panasonic. */
const knownMagics: ReadonlySet<number> = new Set([42, 43, 0x4f52, 0x5352, 0x0055]);
/** Bytes of one value of each TIFF field type; index = type. */
const typeSizes = [0, 1, 1, 2, 4, 8, 1, 1, 2, 4, 8, 4, 8, 4] as const;
const maxEntries = 2048;

export interface Tiff {
  readonly bytes: Buffer;
  readonly isLittleEndian: boolean;
  readonly magic: number;
  readonly firstDirectoryOffset: number;
}

interface TiffEntry {
  readonly type: number;
  readonly count: number;
  /** Where the values begin. */
  readonly offset: number;
}

export interface TiffDirectory {
  readonly tiff: Tiff;
  readonly entries: ReadonlyMap<number, TiffEntry>;
  /** 0 when this is the last one. */
  readonly nextOffset: number;
}

function readUint16(tiff: Tiff, offset: number): number {
  return tiff.isLittleEndian ? tiff.bytes.readUInt16LE(offset) : tiff.bytes.readUInt16BE(offset);
}

function readUint32(tiff: Tiff, offset: number): number {
  return tiff.isLittleEndian ? tiff.bytes.readUInt32LE(offset) : tiff.bytes.readUInt32BE(offset);
}

/** Reads the eight-byte header; null when `bytes` is no TIFF structure. */
export function readTiffHeader(bytes: Buffer): Tiff | null {
  if (bytes.length < 8) return null;
  const order = bytes.toString('latin1', 0, 2);
  if (order !== 'II' && order !== 'MM') return null;
  const header: Tiff = { bytes, isLittleEndian: order === 'II', magic: 0, firstDirectoryOffset: 0 };
  const magic = readUint16(header, 2);
  return knownMagics.has(magic) ? { ...header, magic, firstDirectoryOffset: readUint32(header, 4) } : null;
}

/** Reads the directory at `offset`; null when none can be there. Entries whose values lie outside are dropped. */
export function readTiffDirectory(tiff: Tiff, offset: number): TiffDirectory | null {
  const { bytes } = tiff;
  if (!Number.isInteger(offset) || offset < 8 || offset + 2 > bytes.length) return null;
  const declared = readUint16(tiff, offset);
  const count = Math.min(declared, maxEntries, Math.floor((bytes.length - offset - 2) / 12));
  const entries = new Map<number, TiffEntry>();
  for (let index = 0; index < count; index += 1) {
    const at = offset + 2 + index * 12;
    const type = readUint16(tiff, at + 2);
    const valueCount = readUint32(tiff, at + 4);
    const size = (typeSizes[type] ?? 0) * valueCount;
    const valueOffset = size <= 4 ? at + 8 : readUint32(tiff, at + 8);
    if (size === 0 || valueOffset + size > bytes.length) continue;
    entries.set(readUint16(tiff, at), { type, count: valueCount, offset: valueOffset });
  }
  const end = offset + 2 + declared * 12;
  return { tiff, entries, nextOffset: end + 4 <= bytes.length ? readUint32(tiff, end) : 0 };
}

function readNumber(tiff: Tiff, type: number, offset: number): number {
  const { bytes, isLittleEndian } = tiff;
  switch (type) {
    case 1:
    case 2:
    case 7:
      return bytes.readUInt8(offset);
    case 6:
      return bytes.readInt8(offset);
    case 3:
      return readUint16(tiff, offset);
    case 8:
      return isLittleEndian ? bytes.readInt16LE(offset) : bytes.readInt16BE(offset);
    case 4:
    case 13:
      return readUint32(tiff, offset);
    case 9:
      return isLittleEndian ? bytes.readInt32LE(offset) : bytes.readInt32BE(offset);
    case 5:
      return readUint32(tiff, offset) / readUint32(tiff, offset + 4);
    case 10:
      return readNumber(tiff, 9, offset) / readNumber(tiff, 9, offset + 4);
    case 11:
      return isLittleEndian ? bytes.readFloatLE(offset) : bytes.readFloatBE(offset);
    default:
      return isLittleEndian ? bytes.readDoubleLE(offset) : bytes.readDoubleBE(offset);
  }
}

/** Values of a tag as numbers (rationals divided; x/0 is NaN or infinite), at most `limit`; empty when absent. */
export function readTiffNumbers(directory: TiffDirectory, tag: number, limit = 64): number[] {
  const entry = directory.entries.get(tag);
  if (entry === undefined) return [];
  const size = typeSizes[entry.type] ?? 1;
  return Array.from({ length: Math.min(entry.count, limit) }, (_, index) =>
    readNumber(directory.tiff, entry.type, entry.offset + index * size),
  );
}

/** First value of a tag, or null. */
export function readTiffNumber(directory: TiffDirectory, tag: number): number | null {
  return readTiffNumbers(directory, tag, 1)[0] ?? null;
}

/** Names of cameras and lenses are shorter, and what filters are made of them takes no longer ones. */
const maxTextLength = 200;

/** Text of a tag up to its first NUL, as one line of what can be printed, trimmed and cut; null when absent or empty. */
export function readTiffText(directory: TiffDirectory, tag: number): string | null {
  const bytes = readTiffBytes(directory, tag);
  if (bytes === null) return null;
  const text = bytes.toString('utf8', 0, Math.min(bytes.length, 1024));
  const end = text.indexOf('\0');
  // A terminal would obey control characters, and a list would break at line ends.
  const line = (end < 0 ? text : text.slice(0, end)).replaceAll(/[\p{Cc}\p{Zl}\p{Zp}]+/gu, ' ').trim();
  // Cut within a character, its half would be no text.
  const cut = line
    .slice(0, maxTextLength)
    .replace(/\p{Cs}$/u, '')
    .trim();
  return cut === '' ? null : cut;
}

/** The bytes of a tag's values (not copied), or null. */
export function readTiffBytes(directory: TiffDirectory, tag: number): Buffer | null {
  const entry = directory.entries.get(tag);
  if (entry === undefined) return null;
  return directory.tiff.bytes.subarray(entry.offset, entry.offset + entry.count * (typeSizes[entry.type] ?? 1));
}

/**
 * All directories that image data may hang on: the chain from the first one, and their SubIFDs (tag 330), two levels deep.
 * At most 64, each offset once, so that circles end.
 */
export function listTiffDirectories(tiff: Tiff): TiffDirectory[] {
  const found: TiffDirectory[] = [];
  const seen = new Set<number>();
  const visit = (start: number, depth: number): void => {
    let offset = start;
    while (offset !== 0 && !seen.has(offset) && found.length < 64) {
      seen.add(offset);
      const directory = readTiffDirectory(tiff, offset);
      if (directory === null) return;
      found.push(directory);
      if (depth < 2) for (const child of readTiffNumbers(directory, 330, 16)) visit(child, depth + 1);
      offset = directory.nextOffset;
    }
  };
  visit(tiff.firstDirectoryOffset, 0);
  return found;
}
