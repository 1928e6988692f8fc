/** @file Photos that stand for an album beside a question about it. */
import type { PhotoTile } from '../../api/views.ts';
import type { Catalog } from '../../db/catalog.ts';
import { showTile } from '../views/show-tile.ts';

/** Looked at besides, where some of the best have no file any more. */
const spareCount = 4;

/**
 * The cover first, then confirmed photos from different times, then the surest suggested ones. Without those of `except`.
 * @param count at most
 */
export function listTypical(
  catalog: Catalog,
  album: { readonly id: number; readonly coverPhotoId: number | null },
  count: number,
  except: ReadonlySet<number> = new Set(),
): PhotoTile[] {
  const members = catalog.memberships
    .listForAlbum(album.id)
    .filter(({ state, isTentative, photoId }) => state !== 'rejected' && !isTentative && !except.has(photoId));
  const confirmed = members.filter(({ state }) => state === 'confirmed').map(({ photoId }) => photoId);
  const suggested = members
    .filter(({ state }) => state === 'suggested')
    .sort((a, b) => (b.confidence ?? 0) - (a.confidence ?? 0) || a.photoId - b.photoId)
    .map(({ photoId }) => photoId);
  const cover = members.some(({ photoId }) => photoId === album.coverPhotoId) ? [album.coverPhotoId ?? 0] : [];
  const wanted = count + spareCount;
  const ids = [...new Set([...cover, ...spread(confirmed, wanted), ...suggested.slice(0, wanted)])];
  return catalog.photos
    .getTiles(ids.slice(0, wanted))
    .filter(({ availability }) => availability !== 'missing')
    .slice(0, count)
    .map(showTile);
}

/** At most `count`, evenly from all. */
function spread(ids: readonly number[], count: number): number[] {
  const step = Math.max(1, ids.length / count);
  return Array.from({ length: Math.min(count, ids.length) }, (_, index) => ids[Math.floor(index * step)] ?? 0);
}
