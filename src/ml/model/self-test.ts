/** @file Does a provider compute what the model's maker computed? Golden embeddings of pixels made by code. */
import { join } from 'node:path';
import { z } from 'zod';
import { failModel } from './fail-model.ts';
import type { LoadedModel } from './load-model.ts';
import { readOptionalModelFile } from './read-model-file.ts';
import type { ModelSession } from './session.ts';

/** Shape of self-test.json of a model folder. */
const selfTestSchema = z.object({
  format: z.literal(1),
  /** sha256 of the model.onnx that the vectors belong to. */
  modelSha256: z.string().regex(/^[0-9a-f]{64}$/),
  cases: z
    .array(
      z.object({
        width: z.int().min(32).max(1024).multipleOf(32),
        height: z.int().min(32).max(1024).multipleOf(32),
        /** Seed of `makeSelfTestPixels`. */
        seed: z.int().min(0),
        /** Base64 of little-endian float32. */
        embedding: z.string(),
      }),
    )
    .min(1)
    .max(16),
});

export interface SelfTestCase {
  readonly width: number;
  readonly height: number;
  readonly seed: number;
  readonly embedding: Float32Array;
}

/**
 * Pixels that every machine makes alike: soft waves, hard edges and noise by a linear congruential generator (integers
 * and one table of whole numbers only). `height x width x 3` bytes.
 */
export function makeSelfTestPixels(width: number, height: number, seed: number): Uint8Array {
  const data = new Uint8Array(width * height * 3);
  let state = (seed * 2654435761) >>> 0;
  for (let y = 0; y < height; y += 1) {
    for (let x = 0; x < width; x += 1) {
      for (let channel = 0; channel < 3; channel += 1) {
        state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
        const ramp = ((x * (3 + channel) + y * (5 - channel) + seed * 17) >> 1) & 255;
        const wave = ramp < 128 ? ramp : 255 - ramp;
        const block = ((x >> 5) ^ (y >> 4) ^ channel) & 1 ? 90 : 0;
        data[(y * width + x) * 3 + channel] = Math.min(255, wave + block + (state >>> 27));
      }
    }
  }
  return data;
}

/** Reads self-test.json; an empty list when the model folder has none. Throws CairnError `model-unusable` for a wrong one. */
export async function loadSelfTest(model: LoadedModel): Promise<SelfTestCase[]> {
  const path = join(model.folder, 'self-test.json');
  const file = await readOptionalModelFile(model.folder, 'self-test.json');
  if (file === null) return [];
  try {
    const content = selfTestSchema.parse(JSON.parse(file.toString('utf8')));
    if (content.modelSha256 !== model.manifest.sha256) throw new Error('it belongs to another model');
    return content.cases.map(({ embedding, ...rest }) => {
      const bytes = Buffer.from(embedding, 'base64');
      if (bytes.length !== model.manifest.dims * 4) throw new Error('an embedding has a wrong length');
      const vector = Float32Array.from({ length: model.manifest.dims }, (_, index) => bytes.readFloatLE(index * 4));
      return { ...rest, embedding: vector };
    });
  } catch (error) {
    throw failModel(`The model file ${path} is wrong (${error instanceof Error ? error.message : 'unknown'}).`, error);
  }
}

/** Cosine of two vectors of any length but zero; NaN when one holds something that is no number. */
export function computeCosine(a: Float32Array, b: Float32Array): number {
  let dot = 0;
  let squaredA = 0;
  let squaredB = 0;
  for (const [index, value] of a.entries()) {
    const other = b[index] ?? NaN;
    dot += value * other;
    squaredA += value * value;
    squaredB += other * other;
  }
  return dot / Math.sqrt(squaredA * squaredB);
}

/** Runs all cases; returns the lowest cosine to the golden embeddings (NaN when one is no number). */
export async function runSelfTest(session: ModelSession, cases: readonly SelfTestCase[]): Promise<number> {
  let lowest = 1;
  for (const { width, height, seed, embedding } of cases) {
    const data = makeSelfTestPixels(width, height, seed);
    const cosine = computeCosine(await session.run({ data, count: 1, width, height }), embedding);
    // Math.min keeps NaN.
    lowest = Math.min(lowest, cosine);
  }
  return lowest;
}
