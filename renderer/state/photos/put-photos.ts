/** @file "It is ...": puts photos into the album, landmark or new album that a person chose. */
import { callMain } from '../../client.ts';
import type { NameChoice } from '../albums/name-search.svelte.ts';

export interface PutPhotos {
  readonly choice: NameChoice;
  readonly photoIds: readonly number[];
  /** The album that the photos are wrongly in, and leave for ever; null: none. */
  readonly fromAlbumId: number | null;
}

/** Where the photos are now. */
export interface PutInto {
  readonly albumId: number;
  readonly name: string;
}

/** One decision, which one undo takes back. Returns the album that they are in now. Throws CairnError. */
export async function putPhotos({ choice, photoIds: given, fromAlbumId }: PutPhotos): Promise<PutInto> {
  const photoIds = [...given];
  switch (choice.kind) {
    case 'album': {
      const { albumId } = choice;
      if (fromAlbumId === null || fromAlbumId === albumId) await callMain('albums.confirm', { albumId, photoIds });
      else await callMain('albums.move', { fromAlbumId, intoAlbumId: albumId, photoIds });
      return { albumId, name: (await callMain('albums.get', { albumId })).name };
    }
    case 'landmark': {
      const { landmarkId } = choice;
      const { id, name } = await callMain('albums.confirmLandmark', { landmarkId, fromAlbumId, photoIds });
      return { albumId: id, name };
    }
    case 'new': {
      const { id, name } = await callMain('albums.split', { albumId: fromAlbumId, photoIds, name: choice.name });
      return { albumId: id, name };
    }
  }
}
