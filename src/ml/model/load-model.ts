/** @file Loads a model folder and refuses one that is not what its manifest says. */
import { createHash } from 'node:crypto';
import { z } from 'zod';
import { failModel } from './fail-model.ts';
import { manifestSchema, type Manifest } from './manifest.ts';
import { readModelFile } from './read-model-file.ts';

const shownFaults = 5;
const longestFaults = 1000;

export interface LoadedModel {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Content of model.onnx, checked against the manifest's sha256. */
  readonly bytes: Buffer;
}

/** Reads and checks manifest.json alone. Throws CairnError `model-unusable`. */
export async function readManifest(folder: string): Promise<Manifest> {
  const text = (await readModelFile(folder, 'manifest.json')).toString('utf8');
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw failModel(`The manifest.json in ${folder} is not JSON.`, error);
  }
  const result = manifestSchema.safeParse(content);
  if (!result.success) {
    throw failModel(`The manifest.json in ${folder} is wrong: ${describeFaults(result.error)}.`, result.error);
  }
  return result.data;
}

/** What a person reads of them: the first few, however many a broken file has. */
function describeFaults({ issues }: z.ZodError): string {
  const first = z.prettifyError(new z.ZodError(issues.slice(0, shownFaults)));
  const more = issues.length > shownFaults ? `\nand ${issues.length - shownFaults} more` : '';
  return first.slice(0, longestFaults) + more;
}

/** sha256 of model.onnx, lower-case hex. */
export function hashModel(bytes: Uint8Array): string {
  return createHash('sha256').update(bytes).digest('hex');
}

/** Reads and checks a model folder. Throws CairnError `model-unusable`. */
export async function loadModel(folder: string): Promise<LoadedModel> {
  const manifest = await readManifest(folder);
  const bytes = await readModelFile(folder, 'model.onnx');
  const sha256 = hashModel(bytes);
  if (sha256 !== manifest.sha256) {
    throw failModel(
      `The model.onnx in ${folder} is damaged or not the one of its manifest (sha256 ${sha256.slice(0, 12)}…, expected ${manifest.sha256.slice(0, 12)}…).`,
    );
  }
  return { folder, manifest, bytes };
}
