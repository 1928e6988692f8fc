/**
 * @file Which model a catalog uses: the bundled one, or one that the person installed into its data folder. The choice is the
 * catalog's own, so that two catalogs may use two models.
 */
import { join } from 'node:path';
import type { Catalog } from '../../db/catalog.ts';
import { listDataFolders } from '../data-folders.ts';
import type { LibraryOptions } from '../library-options.ts';

const choiceKey = 'model.choice';
const bundled = 'bundled';
const hashPattern = /^[0-9a-f]{64}$/;

/** Hash of the installed model that was chosen; null for the bundled one. */
export function readModelChoice(catalog: Catalog): string | null {
  const choice = catalog.settings.get(choiceKey);
  // It becomes a part of a path: whatever else stands there is none of ours.
  return choice !== null && hashPattern.test(choice) ? choice : null;
}

/** Null: the bundled one. On disk when it returns. */
export function storeModelChoice(catalog: Catalog, hash: string | null): void {
  catalog.transactionDurably(() => catalog.settings.set(choiceKey, hash ?? bundled));
}

/** Where a model of this hash lies when it is installed. */
export function findInstalledFolder(dataFolder: string, hash: string): string {
  return join(listDataFolders(dataFolder).models, hash);
}

/** Folder of the model in use: one that was named for this call, else the catalog's choice, else the bundled one. */
export function resolveModelFolder(
  catalog: Catalog | null,
  { modelFolder, isModelNamed, dataFolder }: Pick<LibraryOptions, 'modelFolder' | 'isModelNamed' | 'dataFolder'>,
): string {
  if (isModelNamed === true || catalog === null) return modelFolder;
  const hash = readModelChoice(catalog);
  return hash === null ? modelFolder : findInstalledFolder(dataFolder, hash);
}
