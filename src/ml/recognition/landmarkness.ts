/** @file Landmark-ness: one logistic unit on the embedding says whether a photo shows a landmark at all (design.md section 6). */
import path from 'node:path';
import { z } from 'zod';
import { CairnError } from '../../api/errors.ts';
import { readModelFile } from '../model/read-model-file.ts';
import { applySigmoid } from './unit-vectors.ts';

/** Far beyond any fitted one; their sums stay numbers. */
const parameter = z.number().min(-1e6).max(1e6);

const landmarknessFileSchema = z.object({
  weights: z.array(parameter).min(1).max(4096),
  bias: parameter,
});

/** The logistic unit: probability = sigmoid(weights . embedding + bias). */
export interface Landmarkness {
  readonly weights: Float32Array;
  readonly bias: number;
}

/**
 * For a model without `landmarkness.json`: even odds for every photo. Both gates (recognition and grouping) let even odds pass,
 * so that nothing is kept out by a guess; what the person rejects stays out.
 */
export function assumeEvenOdds(dims: number): Landmarkness {
  return { weights: new Float32Array(dims), bias: 0 };
}

/** Reads `landmarkness.json` of a model folder. Throws CairnError `model-unusable` when it is absent or broken. */
export async function loadLandmarkness(modelFolder: string): Promise<Landmarkness> {
  const file = path.join(modelFolder, 'landmarkness.json');
  try {
    const parsed = landmarknessFileSchema.parse(
      JSON.parse((await readModelFile(modelFolder, 'landmarkness.json')).toString('utf8')),
    );
    return { weights: Float32Array.from(parsed.weights), bias: parsed.bias };
  } catch (error) {
    throw new CairnError('model-unusable', `${file} cannot be used; install the model again.`, { cause: error });
  }
}

/** Log-odds that the photo of this embedding shows a landmark. */
export function scoreLandmarkness(unit: Landmarkness, embedding: Float32Array): number {
  let sum = unit.bias;
  for (let d = 0; d < embedding.length; d++) sum += (embedding[d] ?? 0) * (unit.weights[d] ?? 0);
  return sum;
}

/** Probability in [0, 1] that the photo of this embedding shows a landmark. */
export function estimateLandmarkness(unit: Landmarkness, embedding: Float32Array): number {
  return applySigmoid(scoreLandmarkness(unit, embedding));
}

/** Log-odds that every landmark loses on a photo that hardly looks like one: 0 from the probability `gate` on. */
export function weighLandmarkness(probability: number, gate: number): number {
  const bounded = Math.max(1e-9, Math.min(1 - 1e-9, probability));
  return Math.min(0, Math.log(bounded / (1 - bounded)) - Math.log(gate / (1 - gate)));
}
