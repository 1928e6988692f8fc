/** @file An atlas whose references know their photos, so that a photo is not compared with itself. */
import type { Atlas } from '../../src/ml/recognition/atlas.ts';
import { multiplyAllInLoops } from '../../src/ml/recognition/quantized-vectors.ts';
import { buildReferenceSet, type ReferenceSet } from '../../src/ml/recognition/reference-set.ts';

/** The atlas as a reference set; `photoIds[j]` is the photo of reference j. */
export async function attachPhotos(atlas: Atlas, photoIds: Int32Array): Promise<ReferenceSet> {
  const set = await buildReferenceSet([atlas], null, multiplyAllInLoops);
  return { ...set, blocks: set.blocks.map((block) => ({ ...block, photoIds })) };
}
