/** @file "It is ...": puts photos into the album, landmark or new album that a person chose. */
import { callMain } from '../client.ts';
import type { NameChoice } from './name-search.svelte.ts';

export interface PutPhotos {
  readonly choice: NameChoice;
  readonly photoIds: readonly number[];
  /** The album that the photos are wrongly in, and leave for ever; null: none. */
  readonly fromAlbumId: number | null;
}

/** One decision, which one undo takes back. Returns the name of the album that they are in now. Throws CairnError. */
export async function putPhotos({ choice, photoIds: given, fromAlbumId }: PutPhotos): Promise<string> {
  const photoIds = [...given];
  switch (choice.kind) {
    case 'album':
      if (fromAlbumId === null || fromAlbumId === choice.albumId) {
        await callMain('albums.confirm', { albumId: choice.albumId, photoIds });
      } else await callMain('albums.move', { fromAlbumId, intoAlbumId: choice.albumId, photoIds });
      return (await callMain('albums.get', { albumId: choice.albumId })).name;
    case 'landmark': {
      const { landmarkId } = choice;
      return (await callMain('albums.confirmLandmark', { landmarkId, fromAlbumId, photoIds })).name;
    }
    case 'new':
      return (await callMain('albums.split', { albumId: fromAlbumId, photoIds, name: choice.name })).name;
  }
}
