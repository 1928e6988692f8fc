/** @file What the library's own albums say of a photo that is in it. */
import type { Catalog } from '../db/catalog.ts';
import { findGroupLandmarkId } from './albums/landmark-albums.ts';

export interface AlbumWord {
  /** The album's landmark, or `album:<id>`. */
  readonly landmarkId: string;
  /** Probability in [0, 1]; 1 for what a person confirmed. */
  readonly confidence: number;
  /** False: only suggested. */
  readonly isMember: boolean;
}

/** The album with a name that the photo most surely belongs to; null when there is none. */
export function readAlbumWord(catalog: Catalog, photoId: number): AlbumWord | null {
  const words = catalog.memberships.listForPhoto(photoId).flatMap((membership): AlbumWord[] => {
    const { albumId, state, confidence, isTentative } = membership;
    const album = state === 'rejected' ? null : catalog.albums.get(albumId);
    if (album === null || (album.kind === 'group' && !album.isNamedByPerson)) return [];
    return [
      {
        landmarkId: album.landmarkId ?? findGroupLandmarkId(catalog, album),
        confidence: state === 'confirmed' ? 1 : (confidence ?? 0),
        isMember: !isTentative,
      },
    ];
  });
  const [best] = words.sort((a, b) => Number(b.isMember) - Number(a.isMember) || b.confidence - a.confidence);
  return best ?? null;
}
