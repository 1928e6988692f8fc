/** @file The largest JPEG preview that a camera put into its raw file. Raw sensor data itself is never developed. */
import { readJpegHeader, type JpegHeader } from './jpeg-header.ts';
import { listTiffDirectories, readTiffNumber, readTiffNumbers, readTiffHeader, type Tiff } from './tiff-directory.ts';

const tags = {
  compression: 0x103,
  photometric: 0x106,
  stripOffsets: 0x111,
  jpegOffset: 0x201,
  panasonicJpeg: 0x2e,
  dngVersion: 0xc612,
} as const;

/** PhotometricInterpretation: colour filter array, linear raw. Compression: Sony, Nikon, Pentax and Samsung raw. */
const rawPhotometrics: ReadonlySet<number> = new Set([32803, 34892]);
const rawCompressions: ReadonlySet<number> = new Set([32767, 32769, 32770, 32772, 34713, 65535]);
/** Below this the listed previews are thumbnails, and the whole file is searched. */
const goodLongestSide = 1000;
const maxCandidates = 256;
/** Sensor data looks like the start of a stream once in some megabytes; what looks so far more often is made to be searched for long. */
const maxLookalikes = 4096;

export interface RawPreview extends JpegHeader {
  /** The stream from its first byte; what follows its end is ignored by decoders. Not copied. */
  readonly bytes: Buffer;
}

/** True when a TIFF structure carries sensor data: a raw file, whatever it is named. */
export function holdsRawImage(tiff: Tiff): boolean {
  if (tiff.bytes.toString('latin1', 8, 10) === 'CR') return true;
  return listTiffDirectories(tiff).some(
    (directory) =>
      directory.entries.has(tags.dngVersion) ||
      rawPhotometrics.has(readTiffNumber(directory, tags.photometric) ?? 0) ||
      rawCompressions.has(readTiffNumber(directory, tags.compression) ?? 0),
  );
}

/** Offsets at which the directories of a TIFF-like raw file say that a JPEG stream begins. */
function listDeclaredOffsets(bytes: Buffer): number[] {
  const tiff = readTiffHeader(bytes);
  if (tiff === null) {
    // RAF: the offset stands at byte 84, big-endian.
    return bytes.length > 92 && bytes.toString('latin1', 0, 8) === 'FUJIFILM' ? [bytes.readUInt32BE(84)] : [];
  }
  return listTiffDirectories(tiff).flatMap((directory) => {
    const strips = readTiffNumbers(directory, tags.stripOffsets, 2);
    const panasonic = directory.entries.get(tags.panasonicJpeg);
    return [
      ...readTiffNumbers(directory, tags.jpegOffset, 1),
      ...(strips.length === 1 ? strips : []),
      ...(panasonic === undefined ? [] : [panasonic.offset]),
    ];
  });
}

/** Offsets of everything that looks like the start of a JPEG stream. */
function* findStreamOffsets(bytes: Buffer): Generator<number> {
  const start = Buffer.from([0xff, 0xd8, 0xff]);
  for (let at = bytes.indexOf(start); at >= 0; at = bytes.indexOf(start, at + 1)) yield at;
}

function pickLargest(bytes: Buffer, offsets: Iterable<number>): RawPreview | null {
  let best: RawPreview | null = null;
  let [tried, lookalikes] = [0, 0];
  for (const offset of offsets) {
    if (tried >= maxCandidates || lookalikes >= maxLookalikes) break;
    const header = readJpegHeader(bytes, offset);
    if (header === null) {
      lookalikes += 1;
      continue;
    }
    tried += 1;
    if (!header.isOrdinary) continue;
    if (best === null || header.width * header.height > best.width * best.height) {
      best = { ...header, bytes: bytes.subarray(offset) };
    }
  }
  return best;
}

/**
 * Finds the largest ordinary JPEG stream: first where the file's directories point, then, when that is but a thumbnail,
 * by searching the file (Olympus and Canon CR3 keep the large one where only their own notes point). Null: there is none.
 */
export function findLargestPreview(bytes: Buffer): RawPreview | null {
  const declared = pickLargest(bytes, listDeclaredOffsets(bytes));
  if (declared !== null && Math.max(declared.width, declared.height) >= goodLongestSide) return declared;
  const searched = pickLargest(bytes, findStreamOffsets(bytes));
  if (searched === null || declared === null) return searched ?? declared;
  return searched.width * searched.height > declared.width * declared.height ? searched : declared;
}
