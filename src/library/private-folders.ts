/**
 * @file What Cairn keeps of a person is for that person alone. Whoever makes a file in the data folder makes it with mode 0600 and its
 * folders with 0700; what is there already with wider modes, from an older version or a copy, is tightened here. On Windows the
 * profile folder's own list of access rights says the same, and modes mean nothing.
 */
import { join } from 'node:path';
import { tighten } from '../db/tighten.ts';
import { listDataFolders } from './data-folders.ts';

export { tighten };

/** Beside the catalog, which src/db keeps, and the folders of listDataFolders. */
const otherNames = ['backups', 'decisions.journal', 'lock', 'lock.sqlite', 'window.json'];

/**
 * Tightens what Cairn made inside its data folder. The data folder itself may be one that the person named and keeps other
 * things in; who knows that it is Cairn's own tightens it too.
 */
export function tightenDataFolders(dataFolder: string): void {
  const { catalog, ...folders } = listDataFolders(dataFolder);
  const others = otherNames.map((name) => join(catalog, name));
  for (const path of [...Object.values(folders), ...others]) tighten(path);
}
