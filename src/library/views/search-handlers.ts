/** @file The calls by which a person finds something again. */
import { join } from 'node:path';
import { setImmediate as giveWay } from 'node:timers/promises';
import type { LibraryCallHandlers } from '../../api/calls.ts';
import type { PhotoTile } from '../../api/views.ts';
import type { Catalog } from '../../db/catalog.ts';
import { listDataFolders } from '../data-folders.ts';
import type { ReadTools } from '../read-tools.ts';
import type { NameFinder } from '../search/name-finder.ts';
import { createImageSearch } from '../search/search-image.ts';
import type { SearchService } from '../search/search-service.ts';
import { showTile } from './show-tile.ts';

type SearchCall = 'names.find' | 'search.query' | 'search.photos' | 'search.examples' | 'search.image';

export interface SearchHandlerOptions {
  readonly catalog: Catalog;
  readonly names: NameFinder;
  readonly search: SearchService;
  readonly tools: Pick<ReadTools, 'explainFile' | 'similar'>;
  readonly dataFolder: string;
}

export function createSearchHandlers(options: SearchHandlerOptions): Pick<LibraryCallHandlers, SearchCall> {
  const { catalog, names, search, tools, dataFolder } = options;
  const folder = join(listDataFolders(dataFolder).cache, 'searched-pictures');
  const searchImage = createImageSearch({ catalog, tools, folder });
  const showTiles = <Tile extends PhotoTile>(tiles: readonly Tile[]): Tile[] => tiles.map((tile) => showTile(tile));
  return {
    'names.find': async ({ text, limit, includesLandmarks = true }) => {
      await names.prepare(giveWay);
      return names.find(text, limit, includesLandmarks);
    },
    'search.query': async ({ text, limit }) => {
      const found = await search.query(text, limit);
      return { ...found, groups: found.groups.map((group) => ({ ...group, tiles: showTiles(group.tiles) })) };
    },
    'search.photos': async ({ filter, offset, limit }) => {
      const page = await search.listPhotos(filter, offset, limit);
      return { ...page, items: showTiles(page.items) };
    },
    'search.examples': () => search.listExamples(),
    'search.image': async ({ bytes }) => {
      const found = await searchImage(bytes);
      return { ...found, similar: showTiles(found.similar) };
    },
  };
}
