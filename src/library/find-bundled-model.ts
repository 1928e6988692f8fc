/** @file Which of the bundled models is used: the first, in order of names, that has a manifest. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CairnError } from '../api/errors.ts';

/** Folders of the bundled models, in order of names. */
export function listBundledModels(modelsFolder: string): readonly string[] {
  const names = existsSync(modelsFolder) ? readdirSync(modelsFolder).sort() : [];
  return names.map((name) => join(modelsFolder, name)).filter((folder) => existsSync(join(folder, 'manifest.json')));
}

/** @throws CairnError `model-unusable` when `modelsFolder` holds no model */
export function findBundledModel(modelsFolder: string): string {
  const [folder] = listBundledModels(modelsFolder);
  if (folder === undefined)
    throw new CairnError('model-unusable', 'The bundled model is missing; install Cairn again.');
  return folder;
}
