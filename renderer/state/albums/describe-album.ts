/** @file An album in words: as its card shows it, in the same order. */
import type { AlbumSummary } from '../../../src/api/views.ts';
import { formatMonthRange } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';
import { isUnnamed } from './album-actions.ts';

/** "May 2019 – Aug 2023"; null where no photo has a date. */
export function formatAlbumDates({ earliestTakenMs, latestTakenMs }: AlbumSummary): string | null {
  return earliestTakenMs === null || latestTakenMs === null ? null : formatMonthRange(earliestTakenMs, latestTakenMs);
}

/** Holds every word of the card, and how many of its photos wait for an answer. */
export function describeAlbum(album: AlbumSummary): string {
  const dates = formatAlbumDates(album);
  const parts = [album.name, album.place ?? dates, t.countPhotos(album.photoCount)];
  if (isUnnamed(album)) parts.push(t.albums.name);
  else if (album.place !== null) parts.push(dates);
  return t.landmarks.albumLabel(
    parts.filter((part) => part !== null),
    album.suggestedCount,
  );
}
