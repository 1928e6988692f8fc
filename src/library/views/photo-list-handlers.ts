/** @file The calls of the photos view: lists by filter, their months, what can be filtered by. */
import { setImmediate as giveWay } from 'node:timers/promises';
import type { LibraryCallHandlers } from '../../api/calls.ts';
import { isEverything, type PhotoFilter } from '../../api/photo-filter.ts';
import type { PhotoFacets, PhotoTimeline } from '../../api/views.ts';
import type { Catalog } from '../../db/catalog.ts';
import { showTile } from './show-tile.ts';

type PhotoListCall = 'photos.list' | 'photos.timeline' | 'photos.facets';

/** @param countFailures files that could not be read */
export function createPhotoListHandlers(
  catalog: Catalog,
  countFailures: () => number,
): Pick<LibraryCallHandlers, PhotoListCall> {
  return {
    'photos.list': ({ offset, limit, filter = {} }) => {
      if (isEverything(filter)) {
        const items = catalog.photos.listPage({ offset, limit });
        return { offset, total: catalog.photos.count(), items: items.map(showTile) };
      }
      const photoIds = catalog.photoLists.listIds({ filter: resolveAlbum(catalog, filter), offset, limit });
      return {
        offset,
        total: viewTimeline(catalog, filter).total,
        items: catalog.photos.getTiles(photoIds).map(showTile),
      };
    },
    'photos.timeline': ({ filter = {} }) => viewTimeline(catalog, filter),
    'photos.facets': async (): Promise<PhotoFacets> => {
      const { photoLists } = catalog;
      const { months } = viewTimeline(catalog, {});
      // One pass over all photos a turn.
      await giveWay();
      const countries = photoLists.countFacet('country');
      await giveWay();
      const cameras = photoLists.countFacet('camera');
      await giveWay();
      const formats = photoLists.countFacet('format');
      await giveWay();
      const years = new Map<number, number>();
      for (const { startMs, count } of months) {
        if (startMs === null) continue;
        const year = new Date(startMs).getUTCFullYear();
        years.set(year, (years.get(year) ?? 0) + count);
      }
      return {
        countries,
        cameras,
        formats,
        favourites: photoLists.countFavourites(),
        withoutLandmark: photoLists.countUnplaced(),
        years: [...years].map(([year, count]) => ({ year, count })),
        undated: months.find(({ startMs }) => startMs === null)?.count ?? 0,
        failures: countFailures(),
      };
    },
  };
}

function viewTimeline(catalog: Catalog, filter: PhotoFilter): PhotoTimeline {
  const months = catalog.photoLists.listMonths(resolveAlbum(catalog, filter)).map(({ month, count }) => ({
    startMs: month === null ? null : startMonth(month),
    count,
  }));
  return { total: months.reduce((sum, { count }) => sum + count, 0), months };
}

/** An id from before a merge means the album that it joined. */
function resolveAlbum(catalog: Catalog, filter: PhotoFilter): PhotoFilter {
  const { albumId } = filter;
  return albumId === undefined ? filter : { ...filter, albumId: catalog.albums.resolve(albumId) ?? albumId };
}

/** @param month 12 * year + month from 0 */
function startMonth(month: number): number {
  const start = new Date(0);
  // Date.UTC takes the years 0 to 99 for those of the last century.
  start.setUTCFullYear(Math.floor(month / 12), month % 12, 1);
  return start.getTime();
}
