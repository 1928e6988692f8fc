/** @file Reads something beside whoever owns the catalog; also where there is none yet. */
import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { openCatalog, type Catalog } from '../../db/catalog.ts';
import type { LibraryOptions } from '../library-options.ts';

/**
 * Hands the catalog, read-only, to `read`; null when there is none.
 * @throws CairnError `catalog-unusable` or `catalog-from-the-future`
 */
export async function readWithCatalog<Value>(
  { dataFolder, sqliteBinding }: Pick<LibraryOptions, 'dataFolder' | 'sqliteBinding'>,
  read: (catalog: Catalog | null) => Promise<Value>,
): Promise<Value> {
  if (!existsSync(join(dataFolder, 'catalog.sqlite'))) return await read(null);
  const catalog = openCatalog({ folder: dataFolder, nativeBinding: sqliteBinding, isReadOnly: true });
  try {
    return await read(catalog);
  } finally {
    catalog.close();
  }
}
