/** @file The same photos in several scans, in any order, give the same albums once what is proposed is accepted. Real grouping. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import { planGroups } from '../../../../src/library/albums/match-groups.ts';
import type { MembershipIndex } from '../../../../src/library/albums/read-memberships.ts';
import { findProposals } from '../../../../src/library/regroup/find-proposals.ts';
import type { PhotoGroup } from '../../../../src/ml/embedder-messages.ts';
import { createMixture, groupSamples, type Sample } from '../../ml/grouping/mixture.ts';

/** Members by album id. */
type Albums = Map<number, Set<number>>;

const remember = (albums: Albums): MembershipIndex => {
  const albumsOf = new Map<number, number[]>();
  for (const [albumId, members] of albums) {
    for (const photoId of members) albumsOf.set(photoId, [...(albumsOf.get(photoId) ?? []), albumId]);
  }
  const suggestedOf = new Map([...albums].map(([id, members]) => [id, [...members].sort((a, b) => a - b)]));
  return { albumsOf, suggestedOf, confirmedOf: new Map(), rejectedOf: new Map(), tentativeOf: new Map() };
};

/** What a scan does with new photos. */
function attach(albums: Albums, groups: readonly PhotoGroup[]): void {
  const isNever = (): boolean => false;
  const { joins, openings } = planGroups(groups, remember(albums).albumsOf, isNever, isNever);
  for (const { albumId, suggestions } of joins) {
    for (const { photoId, isTentative } of suggestions) if (!isTentative) albums.get(albumId)?.add(photoId);
  }
  for (const { suggestions } of openings) {
    const sure = suggestions.filter(({ isTentative }) => !isTentative);
    albums.set(albums.size + 1, new Set(sure.map(({ photoId }) => photoId)));
  }
}

/** Accepts everything until nothing is proposed. */
function acceptAll(albums: Albums, groups: readonly PhotoGroup[]): void {
  const most = 20;
  for (let round = 0; ; round += 1) {
    expect(round).toBeLessThan(most);
    const plain = { isLandmark: false, isNamedByPerson: false, isHidden: false, isMerged: false };
    const shown = [...albums].filter(([, members]) => members.size > 0).map(([id]) => ({ id, ...plain }));
    const [proposal] = findProposals({ groups, memberships: remember(albums), albums: shown, isGrouped: () => true });
    if (proposal === undefined) return;
    const { kind, albumId, fromAlbumId, photoIds } = proposal;
    const left = kind === 'split' ? albumId : (fromAlbumId ?? 0);
    const target = kind === 'split' ? albums.size + 1 : albumId;
    if (kind === 'split') albums.set(target, new Set());
    for (const photoId of photoIds) {
      albums.get(left)?.delete(photoId);
      albums.get(target)?.add(photoId);
    }
  }
}

/** Photo ids of each album, without those in no group. */
function listAlbums(albums: Albums, groups: readonly PhotoGroup[]): number[][] {
  const grouped = new Set(
    groups.flatMap(({ members }) => members.flatMap(({ photoId, role }) => (role === 'tentative' ? [] : [photoId]))),
  );
  return [...albums.values()]
    .map((members) => [...members].filter((photoId) => grouped.has(photoId)).sort((a, b) => a - b))
    .filter((members) => members.length > 0)
    .sort((x, y) => (x[0] ?? 0) - (y[0] ?? 0));
}

const samples = createMixture({ seed: 11, landmarks: 5, photosEach: 20, strangers: 10, noise: 1.3 });

it('does not matter', { timeout: 60_000 }, async () => {
  const groups = await groupSamples(samples);
  const atOnce: Albums = new Map();
  attach(atOnce, groups);
  let proposed = 0;
  await fc.assert(
    fc.asyncProperty(
      fc.shuffledSubarray([...samples.keys()], { minLength: samples.length }),
      fc.integer({ min: 2, max: 12 }),
      async (order, scans) => {
        const albums: Albums = new Map();
        const present: Sample[] = [];
        const size = Math.ceil(samples.length / scans);
        for (let start = 0; start < order.length; start += size) {
          present.push(...order.slice(start, start + size).flatMap((index) => samples[index] ?? []));
          attach(albums, await groupSamples(present));
        }
        const before = JSON.stringify(listAlbums(albums, groups));
        acceptAll(albums, groups);
        expect(listAlbums(albums, groups)).toEqual(listAlbums(atOnce, groups));
        if (before !== JSON.stringify(listAlbums(albums, groups))) proposed += 1;
      },
    ),
    { numRuns: 60 },
  );
  // The test is about something: in some orders albums differ before what is proposed is accepted.
  expect(proposed).toBeGreaterThan(0);
});
