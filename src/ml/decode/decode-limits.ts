/** @file Limits that keep a broken or hostile file from taking the process with it. */

const mebibyte = 1024 * 1024;

export const decodeLimits = {
  /** Larger files are refused before they are opened for reading. */
  maxFileBytes: 1024 * mebibyte,
  /** Declared width x height above this is refused from the header alone. */
  maxPixels: 400_000_000,
  /** A rendition for the window is made no larger. */
  maxViewPixels: 64_000_000,
  /** A side longer than this is refused: libwebp, libjpeg and our own offsets stop near here. */
  maxSidePixels: 65_500,
  /** One photo's decoding may take this long. */
  timeoutMs: 30_000,
  /** Reading plus decoding plus thumbnails of one photo, slow drives included. */
  photoTimeoutMs: 120_000,
  /** File bytes held at a time by all photos under way. */
  readBudgetBytes: 256 * mebibyte,
  /** Estimated decoder memory held at a time by all photos under way. */
  decodeBudgetBytes: 512 * mebibyte,
} as const;
