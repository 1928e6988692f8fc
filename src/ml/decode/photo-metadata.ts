/** @file From EXIF directories to what the catalog stores: time, place, camera, orientation (Exif 3.0, section 4.6). */
import type { PhotoMetadata } from '../embedder-messages.ts';
import { inferOffset, parseExifOffset, parseExifTime, parseFileNameTime, parseGpsTime } from './capture-time.ts';
import { readKeywords, readXmpText, type EmbeddedTexts } from './keywords.ts';
import { classifyPicture } from './picture-kind.ts';
import {
  readTiffBytes,
  readTiffDirectory,
  readTiffHeader,
  readTiffNumber,
  readTiffNumbers,
  readTiffText,
  type TiffDirectory,
} from './tiff-directory.ts';

export interface ExifDirectories {
  readonly image: TiffDirectory | null;
  readonly exif: TiffDirectory | null;
  readonly gps: TiffDirectory | null;
}

/** Finds the directories of a TIFF structure: an EXIF block (with or without `Exif\0\0`) or a whole TIFF or raw file. */
export function readExifDirectories(block: Buffer | null): ExifDirectories {
  const bytes = block?.toString('latin1', 0, 4) === 'Exif' ? block.subarray(6) : block;
  const tiff = bytes === null ? null : readTiffHeader(bytes);
  const image = tiff === null ? null : readTiffDirectory(tiff, tiff.firstDirectoryOffset);
  if (tiff === null || image === null) return { image: null, exif: null, gps: null };
  const follow = (tag: number): TiffDirectory | null => readTiffDirectory(tiff, readTiffNumber(image, tag) ?? 0);
  return { image, exif: follow(0x8769), gps: follow(0x8825) };
}

function readText(directory: TiffDirectory | null, tag: number): string | null {
  return directory === null ? null : readTiffText(directory, tag);
}

/** Orientation 1-8; 1 when absent or out of range. */
export function readOrientation({ image }: ExifDirectories): number {
  const value = image === null ? null : readTiffNumber(image, 0x112);
  return value !== null && Number.isInteger(value) && value >= 1 && value <= 8 ? value : 1;
}

/** True when the camera wrote Adobe RGB the way of DCF 2.0: interoperability index `R03` instead of a profile. */
export function isAdobeRgbByDcf({ exif }: ExifDirectories): boolean {
  const offset = exif === null ? null : readTiffNumber(exif, 0xa005);
  const interoperability = exif === null || offset === null ? null : readTiffDirectory(exif.tiff, offset);
  return readText(interoperability, 1) === 'R03';
}

function readAngle(gps: TiffDirectory, tag: number, referenceTag: number, limit: number): number | null {
  const [degrees = NaN, minutes = 0, seconds = 0] = readTiffNumbers(gps, tag, 3);
  const size =
    degrees + (Number.isFinite(minutes) ? minutes : 0) / 60 + (Number.isFinite(seconds) ? seconds : 0) / 3600;
  // Some write signed numbers: below zero, too, they stay within the globe.
  if (!Number.isFinite(size) || Math.abs(size) > limit) return null;
  const reference = readTiffText(gps, referenceTag)?.toUpperCase() ?? '';
  return reference.startsWith('S') || reference.startsWith('W') ? -Math.abs(size) : size;
}

/** Half the globe's girth: no error is larger. */
const maxErrorMeters = 20_000_000;

type Place = Pick<PhotoMetadata, 'latitude' | 'longitude' | 'gpsErrorMeters'>;

function readPlace(gps: TiffDirectory | null): Place {
  const nowhere = { latitude: null, longitude: null, gpsErrorMeters: null };
  if (gps === null) return nowhere;
  const latitude = readAngle(gps, 2, 1, 90);
  const longitude = readAngle(gps, 4, 3, 180);
  // Zero and zero is what devices without a fix write.
  if (latitude === null || longitude === null || (latitude === 0 && longitude === 0)) return nowhere;
  // GPSHPositioningError; x/0 and negative values say nothing.
  const error = readTiffNumber(gps, 31) ?? NaN;
  const isError = Number.isFinite(error) && error >= 0 && error <= maxErrorMeters;
  return { latitude, longitude, gpsErrorMeters: isError ? error : null };
}

type CaptureTime = Pick<PhotoMetadata, 'takenMs' | 'takenOffsetMinutes' | 'takenSource'>;

function readCaptureTime({ image, exif, gps }: ExifDirectories): CaptureTime | null {
  const utcMs = gps === null ? null : parseGpsTime(readTiffText(gps, 29), readTiffNumbers(gps, 7, 3));
  const localMs =
    parseExifTime(readText(exif, 0x9003), readText(exif, 0x9291)) ??
    parseExifTime(readText(exif, 0x9004), readText(exif, 0x9292)) ??
    parseExifTime(readText(image, 0x132), readText(exif, 0x9290));
  if (localMs === null) {
    return utcMs === null ? null : { takenMs: utcMs, takenOffsetMinutes: 0, takenSource: 'gps' };
  }
  const declared =
    parseExifOffset(readText(exif, 0x9011)) ??
    parseExifOffset(readText(exif, 0x9012)) ??
    parseExifOffset(readText(exif, 0x9010));
  const offset = declared ?? (utcMs === null ? null : inferOffset(localMs, utcMs));
  return { takenMs: localMs - (offset ?? 0) * 60_000, takenOffsetMinutes: offset, takenSource: 'exif' };
}

function guessCaptureTime(fileName: string, mtimeMs: number): CaptureTime {
  const named = parseFileNameTime(fileName);
  if (named !== null) return { takenMs: named, takenOffsetMinutes: null, takenSource: 'file-name' };
  const offset = -new Date(mtimeMs).getTimezoneOffset() + 0;
  return { takenMs: mtimeMs, takenOffsetMinutes: offset, takenSource: 'file-time' };
}

/** UserComment: its first 8 bytes name the character code (Exif 3.0, section 4.6.6.4). */
function readComment(exif: TiffDirectory | null): string | null {
  const bytes = exif === null ? null : readTiffBytes(exif, 0x9286);
  return bytes === null ? null : bytes.toString('latin1', 8, 72).replaceAll('\0', '').trim();
}

/**
 * Metadata of a photo. Times without a zone stay local time read as UTC (`takenOffsetMinutes` null).
 *
 * @param file name and modification time (integer ms) to fall back on
 */
export function readPhotoMetadata(
  directories: ExifDirectories,
  file: { readonly name: string; readonly mtimeMs: number },
  texts: EmbeddedTexts,
): PhotoMetadata {
  const { image, exif } = directories;
  const cameraMake = readText(image, 0x10f);
  const cameraModel = readText(image, 0x110);
  const keywords = readKeywords(texts, image === null ? null : readTiffBytes(image, 0x9c9e));
  return {
    ...(readCaptureTime(directories) ?? guessCaptureTime(file.name, file.mtimeMs)),
    ...readPlace(directories.gps),
    cameraMake,
    cameraModel,
    keywords,
    pictureKind: classifyPicture({
      fileName: file.name,
      cameraMake,
      cameraModel,
      software: readText(image, 0x131),
      comment: readComment(exif),
      fileSource: exif === null ? null : readTiffNumber(exif, 0xa300),
      xmp: texts.xmp === null ? '' : readXmpText(texts.xmp),
      keywords,
    }),
    orientation: readOrientation(directories),
  };
}
