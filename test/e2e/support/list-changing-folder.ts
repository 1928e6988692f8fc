/** @file Looks through a folder in which others work, as Chromium and SQLite do in a profile: what goes meanwhile is passed over. */
import type { Stats } from 'node:fs';
import { lstat, readdir } from 'node:fs/promises';
import { join } from 'node:path';

export interface FolderEntry {
  readonly path: string;
  /** Of a link itself, not of what it leads to. */
  readonly stats: Stats;
}

/** A folder and everything in it. */
export async function listChangingFolder(path: string): Promise<readonly FolderEntry[]> {
  const stats = await lstat(path).catch(ignoreGone);
  if (stats === null) return [];
  const names = stats.isDirectory() ? ((await readdir(path).catch(ignoreGone)) ?? []) : [];
  const inside = await Promise.all(names.map((name) => listChangingFolder(join(path, name))));
  return [{ path, stats }, ...inside.flat()];
}

/** For what fails because it is gone: null. */
export function ignoreGone(error: unknown): null {
  if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return null;
  throw error;
}
