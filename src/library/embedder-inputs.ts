/**
 * @file Model and atlas on disk, by their checksums: tells without starting the embedder whether they are those of last time.
 */
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import type { Catalog } from '../db/catalog.ts';
import { readAtlasFacts } from './landmark-facts.ts';

const inputsKey = 'embedder.inputs';
const manifestSchema = z.object({ sha256: z.string() });

/** Checksums of model and atlas; 'none' for what cannot be read (the embedder says why). */
export async function readEmbedderInputs(modelFolder: string, atlasFolder: string | null): Promise<string> {
  const model = await readFile(join(modelFolder, 'manifest.json'), 'utf8')
    .then((content) => manifestSchema.parse(JSON.parse(content)).sha256)
    .catch(() => 'none');
  const atlas = (await readAtlasFacts(atlasFolder))?.fingerprint ?? 'none';
  return `${model} ${atlas}`;
}

/** True when the embedder has work in this catalog that no job tells of: another model, another atlas. */
export function hasOtherInputs(catalog: Catalog, inputs: string): boolean {
  return catalog.settings.get(inputsKey) !== inputs && catalog.photos.count() > 0;
}

/** Id of the model that was in use last; null when none was. */
export function findLastModel(catalog: Catalog): number | null {
  const hash = catalog.settings.get(inputsKey)?.split(' ')[0];
  return hash === undefined ? null : catalog.embeddings.findModel(hash);
}

/** The catalog and the embedder agree. */
export function noteInputs(catalog: Catalog, inputs: string): void {
  catalog.settings.set(inputsKey, inputs);
}
