/**
 * @file The command line of the installed app: `cairn scan ...` without Node.js, which the app cannot stand in for (its fuse is off).
 *
 * [Note: installed command line] The command in /usr/bin (build/linux/cairn) starts the app with `--command-line -- WORDS`, and on
 * Linux without a display. No window is opened; the embedder is the utility process that the window uses, too. Chromium's own files go
 * to a temporary folder, so that a command runs beside the window.
 */
import { app } from 'electron';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { findAppFolders } from './app-folders.ts';
import { createEmbedderLauncher } from './embedder-utility-process.ts';

/** Runs the command and ends the app with its exit code. */
export async function runInstalledCommand(words: readonly string[]): Promise<void> {
  const sessionFolder = mkdtempSync(join(tmpdir(), 'cairn-command-'));
  app.setPath('sessionData', sessionFolder);
  // Ctrl-C is the command's own business.
  app.on('window-all-closed', () => undefined);
  let exitCode = 1;
  try {
    await app.whenReady();
    const { runCommandLine } = await import('../../src/cli/run-command-line.ts');
    const { models, atlas, sampleLibrary } = findAppFolders();
    const bundle = import.meta.dirname;
    exitCode = await runCommandLine(['cairn', 'cairn', ...words], {
      version: app.getVersion(),
      modelsFolder: models,
      atlasFolder: atlas,
      sampleLibraryFolder: sampleLibrary,
      scanWorkerEntry: pathToFileURL(join(bundle, 'scan-worker.js')),
      copyWorkerEntry: pathToFileURL(join(bundle, 'copy-worker.js')),
      createLauncher: (onErrorLine) => createEmbedderLauncher(join(bundle, 'embedder.js'), onErrorLine),
    });
  } finally {
    rmSync(sessionFolder, { recursive: true, force: true });
    app.exit(exitCode);
  }
}
