/** @file Writes the content-addressed thumbnails of a photo. */
import { stat } from 'node:fs/promises';
import sharp from 'sharp';
import { buildDraftFolder, buildThumbnailPath, thumbnailSizes, type ThumbnailVariant } from '../thumbnails-path.ts';
import { PhotoFailure } from './photo-failure.ts';
import type { RgbImage } from './rgb-image.ts';
import { fitInside } from './working-size.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

/** Effort 0 takes a quarter of the time of sharp's default for files of nearly the same size. */
const webpOptions = { quality: 80, effort: 0 } as const;
const variants: readonly ThumbnailVariant[] = ['grid', 'screen'];

/** True when a thumbnail is there and not empty (a crash of the whole system can leave an empty one). */
async function hasThumbnail(path: string): Promise<boolean> {
  return stat(path).then(
    (stats) => stats.isFile() && stats.size > 0,
    () => false,
  );
}

/** Encodes an image as WebP with its longest side at most `longest` pixels, never enlarged. */
export async function encodeThumbnail(image: RgbImage, longest: number): Promise<Buffer> {
  const size = fitInside(image, longest);
  const pipeline = sharp(image.data, {
    raw: { width: image.width, height: image.height, channels: 3 },
    limitInputPixels: false,
  });
  if (size.width !== image.width || size.height !== image.height)
    pipeline.resize({ ...size, fit: 'fill', kernel: 'cubic' });
  return pipeline.webp(webpOptions).toBuffer();
}

/** Writes those thumbnails of `image` that are missing. Throws PhotoFailure (transient) when the folder cannot be written. */
export async function writeThumbnails(folder: string, contentHash: string, image: RgbImage): Promise<void> {
  await Promise.all(
    variants.map(async (variant) => {
      const path = buildThumbnailPath(folder, contentHash, variant);
      if (await hasThumbnail(path)) return;
      const content = await encodeThumbnail(image, thumbnailSizes[variant]);
      await writeFileAtomically(path, content, buildDraftFolder(folder)).catch((error: unknown) => {
        const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
        throw new PhotoFailure(`The thumbnail cannot be written (${code}). Check the free space of the drive.`, {
          isTransient: true,
          isDiskFull: code === 'ENOSPC' || code === 'EDQUOT',
          cause: error,
        });
      });
    }),
  );
}
