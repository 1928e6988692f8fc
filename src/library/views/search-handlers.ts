/** @file The calls by which a person finds something again. */
import type { LibraryCallHandlers } from '../../api/calls.ts';
import type { Catalog } from '../../db/catalog.ts';
import { createNameFinder } from '../search/name-finder.ts';

type SearchCall = 'names.find';

export interface SearchHandlerOptions {
  readonly catalog: Catalog;
}

export function createSearchHandlers({ catalog }: SearchHandlerOptions): Pick<LibraryCallHandlers, SearchCall> {
  const names = createNameFinder(catalog);
  return {
    'names.find': ({ text, limit, includesLandmarks = true }) => names.find(text, limit, includesLandmarks),
  };
}
