/** @file Loads a model folder and refuses one that is not what its manifest says. */
import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { z } from 'zod';
import { CairnError } from '../../api/errors.ts';
import { manifestSchema, type Manifest } from './manifest.ts';

export interface LoadedModel {
  readonly folder: string;
  readonly manifest: Manifest;
  /** Content of model.onnx, checked against the manifest's sha256. */
  readonly bytes: Buffer;
}

/** Builds the error for a model that cannot be used; every reason says what to do. */
export function failModel(reason: string, cause?: unknown): CairnError {
  return new CairnError('model-unusable', `${reason} Install Cairn again, or choose another model folder.`, { cause });
}

async function readModelFile(folder: string, name: string): Promise<Buffer> {
  const path = join(folder, name);
  return readFile(path).catch((error: unknown) => {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    throw failModel(`The model file ${path} cannot be read (${code}).`, error);
  });
}

function parseManifest(text: string, folder: string): Manifest {
  let content: unknown;
  try {
    content = JSON.parse(text);
  } catch (error) {
    throw failModel(`The manifest.json in ${folder} is not JSON.`, error);
  }
  const result = manifestSchema.safeParse(content);
  if (!result.success) {
    throw failModel(`The manifest.json in ${folder} is wrong: ${z.prettifyError(result.error)}.`, result.error);
  }
  return result.data;
}

/** Reads and checks a model folder. Throws CairnError `model-unusable`. */
export async function loadModel(folder: string): Promise<LoadedModel> {
  const manifest = parseManifest((await readModelFile(folder, 'manifest.json')).toString('utf8'), folder);
  const bytes = await readModelFile(folder, 'model.onnx');
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  if (sha256 !== manifest.sha256) {
    throw failModel(
      `The model.onnx in ${folder} is damaged or not the one of its manifest (sha256 ${sha256.slice(0, 12)}…, expected ${manifest.sha256.slice(0, 12)}…).`,
    );
  }
  return { folder, manifest, bytes };
}
