/** @file A decision of the log in plain words. */
import type { HistoryAlbum, HistoryEntry } from '../../../src/api/review-views.ts';
import { t } from '../../strings/index.ts';

const readName = (album: HistoryAlbum | null): string => album?.name ?? t.history.unknownAlbum;

/** "Confirmed 3 photos in Castle". */
export function describeEntry(entry: HistoryEntry): string {
  const words = t.history;
  const { photoCount: photos } = entry;
  const [album, other] = [readName(entry.album), readName(entry.other)];
  switch (entry.kind) {
    case 'rename':
      return words.rename(album, entry.name ?? '');
    case 'confirm':
      return words.confirm(photos, album);
    case 'reject':
      return words.reject(photos, album);
    case 'move':
      return words.move(photos, album, other);
    case 'merge':
      return words.merge(other, album);
    case 'split':
      return words.split(photos, other);
    case 'hide':
      return words.hide(album);
    case 'show':
      return words.show(album);
    case 'cover':
      return words.cover(album);
    case 'link':
      return words.link(album, entry.landmarkName ?? words.unknownAlbum);
    case 'not-landmark':
      return words.notLandmark(photos);
    case 'favourite':
      return entry.isFavourite === false ? words.notFavourite(photos) : words.favourite(photos);
    case 'different':
      return words.different(photos);
    case 'dismiss':
      return describeDismissal(entry, album, other);
    default:
      // A kind of a later version: its name is better than nothing.
      return words.other(t.decisions.kinds[entry.kind] ?? entry.kind);
  }
}

function describeDismissal({ proposal, photoCount }: HistoryEntry, album: string, other: string): string {
  const words = t.history;
  switch (proposal) {
    case 'merge':
      return words.keptApart(album, other);
    case 'split':
      return words.keptWhole(album);
    case 'move':
      return words.keptThere(photoCount, other);
    case 'doubtful':
      return words.keptDoubtful(photoCount, album);
    case 'join':
    case null:
      return words.notAsked(photoCount, album);
  }
}
