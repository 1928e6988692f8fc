/** @file A photo as a JPEG that every page can show, for the formats that it cannot. */
import sharp from 'sharp';
import type { PhotoLoader } from '../decode/photo-loader.ts';
import { writeFileAtomically } from '../decode/write-file-atomically.ts';

/** Writes the whole photo, upright and in sRGB, to `outputPath`. Throws PhotoFailure, or what writing throws. */
export async function renderPhotoView(loader: PhotoLoader, path: string, outputPath: string): Promise<void> {
  const photo = await loader.read(path);
  try {
    const { data, width, height } = await loader.decodeWhole(photo);
    const jpeg = await sharp(data, { raw: { width, height, channels: 3 }, limitInputPixels: false })
      .jpeg({ quality: 90 })
      .toBuffer();
    await writeFileAtomically(outputPath, jpeg);
  } finally {
    photo.release();
  }
}
