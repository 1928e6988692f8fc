/**
 * @file Where fetched and built tools are kept: outside `node_modules`, so that they survive `npm ci` and are fetched once.
 *
 * Linux: `$XDG_CACHE_HOME/cairn` or `~/.cache/cairn`; macOS: `~/Library/Caches/cairn`; Windows: `%LOCALAPPDATA%\cairn\cache`.
 * The environment variable CAIRN_CACHE replaces it. Everything in it may be deleted at any time.
 */
import { existsSync } from 'node:fs';
import { mkdir, mkdtemp, readdir, rename, rm, stat } from 'node:fs/promises';
import { homedir } from 'node:os';
import { basename, dirname, isAbsolute, join, resolve } from 'node:path';

const abandonedAfterMs = 24 * 60 * 60 * 1000;

/** Absolute path of the cache folder. It may not exist yet. */
export function getCacheFolder(env: NodeJS.ProcessEnv = process.env, platform = process.platform): string {
  const given = env['CAIRN_CACHE'];
  if (given !== undefined && given !== '') return resolve(given);
  switch (platform) {
    case 'darwin':
      return join(homedir(), 'Library', 'Caches', 'cairn');
    case 'win32':
      return join(env['LOCALAPPDATA'] ?? join(homedir(), 'AppData', 'Local'), 'cairn', 'cache');
    default: {
      // The XDG base directory specification ignores relative values.
      const xdg = env['XDG_CACHE_HOME'];
      return join(xdg !== undefined && isAbsolute(xdg) ? xdg : join(homedir(), '.cache'), 'cairn');
    }
  }
}

/**
 * Fills `target` with what `fill` writes into a temporary sibling, then renames it into place: another process sees all
 * of it or nothing. Does nothing when `target` exists. When two processes race, the first to finish wins.
 */
export async function layFolder(target: string, fill: (temporary: string) => Promise<void>): Promise<void> {
  if (existsSync(target)) return;
  const prefix = `.${basename(target)}-`;
  await mkdir(dirname(target), { recursive: true });
  await removeAbandoned(dirname(target), prefix);
  const temporary = await mkdtemp(join(dirname(target), prefix));
  try {
    await fill(temporary);
    await rename(temporary, target);
  } catch (error) {
    if (!existsSync(target)) throw error;
  } finally {
    await rm(temporary, { recursive: true, force: true });
  }
}

/** Temporary folders of processes that were killed. A younger one may still be filled. */
async function removeAbandoned(folder: string, prefix: string): Promise<void> {
  for (const name of await readdir(folder)) {
    if (!name.startsWith(prefix)) continue;
    const path = join(folder, name);
    const stats = await stat(path).catch(() => null);
    if (stats !== null && Date.now() - stats.mtimeMs > abandonedAfterMs)
      await rm(path, { recursive: true, force: true });
  }
}
