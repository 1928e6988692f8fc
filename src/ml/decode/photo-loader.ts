/** @file From a path to upright pixels: read, hash, detect, decode once. The one door to this folder's decoders. */
import { basename } from 'node:path';
import type { PhotoMetadata } from '../embedder-messages.ts';
import { decodeLimits } from './decode-limits.ts';
import type { HeifDecoder } from './heif-decoder.ts';
import { createMemoryBudget, type ReleaseBytes } from './memory-budget.ts';
import { chooseModelSize } from './model-input.ts';
import { failContent } from './photo-failure.ts';
import { detectPhotoFormat, type PhotoFormat } from './photo-format.ts';
import { readPhotoMetadata } from './photo-metadata.ts';
import { openPixelSource, type PixelSource } from './pixel-source.ts';
import { checkPhotoFile, hashContent, readPhotoFile } from './read-photo-file.ts';
import type { RgbImage } from './rgb-image.ts';
import { chooseWorkingSize, fitInside, scaleSize, type PixelSize } from './working-size.ts';

/** A file's bytes in memory. Call `release` when they are no longer needed. */
export interface ReadPhoto {
  readonly path: string;
  readonly bytes: Buffer;
  readonly mtimeMs: number;
  /** sha256, lower-case hex. */
  readonly contentHash: string;
  readonly release: ReleaseBytes;
}

export interface DecodedPhoto<Size extends PixelSize = PixelSize> {
  readonly format: PhotoFormat;
  /** Upright size of the whole photo in pixels. */
  readonly width: number;
  readonly height: number;
  readonly metadata: PhotoMetadata;
  /** Upright sRGB, large enough for the thumbnails and for the model, never enlarged. */
  readonly image: RgbImage;
  /** The model's size that fits the photo's shape best. */
  readonly modelSize: Size;
}

export interface PhotoLoader {
  /** Reads and hashes a file within the memory budget. Throws PhotoFailure. */
  readonly read: (path: string) => Promise<ReadPhoto>;
  /** Decodes what was read, for thumbnails and one of the model's `sizes`. Throws PhotoFailure. */
  readonly decode: <Size extends PixelSize>(
    photo: ReadPhoto,
    sizes: readonly [Size, ...Size[]],
  ) => Promise<DecodedPhoto<Size>>;
  /** Decodes at full size, or at what fits `decodeLimits.maxViewPixels`. Throws PhotoFailure. */
  readonly decodeWhole: (photo: ReadPhoto) => Promise<RgbImage>;
  /** Decodes so that the longest side has about as many pixels, never enlarged. Throws PhotoFailure. */
  readonly decodeInside: (photo: ReadPhoto, longestSide: number) => Promise<RgbImage>;
}

export function createPhotoLoader(heifDecoder: HeifDecoder): PhotoLoader {
  const readBudget = createMemoryBudget(decodeLimits.readBudgetBytes);
  // Apart from the other: who waits to decode holds read bytes, and must not keep the decoding ones from ending.
  const decodeBudget = createMemoryBudget(decodeLimits.decodeBudgetBytes);

  const read = async (path: string): Promise<ReadPhoto> => {
    const { sizeBytes } = await checkPhotoFile(path);
    const release = await readBudget.acquire(sizeBytes);
    try {
      const { bytes, mtimeMs } = await readPhotoFile(path, sizeBytes);
      return { path, bytes, mtimeMs, contentHash: await hashContent(bytes), release };
    } catch (error) {
      release();
      throw error;
    }
  };

  const open = async (photo: ReadPhoto): Promise<{ format: PhotoFormat; source: PixelSource }> => {
    const format = detectPhotoFormat(photo.bytes, basename(photo.path));
    if (format === null) throw failContent('The content is not an image that Cairn can read.');
    return { format, source: await openPixelSource(photo.bytes, format, heifDecoder) };
  };

  const decodeWithin = async (source: PixelSource, size: PixelSize): Promise<RgbImage> => {
    const release = await decodeBudget.acquire(source.decoderBytes);
    try {
      return await source.decode(size.width, size.height);
    } finally {
      release();
    }
  };

  return {
    read,
    decode: async (photo, sizes) => {
      const { format, source } = await open(photo);
      const modelSize = chooseModelSize(sizes, source);
      const image = await decodeWithin(source, chooseWorkingSize(source, modelSize));
      const file = { name: basename(photo.path), mtimeMs: photo.mtimeMs };
      const metadata = readPhotoMetadata(source.directories, file, source);
      return { format, width: source.width, height: source.height, metadata, image, modelSize };
    },
    decodeInside: async (photo, longestSide) => {
      const { source } = await open(photo);
      return decodeWithin(source, fitInside(source, longestSide));
    },
    decodeWhole: async (photo) => {
      const { source } = await open(photo);
      const scale = Math.min(1, Math.sqrt(decodeLimits.maxViewPixels / (source.width * source.height)));
      return decodeWithin(source, scaleSize(source, scale));
    },
  };
}
