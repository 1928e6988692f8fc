import { expect, it } from 'vitest';
import { mostPersonalReferences, type PersonalReferencesPart } from '../../../../src/ml/embedder-messages.ts';
import { createReferenceGathering } from '../../../../src/ml/recognition/gather-references.ts';

const dims = 2;

/** Photos of one landmark as a part: row i is of the photo, and holds its number. */
function makePart(firstRow: number, photoIds: readonly number[], isLast: boolean): PersonalReferencesPart {
  return {
    firstRow,
    isLast,
    landmarkIds: photoIds.map((photoId) => `landmark ${photoId}`),
    photoIds: Int32Array.from(photoIds),
    vectors: Float32Array.from(photoIds.flatMap((photoId) => [photoId, -photoId])),
  };
}

it('gives all rows when the last part is there, in order, and not before', () => {
  const gather = createReferenceGathering(dims);
  expect(gather(makePart(0, [7, 8], false))).toBeNull();
  expect(gather(makePart(2, [9], false))).toBeNull();
  expect(gather(makePart(3, [], true))).toEqual({
    landmarkIds: ['landmark 7', 'landmark 8', 'landmark 9'],
    photoIds: Int32Array.of(7, 8, 9),
    vectors: Float32Array.of(7, -7, 8, -8, 9, -9),
  });
  expect(gather(makePart(0, [5], true))?.photoIds).toEqual(Int32Array.of(5));
  expect(gather(makePart(0, [], true))?.landmarkIds).toEqual([]);
});

it('begins anew with row 0, whatever was left of the last time', () => {
  const gather = createReferenceGathering(dims);
  gather(makePart(0, [1, 2], false));
  expect(gather(makePart(0, [3], false))).toBeNull();
  expect(gather(makePart(1, [4], true))?.photoIds).toEqual(Int32Array.of(3, 4));
});

it.each([
  ['a part is missing', makePart(3, [3], true)],
  ['a part comes twice', makePart(1, [3], true)],
  ['a row is too short', { ...makePart(2, [3], true), vectors: new Float32Array(1) }],
  ['rows are no numbers', { ...makePart(2, [3], true), vectors: ['a', 'b'] as unknown as Float32Array }],
  ['a photo is missing', { ...makePart(2, [3], true), photoIds: new Int32Array() }],
  ['landmarks are no list', { ...makePart(2, [3], true), landmarkIds: '3' as unknown as string[] }],
])('refuses everything when %s, and takes what begins anew', (_, misfit) => {
  const gather = createReferenceGathering(dims);
  gather(makePart(0, [1, 2], false));
  expect(() => gather(misfit)).toThrow(RangeError);
  // What came before it is not completed by a part that would have fitted.
  expect(() => gather(makePart(2, [3], true))).toThrow(RangeError);
  expect(gather(makePart(0, [6], true))?.photoIds).toEqual(Int32Array.of(6));
});

it('takes no more than it says', () => {
  const gather = createReferenceGathering(dims);
  const many = Array.from({ length: mostPersonalReferences / 2 }, (_, index) => index);
  gather(makePart(0, many, false));
  expect(gather(makePart(many.length, many, false))).toBeNull();
  expect(() => gather(makePart(mostPersonalReferences, [1], true))).toThrow(/more than/);
});
