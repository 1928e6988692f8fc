/** @file When the photos of a library that is being indexed are grouped: early at first, so that albums appear, then ever more seldom. */

/** The first albums: a few visits to a place are among so many photos. */
const first = 40;
/** A library that grows threefold has new albums to show. */
const growth = 2;
/** However large it is: what is new is seen within some minutes. */
const most = 2000;
/** Grouping looks at every photo, so of a very large library it waits for this share of it. */
const share = 0.1;

/** Photos to index before the next grouping, of a library with so many photos. */
export function planGroupInterval(photoCount: number): number {
  return Math.max(first, Math.min(most, growth * photoCount), Math.floor(share * photoCount));
}
