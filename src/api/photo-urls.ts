/** @file `photo://` addresses: ids only, never paths. */

export const photoScheme = 'photo';

/** `grid`: longest side 320 px; `screen`: longest side 1024 px; `original`: full size (rendered when the page cannot show the format). */
export const photoVariants = ['grid', 'screen', 'original'] as const;
export type PhotoVariant = (typeof photoVariants)[number];

/** Address of one variant of a photo, e.g. `photo://library/grid/17`. */
export function buildPhotoUrl(photoId: number, variant: PhotoVariant): string {
  return `${photoScheme}://library/${variant}/${String(photoId)}`;
}

/** Reads a `photo://` address; null for anything that is not exactly one of ours. */
export function parsePhotoUrl(url: string): { readonly photoId: number; readonly variant: PhotoVariant } | null {
  const match = /^photo:\/\/library\/(grid|screen|original)\/([1-9][0-9]{0,14})$/.exec(url);
  if (match === null) return null;
  return { variant: match[1] as PhotoVariant, photoId: Number(match[2]) };
}
