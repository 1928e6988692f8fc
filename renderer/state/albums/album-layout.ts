/** @file How an album's photos are laid out: in their own shapes if all are at hand, in squares otherwise. */
import { divideAlbum } from './album-parts.ts';
import type { AlbumRun } from './album-parts.ts';
import type { WholeAlbum } from './album-photos.svelte.ts';
import { createJustifiedLayout, createUniformLayout } from '../grid/grid-layout.ts';
import type { GridLayout } from '../grid/grid-layout.ts';

const gap = 8;
/** Below this width of the grid, in CSS pixels, tiles are smaller. */
const narrowWidth = 700;
/** Heights of the headings above the parts, in CSS pixels; as drawn by AlbumRunHeading. */
const confirmedHeading = 34;
const suggestedHeading = 62;
const suggestedHeadingNarrow = 84;
const timeHeading = 32;
/** Headings below the first photos keep some distance from them. */
const headingDistance = 24;

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
  const asking = (isNarrow ? suggestedHeadingNarrow : suggestedHeading) * textScale;
  const runs = divideAlbum(whole);
  const hasSeveralParts = new Set(runs.map(({ part }) => part)).size > 1;
  const measureHeading = ({ part, startsPart, time }: AlbumRun, index: number): number => {
    const distance = index > 0 && (startsPart || time !== null) ? headingDistance * textScale : 0;
    const ofPart = part === 'confirmed' ? (hasSeveralParts ? confirmedHeading * textScale : 0) : asking;
    return distance + (startsPart ? ofPart : 0) + (time === null ? 0 : timeHeading * textScale);
  };
  return createJustifiedLayout({
    width,
    sections: runs.map((run, index) => ({ count: run.count, headingHeight: measureHeading(run, index) })),
    aspectRatios: whole.photos.map((photo) => photo.width / photo.height),
    targetRowHeight: isNarrow ? 150 : 208,
    gap,
  });
}
