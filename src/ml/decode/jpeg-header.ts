/** @file Reader of JPEG marker segments (ITU-T T.81, annex B): size and coding of a stream without decoding it. */

export interface JpegHeader {
  readonly width: number;
  readonly height: number;
  /** Lossless and arithmetic streams hold sensor data in raw files; no ordinary decoder takes them. */
  readonly isOrdinary: boolean;
  /** True when it carries an EXIF block of its own. */
  readonly hasExif: boolean;
}

/** SOF0, SOF1, SOF2: baseline, extended and progressive Huffman. */
const ordinaryFrames: ReadonlySet<number> = new Set([0xc0, 0xc1, 0xc2]);

function isFrame(marker: number): boolean {
  return marker >= 0xc0 && marker <= 0xcf && marker !== 0xc4 && marker !== 0xc8 && marker !== 0xcc;
}

/** Walks the segments from `offset` to the frame header; null when the bytes there are no JPEG stream. */
export function readJpegHeader(bytes: Buffer, offset = 0): JpegHeader | null {
  if (offset < 0 || offset + 4 > bytes.length || bytes.readUInt16BE(offset) !== 0xffd8) return null;
  let hasExif = false;
  let at = offset + 2;
  for (let segments = 0; segments < 512 && at + 9 <= bytes.length; segments += 1) {
    if (bytes[at] !== 0xff) return null;
    const marker = bytes[at + 1] ?? 0;
    if (marker === 0xff) {
      at += 1;
      continue;
    }
    // Restart markers, scans and the end cannot come before the frame header.
    if (marker < 0xc0 || (marker >= 0xd0 && marker <= 0xda)) return null;
    const length = bytes.readUInt16BE(at + 2);
    if (length < 2) return null;
    if (isFrame(marker)) {
      const precision = bytes[at + 4] ?? 0;
      const height = bytes.readUInt16BE(at + 5);
      const width = bytes.readUInt16BE(at + 7);
      if (width === 0 || height === 0) return null;
      return { width, height, isOrdinary: ordinaryFrames.has(marker) && precision === 8, hasExif };
    }
    if (marker === 0xe1 && bytes.toString('latin1', at + 4, at + 8) === 'Exif') hasExif = true;
    at += 2 + length;
  }
  return null;
}

/**
 * Puts an EXIF block with nothing but an orientation (1-8) in front of a JPEG stream, so that decoders turn a raw file's
 * preview as its container says.
 */
export function addJpegOrientation(jpeg: Buffer, orientation: number): Buffer {
  const segment = Buffer.from(
    'ffd8' + 'ffe10022' + '457869660000' + '4d4d002a00000008' + '0001' + '0112000300000001' + '00000000' + '00000000',
    'hex',
  );
  segment.writeUInt16BE(orientation, 30);
  return Buffer.concat([segment, jpeg.subarray(2)]);
}
