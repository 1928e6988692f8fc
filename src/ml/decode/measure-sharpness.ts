/** @file How sharp a picture is. */
import sharp from 'sharp';

/**
 * Variance of the Laplacian of the luma, 0 for an even surface (Pech-Pacheco et al., "Diatom autofocusing in brightfield
 * microscopy", 2000). Comparable between pictures of one scene and one size alone.
 *
 * @param luma one byte a pixel, row-major
 */
export function computeSharpness(luma: Uint8Array, width: number, height: number): number {
  let sum = 0;
  let squares = 0;
  let count = 0;
  for (let y = 1; y < height - 1; y++) {
    for (let x = 1; x < width - 1; x++) {
      const at = y * width + x;
      const around = (luma[at - 1] ?? 0) + (luma[at + 1] ?? 0) + (luma[at - width] ?? 0) + (luma[at + width] ?? 0);
      const laplacian = around - 4 * (luma[at] ?? 0);
      sum += laplacian;
      squares += laplacian * laplacian;
      count += 1;
    }
  }
  return count === 0 ? 0 : squares / count - (sum / count) ** 2;
}

/** Of an image file of ours; NaN when it is not there or broken. */
export async function measureSharpness(path: string): Promise<number> {
  try {
    const { data, info } = await sharp(path).greyscale().raw().toBuffer({ resolveWithObject: true });
    return computeSharpness(data, info.width, info.height);
  } catch {
    // A cleaner took the thumbnail: the photo is judged without it.
    return Number.NaN;
  }
}
