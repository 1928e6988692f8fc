/** @file Answers the system's dialogs in an app that no test can reach: a module that Electron loads first (`electron -r MODULE`). */
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';

/** Writes the module into `folder` and returns its path. Every folder that is asked for is `chosen`, every new file lies in it. */
export async function writeDialogAnswers(folder: string, chosen: string): Promise<string> {
  await mkdir(chosen, { recursive: true });
  const path = join(folder, 'answer-dialogs.cjs');
  await writeFile(
    path,
    `const { dialog } = require('electron');
const { basename, join } = require('node:path');
const chosen = ${JSON.stringify(chosen)};
dialog.showOpenDialog = () => Promise.resolve({ canceled: false, filePaths: [chosen] });
dialog.showSaveDialog = (...all) =>
  Promise.resolve({ canceled: false, filePath: join(chosen, basename(all.at(-1).defaultPath)) });
`,
  );
  return path;
}
