import { expect, it } from 'vitest';
import { findOutdatedSuggestions, type WithdrawEvidence } from '../../../../src/library/albums/withdraw-suggestions.ts';

const suggest = (photoId: number, isTentative: boolean) => ({ photoId, confidence: 0.6, isTentative });
/** Photos 1 and 2 are only suggested to album 5, photo 3 to album 6; nothing else is there. */
const find = (changes: Partial<WithdrawEvidence> = {}, albumsOf = new Map<number, number[]>()) =>
  findOutdatedSuggestions({
    plan: { joins: [], openings: [] },
    memberships: {
      albumsOf,
      confirmedOf: new Map([[6, [9]]]),
      tentativeOf: new Map([
        [5, [1, 2].map((photoId) => ({ photoId, confidence: 0.6 }))],
        [6, [{ photoId: 3, confidence: 0.6 }]],
      ]),
    },
    isLandmark: () => false,
    isGrouped: () => true,
    ...changes,
  });

it('withdraws what an earlier grouping suggested, not what recognition did', () => {
  expect(find()).toEqual([{ albumId: 5, photoIds: [1, 2] }]);
  expect(find({ isLandmark: (albumId) => albumId === 5 })).toEqual([]);
  // A photo whose drive is away says nothing new.
  expect(find({ isGrouped: (photoId) => photoId !== 2 })).toEqual([{ albumId: 5, photoIds: [1] }]);
});

it('keeps what the plan suggests again', () => {
  const joins = [{ albumId: 5, certainty: 0.8, suggestions: [suggest(1, true), suggest(2, false)] }];
  expect(find({ plan: { joins, openings: [] } })).toEqual([]);
});

it('withdraws all suggestions of a photo that is a member of an album, or becomes one', () => {
  const openings = [{ certainty: 0.8, suggestions: [suggest(3, false)] }];
  expect(find({ plan: { joins: [], openings }, isLandmark: () => true })).toEqual([{ albumId: 6, photoIds: [3] }]);
  expect(find({ isLandmark: () => true }, new Map([[1, [7]]]))).toEqual([{ albumId: 5, photoIds: [1] }]);
});
