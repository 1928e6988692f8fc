/**
 * @file Model and atlases on disk, by their checksums: tells without starting the embedder whether they are those of last time.
 */
import { z } from 'zod';
import type { Catalog } from '../db/catalog.ts';
import { readModelFile } from '../ml/model/read-model-file.ts';
import { readAtlasFingerprint } from '../ml/recognition/load-atlas.ts';
import { listAtlasFiles, type AtlasesInUse } from './atlases/atlas-choice.ts';
import { joinFingerprints } from './landmark-facts.ts';

const inputsKey = 'embedder.inputs';
const manifestSchema = z.object({ sha256: z.string() });

/** Checksums of model and atlases; 'none' for what cannot be read (the embedder says why). */
export async function readEmbedderInputs(modelFolder: string, atlases: AtlasesInUse): Promise<string> {
  const model = await readModelFile(modelFolder, 'manifest.json')
    .then((content) => manifestSchema.parse(JSON.parse(content.toString('utf8'))).sha256)
    .catch(() => 'none');
  const fingerprints = await Promise.all(
    listAtlasFiles(atlases).map((file) => readAtlasFingerprint(file).catch(() => 'none')),
  );
  return `${model} ${fingerprints.length === 0 ? 'none' : joinFingerprints(fingerprints)}`;
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
