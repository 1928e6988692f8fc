/** @file Where the cards of the albums and their headings lie. */
import type { AlbumSection } from '../../../src/api/calls/album-lists.ts';
import { createUniformLayout } from '../grid/grid-layout.ts';
import type { GridLayout } from '../grid/grid-layout.ts';

/** Below this width of the grid, in CSS pixels, cards are smaller. */
const narrowWidth = 700;
/** Heights in rem, so that larger text has its room; as drawn by AlbumCard and AlbumHeading. */
const captionRems = 5.25;
const headingRems = 3;
const subheadingRems = 2.25;
/** The two thin stones on top of a card, in CSS pixels. */
const stones = 18;

/** A section's own heading, and that of its country where it is the first of its cities. */
export interface AlbumHeadingParts {
  readonly hasHeading: boolean;
  readonly hasSubheading: boolean;
}

/** What is drawn above each section. */
export function findHeadings(sections: readonly AlbumSection[]): readonly AlbumHeadingParts[] {
  return sections.map((section, index) => {
    if (section.kind === 'all') return { hasHeading: false, hasSubheading: false };
    if (section.kind !== 'place' || section.city === null) return { hasHeading: true, hasSubheading: false };
    const before = sections[index - 1];
    const isFirst = before?.kind !== 'place' || before.country !== section.country;
    return { hasHeading: isFirst, hasSubheading: true };
  });
}

/** @param textScale 1 for text of the usual size */
export function createAlbumGridLayout(width: number, sections: readonly AlbumSection[], textScale: number): GridLayout {
  const isNarrow = width < narrowWidth;
  const headings = findHeadings(sections);
  const rem = 16 * textScale;
  return createUniformLayout({
    width,
    sections: sections.map(({ count }, index) => ({
      count,
      headingHeight:
        (headings[index]?.hasHeading === true ? headingRems * rem : 0) +
        (headings[index]?.hasSubheading === true ? subheadingRems * rem : 0),
    })),
    minTileWidth: isNarrow ? 168 : 212,
    gap: isNarrow ? 20 : 28,
    heightRatio: 0.75,
    extraHeight: stones + captionRems * rem,
  });
}

/** Index of the first album of each section. */
export function findFirsts(sections: readonly AlbumSection[]): readonly number[] {
  let first = 0;
  return sections.map(({ count }) => {
    const start = first;
    first += count;
    return start;
  });
}
