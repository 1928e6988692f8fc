/** @file Format of a photo from its first bytes. The extension only helps where a raw file calls itself TIFF. */
import { readTiffHeader } from './tiff-directory.ts';
import { isRawFileName } from './photo-file-names.ts';
import { holdsRawImage } from './raw-preview.ts';

export type PhotoFormat = 'jpeg' | 'png' | 'webp' | 'avif' | 'tiff' | 'gif' | 'heic' | 'raw';

const heicBrands: ReadonlySet<string> = new Set(['heic', 'heix', 'heim', 'heis', 'hevc', 'hevx', 'hevm', 'hevs']);
const avifBrands: ReadonlySet<string> = new Set(['avif', 'avis']);
const genericBrands: ReadonlySet<string> = new Set(['mif1', 'msf1', 'miaf']);

function startsWith(bytes: Buffer, text: string, offset = 0): boolean {
  return bytes.length >= offset + text.length && bytes.toString('latin1', offset, offset + text.length) === text;
}

/** Brands of the `ftyp` box, major brand first (ISO/IEC 14496-12, section 4.3); empty when there is none. */
function readBrands(bytes: Buffer): string[] {
  if (bytes.length < 16 || !startsWith(bytes, 'ftyp', 4)) return [];
  const end = Math.min(bytes.readUInt32BE(0), bytes.length, 256);
  const brands = [bytes.toString('latin1', 8, 12)];
  for (let offset = 16; offset + 4 <= end; offset += 4) brands.push(bytes.toString('latin1', offset, offset + 4));
  return brands;
}

function detectIsoMedia(bytes: Buffer): PhotoFormat | null {
  const brands = readBrands(bytes);
  const major = brands[0];
  if (major === undefined) return null;
  if (major === 'crx ') return 'raw';
  if (heicBrands.has(major)) return 'heic';
  if (avifBrands.has(major)) return 'avif';
  if (!genericBrands.has(major)) return null;
  return brands.some((brand) => avifBrands.has(brand)) ? 'avif' : 'heic';
}

/**
 * Detects what `bytes` (a whole file) holds; null when it is no photo that Cairn reads.
 * `fileName` decides only between TIFF and a raw format whose structure says nothing.
 */
export function detectPhotoFormat(bytes: Buffer, fileName: string): PhotoFormat | null {
  if (bytes.length < 12) return null;
  if (bytes[0] === 0xff && bytes[1] === 0xd8 && bytes[2] === 0xff) return 'jpeg';
  if (startsWith(bytes, '\x89PNG\r\n\x1a\n')) return 'png';
  if (startsWith(bytes, 'RIFF') && startsWith(bytes, 'WEBP', 8)) return 'webp';
  if (startsWith(bytes, 'GIF87a') || startsWith(bytes, 'GIF89a')) return 'gif';
  if (startsWith(bytes, 'FUJIFILMCCD-RAW')) return 'raw';
  if (startsWith(bytes, '\0MRM')) return 'raw';
  const isoMedia = detectIsoMedia(bytes);
  if (isoMedia !== null) return isoMedia;
  const tiff = readTiffHeader(bytes);
  if (tiff === null) return null;
  if (tiff.magic === 43) return 'tiff';
  return tiff.magic !== 42 || isRawFileName(fileName) || holdsRawImage(tiff) ? 'raw' : 'tiff';
}
