/** @file How large a photo is decoded: once, for both thumbnails and the model. */
import { thumbnailSizes } from '../thumbnails-path.ts';

export interface PixelSize {
  readonly width: number;
  readonly height: number;
}

/** Largest size inside `longest` x `longest` with the aspect of `size`; never larger than `size` itself. */
export function fitInside(size: PixelSize, longest: number): PixelSize {
  const scale = Math.min(1, longest / Math.max(size.width, size.height));
  return scaleSize(size, scale);
}

/** Multiplies both sides; none becomes less than one pixel. */
export function scaleSize({ width, height }: PixelSize, scale: number): PixelSize {
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}

/** Panoramas beyond this many pixels are decoded coarser than the model could use. */
const maxWorkingPixels = 4_000_000;

/**
 * Size to decode to: the larger thumbnail, or more where a narrow panorama would otherwise have fewer pixels across than
 * the model takes in. Never larger than the photo.
 */
export function chooseWorkingSize(photo: PixelSize, modelInput: PixelSize | null): PixelSize {
  const forThumbnail = thumbnailSizes.screen / Math.max(photo.width, photo.height);
  const forModel = modelInput === null ? 0 : Math.max(modelInput.width / photo.width, modelInput.height / photo.height);
  const ceiling = Math.sqrt(maxWorkingPixels / (photo.width * photo.height));
  return scaleSize(photo, Math.min(1, Math.max(forThumbnail, Math.min(forModel, ceiling))));
}
