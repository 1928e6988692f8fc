/** @file The calls of the map. */
import type { LibraryCallHandlers } from '../../api/calls.ts';
import type { Catalog } from '../../db/catalog.ts';
import { collectPoints } from '../map/collect-points.ts';
import { listLargestCities } from '../places/find-nearest-city.ts';
import { showTile } from './show-tile.ts';

export function createMapHandlers(
  catalog: Catalog,
): Pick<LibraryCallHandlers, 'map.points' | 'map.cities' | 'photos.tiles'> {
  return {
    'map.points': () => collectPoints(catalog),
    'map.cities': ({ limit, ...box }) =>
      listLargestCities(box, limit).map(({ name, latitude, longitude, population }) => ({
        name,
        latitude,
        longitude,
        population,
      })),
    'photos.tiles': ({ photoIds }) =>
      catalog.photos
        .getTiles(photoIds)
        .filter(({ availability }) => availability !== 'missing')
        .map(showTile),
  };
}
