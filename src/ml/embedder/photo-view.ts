/** @file A photo as a JPEG that every page can show, for the formats that it cannot. */
import sharp from 'sharp';
import type { PhotoLoader } from '../decode/photo-loader.ts';
import { fitInside } from '../decode/working-size.ts';
import { writeFileAtomically } from '../decode/write-file-atomically.ts';

/** Writes the whole photo, upright and in sRGB, to `outputPath`. Throws PhotoFailure, or what writing throws. */
export async function renderPhotoView(loader: PhotoLoader, path: string, outputPath: string): Promise<void> {
  const photo = await loader.read(path);
  try {
    const { data, width, height } = await loader.decodeWhole(photo);
    const jpeg = await sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false })
      .jpeg({ quality: 90 })
      .toBuffer();
    await writeFileAtomically(outputPath, jpeg, { readers: 'private' });
  } finally {
    photo.release();
  }
}

export interface SmallJpeg {
  readonly jpeg: Uint8Array;
  /** Upright size in pixels. */
  readonly width: number;
  readonly height: number;
}

/** A photo as a small JPEG, upright and in sRGB, without the metadata of its file. Throws PhotoFailure. */
export async function renderSmallJpeg(
  loader: PhotoLoader,
  params: { readonly path: string; readonly longestSide: number; readonly quality: number },
): Promise<SmallJpeg> {
  const photo = await loader.read(params.path);
  try {
    const image = await loader.decodeInside(photo, params.longestSide);
    const { width, height } = fitInside(image, params.longestSide);
    const jpeg = await sharp(image.data, {
      raw: { width: image.width, height: image.height, channels: 3 },
      limitInputPixels: false,
    })
      .resize({ width, height, fit: 'fill' })
      .jpeg({ quality: params.quality, mozjpeg: true })
      .toBuffer();
    return { jpeg, width, height };
  } finally {
    photo.release();
  }
}
