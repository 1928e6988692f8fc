/** @file An upright image in memory. */

/** 8-bit RGB, row-major, three bytes a pixel, no padding. sRGB unless its holder says otherwise. */
export interface RgbImage {
  readonly data: Buffer;
  readonly width: number;
  readonly height: number;
}
