/** @file Places of groups that were opened before any photo with coordinates was in them. */
import type { Catalog } from '../../db/catalog.ts';
import { nameGroup } from './album-places.ts';

/**
 * Gives a group without coordinates those of its members, once some have any, with the place and (unless a person named it) the
 * provisional name that follow from them. A place that was found stays: albums do not change their names under a person's hands.
 *
 * @returns whether the album changed
 */
export function updateProvisionalPlace(catalog: Catalog, albumId: number, modelId: number): boolean {
  const album = catalog.albums.get(albumId);
  if (album?.kind !== 'group' || album.mergedIntoId !== null || album.latitude !== null) return false;
  const members = catalog.memberships
    .listForAlbum(albumId)
    .flatMap(({ photoId, state, isTentative }) => (state === 'rejected' || isTentative ? [] : [photoId]));
  const placed = catalog.photos
    .listForGrouping(modelId, { photoIds: members })
    .filter(({ latitude }) => latitude !== null);
  if (placed.length === 0) return false;
  const takenNames = new Set(
    catalog.albums
      .listAll()
      .flatMap(({ id, mergedIntoId, name }) => (mergedIntoId === null && id !== albumId ? [name] : [])),
  );
  const { name, ...place } = nameGroup(placed, takenNames);
  catalog.albums.put({ ...album, ...place, ...(album.isNamedByPerson ? {} : { name }) });
  return true;
}
