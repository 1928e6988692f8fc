/** @file What a skipped question was about: it is asked again when this has changed. */
import type { OpenSuggestion, ReviewedAlbum } from '../../db/review-albums.ts';

/** Of a photo beside an album: how sure Cairn is, in tenths, and what the album is called. */
export function describeSuggestion(
  { confidence, isTentative }: Pick<OpenSuggestion, 'confidence' | 'isTentative'>,
  { name }: Pick<ReviewedAlbum, 'name'>,
): string {
  return `${isTentative ? 'tentative' : 'member'} ${Math.round((confidence ?? 0) * 10)} ${name}`;
}

/** Of a group without a name: its size, in doublings. */
export function describeGroup({ photoCount }: Pick<ReviewedAlbum, 'photoCount'>): string {
  return `size ${Math.floor(Math.log2(Math.max(1, photoCount)))}`;
}
