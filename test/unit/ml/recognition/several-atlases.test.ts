import { describe, expect, it } from 'vitest';
import type { PersonalReferences } from '../../../../src/ml/embedder-messages.ts';
import type { Atlas } from '../../../../src/ml/recognition/atlas.ts';
import {
  expandRows,
  makeNoVectors,
  multiplyAllInLoops,
  quantizeRows,
  type MultiplyRows,
} from '../../../../src/ml/recognition/quantized-vectors.ts';
import { createRecognizer } from '../../../../src/ml/recognition/recognizer.ts';
import { buildReferenceSet, listReferences, scoreReferences } from '../../../../src/ml/recognition/reference-set.ts';
import { dims, landmarkness } from '../grouping/mixture.ts';
import { createSyntheticAtlas, joinVectors, toQuery } from './synthetic-atlas.ts';

const { atlas, queries, strangers } = await createSyntheticAtlas(1);

/** The part of the atlas with these landmarks, in this order, and these of their references. */
function takePart(landmarks: readonly number[], isTaken: (row: number) => boolean): Atlas {
  const rows = landmarks.flatMap((landmark) =>
    [...atlas.landmarkOf.keys()].filter((row) => atlas.landmarkOf[row] === landmark && isTaken(row)),
  );
  return {
    ...atlas,
    landmarks: landmarks.flatMap((landmark) => atlas.landmarks[landmark] ?? []),
    references: quantizeRows(expandRows(atlas.references, rows), dims),
    landmarkOf: Int32Array.from(rows, (row) => landmarks.indexOf(atlas.landmarkOf[row] ?? -1)),
    photosOf: Int32Array.from(landmarks, (landmark) => rows.filter((row) => atlas.landmarkOf[row] === landmark).length),
    penalties: Float32Array.from(rows, (row) => atlas.penalties[row] ?? 0),
  };
}

const even = takePart([0, 1, 2, 3], (row) => row % 2 === 0);
// In another order, and without a landmark.
const odd = { ...takePart([3, 1, 0], (row) => row % 2 === 1), nonLandmarks: makeNoVectors(dims), calibration: null };

describe('several atlases', () => {
  it('are one: what has one id is one landmark', async () => {
    const set = await buildReferenceSet([even, odd], null, multiplyAllInLoops);
    expect(set.landmarkIds).toEqual(['landmark-0', 'landmark-1', 'landmark-2', 'landmark-3']);
    expect(listReferences(set, 3).map(({ block, row }) => [set.blocks.indexOf(block), row])).toEqual([
      ...[12, 13, 14, 15].map((row) => [0, row]),
      ...[0, 1, 2, 3].map((row) => [1, row]),
    ]);
    // Four photos speak for landmark 2, eight for the others.
    expect([...set.thin]).toEqual([2]);
    const whole = await buildReferenceSet([atlas], null, multiplyAllInLoops);
    for (const sample of queries) {
      const photo = { vector: sample.vector, photoId: null };
      const [joined, alone] = [scoreReferences(set, photo).scores, scoreReferences(whole, photo).scores];
      for (const landmark of [0, 1, 3]) expect(joined[landmark]).toBeCloseTo(alone[landmark] ?? 9, 2);
    }
  });

  it('name what either of them knows, by the calibration that there is', async () => {
    const { recognize } = createRecognizer({ atlases: [odd, even], landmarkness });
    const named = await recognize(queries.map((sample) => toQuery(sample)));
    const known = queries.map(({ label }) => label).filter((label) => label !== 'landmark-2');
    expect(named.map(({ landmarkId }) => landmarkId).filter((id) => id !== null && id !== 'landmark-2')).toEqual(known);
  });

  it("are what the person's references are compared with, each of them once", async () => {
    let products = 0;
    const multiply: MultiplyRows = (vectors, asked) => {
      products += asked.length / dims;
      return multiplyAllInLoops(vectors, asked);
    };
    const atlases = [even, odd];
    const teach = (count: number): PersonalReferences => ({
      landmarkIds: strangers.slice(0, count).map(({ label }) => label ?? 'none'),
      photoIds: Int32Array.from(strangers.slice(0, count), ({ photo }) => photo.photoId),
      vectors: joinVectors(strangers.slice(0, count)),
    });
    const five = await buildReferenceSet(atlases, teach(5), multiply);
    // Two atlases of references, two of non-landmarks.
    expect(products).toBe(5 * 4);
    const seven = await buildReferenceSet(atlases, teach(7), multiply);
    expect(products).toBe(7 * 4);
    expect(seven.blocks[2]?.penalties.subarray(0, 5)).toEqual(five.blocks[2]?.penalties);
    const fresh = await buildReferenceSet([...atlases], teach(7), multiply);
    expect(products).toBe(14 * 4);
    expect(fresh.blocks[2]?.penalties).toEqual(seven.blocks[2]?.penalties);
  });
});
