/** @file Which of the bundled models is used: the first, in order of names, that has a manifest. */
import { existsSync, readdirSync } from 'node:fs';
import { join } from 'node:path';
import { CairnError } from '../api/errors.ts';

/** @throws CairnError `model-unusable` when `modelsFolder` holds no model */
export function findBundledModel(modelsFolder: string): string {
  const names = existsSync(modelsFolder) ? readdirSync(modelsFolder).sort() : [];
  const name = names.find((candidate) => existsSync(join(modelsFolder, candidate, 'manifest.json')));
  if (name === undefined) throw new CairnError('model-unusable', 'The bundled model is missing; install Cairn again.');
  return join(modelsFolder, name);
}
