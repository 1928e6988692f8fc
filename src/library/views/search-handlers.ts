/** @file The calls by which a person finds something again. */
import { join } from 'node:path';
import type { LibraryCallHandlers } from '../../api/calls.ts';
import type { PhotoTile } from '../../api/views.ts';
import type { Catalog } from '../../db/catalog.ts';
import { listDataFolders } from '../data-folders.ts';
import type { ReadTools } from '../read-tools.ts';
import { createNameFinder } from '../search/name-finder.ts';
import { createImageSearch } from '../search/search-image.ts';
import { createSearchService } from '../search/search-service.ts';
import { showTile } from './show-tile.ts';

type SearchCall = 'names.find' | 'search.query' | 'search.photos' | 'search.examples' | 'search.image';

export interface SearchHandlerOptions {
  readonly catalog: Catalog;
  readonly tools: Pick<ReadTools, 'explainFile' | 'similar'>;
  readonly dataFolder: string;
}

export function createSearchHandlers(options: SearchHandlerOptions): Pick<LibraryCallHandlers, SearchCall> {
  const { catalog, tools, dataFolder } = options;
  const names = createNameFinder(catalog);
  const search = createSearchService({ catalog, names });
  const folder = join(listDataFolders(dataFolder).cache, 'searched-pictures');
  const searchImage = createImageSearch({ catalog, tools, folder });
  const showTiles = <Tile extends PhotoTile>(tiles: readonly Tile[]): Tile[] => tiles.map((tile) => showTile(tile));
  return {
    'names.find': ({ text, limit, includesLandmarks = true }) => names.find(text, limit, includesLandmarks),
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
