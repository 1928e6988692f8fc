/** @file What a process left behind that was killed while it wrote: never whole, never used, and not to pile up. */
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { draftEnding } from '../ml/decode/write-file-atomically.ts';
import { buildDraftFolder } from '../ml/thumbnails-path.ts';
import { incomingName, settleKept } from './backup/exchange-catalog.ts';
import type { DataFolders } from './data-folders.ts';

/** Removes it. The caller holds the catalog's lock, and no embedder has been started. What cannot be removed is left. */
export function removeLeftovers(folders: DataFolders, renditionFolder: string): void {
  tryQuietly(() => settleKept(folders.backups, join(folders.catalog, 'catalog.sqlite')));
  removeQuietly(buildDraftFolder(folders.thumbnails));
  removeDrafts(folders.cache);
  for (const name of listNames(folders.catalog)) {
    const isUnfinished = name.startsWith(incomingName) || name.endsWith('.journal.partial');
    if (isUnfinished) removeQuietly(join(folders.catalog, name));
  }
  for (const name of listNames(folders.backups)) {
    if (/\.sqlite\.partial(?:-\w+)?$/.test(name)) removeQuietly(join(folders.backups, name));
  }
  for (const name of listNames(renditionFolder)) removeDrafts(join(renditionFolder, name));
}

function removeDrafts(folder: string): void {
  for (const name of listNames(folder)) if (name.endsWith(draftEnding)) removeQuietly(join(folder, name));
}

function listNames(folder: string): readonly string[] {
  try {
    return readdirSync(folder);
  } catch {
    // Not made yet, or none of ours.
    return [];
  }
}

function removeQuietly(path: string): void {
  tryQuietly(() => rmSync(path, { recursive: true, force: true }));
}

function tryQuietly(action: () => void): void {
  try {
    action();
  } catch {
    // A folder that cannot be written now: it is tried again at the next start.
  }
}
