/** @file Which photos of the filmstrip are on view, and how far it is scrolled: equal places in one row. */

export interface StripLayout {
  /** Width of the whole strip in CSS pixels, with room at both ends so that the first and the last can be centred. */
  readonly length: number;
  /** From the strip's start to a photo's start. */
  readonly findStart: (index: number) => number;
  /** Scroll offset from the start at which a photo is in the middle. */
  readonly findCentred: (index: number) => number;
  /** First and last photo on view (inclusive) at a scroll offset, and a few on both sides. */
  readonly findRange: (offset: number) => { readonly first: number; readonly last: number };
}

export interface StripOptions {
  readonly total: number;
  /** Of the part on view, CSS pixels. */
  readonly width: number;
  /** Of one photo, and the gap to the next one. */
  readonly itemSize: number;
  readonly gap: number;
}

/** Photos drawn beyond both ends of what is on view. */
const overscan = 4;

/** See StripLayout. */
export function createStripLayout({ total, width, itemSize, gap }: StripOptions): StripLayout {
  const pitch = itemSize + gap;
  const margin = Math.max(0, (width - itemSize) / 2);
  const findStart = (index: number): number => margin + index * pitch;
  const clampIndex = (index: number): number => Math.min(Math.max(0, total - 1), Math.max(0, index));
  return {
    length: 2 * margin + Math.max(0, total * pitch - gap),
    findStart,
    findCentred: (index) => clampIndex(index) * pitch,
    findRange: (offset) => ({
      first: clampIndex(Math.floor((offset - margin) / pitch) - overscan),
      last: clampIndex(Math.floor((offset - margin + width) / pitch) + overscan),
    }),
  };
}
