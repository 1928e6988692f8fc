/**
 * @file Keeps sharp's own GLib apart from the one that Electron loads on Linux.
 *
 * Every process of Electron loads the system's GLib, for GTK. sharp's libvips brings a GLib of its own, and sharp's addon names
 * seven of its functions, such as g_object_unref. The loader gives it the system's, which were there first: one copy then frees
 * what the other made. With GLib before 2.80 that is a flood of warnings, with later ones a crash at the first photo
 * (lovell/sharp issue 4522, electron/electron issue 46323; not mended upstream).
 *
 * The cure: in both files the names that cross from one to the other are changed alike, so that nothing else can answer to them.
 * No code changes; the files work everywhere as before, in Node.js too. See [Note: same-hash names] in elf-symbols.ts.
 */
import { existsSync } from 'node:fs';
import { chmod, readdir, readFile, rename, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readDynamicSymbols, renameSymbols, renameWithSameHash } from './elf-symbols.ts';

const glibName = /^g_[a-z0-9_]+$/;

const installedScope = join(import.meta.dirname, '..', '..', '..', 'node_modules', '@img');

export interface SharpFiles {
  /** sharp's own code. */
  readonly addon: string;
  /** libvips with its GLib. */
  readonly libvips: string;
}

/** The two files of the sharp that is installed under `scope` for this platform; null where there is nothing to separate. */
export async function findSharpFiles(scope = installedScope): Promise<SharpFiles | null> {
  if (process.platform !== 'linux') return null;
  const platform = (await readdir(scope)).map((name) => /^sharp-(linux(?:musl)?-\w+)$/.exec(name)?.[1]).find(Boolean);
  if (platform === undefined) return null;
  const addon = await findFile(join(scope, `sharp-${platform}`, 'lib'), /\.node$/);
  const libvips = await findFile(join(scope, `sharp-libvips-${platform}`, 'lib'), /^libvips-cpp\.so/);
  return addon === null || libvips === null ? null : { addon, libvips };
}

async function findFile(folder: string, pattern: RegExp): Promise<string | null> {
  if (!existsSync(folder)) return null;
  const name = (await readdir(folder)).find((candidate) => pattern.test(candidate));
  return name === undefined ? null : join(folder, name);
}

/** Separates the sharp in node_modules, where that is needed. `npm ci` brings it as published; then it is done again. */
export async function separateInstalledGlib(): Promise<void> {
  const files = await findSharpFiles();
  if (files !== null) await separateGlib(files);
}

/** Separates the two files in place, once. Returns the names that were changed; none when it was done before. */
export async function separateGlib({ addon, libvips }: SharpFiles): Promise<readonly string[]> {
  const addonContent = await readFile(addon);
  const libvipsContent = await readFile(libvips);
  const undefinedSymbols = readDynamicSymbols(addonContent).filter(({ isDefined }) => !isDefined);
  const wanted = new Set(undefinedSymbols.map(({ name }) => name));
  const names = [...wanted].filter((name) => glibName.test(name));
  if (names.length === 0) return [];
  const offered = readDynamicSymbols(libvipsContent).filter(({ isDefined }) => isDefined);
  const offeredNames = new Set(offered.map(({ name }) => name));
  // The new names are there already when an earlier run was cut off between the two files.
  const absent = names.filter((name) => !offeredNames.has(name) && !offeredNames.has(renameWithSameHash(name)));
  if (absent.length > 0) throw new Error(`libvips does not offer what sharp's addon needs: ${absent.join(', ')}.`);
  renameSymbols(libvipsContent, new Set(names), wanted);
  renameSymbols(addonContent, new Set(names), wanted);
  await replaceFile(libvips, libvipsContent);
  await replaceFile(addon, addonContent);
  return names;
}

/** By renaming: a process that has the old file loaded keeps it. */
async function replaceFile(path: string, content: Buffer): Promise<void> {
  const { mode } = await stat(path);
  const temporary = `${path}.${process.pid}`;
  await writeFile(temporary, content);
  await chmod(temporary, mode);
  await rename(temporary, path);
}
