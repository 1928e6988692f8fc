/** @file Stretches a photo to the size that the model takes in. */
import sharp from 'sharp';
import type { RgbImage } from './rgb-image.ts';
import { stretchBicubic } from './stretch-bicubic.ts';
import type { PixelSize } from './working-size.ts';

/** The size nearest to the photo's aspect ratio, by the logarithm of both; the first of equals. */
export function chooseModelSize<Size extends PixelSize>(sizes: readonly [Size, ...Size[]], photo: PixelSize): Size {
  const aspect = Math.log(photo.width / photo.height);
  const distance = (size: Size): number => Math.abs(Math.log(size.width / size.height) - aspect);
  return sizes.reduce((best, size) => (distance(size) < distance(best) ? size : best));
}

/** Stretches to `size` with a cubic kernel (Catmull-Rom, antialiased): `height x width x 3` bytes, row-major RGB. */
export async function buildModelInput(image: RgbImage, size: PixelSize): Promise<Uint8Array> {
  if (image.width === size.width && image.height === size.height) return image.data;
  if (size.width > image.width || size.height > image.height) return stretchBicubic(image, size);
  return sharp(image.data, {
    raw: { width: image.width, height: image.height, channels: 3 },
    limitInputPixels: false,
  })
    .resize({ width: size.width, height: size.height, fit: 'fill', kernel: 'cubic' })
    .raw()
    .toBuffer();
}
