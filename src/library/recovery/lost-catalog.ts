/** @file A catalog that is gone, or empty, although there are copies of it: no new one is begun in silence. */
import { readdirSync, statSync } from 'node:fs';
import { join } from 'node:path';
import { CairnError } from '../../api/errors.ts';
import { recoveryAdvice } from '../../db/open-failure.ts';
import { parseCopyName } from '../backup/copy-names.ts';
import { listDataFolders } from '../data-folders.ts';
import { UnreadableCatalogError } from '../../db/unreadable-catalog.ts';

/** @throws CairnError `catalog-unusable` */
export function refuseLostCatalog(dataFolder: string): void {
  const path = join(listDataFolders(dataFolder).catalog, 'catalog.sqlite');
  const size = statSync(path, { throwIfNoEntry: false })?.size ?? 0;
  if (size > 0 || !hasCopies(dataFolder)) return;
  throw new CairnError(
    'catalog-unusable',
    `The catalog ${path} is gone or empty, and there are backups of it. ${recoveryAdvice}`,
    {
      cause: new UnreadableCatalogError('gone or empty'),
    },
  );
}

function hasCopies(dataFolder: string): boolean {
  try {
    return readdirSync(listDataFolders(dataFolder).backups).some((name) => parseCopyName(name) !== null);
  } catch {
    return false;
  }
}
