/** @file Photos by their ids, as a list for a grid and the viewer. */
import type { PhotoTile } from '../../../src/api/views.ts';
import { callMain } from '../../client.ts';
import { PagedList } from '../grid/paged-list.svelte.ts';

/** @param photoIds in the order of the list */
export function createPhotoIdList(
  photoIds: ArrayLike<number>,
  onError: (error: unknown) => void,
): PagedList<PhotoTile> {
  return new PagedList<PhotoTile>({
    fetchPage: async (offset, limit) => {
      const end = Math.min(photoIds.length, offset + limit);
      const wanted = Array.from({ length: Math.max(0, end - offset) }, (_, index) => photoIds[offset + index] ?? 0);
      return { offset, total: photoIds.length, items: await callMain('photos.tiles', { photoIds: wanted }) };
    },
    onError,
  });
}
