import { expect, it } from 'vitest';
import type { PersonalReferences } from '../../../../src/ml/embedder-messages.ts';
import { findDisagreeing } from '../../../../src/ml/recognition/disagreeing-references.ts';
import { multiplyAllInLoops } from '../../../../src/ml/recognition/quantized-vectors.ts';
import { buildReferenceSet } from '../../../../src/ml/recognition/reference-set.ts';
import type { Sample } from '../grouping/mixture.ts';
import { createSyntheticAtlas, joinVectors } from './synthetic-atlas.ts';

async function judge(references: readonly (readonly [number, string, Sample])[]): Promise<number[]> {
  const { atlas } = await createSyntheticAtlas(5);
  const personal: PersonalReferences = {
    photoIds: Int32Array.from(references, ([photoId]) => photoId),
    landmarkIds: references.map(([, landmarkId]) => landmarkId),
    vectors: joinVectors(references.map(([, , sample]) => sample)),
  };
  return findDisagreeing(await buildReferenceSet([atlas], personal, multiplyAllInLoops));
}

it('sets a wrong click aside and keeps what is right', async () => {
  const { queries } = await createSyntheticAtlas(5);
  const of = (label: string): Sample[] => queries.filter((sample) => sample.label === label);
  const right = of('landmark-0').map((sample, index) => [10 + index, 'landmark-0', sample] as const);
  const [other] = of('landmark-1');
  if (other === undefined) throw new Error('the mixture has both');
  expect(await judge(right)).toEqual([]);
  expect(await judge([...right, [99, 'landmark-0', other]])).toEqual([99]);
});

it('sets nothing aside where two words stand against each other', async () => {
  const { queries } = await createSyntheticAtlas(5);
  const [a] = queries.filter(({ label }) => label === 'landmark-0');
  const [b] = queries.filter(({ label }) => label === 'landmark-1');
  if (a === undefined || b === undefined) throw new Error('the mixture has both');
  expect(
    await judge([
      [1, 'album:7', a],
      [2, 'album:7', b],
    ]),
  ).toEqual([]);
});
