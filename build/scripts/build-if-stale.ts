/** @file Builds the app (`out/`) when it is missing or older than its sources. */
import { existsSync } from 'node:fs';
import { readdir, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { runTool } from './runtime/run-tool.ts';

const root = join(import.meta.dirname, '..', '..');
const sources = ['electron', 'renderer', 'src', 'electron.vite.config.ts', 'package.json'];
const results = ['out/main/index.js', 'out/preload/index.cjs', 'out/renderer/index.html'];
/** Not bundled: models and atlas, which the app reads from their folders, and Python. */
const notBundled = new Set(['models', 'bundled', 'training']);

/** Runs `electron-vite build` when it is due. Rejects with its output when it fails. */
export async function buildIfStale(log: (line: string) => void): Promise<void> {
  if (await isFresh()) return;
  log('Building Cairn ...');
  await buildApp();
}

/** Runs `electron-vite build`. */
export async function buildApp(): Promise<void> {
  await runTool(process.execPath, [join(root, 'node_modules/electron-vite/bin/electron-vite.js'), 'build'], {
    cwd: root,
  });
}

async function isFresh(): Promise<boolean> {
  const paths = results.map((name) => join(root, name));
  if (!paths.every((path) => existsSync(path))) return false;
  const built = Math.min(...(await Promise.all(paths.map(async (path) => (await stat(path)).mtimeMs))));
  for (const source of sources) {
    if ((await findNewest(join(root, source))) > built) return false;
  }
  return true;
}

/** Latest modification under `path` in ms, folders included: a removed file changes its folder. */
async function findNewest(path: string): Promise<number> {
  const found = await stat(path);
  if (!found.isDirectory()) return found.mtimeMs;
  let newest = found.mtimeMs;
  for (const entry of await readdir(path, { withFileTypes: true })) {
    if (notBundled.has(entry.name)) continue;
    newest = Math.max(newest, await findNewest(join(path, entry.name)));
  }
  return newest;
}
