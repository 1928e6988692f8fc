/** @file How an album's photos are laid out: in their own shapes if all are at hand, in squares otherwise. */
import type { WholeAlbum } from './album-photos.svelte.ts';
import { createJustifiedLayout, createUniformLayout } from './grid-layout.ts';
import type { GridLayout } from './grid-layout.ts';

const gap = 8;
/** Below this width of the grid, in CSS pixels, tiles are smaller. */
const narrowWidth = 700;
/** Heights of the headings above the parts, in CSS pixels; as drawn by AlbumView. */
const confirmedHeading = 34;
const suggestedHeading = 62;
const suggestedHeadingNarrow = 84;
/** Headings below the first photos keep some distance from them. */
const headingDistance = 28;

/** `whole` null: `total` photos of unknown shape; `textScale`: see `readTextScale`. See [Note: grid layouts]. */
export function createAlbumLayout(width: number, whole: WholeAlbum | null, total: number, textScale = 1): GridLayout {
  const isNarrow = width < narrowWidth * textScale;
  if (whole === null) {
    const sections = [{ count: total, headingHeight: 0 }];
    return createUniformLayout({
      width,
      sections,
      minTileWidth: isNarrow ? 124 : 168,
      gap,
      heightRatio: 1,
      extraHeight: 0,
    });
  }
  const { confirmedCount, suggestedCount } = whole;
  const tentativeCount = whole.photos.length - confirmedCount - suggestedCount;
  const askingHeading = (isNarrow ? suggestedHeadingNarrow : suggestedHeading) * textScale;
  const hasOthers = suggestedCount + tentativeCount > 0;
  return createJustifiedLayout({
    width,
    sections: [
      { count: confirmedCount, headingHeight: confirmedCount > 0 && hasOthers ? confirmedHeading * textScale : 0 },
      { count: suggestedCount, headingHeight: askingHeading + (confirmedCount > 0 ? headingDistance : 0) },
      { count: tentativeCount, headingHeight: askingHeading + headingDistance },
    ],
    aspectRatios: whole.photos.map((photo) => photo.width / photo.height),
    targetRowHeight: isNarrow ? 150 : 208,
    gap,
  });
}
