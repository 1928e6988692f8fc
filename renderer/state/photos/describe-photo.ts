/** @file A photo in words, for those who do not see it. */
import type { AlbumPhoto, PhotoDetails, PhotoTile } from '../../../src/api/views.ts';
import { formatDay } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';

/** "Photo, 3 May 2024, Golden Gate Bridge, suggested, 92% sure". */
export function describePhoto(photo: PhotoTile | AlbumPhoto, albumName: string | null = null): string {
  const state = 'state' in photo ? photo : null;
  return t.photo.label([
    photo.takenMs === null ? t.photo.noDate : formatDay(photo.takenMs),
    albumName ?? photo.fileName,
    photo.isFavourite ? t.photo.favourite : null,
    state === null ? null : describeState(state),
    photo.availability === 'present' ? null : t.photo[photo.availability],
  ]);
}

/** The photo on the stage: with what it shows, once that is known. */
export function describeViewed(photo: PhotoTile, details: PhotoDetails | null): string {
  const membership = details?.memberships.find(({ state }) => state !== 'rejected');
  if (membership === undefined || membership.state === 'rejected') return describePhoto(photo);
  const { state, confidence, isTentative, name } = membership;
  return describePhoto({ ...photo, state, confidence, isTentative }, name);
}

function describeState({ state, confidence, isTentative }: AlbumPhoto): string {
  if (state === 'confirmed') return t.photo.confirmed;
  return isTentative ? t.photo.tentative(confidence) : t.photo.suggested(confidence);
}
