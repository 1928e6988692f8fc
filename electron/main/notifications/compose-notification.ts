/** @file What a notification says of new photos, and where a click on it leads. */
import type { RunReport } from '../../../src/api/upkeep-views.ts';
import type { WindowCommand } from '../../../src/api/window-commands.ts';
import type { MainWords } from '../words/words.ts';

export interface ComposedNotification {
  readonly title: string;
  readonly body: string;
  readonly target: WindowCommand;
}

const namedAlbums = 2;
const landmarks: WindowCommand = { kind: 'view', view: 'landmarks' };

/** The first look at a library gets one summary; later an album that grew alone gets its own words. */
export function composeNotification(report: RunReport, words: MainWords['notifications']): ComposedNotification {
  const { photos, isFirst, albums, albumCount } = report;
  const [first] = albums;
  if (isFirst) return { title: words.firstTitle, body: words.firstText(photos, albumCount), target: landmarks };
  if (first === undefined) {
    return { title: words.ofNothing(photos), body: words.ofNothingText, target: { kind: 'view', view: 'photos' } };
  }
  if (albumCount === 1) {
    return {
      title: words.ofAlbum(first.added, first.name),
      body: '',
      target: { kind: 'album', albumId: first.albumId },
    };
  }
  const added = albums.reduce((sum, album) => sum + album.added, 0);
  const names = albums.slice(0, namedAlbums).map(({ name }) => name);
  return {
    title: words.inAlbums(added, albumCount),
    body: words.names(names, albumCount - names.length),
    target: landmarks,
  };
}

/** Two runs told as one. */
export function joinReports(before: RunReport, next: RunReport): RunReport {
  const albums = new Map(before.albums.map((album) => [album.albumId, album]));
  for (const album of next.albums) {
    const known = albums.get(album.albumId);
    albums.set(album.albumId, { ...album, added: album.added + (known?.added ?? 0) });
  }
  const unnamed = before.albumCount - before.albums.length + next.albumCount - next.albums.length;
  return {
    photos: before.photos + next.photos,
    isFirst: before.isFirst,
    albums: [...albums.values()].sort((a, b) => b.added - a.added || a.albumId - b.albumId),
    albumCount: albums.size + unnamed,
  };
}
