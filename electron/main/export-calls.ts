/** @file The calls that take photos out of the window: to a folder that a person chooses, or by the pointer. */
import {
  dialog,
  nativeImage,
  shell,
  type BrowserWindow,
  type MessageBoxOptions,
  type OpenDialogOptions,
} from 'electron';
import { join } from 'node:path';
import type { CallHandlers, ExportCallName } from '../../src/api/calls.ts';
import type { ExportReport } from '../../src/api/calls/exports.ts';
import { CairnError } from '../../src/api/errors.ts';
import type { Language } from '../../src/api/preferences.ts';
import type { Library } from '../../src/library/library.ts';
import { exportWords } from './export-words.ts';

export interface ExportCallOptions {
  readonly getWindow: () => BrowserWindow | null;
  /** @throws CairnError the reason why there is none */
  readonly getLibrary: () => Pick<Library, 'exports' | 'locatePhoto'>;
  readonly getLanguage: () => Language;
}

/** Names of photos that could not be read, in one report. */
const mostNames = 100;

export function createExportCalls(options: ExportCallOptions): Pick<CallHandlers, ExportCallName> {
  const { getWindow, getLibrary, getLanguage } = options;
  /** What was exported last, to be shown in the file manager. */
  let last: string | null = null;

  const chooseTarget = async (): Promise<string | null> => {
    const words = exportWords[getLanguage()];
    for (;;) {
      const folder = await chooseFolder(getWindow(), words.title, words.choose);
      if (folder === null) return null;
      const root = getLibrary().exports.findRootAround(folder);
      if (root === null) return folder;
      // What lies there is indexed: the library would find its own copies.
      const { response } = await ask(getWindow(), {
        type: 'question',
        message: words.insideTitle,
        detail: words.insideText(root),
        buttons: [words.other, words.anyway],
        defaultId: 0,
        cancelId: 0,
      });
      if (response === 1) return folder;
    }
  };

  return {
    'exports.copyFiles': async (target) => {
      const folder = await chooseTarget();
      if (folder === null) return null;
      const { exported, left } = await getLibrary().exports.copyFiles(target, folder);
      last = folder;
      return report(folder, null, exported, left);
    },
    'exports.writePage': async ({ size, ...target }) => {
      const folder = await chooseTarget();
      if (folder === null) return null;
      const page = { folder, size, language: getLanguage() };
      const { exported, left, fileName } = await getLibrary().exports.writePage(target, page);
      last = fileName === null ? folder : join(folder, fileName);
      return report(folder, fileName, exported, left);
    },
    'exports.writeSidecars': async ({ isReplacing }) => {
      const words = exportWords[getLanguage()];
      const folder = await chooseFolder(getWindow(), words.title, words.choose);
      if (folder === null) return null;
      const written = await getLibrary().exports.writeSidecars({ folder, isReplacing });
      last = written.folder;
      return written;
    },
    'exports.showLast': () => {
      if (last !== null) shell.showItemInFolder(last);
      return null;
    },
    'photos.dragOut': async ({ photoIds }) => {
      const files = photoIds.flatMap((photoId) => getLibrary().locatePhoto(photoId)?.path ?? []);
      const [file] = files;
      const first = photoIds[0];
      if (file === undefined || first === undefined) {
        throw new CairnError('photo-unavailable', 'This photo is not there now. Connect its drive and try again.');
      }
      const icon = nativeImage.createFromBuffer(Buffer.from(await getLibrary().exports.drawDragIcon(first)));
      getWindow()?.webContents.startDrag({ file, files, icon });
      return null;
    },
  };
}

function report(folder: string, fileName: string | null, exported: number, left: readonly string[]): ExportReport {
  return { folder, fileName, exported, left: left.slice(0, mostNames), leftCount: left.length };
}

async function chooseFolder(window: BrowserWindow | null, title: string, buttonLabel: string): Promise<string | null> {
  const options: OpenDialogOptions = { title, buttonLabel, properties: ['openDirectory', 'createDirectory'] };
  const { canceled, filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  return canceled ? null : (filePaths[0] ?? null);
}

function ask(window: BrowserWindow | null, options: MessageBoxOptions): Promise<{ response: number }> {
  return window === null ? dialog.showMessageBox(options) : dialog.showMessageBox(window, options);
}
