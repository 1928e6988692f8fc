/**
 * @file When the photos of a library that is being indexed are grouped.
 *
 * A grouping of a part of the library is worse than one of all of it, and what it finds stays (docs/grouping.md): on 1,318 labelled photos
 * groupings at 40, 120, 360 and 1,080 cost 0.02 of purity. So only a small library, which is all there within minutes, is grouped early, that
 * its first albums appear meanwhile; in a larger one the landmarks that the atlas knows appear at once, and the others are waited for.
 */

/** A library of so many photos is small. */
const small = 400;
/** The first albums of a small one: a few visits to a place are among so many photos. */
const first = 40;
/** A small library that has grown threefold has new albums to show. */
const growth = 2;
const most = 2000;
/** Grouping looks at every photo, so of a very large library it waits for this share of it. */
const share = 0.1;

/**
 * Photos to index before the next grouping.
 *
 * @param photoCount photos that were there at the last grouping
 * @param comingCount photos that came since, or wait to be indexed
 */
export function planGroupInterval(photoCount: number, comingCount: number): number {
  if (photoCount + comingCount <= small) return Math.max(first, growth * photoCount);
  return Math.max(most, Math.floor(share * photoCount));
}
