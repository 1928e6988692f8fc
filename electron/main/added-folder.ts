/** @file The folder that `--add-folder=PATH` names at the start, of the first instance or of a second one. */
import { app, dialog, type BrowserWindow } from 'electron';
import { resolve } from 'node:path';
import { CairnError, toErrorView } from '../../src/api/errors.ts';

/** What a second instance hands to the first. */
export interface InstanceData {
  readonly folder: string | null;
}

/** Absolute path, or null when no folder was named. */
export function readAddedFolder(): string | null {
  const given = app.commandLine.getSwitchValue('add-folder');
  return given === '' ? null : resolve(given);
}

/** Adds the folder. One that is there already is fine; any other failure is shown. */
export async function addNamedFolder(
  folder: string,
  addRoot: (path: string) => unknown,
  window: BrowserWindow,
): Promise<void> {
  try {
    addRoot(folder);
  } catch (error) {
    if (error instanceof CairnError && error.code === 'duplicate-root') return;
    await dialog.showMessageBox(window, {
      type: 'error',
      message: 'This folder cannot be added.',
      detail: toErrorView(error).message,
    });
  }
}
