import { expect, it } from 'vitest';
import type { PersonalReferences } from '../../../../src/ml/embedder-messages.ts';
import { findDisagreeing } from '../../../../src/ml/recognition/disagreeing-references.ts';
import { expandRows, multiplyAllInLoops } from '../../../../src/ml/recognition/quantized-vectors.ts';
import { buildReferenceSet, listReferences } from '../../../../src/ml/recognition/reference-set.ts';
import { createRandom } from '../../../fixtures/random.ts';
import type { Sample } from '../grouping/mixture.ts';
import { createSyntheticAtlas, joinVectors } from './synthetic-atlas.ts';

const multiply = (one: Float32Array, other: Float32Array): number =>
  one.reduce((sum, value, d) => sum + value * (other[d] ?? 0), 0);

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

it('finds what a comparison of all with all finds, whatever was clicked', async () => {
  const { atlas, queries, strangers } = await createSyntheticAtlas(5);
  const samples = [...queries, ...strangers];
  const { draw } = createRandom(5);
  let found = 0;
  for (let round = 0; round < 30; round++) {
    const personal: PersonalReferences = {
      photoIds: Int32Array.from(samples, (_, index) => index),
      landmarkIds: samples.map(({ label }) =>
        draw() < 0.3 ? `landmark-${Math.floor(draw() * 3)}` : (label ?? 'album:1'),
      ),
      vectors: joinVectors(samples),
    };
    const set = await buildReferenceSet([atlas], personal, multiplyAllInLoops);
    const own = set.blocks.at(-1);
    if (own === undefined) throw new Error("the person's own are the last block");
    const expected = samples.flatMap((_, index) => {
      const landmark = set.landmarkIds.indexOf(personal.landmarkIds[index] ?? '');
      const others = listReferences(set, landmark).filter(({ block, row }) => block.photoIds?.[row] !== index);
      if (others.length < 2) return [];
      const cosines = others.map(({ block, row }) =>
        multiply(expandRows(block.vectors, [row]), expandRows(own.vectors, [index])),
      );
      const penalty = own.penalties[index] ?? 0;
      return penalty > Math.max(...cosines) + 0.05 ? [index] : [];
    });
    expect(findDisagreeing(set)).toEqual(expected);
    found += expected.length;
  }
  expect(found).toBeGreaterThan(30);
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
