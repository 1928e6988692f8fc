/**
 * @file `npm run package`: packs the app for this computer into `dist/`, unpacked (no installer), without any download but Electron.
 *
 * On a network that does not reach Electron's own download the npm-hosted runtime is packed instead. Such a package is for trying
 * and testing only; the last line says so.
 */
import { readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { buildApp } from './build-if-stale.ts';
import { obtainElectron } from './runtime/obtain-electron.ts';
import { runTool } from './runtime/run-tool.ts';
import { separateInstalledGlib } from './runtime/separate-glib.ts';

const root = join(import.meta.dirname, '..', '..');
const platformFlags: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: '--linux',
  darwin: '--mac',
  win32: '--win',
};

/** Electron's app for unpacked apps has no business in a packed one. */
async function removeDefaultApp(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.name.startsWith('default_app.asar')) await rm(join(entry.parentPath, entry.name));
  }
}

try {
  const flag = platformFlags[process.platform];
  if (flag === undefined) throw new Error(`Cairn cannot be packed on ${process.platform}.`);
  const runtime = await obtainElectron((line) => console.error(line));
  await separateInstalledGlib();
  await buildApp();
  await rm(join(root, 'dist'), { recursive: true, force: true });
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const args = [flag, 'dir', '--publish', 'never', '--config', join(root, 'build', 'electron-builder.yml')];
  const electron = [`-c.electronDist=${runtime.folder}`, `-c.electronVersion=${runtime.version}`];
  await runTool(process.execPath, [builder, ...args, ...electron], { cwd: root, output: 'inherit' });
  await removeDefaultApp(join(root, 'dist'));
  if (runtime.kind === 'npm-hosted') {
    console.log(`Packed with the npm-hosted Electron ${runtime.version}: for trying and testing only, not for others.`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
