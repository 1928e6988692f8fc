/** @file The folder that `--add-folder=PATH` names at the start, of the first instance or of a second one. */
import { app } from 'electron';
import { resolve } from 'node:path';
import { CairnError } from '../../src/api/errors.ts';

/** What a second instance hands to the first. */
export interface InstanceData {
  readonly folder: string | null;
  /** Folders and packs to open: see opened-paths.ts. */
  readonly opened: readonly string[];
}

/** Absolute path, or null when no folder was named. */
export function readAddedFolder(): string | null {
  const given = app.commandLine.getSwitchValue('add-folder');
  return given === '' ? null : resolve(given);
}

/** Adds the folder. One that is there already is fine. @throws CairnError for any other that cannot be added */
export function addNamedFolder(folder: string, addRoot: (path: string) => unknown): void {
  try {
    addRoot(folder);
  } catch (error) {
    if (!(error instanceof CairnError && error.code === 'duplicate-root')) throw error;
  }
}
