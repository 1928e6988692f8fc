/** @file Where the content-addressed thumbnails of a photo lie. Shared by the writer (embedder) and the reader (main). */
import { join } from 'node:path';

export const thumbnailSizes = { grid: 320, screen: 1024 } as const;
export type ThumbnailVariant = keyof typeof thumbnailSizes;

/**
 * A JPEG is made five times as fast as a WebP of the same size and quality, which counts where there are many pixels; small pictures
 * are better as WebP (docs/decisions/0018-what-indexing-costs.md).
 */
const endings = { grid: 'webp', screen: 'jpg' } as const;

/** `<folder>/ab/cd/abcd....grid.webp`: two levels keep folders small at a million photos. */
export function buildThumbnailPath(folder: string, contentHash: string, variant: ThumbnailVariant): string {
  return buildPath(folder, contentHash, `${variant}.${endings[variant]}`);
}

/** Where a thumbnail may lie that is there: as it is written now, then as earlier versions of Cairn wrote it. */
export function listThumbnailPaths(folder: string, contentHash: string, variant: ThumbnailVariant): readonly string[] {
  const now = buildThumbnailPath(folder, contentHash, variant);
  return variant === 'screen' ? [now, buildPath(folder, contentHash, 'screen.webp')] : [now];
}

function buildPath(folder: string, contentHash: string, ending: string): string {
  return join(folder, contentHash.slice(0, 2), contentHash.slice(2, 4), `${contentHash}.${ending}`);
}

/** Where thumbnails are written before they are whole; emptied when the library is opened. */
export function buildDraftFolder(folder: string): string {
  return join(folder, 'incoming');
}
