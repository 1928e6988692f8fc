/** @file Seats the simulated person at a real library: its decisions, its learning. */
import type { Library } from '../../../src/library/library.ts';
import type { PersonsLibrary, SeenAlbum } from './simulated-person.ts';

/** A name that no landmark has: the person does not name while they sort. */
const albumName = 'Sorted';

/** What the person does to an open library. */
export function seatPerson(library: Library): PersonsLibrary {
  const { decisions } = library;
  return {
    listAlbums: () =>
      library.exportAlbums().map(({ id, photos, suggestions }): SeenAlbum => {
        const list = (state: 'confirmed' | 'suggested'): number[] => [
          ...new Set(photos.filter((photo) => photo.state === state).map((photo) => photo.id)),
        ];
        const tentative = [...new Set(suggestions.map((photo) => photo.id))];
        return { id, confirmed: list('confirmed'), suggested: list('suggested'), tentative };
      }),
    confirm: (albumId, photoIds) => decisions.confirm(albumId, photoIds),
    reject: (albumId, photoIds) => decisions.reject(albumId, photoIds),
    move: (fromAlbumId, intoAlbumId, photoIds) => decisions.move(fromAlbumId, intoAlbumId, photoIds),
    merge: (intoAlbumId, fromAlbumId) => decisions.merge(intoAlbumId, fromAlbumId),
    open: (photoIds) => decisions.split(null, photoIds, albumName),
    denyLandmark: (photoIds) => decisions.denyLandmark(photoIds),
    learn: async () => {
      // The embedder hears of new references a moment after the last decision.
      await new Promise((resolve) => setTimeout(resolve, 500));
      await library.indexUntilDone({ signal: new AbortController().signal });
    },
  };
}
