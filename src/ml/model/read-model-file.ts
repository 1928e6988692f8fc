/** @file Reads the files of a model folder. The folder may come from anyone: nothing large, no pipe, no device is read. */
import { join } from 'node:path';
import { openWithoutFollowing } from '../open-without-waiting.ts';
import { failModel } from './fail-model.ts';

const mebibyte = 1024 * 1024;

/** Every file that a model folder may hold, with the most bytes that it may have. Others are ignored. */
export const modelFiles = {
  // In memory as a whole, and far from the one allocation near 2 GiB at which Electron's allocator ends the process.
  'model.onnx': 1024 * mebibyte,
  'manifest.json': mebibyte,
  'landmarkness.json': 4 * mebibyte,
  'self-test.json': 4 * mebibyte,
  'MODEL_CARD.md': mebibyte,
} as const;

export type ModelFileName = keyof typeof modelFiles;

/** Content of one file. Throws CairnError `model-unusable`. */
export async function readModelFile(folder: string, name: ModelFileName): Promise<Buffer> {
  const content = await readOptionalModelFile(folder, name);
  if (content === null) throw failModel(`The model file ${join(folder, name)} cannot be read (ENOENT).`);
  return content;
}

/** The same; null when there is no such file. */
export async function readOptionalModelFile(folder: string, name: ModelFileName): Promise<Buffer | null> {
  const path = join(folder, name);
  try {
    const file = await openWithoutFollowing(path);
    try {
      const stats = await file.stat();
      if (!stats.isFile()) throw failModel(`The model file ${path} is not a regular file.`);
      if (stats.size > modelFiles[name]) {
        const most = modelFiles[name] / mebibyte;
        throw failModel(`The model file ${path} is too large (more than ${most} MiB).`);
      }
      return await file.readFile();
    } finally {
      await file.close();
    }
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : String(error);
    if (code === 'ENOENT') return null;
    if (code === 'model-unusable') throw error;
    // A link of a folder from anywhere may lead to any file of the person.
    if (code === 'ELOOP') throw failModel(`The model file ${path} is a link; put the file itself there.`, error);
    throw failModel(`The model file ${path} cannot be read (${code}).`, error);
  }
}
