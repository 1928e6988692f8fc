/** @file Writes the content-addressed thumbnails of a photo. */
import sharp from 'sharp';
import {
  buildDraftFolder,
  buildThumbnailPath,
  listThumbnailPaths,
  thumbnailSizes,
  type ThumbnailVariant,
} from '../thumbnails-path.ts';
import { findWholeImage } from '../whole-image-file.ts';
import { PhotoFailure } from './photo-failure.ts';
import type { RgbImage } from './rgb-image.ts';
import { fitInside } from './working-size.ts';
import { writeFileAtomically } from './write-file-atomically.ts';

/** Effort 0 takes a quarter of the time of sharp's default for files of nearly the same size. */
const webpOptions = { quality: 80, effort: 0 } as const;
/** As large as the WebP would be. */
const jpegOptions = { quality: 80 } as const;
const variants: readonly ThumbnailVariant[] = ['grid', 'screen'];

/** Encodes an image with its longest side at most that of the variant, never enlarged: `grid` as WebP, `screen` as JPEG. */
export async function encodeThumbnail(image: RgbImage, variant: ThumbnailVariant): Promise<Buffer> {
  const size = fitInside(image, thumbnailSizes[variant]);
  const pipeline = sharp(image.data, {
    raw: { width: image.width, height: image.height, channels: 3 },
    limitInputPixels: false,
  });
  if (size.width !== image.width || size.height !== image.height)
    pipeline.resize({ ...size, fit: 'fill', kernel: 'cubic' });
  return (variant === 'grid' ? pipeline.webp(webpOptions) : pipeline.jpeg(jpegOptions)).toBuffer();
}

/** Writes those thumbnails of `image` that are missing. Throws PhotoFailure (transient) when the folder cannot be written. */
export async function writeThumbnails(folder: string, contentHash: string, image: RgbImage): Promise<void> {
  await Promise.all(
    variants.map(async (variant) => {
      if ((await findWholeImage(listThumbnailPaths(folder, contentHash, variant))) !== null) return;
      const path = buildThumbnailPath(folder, contentHash, variant);
      const content = await encodeThumbnail(image, variant);
      const how = { readers: 'private', draftFolder: buildDraftFolder(folder) } as const;
      await writeFileAtomically(path, content, how).catch((error: unknown) => {
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
