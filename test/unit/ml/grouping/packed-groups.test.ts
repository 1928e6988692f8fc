import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { GroupMember, GroupPhoto, PhotoGroup } from '../../../../src/ml/embedder-messages.ts';
import { packGroups, packPhotos, unpackGroups, unpackPhotos } from '../../../../src/ml/grouping/packed-groups.ts';

const someId = fc.integer({ min: 1, max: 2 ** 31 - 1 });
const someValue = fc.option(fc.double({ noNaN: true }));
const somePhoto: fc.Arbitrary<GroupPhoto> = fc.record({
  photoId: someId,
  latitude: someValue,
  longitude: someValue,
  takenMs: fc.option(fc.integer()),
});
const someMember: fc.Arbitrary<GroupMember> = fc.record({
  photoId: someId,
  role: fc.constantFrom('core', 'border', 'tentative'),
  confidence: fc.double({ min: 0, max: 1, noNaN: true }),
});
const someGroup: fc.Arbitrary<PhotoGroup> = fc.record({
  members: fc.array(someMember),
  certainty: fc.double({ min: 0, max: 1, noNaN: true }),
});

describe('columns', () => {
  it('hold photos as they were, with or without place and time', () => {
    fc.assert(
      fc.property(fc.array(somePhoto), (photos) => {
        expect(unpackPhotos(packPhotos(photos))).toEqual(photos);
      }),
    );
  });

  it('hold groups as they were, empty ones too', () => {
    fc.assert(
      fc.property(fc.array(someGroup), (groups) => {
        expect(unpackGroups(packGroups(groups))).toEqual(groups);
      }),
    );
  });
});
