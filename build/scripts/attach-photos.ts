/** @file An atlas whose references know their photos, so that a photo is not compared with itself. */
import type { Atlas } from '../../src/ml/recognition/atlas.ts';
import { buildReferenceSet, type ReferenceSet } from '../../src/ml/recognition/reference-set.ts';

/** The atlas as a reference set; `photoIds[j]` is the photo of reference j. */
export function attachPhotos(atlas: Atlas, photoIds: Int32Array): ReferenceSet {
  const set = buildReferenceSet(atlas, null);
  return { ...set, blocks: set.blocks.map((block) => ({ ...block, photoIds })) };
}
