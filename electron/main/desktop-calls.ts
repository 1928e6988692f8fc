/** @file The calls that need the desktop: a folder dialog, the file manager. */
import { dialog, shell, type BrowserWindow } from 'electron';
import type { CallHandlers, DesktopCallName, ExportCallName, UpkeepCallName } from '../../src/api/calls.ts';
import { CairnError } from '../../src/api/errors.ts';
import type { RootView } from '../../src/api/views.ts';
import type { MainWords } from './words/words.ts';

export interface DesktopCallOptions {
  readonly getWindow: () => BrowserWindow | null;
  readonly addRoot: (path: string) => RootView;
  readonly locatePhoto: (photoId: number, fileId?: number) => { readonly path: string } | null;
  readonly dataFolder: string;
  readonly getWords: () => MainWords['dialogs'];
}

export function createDesktopCalls(
  options: DesktopCallOptions,
): Pick<CallHandlers, Exclude<DesktopCallName, UpkeepCallName | ExportCallName>> {
  const { getWindow, addRoot, locatePhoto, dataFolder, getWords } = options;
  return {
    'roots.choose': async () => {
      const path = await chooseFolder(getWindow(), getWords());
      return path === null ? null : addRoot(path);
    },
    'photos.showInFolder': ({ photoId, fileId }) => {
      const photo = locatePhoto(photoId, fileId);
      if (photo === null) {
        throw new CairnError('photo-unavailable', 'This photo is not there now. Connect its drive and try again.');
      }
      shell.showItemInFolder(photo.path);
      return null;
    },
    'settings.showDataFolder': async () => {
      const problem = await shell.openPath(dataFolder);
      if (problem !== '') throw new CairnError('internal', `The folder ${dataFolder} cannot be opened: ${problem}`);
      return null;
    },
  };
}

async function chooseFolder(window: BrowserWindow | null, words: MainWords['dialogs']): Promise<string | null> {
  const options = {
    title: words.addFolderTitle,
    buttonLabel: words.addFolder,
    properties: ['openDirectory' as const],
  };
  const { canceled, filePaths } = await (window === null
    ? dialog.showOpenDialog(options)
    : dialog.showOpenDialog(window, options));
  return canceled ? null : (filePaths[0] ?? null);
}

/** Whether the person wants to import the atlas pack of this name, which the system gave Cairn to open. */
export async function askImport(
  window: BrowserWindow | null,
  name: string,
  words: MainWords['dialogs'],
): Promise<boolean> {
  const options = {
    type: 'question' as const,
    message: words.importQuestion(name),
    detail: words.importDetail,
    buttons: [words.importAnswer, words.cancelAnswer],
    defaultId: 0,
    cancelId: 1,
    noLink: true,
  };
  const { response } = await (window === null
    ? dialog.showMessageBox(options)
    : dialog.showMessageBox(window, options));
  return response === 0;
}
