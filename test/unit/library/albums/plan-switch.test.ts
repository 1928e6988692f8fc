import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { planSwitch, type SwitchEvidence, type SwitchPlan } from '../../../../src/library/albums/plan-switch.ts';
import type { PhotoGroup } from '../../../../src/ml/embedder-messages.ts';

type Albums = Readonly<Record<number, readonly number[]>>;

const group = (...photoIds: readonly number[]): PhotoGroup => ({
  members: photoIds.map((photoId) => ({ photoId, role: 'core', confidence: 0.8 })),
  certainty: 0.8,
});
/** Everything suggested, every album a guess, every photo with a vector, unless said otherwise. */
const plan = (albums: Albums, groups: readonly PhotoGroup[], changes: Partial<SwitchEvidence> = {}): SwitchPlan =>
  planSwitch({ ...describeAlbums(albums), ...plain, groups, ...changes });
const plain = {
  recognizedIn: new Map<number, number>(),
  hasVector: () => true,
  isGuess: () => true,
  isLandmark: () => false,
  isRefused: () => false,
} as const;

function describeAlbums(albums: Albums): Pick<SwitchEvidence, 'albumsOf' | 'suggestedOf'> {
  const albumsOf = new Map<number, number[]>();
  const suggestedOf = new Map<number, readonly number[]>();
  for (const [key, photoIds] of Object.entries(albums)) {
    suggestedOf.set(Number(key), photoIds);
    for (const photoId of photoIds) albumsOf.set(photoId, [...(albumsOf.get(photoId) ?? []), Number(key)]);
  }
  return { albumsOf, suggestedOf };
}

/** Albums as they are when a plan was carried out; opened ones get ids from 100 on. */
function carryOut(albums: Albums, { joins, openings, leaves }: SwitchPlan): Albums {
  const members = new Map(Object.entries(albums).map(([key, photoIds]) => [Number(key), new Set(photoIds)]));
  for (const { albumId, photoIds } of leaves) for (const photoId of photoIds) members.get(albumId)?.delete(photoId);
  for (const { albumId, suggestions } of joins) {
    for (const { photoId } of suggestions) members.get(albumId)?.add(photoId);
  }
  openings.forEach(({ suggestions }, index) =>
    members.set(100 + index, new Set(suggestions.map(({ photoId }) => photoId))),
  );
  return Object.fromEntries([...members].map(([albumId, photoIds]) => [albumId, [...photoIds].sort((a, b) => a - b)]));
}

const after = (albums: Albums, ...rest: [readonly PhotoGroup[], Partial<SwitchEvidence>?]): Albums =>
  carryOut(albums, plan(albums, ...rest));

describe('an album that nobody touched', () => {
  it('stays what it is when the new model agrees', () => {
    expect(after({ 5: [1, 2, 3, 4] }, [group(1, 2, 3, 4)])).toEqual({ 5: [1, 2, 3, 4] });
  });

  it('goes with the bigger part when the new model tells two places apart', () => {
    expect(after({ 5: [1, 2, 3, 4, 5, 6, 7] }, [group(1, 2, 3), group(4, 5, 6, 7)])).toEqual({
      5: [4, 5, 6, 7],
      100: [1, 2, 3],
    });
  });

  it('joins another when the new model takes both for one place', () => {
    expect(after({ 5: [1, 2, 3, 4], 6: [5, 6, 7] }, [group(1, 2, 3, 4, 5, 6, 7)])).toEqual({
      5: [1, 2, 3, 4, 5, 6, 7],
      6: [],
    });
  });

  it('loses what the new model does not group, and gains what it does', () => {
    expect(after({ 5: [1, 2, 3, 4] }, [group(2, 3, 4, 9)])).toEqual({ 5: [2, 3, 4, 9] });
  });

  it('exchanges photos with another one', () => {
    expect(after({ 5: [1, 2, 3, 4], 6: [5, 6, 7, 8] }, [group(1, 2, 3, 8), group(4, 5, 6, 7)])).toEqual({
      5: [1, 2, 3, 8],
      6: [4, 5, 6, 7],
    });
  });

  it('keeps photos that have no vector yet', () => {
    expect(after({ 5: [1, 2, 3, 4] }, [group(2, 3, 4)], { hasVector: (photoId) => photoId !== 1 })).toEqual({
      5: [1, 2, 3, 4],
    });
  });

  it('of a landmark keeps what is recognised, or grouped with enough of that', () => {
    const evidence = {
      isLandmark: (albumId: number) => albumId === 5,
      recognizedIn: new Map([1, 2, 3].map((photoId) => [photoId, 5])),
    };
    const albums = { 5: [1, 2, 3, 4, 5] };
    expect(after(albums, [group(1, 2, 3, 4)], evidence)).toEqual({ 5: [1, 2, 3, 4] });
    // Recognised by the old model alone: no evidence any more.
    expect(after(albums, [group(1, 2, 3, 4)], { ...evidence, recognizedIn: new Map() })).toEqual({
      5: [],
      100: [1, 2, 3, 4],
    });
  });
});

describe('an album that a person touched', () => {
  const touched = { isGuess: (albumId: number) => albumId !== 5 };

  it('loses nobody and may gain', () => {
    expect(after({ 5: [1, 2, 3, 4] }, [group(2, 3, 4, 9)], touched)).toEqual({ 5: [1, 2, 3, 4, 9] });
    expect(after({ 5: [1, 2, 3] }, [], touched)).toEqual({ 5: [1, 2, 3] });
  });

  it('may be several groups, as after a merge', () => {
    expect(after({ 5: [1, 2, 3, 4, 5, 6] }, [group(1, 2, 3, 8), group(4, 5, 6, 9)], touched)).toEqual({
      5: [1, 2, 3, 4, 5, 6, 8, 9],
    });
  });

  it('does not get back what the person took out', () => {
    const isRefused = (albumId: number, photoId: number): boolean => albumId === 5 && photoId === 9;
    expect(after({ 5: [1, 2, 3] }, [group(1, 2, 3, 9)], { ...touched, isRefused })).toEqual({ 5: [1, 2, 3] });
  });
});

it('gives who stays the new confidence, and only suggests who is not sure any more', () => {
  const members = [1, 2, 3].map((photoId) => ({ photoId, role: 'core', confidence: 0.8 }) as const);
  const unsure: PhotoGroup = {
    members: [...members, { photoId: 4, role: 'tentative', confidence: 0.6 }],
    certainty: 0.8,
  };
  const suggest = (isTentative: boolean): SwitchPlan['joins'] => [
    {
      albumId: 5,
      certainty: 0.8,
      suggestions: [
        ...[1, 2, 3].map((photoId) => ({ photoId, confidence: 0.8, isTentative: false })),
        { photoId: 4, confidence: 0.6, isTentative },
      ],
    },
  ];
  expect(plan({ 5: [1, 2, 3, 4] }, [unsure]).joins).toEqual(suggest(true));
  // A person's album loses nobody.
  expect(plan({ 5: [1, 2, 3, 4] }, [unsure], { isGuess: () => false }).joins).toEqual(suggest(false));
});

interface GivenEvidence {
  /** By photo: its group, its album, the landmark it is recognised as. */
  readonly colours: readonly number[];
  readonly albums: readonly number[];
  readonly recognized: readonly number[];
  readonly withoutVector: readonly number[];
}

const someEvidence: fc.Arbitrary<GivenEvidence> = fc.record({
  colours: fc.array(fc.nat({ max: 5 }), { minLength: 30, maxLength: 30 }),
  albums: fc.array(fc.nat({ max: 5 }), { minLength: 30, maxLength: 30 }),
  recognized: fc.array(fc.nat({ max: 5 }), { minLength: 30, maxLength: 30 }),
  withoutVector: fc.uniqueArray(fc.integer({ min: 1, max: 30 }), { maxLength: 5 }),
});

/** Albums 1 and 2 are landmarks, 2 and 3 a person's; 0 stands for none. */
function buildCase({ colours, albums, recognized, withoutVector }: GivenEvidence) {
  const collect = (keys: readonly number[]): Record<number, number[]> => {
    const lists: Record<number, number[]> = {};
    keys.forEach((key, index) => {
      if (key > 0) (lists[key] ??= []).push(index + 1);
    });
    return lists;
  };
  const hasVector = (photoId: number): boolean => !withoutVector.includes(photoId);
  const recognizedIn = new Map<number, number>();
  recognized.forEach((albumId, index) => {
    // As it is after the recognitions were stored: recognised photos are in the album of their landmark.
    if ((albumId === 1 || albumId === 2) && albums[index] === albumId && hasVector(index + 1))
      recognizedIn.set(index + 1, albumId);
  });
  return {
    albums: collect(albums),
    groups: Object.values(collect(colours))
      .map((photoIds) => photoIds.filter(hasVector))
      .filter(({ length }) => length >= 3)
      .map((photoIds) => group(...photoIds)),
    evidence: {
      hasVector,
      recognizedIn,
      isLandmark: (albumId: number) => albumId === 1 || albumId === 2,
      isGuess: (albumId: number) => albumId !== 2 && albumId !== 3,
    },
  };
}

it('keeps what a person touched, puts nobody into two albums, and has nothing more to do afterwards', () => {
  fc.assert(
    fc.property(someEvidence, (given) => {
      const { albums, groups, evidence } = buildCase(given);
      const first = plan(albums, groups, evidence);
      const carriedOut = carryOut(albums, first);
      for (const albumId of [2, 3])
        expect(carriedOut[albumId] ?? []).toEqual(expect.arrayContaining([...(albums[albumId] ?? [])]));
      for (const [albumId, photoIds] of Object.entries(albums)) {
        const kept = photoIds.filter((photoId) => !evidence.hasVector(photoId));
        expect(carriedOut[Number(albumId)]).toEqual(expect.arrayContaining(kept));
      }
      const shown = Object.values(carriedOut).flat();
      expect(new Set(shown).size).toBe(shown.length);
      expect(plan(albums, groups.toReversed(), evidence)).toEqual(first);
      expect(carryOut(carriedOut, plan(carriedOut, groups, evidence))).toEqual(carriedOut);
    }),
    { numRuns: 500 },
  );
});
