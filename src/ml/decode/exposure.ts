/** @file How a photo was exposed: lens, time, aperture, sensitivity, focal length (Exif 3.0, section 4.6.6). Nothing is decoded. */
import { basename } from 'node:path';
import sharp from 'sharp';
import type { ExposureView } from '../../api/views.ts';
import { readCanonDirectories } from './canon-metadata.ts';
import { readHeifItems } from './heif-items.ts';
import { failContent } from './photo-failure.ts';
import { detectPhotoFormat, type PhotoFormat } from './photo-format.ts';
import type { PhotoLoader } from './photo-loader.ts';
import { readExifDirectories, type ExifDirectories } from './photo-metadata.ts';
import { readTiffNumber, readTiffText } from './tiff-directory.ts';

/** Reads the exposure of a file. Throws PhotoFailure for one that cannot be read; one that says nothing answers with nulls. */
export async function readPhotoExposure(loader: PhotoLoader, path: string): Promise<ExposureView> {
  const photo = await loader.read(path);
  try {
    const format = detectPhotoFormat(photo.bytes, basename(path));
    if (format === null) throw failContent('The content is not an image that Cairn can read.');
    return readExposure(await findDirectories(photo.bytes, format));
  } finally {
    photo.release();
  }
}

async function findDirectories(bytes: Buffer, format: PhotoFormat): Promise<ExifDirectories> {
  if (format === 'heic') return readExifDirectories(readHeifItems(bytes).exif);
  if (format === 'raw') return readCanonDirectories(bytes) ?? readExifDirectories(bytes);
  if (format === 'tiff') return readExifDirectories(bytes);
  const { exif } = await sharp(bytes, { limitInputPixels: false })
    .metadata()
    // What cannot be opened says nothing of its exposure, and is said to be broken elsewhere.
    .catch(() => ({ exif: undefined }));
  return readExifDirectories(exif ?? null);
}

/** What the directories say; null for what is absent or cannot be. */
export function readExposure({ exif }: ExifDirectories): ExposureView {
  const read = (tag: number): number | null => {
    const value = exif === null ? null : readTiffNumber(exif, tag);
    return value !== null && Number.isFinite(value) && value > 0 ? value : null;
  };
  return {
    lens: exif === null ? null : readTiffText(exif, 0xa434),
    exposureSeconds: read(0x829a),
    fNumber: read(0x829d),
    iso: read(0x8827),
    focalLengthMm: read(0x920a),
    focalLength35Mm: read(0xa405),
  };
}
