import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { MembershipChange } from '../../../src/db/memberships.ts';
import { createRandom } from '../../fixtures/random.ts';
import {
  addGroup,
  addPhoto,
  addRoot,
  openTestCatalog,
  type TestClock,
  decide,
  mergeAlbum,
} from './temporary-catalog.ts';

const open = () => {
  const clock: TestClock = { nowMs: 1000 };
  const catalog = openTestCatalog({ clock });
  const rootId = addRoot(catalog);
  const photoIds = ['p', 'q', 'r'].map((name) => addPhoto(catalog, rootId, name).photoId);
  const albumIds = ['Bridge', 'Arch'].map((name) => addGroup(catalog, name));
  return {
    catalog,
    clock,
    photoIds,
    albumIds,
    photo: photoIds[0] ?? 0,
    album: albumIds[0] ?? 0,
    other: albumIds[1] ?? 0,
  };
};

describe('memberships', () => {
  it('suggests, changes the confidence, takes back', () => {
    const { catalog, clock, album, photo } = open();
    catalog.memberships.setSuggested(album, photo, 0.5);
    clock.nowMs = 2000;
    catalog.memberships.setSuggested(album, photo, 0.5);
    expect(catalog.memberships.get(album, photo)).toEqual({
      albumId: album,
      photoId: photo,
      state: 'suggested',
      confidence: 0.5,
      isTentative: false,
      updatedMs: 1000,
    });
    catalog.memberships.setSuggested(album, photo, 0.75);
    expect(catalog.memberships.get(album, photo)).toMatchObject({ confidence: 0.75, updatedMs: 2000 });
    catalog.memberships.removeSuggested(album, photo);
    expect(catalog.memberships.get(album, photo)).toBeNull();
    expect(() => catalog.memberships.setSuggested(album, photo, 1.2)).toThrow(/CHECK/);
    expect(() => catalog.memberships.setSuggested(album, 99, 0.5)).toThrow(/FOREIGN KEY/);
  });

  it('changes many at once as it would one by one, to the last digit', () => {
    const catalogs = [openTestCatalog(), openTestCatalog()];
    const random = createRandom(11);
    const change = (photoId: number): MembershipChange['after'] => {
      const state = random.pick(['suggested', 'confirmed', 'rejected'] as const);
      const confidence = random.isLucky(0.8) ? random.draw() : null;
      const isTentative = state === 'suggested' && random.isLucky(0.3);
      return random.isLucky(0.3) ? null : { state, confidence, isTentative, updatedMs: photoId };
    };
    const albums = [1, 2];
    const photoIds = Array.from({ length: 110 }, (_, index) => index + 1);
    for (const catalog of catalogs) {
      const rootId = addRoot(catalog);
      for (const albumId of albums) addGroup(catalog, `album ${albumId}`);
      for (const photoId of photoIds) addPhoto(catalog, rootId, `p${photoId}`);
    }
    const [atOnce, oneByOne] = catalogs;
    for (let round = 0; round < 2; round += 1) {
      const changes = albums.flatMap((albumId) =>
        photoIds.map((photoId) => ({ albumId, photoId, after: change(photoId) })),
      );
      atOnce?.memberships.restoreMany(changes);
      for (const { albumId, photoId, after } of changes) oneByOne?.memberships.restore(albumId, photoId, after);
      const [rows, expected] = catalogs.map((catalog) =>
        albums.map((albumId) => [catalog.memberships.listForAlbum(albumId), catalog.albums.getSummary(albumId)]),
      );
      expect(rows).toEqual(expected);
      expect(atOnce?.memberships.getMany(1, [...photoIds, 999]).sort((a, b) => a.photoId - b.photoId)).toEqual(
        oneByOne?.memberships.listForAlbum(1),
      );
      expect(atOnce?.checkIntegrity()).toEqual([]);
    }
  });

  it('lets the person change their mind, and nothing else change it', () => {
    const { catalog, clock, album, photo } = open();
    for (const state of ['confirmed', 'rejected', 'confirmed'] as const) {
      clock.nowMs += 1;
      decide(catalog, album, photo, state, { updatedMs: clock.nowMs });
      const decided = catalog.memberships.get(album, photo);
      expect(decided).toMatchObject({ state, confidence: null, updatedMs: clock.nowMs });
      clock.nowMs += 1;
      catalog.memberships.setSuggested(album, photo, 0.99);
      catalog.memberships.removeSuggested(album, photo);
      expect(catalog.memberships.get(album, photo)).toEqual(decided);
    }
  });

  it('lists by photo, by album, and what was decided', () => {
    const { catalog, album, other, photoIds } = open();
    const [p = 0, q = 0, r = 0] = photoIds;
    decide(catalog, album, r, 'rejected');
    decide(catalog, other, p, 'confirmed', { confidence: 0.4, updatedMs: 1000 });
    catalog.memberships.setSuggested(album, p, 0.5);
    catalog.memberships.setSuggested(album, q, 0.6);
    expect(catalog.memberships.listForAlbum(album).map(({ photoId, state }) => [photoId, state])).toEqual([
      [p, 'suggested'],
      [q, 'suggested'],
      [r, 'rejected'],
    ]);
    expect(catalog.memberships.listForPhoto(p)).toEqual([
      {
        albumId: other,
        photoId: p,
        state: 'confirmed',
        confidence: 0.4,
        isTentative: false,
        updatedMs: 1000,
        name: 'Arch',
        kind: 'group',
      },
      {
        albumId: album,
        photoId: p,
        state: 'suggested',
        confidence: 0.5,
        isTentative: false,
        updatedMs: 1000,
        name: 'Bridge',
        kind: 'group',
      },
    ]);
    expect(catalog.memberships.listDecided()).toEqual([
      { albumId: album, photoId: r, state: 'rejected' },
      { albumId: other, photoId: p, state: 'confirmed' },
    ]);
    const listOf = (...ids: number[]): string[] =>
      catalog.memberships.listForPhotos(ids).map(({ albumId, photoId, state }) => `${albumId} ${photoId} ${state}`);
    const all = [`${album} ${p} suggested`, `${album} ${q} suggested`, `${other} ${p} confirmed`];
    expect(listOf(p, q, r).sort()).toEqual(all.sort());
    mergeAlbum(catalog, other, album);
    expect(catalog.memberships.listForPhoto(p)).toHaveLength(1);
    expect(listOf(p, r)).toEqual([`${album} ${p} suggested`]);
  });
});

describe("a person's word", () => {
  const album = fc.nat(1);
  const photo = fc.nat(2);
  const operation = fc.oneof(
    {
      weight: 4,
      arbitrary: fc.record({
        do: fc.constant('suggest' as const),
        album,
        photo,
        confidence: fc.double({ min: 0, max: 1, noNaN: true }),
      }),
    },
    { weight: 2, arbitrary: fc.record({ do: fc.constant('remove' as const), album, photo }) },
    {
      weight: 3,
      arbitrary: fc.record({
        do: fc.constant('decide' as const),
        album,
        photo,
        state: fc.constantFrom('confirmed' as const, 'rejected' as const),
      }),
    },
  );

  it('holds against every order of suggestions and removals', () => {
    const { catalog, clock, albumIds, photoIds } = open();
    fc.assert(
      fc.property(fc.array(operation, { maxLength: 30 }), (operations) => {
        const rollBack = new Error('roll back');
        const run = () => {
          // What the person said last of each pair, and when: the whole model.
          const said = new Map<string, { state: 'confirmed' | 'rejected'; atMs: number }>();
          for (const step of operations) {
            clock.nowMs += 1;
            const albumId = albumIds[step.album] ?? 0;
            const photoId = photoIds[step.photo] ?? 0;
            if (step.do === 'suggest') catalog.memberships.setSuggested(albumId, photoId, step.confidence);
            else if (step.do === 'remove') catalog.memberships.removeSuggested(albumId, photoId);
            else {
              decide(catalog, albumId, photoId, step.state, { updatedMs: clock.nowMs });
              said.set(`${step.album}/${step.photo}`, { state: step.state, atMs: clock.nowMs });
            }
          }
          for (const [a, albumId] of albumIds.entries()) {
            for (const [p, photoId] of photoIds.entries()) {
              const row = catalog.memberships.get(albumId, photoId);
              const expected = said.get(`${a}/${p}`);
              if (expected === undefined) expect(row?.state ?? 'suggested').toBe('suggested');
              else expect(row).toMatchObject({ state: expected.state, updatedMs: expected.atMs });
            }
          }
          expect(catalog.memberships.listDecided()).toHaveLength(said.size);
          throw rollBack;
        };
        expect(() => catalog.transaction(run)).toThrow(rollBack);
      }),
      { numRuns: 300 },
    );
  });
});
