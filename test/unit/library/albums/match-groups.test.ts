import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planGroups, type PlannedAlbum } from '../../../../src/library/albums/match-groups.ts';
import type { PhotoGroup } from '../../../../src/ml/embedder-messages.ts';

const group = (...photoIds: readonly number[]): PhotoGroup => ({
  members: photoIds.map((photoId) => ({ photoId, role: 'core', confidence: 0.8 })),
  certainty: 0.8,
});
const inAlbums = (albums: Readonly<Record<number, readonly number[]>>): Map<number, number[]> => {
  const albumsOf = new Map<number, number[]>();
  for (const [albumId, photoIds] of Object.entries(albums)) {
    for (const photoId of photoIds) albumsOf.set(photoId, [...(albumsOf.get(photoId) ?? []), Number(albumId)]);
  }
  return albumsOf;
};
const nothingRefused = (): boolean => false;
const noLandmark = (): boolean => false;
const idsOf = ({ suggestions }: PlannedAlbum): number[] => suggestions.map(({ photoId }) => photoId);
/** The last ones of the group are only suggested to it. */
const unsure = (count: number, ...photoIds: readonly number[]): PhotoGroup => {
  const { members, certainty } = group(...photoIds);
  const firstUnsure = members.length - count;
  return {
    members: members.map((member, index) => (index < firstUnsure ? member : { ...member, role: 'tentative' })),
    certainty,
  };
};

describe('a group', () => {
  it('of three new photos opens an album, of two none', () => {
    const plan = planGroups([group(1, 2, 3), group(4, 5)], new Map(), nothingRefused, noLandmark);
    expect(plan.joins).toEqual([]);
    expect(plan.openings.map(idsOf)).toEqual([[1, 2, 3]]);
  });

  it('that shares three photos with an album joins it', () => {
    const plan = planGroups([group(1, 2, 3, 7, 8, 9, 10)], inAlbums({ 5: [1, 2, 3] }), nothingRefused, noLandmark);
    expect(plan.openings).toEqual([]);
    expect(plan.joins.map((join) => [join.albumId, idsOf(join)])).toEqual([[5, [7, 8, 9, 10]]]);
  });

  it('that shares too little opens an album of its own with what is free', () => {
    const plan = planGroups([group(1, 7, 8, 9, 10)], inAlbums({ 5: [1, 2, 3] }), nothingRefused, noLandmark);
    expect(plan.joins).toEqual([]);
    expect(plan.openings.map(idsOf)).toEqual([[7, 8, 9, 10]]);
  });

  it('that two albums share joins the one with more of it, the older of equals', () => {
    const more = planGroups(
      [group(1, 2, 3, 4, 5, 6, 7, 8)],
      inAlbums({ 5: [1, 2, 3], 6: [4, 5, 6, 7] }),
      nothingRefused,
      noLandmark,
    );
    expect(more.joins.map(({ albumId }) => albumId)).toEqual([6]);
    const equal = planGroups(
      [group(1, 2, 3, 4, 5, 6, 7)],
      inAlbums({ 9: [1, 2, 3], 6: [4, 5, 6] }),
      nothingRefused,
      noLandmark,
    );
    expect(equal.joins.map(({ albumId }) => albumId)).toEqual([6]);
  });

  it('follows a recognised landmark only when a fifth of it was recognised', () => {
    const isLandmark = (albumId: number): boolean => albumId === 5;
    const few = group(1, 2, 3, ...Array.from({ length: 13 }, (_, index) => 10 + index));
    const stray = planGroups([few], inAlbums({ 5: [1, 2, 3] }), nothingRefused, isLandmark);
    expect(stray.joins).toEqual([]);
    expect(stray.openings.map((opening) => idsOf(opening).length)).toEqual([13]);
    const enough = group(1, 2, 3, 10, 11, 12, 13);
    const followed = planGroups([enough], inAlbums({ 5: [1, 2, 3] }), nothingRefused, isLandmark);
    expect(followed.joins.map((join) => [join.albumId, idsOf(join)])).toEqual([[5, [10, 11, 12, 13]]]);
  });

  it('does not bring a refused photo back', () => {
    const plan = planGroups(
      [group(1, 2, 3, 7, 8)],
      inAlbums({ 5: [1, 2, 3] }),
      (albumId, photoId) => albumId === 5 && photoId === 7,
      noLandmark,
    );
    expect(plan.joins.map(idsOf)).toEqual([[8]]);
  });
});

describe('members that are only suggested', () => {
  it('join the album of their group without being members', () => {
    const { joins } = planGroups([unsure(2, 1, 2, 3, 7, 8)], inAlbums({ 5: [1, 2, 3] }), nothingRefused, noLandmark);
    expect(joins).toEqual([
      {
        albumId: 5,
        certainty: 0.8,
        suggestions: [
          { photoId: 7, confidence: 0.8, isTentative: true },
          { photoId: 8, confidence: 0.8, isTentative: true },
        ],
      },
    ]);
  });

  it('open no album, and say nothing of which album their group is', () => {
    expect(planGroups([unsure(1, 1, 2, 3)], new Map(), nothingRefused, noLandmark).openings).toEqual([]);
    const { joins, openings } = planGroups(
      [unsure(3, 7, 8, 9, 1, 2, 3)],
      inAlbums({ 5: [1, 2, 3] }),
      nothingRefused,
      noLandmark,
    );
    expect(joins).toEqual([]);
    expect(openings.map(idsOf)).toEqual([[7, 8, 9]]);
  });
});

const someGroups = fc.uniqueArray(fc.integer({ min: 1, max: 60 }), { maxLength: 40 }).chain((photoIds) =>
  fc.array(fc.nat({ max: 6 }), { minLength: photoIds.length, maxLength: photoIds.length }).map((colours) => {
    const byColour = new Map<number, number[]>();
    photoIds.forEach((photoId, index) => {
      const colour = colours[index] ?? 0;
      byColour.set(colour, [...(byColour.get(colour) ?? []), photoId]);
    });
    return [...byColour.values()].map((ids) => group(...ids.sort((a, b) => a - b)));
  }),
);
const someAlbums = fc
  .array(fc.tuple(fc.integer({ min: 1, max: 60 }), fc.integer({ min: 1, max: 4 })), { maxLength: 30 })
  .map((pairs) => new Map(pairs.map(([photoId, albumId]) => [photoId, [albumId]])));

it('moves nobody, uses every photo once, and does not depend on the order of groups', () => {
  fc.assert(
    fc.property(someGroups, someAlbums, (groups, albumsOf) => {
      const plan = planGroups(groups, albumsOf, nothingRefused, noLandmark);
      const used = [...plan.joins.flatMap(idsOf), ...plan.openings.flatMap(idsOf)];
      expect(new Set(used).size).toBe(used.length);
      expect(used.filter((photoId) => albumsOf.has(photoId))).toEqual([]);
      expect(plan.openings.every((opening) => idsOf(opening).length >= 3)).toBe(true);
      expect(planGroups([...groups].reverse(), albumsOf, nothingRefused, noLandmark)).toEqual(plan);
    }),
  );
});
