/** @file Where the content-addressed thumbnails of a photo lie. Shared by the writer (embedder) and the reader (main). */
import { join } from 'node:path';

export const thumbnailSizes = { grid: 320, screen: 1024 } as const;
export type ThumbnailVariant = keyof typeof thumbnailSizes;

/** `<folder>/ab/cd/abcd....grid.webp`: two levels keep folders small at a million photos. */
export function buildThumbnailPath(folder: string, contentHash: string, variant: ThumbnailVariant): string {
  return join(folder, contentHash.slice(0, 2), contentHash.slice(2, 4), `${contentHash}.${variant}.webp`);
}

/** Where thumbnails are written before they are whole; emptied when the library is opened. */
export function buildDraftFolder(folder: string): string {
  return join(folder, 'incoming');
}
