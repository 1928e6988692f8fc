/**
 * @file What the system asks Cairn to open: folders and atlas packs named on the command line, chosen in a file manager ("Open with")
 * or dropped on its icon. Paths come from the desktop, never from the page.
 */
import { app } from 'electron';
import { stat } from 'node:fs/promises';
import { basename, extname, resolve } from 'node:path';
import { fileURLToPath } from 'node:url';
import { CairnError } from '../../src/api/errors.ts';
import { addNamedFolder } from './added-folder.ts';

const packExtension = '.cairn-atlas';

/**
 * Absolute paths among the words of a call. Words that begin with a hyphen are switches; desktops may give addresses of files instead
 * of paths. While developing, the first word is the app itself.
 */
export function findOpenedPaths(words: readonly string[], folder: string, appPath: string | null): readonly string[] {
  const start = appPath === null ? 0 : words.findIndex((word) => resolve(folder, word) === appPath) + 1;
  return words
    .slice(start)
    .filter((word) => word !== '' && !word.startsWith('-'))
    .flatMap((word) => (word.startsWith('file:') ? readAddress(word) : [resolve(folder, word)]));
}

/** An address that means no file of this computer is left out: others are nothing that Cairn opens. */
function readAddress(address: string): readonly string[] {
  try {
    const path = fileURLToPath(address);
    return path.includes('\0') ? [] : [path];
  } catch {
    // Malformed, or of another computer.
    return [];
  }
}

/** Those of this call. */
export function readOpenedPaths(): readonly string[] {
  return findOpenedPaths(process.argv.slice(1), process.cwd(), app.isPackaged ? null : resolve(app.getAppPath()));
}

/** macOS names what was opened in events, which begin before the app is ready: they are kept until `listen` is called. */
export function collectOpenedFiles(): { readonly listen: (open: (path: string) => void) => void } {
  const waiting: string[] = [];
  let listener: ((path: string) => void) | null = null;
  app.on('open-file', (event, path) => {
    event.preventDefault();
    if (listener === null) waiting.push(path);
    else listener(path);
  });
  return {
    listen: (open) => {
      listener = open;
      for (const path of waiting.splice(0)) open(path);
    },
  };
}

export interface PathOpener {
  readonly addRoot: (path: string) => unknown;
  /** Whether the person wants this pack, by its file's name: what it names changes albums. */
  readonly askImport: (name: string) => Promise<boolean>;
  readonly importAtlas: (path: string) => Promise<unknown>;
}

/**
 * Opens one path: a folder becomes a root, a pack is imported after a question.
 * @throws CairnError for anything else, and for a folder or pack that cannot be used
 */
export async function openPath(path: string, { addRoot, askImport, importAtlas }: PathOpener): Promise<void> {
  const stats = await stat(path).catch(() => null);
  // What is not there is answered as a folder that is not there.
  if (stats === null || stats.isDirectory()) {
    addNamedFolder(path, addRoot);
    return;
  }
  if (stats.isFile() && extname(path).toLowerCase() === packExtension) {
    if (await askImport(basename(path))) await importAtlas(path);
    return;
  }
  throw new CairnError('invalid-input', 'Cairn opens folders of photos, and atlas packs (.cairn-atlas).');
}
