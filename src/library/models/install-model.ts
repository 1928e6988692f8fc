/** @file Copies a model folder into the data folder: whole or not at all, and only the files that a model has. */
import { randomUUID } from 'node:crypto';
import { mkdir, readdir, rename, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { CairnError } from '../../api/errors.ts';
import { modelFiles, readOptionalModelFile, type ModelFileName } from '../../ml/model/read-model-file.ts';

/** A copy that is not in its place yet. */
export interface IncomingModel {
  readonly folder: string;
  /** Moves it to its place, over an older copy. Returns the folder there. */
  readonly settle: (hash: string) => Promise<string>;
  /** Deletes what was not settled. */
  readonly discard: () => Promise<void>;
}

const incomingPrefix = '.incoming-';

/**
 * Copies the model in `source` beside the installed ones; what is checked is the copy, which nobody changes meanwhile. The caller
 * holds the catalog's lock.
 * @throws CairnError `model-unusable` when a file is none that a model may have; `catalog-unusable` when the copy cannot be written
 */
export async function copyIncoming(source: string, modelsFolder: string): Promise<IncomingModel> {
  const folder = join(modelsFolder, incomingPrefix + randomUUID());
  const discard = (): Promise<void> => rm(folder, { recursive: true, force: true });
  try {
    await removeLeftovers(modelsFolder);
    await mkdir(folder, { recursive: true, mode: 0o700 });
    for (const name of Object.keys(modelFiles) as ModelFileName[]) {
      const content = await readOptionalModelFile(source, name);
      // On disk before it is renamed into its place.
      if (content !== null) await writeFile(join(folder, name), content, { flush: true, mode: 0o600 });
    }
  } catch (error) {
    await discard();
    throw error instanceof CairnError ? error : explainWriteFailure(modelsFolder, error);
  }
  return {
    folder,
    discard,
    settle: async (hash) => {
      const target = join(modelsFolder, hash);
      const old = join(modelsFolder, incomingPrefix + randomUUID());
      try {
        const hasOld = await moveAway(target, old);
        try {
          await rename(folder, target);
        } catch (error) {
          if (hasOld) await rename(old, target);
          throw error;
        }
      } catch (error) {
        throw explainWriteFailure(modelsFolder, error);
      }
      await rm(old, { recursive: true, force: true });
      return target;
    },
  };
}

/** False when there is nothing to move. */
async function moveAway(path: string, target: string): Promise<boolean> {
  try {
    await rename(path, target);
    return true;
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return false;
    throw error;
  }
}

/** What a process left that died while it copied. */
async function removeLeftovers(modelsFolder: string): Promise<void> {
  const names = await readdir(modelsFolder).catch(() => []);
  for (const name of names) {
    if (name.startsWith(incomingPrefix)) await rm(join(modelsFolder, name), { recursive: true, force: true });
  }
}

function explainWriteFailure(folder: string, error: unknown): CairnError {
  const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
  return new CairnError(
    'catalog-unusable',
    `The model cannot be copied to ${folder} (${code}). Check the free space of the drive and the permissions of the folder.`,
    { cause: error },
  );
}
