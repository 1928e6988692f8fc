import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  countWrong,
  simulatePerson,
  type PersonsLibrary,
  type SeenAlbum,
} from '../../../bench/album-bench/simulated-person.ts';

interface ToyAlbum {
  readonly confirmed?: readonly number[];
  readonly suggested?: readonly number[];
  readonly tentative?: readonly number[];
}

interface ToyLibrary extends PersonsLibrary {
  /** Calls that are decisions. */
  readonly calls: string[];
}

/** Albums in memory, by id from 1; `onLearn` says which free photos join which album when the library learns. */
function makeToyLibrary(
  albums: readonly ToyAlbum[],
  onLearn: (albums: readonly SeenAlbum[]) => readonly (readonly [albumId: number, photoId: number])[] = () => [],
): ToyLibrary {
  type State = 'confirmed' | 'suggested' | 'tentative' | 'rejected';
  const states = new Map<number, Map<number, State>>();
  const denied = new Set<number>();
  const calls: string[] = [];
  albums.forEach(({ confirmed = [], suggested = [], tentative = [] }, index) => {
    const members = new Map<number, State>();
    for (const photoId of tentative) members.set(photoId, 'tentative');
    for (const photoId of suggested) members.set(photoId, 'suggested');
    for (const photoId of confirmed) members.set(photoId, 'confirmed');
    states.set(index + 1, members);
  });
  const find = (albumId: number): Map<number, State> => {
    const album = states.get(albumId);
    if (album === undefined) throw new Error(`There is no album ${albumId}.`);
    return album;
  };
  const set = (albumId: number, photoIds: readonly number[], state: State): void => {
    for (const photoId of photoIds) find(albumId).set(photoId, state);
  };
  const list = (members: ReadonlyMap<number, State>, wanted: State): number[] =>
    [...members].filter(([, state]) => state === wanted).map(([photoId]) => photoId);
  const listAlbums = (): readonly SeenAlbum[] =>
    [...states].map(([id, members]) => ({
      id,
      confirmed: list(members, 'confirmed'),
      suggested: list(members, 'suggested'),
      tentative: list(members, 'tentative'),
    }));
  let nextId = albums.length + 1;
  return {
    calls,
    listAlbums,
    confirm: (albumId, photoIds) => {
      calls.push(`confirm ${albumId}: ${photoIds.join(' ')}`);
      set(albumId, photoIds, 'confirmed');
    },
    reject: (albumId, photoIds) => {
      calls.push(`reject ${albumId}: ${photoIds.join(' ')}`);
      set(albumId, photoIds, 'rejected');
    },
    move: (fromAlbumId, intoAlbumId, photoIds) => {
      calls.push(`move ${fromAlbumId} ${intoAlbumId}: ${photoIds.join(' ')}`);
      set(fromAlbumId, photoIds, 'rejected');
      set(intoAlbumId, photoIds, 'confirmed');
    },
    merge: (intoAlbumId, fromAlbumId) => {
      calls.push(`merge ${intoAlbumId} ${fromAlbumId}`);
      const into = find(intoAlbumId);
      for (const [photoId, state] of find(fromAlbumId)) {
        const own = into.get(photoId);
        if (own === undefined || own === 'tentative' || (own === 'suggested' && state === 'confirmed'))
          into.set(photoId, state);
      }
      states.delete(fromAlbumId);
    },
    open: (photoIds) => {
      calls.push(`open: ${photoIds.join(' ')}`);
      states.set(nextId, new Map(photoIds.map((photoId) => [photoId, 'confirmed'])));
      nextId += 1;
      return nextId - 1;
    },
    denyLandmark: (photoIds) => {
      calls.push(`deny: ${photoIds.join(' ')}`);
      for (const photoId of photoIds) {
        denied.add(photoId);
        for (const members of states.values()) members.delete(photoId);
      }
    },
    learn: async () => {
      for (const [albumId, photoId] of onLearn(listAlbums())) {
        const members = states.get(albumId);
        const isMember = [...states.values()].some((each) =>
          ['confirmed', 'suggested'].includes(each.get(photoId) ?? ''),
        );
        if (members === undefined || members.get(photoId) === 'rejected' || isMember || denied.has(photoId)) continue;
        members.set(photoId, 'suggested');
      }
      await Promise.resolve();
    },
  };
}

/** Labels by photo id from 1; '-' shows no landmark. */
function label(text: string): ReadonlyMap<number, string | null> {
  return new Map(Array.from(text, (letter, index) => [index + 1, letter === '-' ? null : letter]));
}

describe('simulatePerson', () => {
  it('confirms a pure album with one decision', async () => {
    const library = makeToyLibrary([{ suggested: [1, 2, 3] }]);
    const report = await simulatePerson(library, label('aaa-'));
    expect(library.calls).toEqual(['confirm 1: 1 2 3']);
    expect(report).toMatchObject({ decisions: 1, wrong: 0 });
    expect(report.byKind.confirmAlbum).toBe(1);
  });

  it('pays for each stranger, moves one whose landmark has an album, and denies what shows no landmark', async () => {
    const library = makeToyLibrary([{ suggested: [1, 2, 3, 4] }, { suggested: [5, 6, 7, 8] }]);
    const report = await simulatePerson(library, label('aaaabba-'));
    expect(library.calls).toEqual(['confirm 1: 1 2 3 4', 'move 2 1: 7', 'deny: 8', 'confirm 2: 5 6']);
    expect(report).toMatchObject({ decisions: 4, wrong: 0 });
  });

  it('merges the second album of a landmark', async () => {
    const library = makeToyLibrary([{ suggested: [1, 2, 3] }, { suggested: [4, 5] }]);
    const report = await simulatePerson(library, label('aaaaa'));
    expect(library.calls[1]).toBe('merge 1 2');
    expect(report.byKind).toMatchObject({ merge: 1, rejectPhoto: 0, movePhoto: 0 });
    expect(report.wrong).toBe(0);
  });

  it('lets an album that shows no landmark go with one decision', async () => {
    const library = makeToyLibrary([{ suggested: [1, 2, 3] }]);
    const report = await simulatePerson(library, label('---'));
    expect(library.calls).toEqual(['deny: 1 2 3']);
    expect(report).toMatchObject({ decisions: 1, wrong: 0 });
  });

  it('takes suggestions along with the album, or one by one when most of them are wrong', async () => {
    const along = makeToyLibrary([{ suggested: [1, 2], tentative: [3, 4] }]);
    expect((await simulatePerson(along, label('aaaa'))).decisions).toBe(1);
    const apart = makeToyLibrary([{ suggested: [1, 2], tentative: [3, 4, 5, 6] }]);
    const report = await simulatePerson(apart, label('aaa---'));
    expect(apart.calls).toEqual(['confirm 1: 1 2', 'confirm 1: 3']);
    expect(report).toMatchObject({ decisions: 2, wrong: 0 });
  });

  it('places one photo of a lost landmark, and lets the library find the others', async () => {
    const finds = (albums: readonly SeenAlbum[]): [number, number][] =>
      albums
        .filter(({ confirmed }) => confirmed.includes(1))
        .flatMap(({ id }) => [2, 3, 4].map((photoId): [number, number] => [id, photoId]));
    const library = makeToyLibrary([], finds);
    const report = await simulatePerson(library, label('aaaa'));
    expect(library.calls).toEqual(['open: 1', 'confirm 1: 2 3 4']);
    expect(report).toMatchObject({ decisions: 2, wrong: 0 });
    // A library that learns nothing: each photo costs a decision.
    expect(await simulatePerson(makeToyLibrary([]), label('aaaa'))).toMatchObject({ decisions: 4, wrong: 0 });
  });

  it('makes every library right, with no more decisions than photos, albums and wrong memberships', async () => {
    const labels = fc.array(fc.constantFrom(null, 'a', 'b', 'c'), { minLength: 1, maxLength: 14 });
    const scenario = labels.chain((shown) => {
      const place = fc.record({ album: fc.integer({ min: 0, max: 5 }), isTentative: fc.boolean() });
      const row = fc.array(place, { minLength: shown.length, maxLength: shown.length });
      return fc.record({ shown: fc.constant(shown), now: row, later: row });
    });
    await fc.assert(
      fc.asyncProperty(scenario, async ({ shown, now, later }) => {
        // Album 0: in none. Each photo is in one album at most, as after a scan, and may turn up in another one afterwards.
        const list = (album: number, isTentative: boolean): number[] =>
          now.flatMap((place, index) =>
            place.album === album && place.isTentative === isTentative ? [index + 1] : [],
          );
        const albums = [1, 2, 3, 4, 5].map((album) => ({
          suggested: list(album, false),
          tentative: list(album, true),
        }));
        const library = makeToyLibrary(albums, () => later.map(({ album }, index) => [album, index + 1] as const));
        const truth = new Map(shown.map((landmark, index) => [index + 1, landmark]));
        const report = await simulatePerson(library, truth);
        expect(report.wrong).toBe(0);
        expect(countWrong(library.listAlbums(), truth)).toBe(0);
        // Every photo is placed once and taken out at most once from each of the two places it was put to.
        expect(report.decisions).toBeLessThanOrEqual(3 * shown.length + albums.length);
        expect(report.decisions).toBe(library.calls.length);
      }),
      { numRuns: 300 },
    );
  });
});

describe('countWrong', () => {
  const see = (id: number, confirmed: readonly number[], suggested: readonly number[] = []): SeenAlbum => ({
    id,
    confirmed,
    suggested,
    tentative: [],
  });

  it('finds nothing wrong where each photo is confirmed in the one album of its landmark', () => {
    expect(countWrong([see(1, [1, 2]), see(2, [3])], label('aab-'))).toBe(0);
  });

  it('counts what is missing, unconfirmed, in two albums, or shows no landmark', () => {
    expect(countWrong([see(1, [1])], label('aa'))).toBe(1);
    expect(countWrong([see(1, [1], [2])], label('aa'))).toBeGreaterThan(0);
    expect(countWrong([see(1, [1, 2]), see(2, [2])], label('aa'))).toBeGreaterThan(0);
    expect(countWrong([see(1, [1, 2])], label('a-'))).toBe(1);
  });

  it('counts two albums of one landmark, and two landmarks in one album', () => {
    expect(countWrong([see(1, [1]), see(2, [2])], label('aa'))).toBe(1);
    expect(countWrong([see(1, [1, 2])], label('ab'))).toBe(1);
  });
});
