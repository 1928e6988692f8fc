/**
 * @file Start-up app for an Electron runtime that comes without one: `electron [-r MODULE] [--SWITCH] APP [ARGUMENTS]`.
 *
 * Electron runs `resources/default_app.asar` when it is started with the path of an unpacked app. Electron's own one is not in
 * the npm-hosted runtime, so this one does the same for the one case we need: a folder with a package.json.
 */
import { createRequire } from 'node:module';
import { readFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { app } from 'electron';

/** Splits the arguments into modules to load first and the app's folder. */
function readArguments(words) {
  const modules = [];
  for (let at = 0; at < words.length; at += 1) {
    const word = words[at];
    if (word === '-v' || word === '--version') return { modules, isVersion: true, folder: null };
    if (word === '-r' || word === '--require') modules.push(words[(at += 1)]);
    else if (!word.startsWith('-')) return { modules, isVersion: false, folder: resolve(word) };
  }
  return { modules, isVersion: false, folder: null };
}

const { modules, isVersion, folder } = readArguments(process.argv.slice(1));
if (isVersion) {
  process.stdout.write(`v${process.versions.electron}\n`);
  process.exit(0);
}
if (folder === null) {
  process.stderr.write('usage: electron APP-FOLDER\n');
  process.exit(2);
}

Object.defineProperty(process, 'defaultApp', { value: true, enumerable: true });
const requireFromHere = createRequire(join(process.cwd(), 'start.js'));
for (const module of modules) requireFromHere(module);

const manifest = JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8'));
app.setName(manifest.productName ?? manifest.name);
app.setVersion(manifest.version);
app.setAppPath(folder);
app.setPath('userData', join(app.getPath('appData'), app.getName()));
try {
  await import(pathToFileURL(join(folder, manifest.main)).href);
} catch (error) {
  process.stderr.write(`${error instanceof Error ? (error.stack ?? error.message) : String(error)}\n`);
  app.exit(1);
}
