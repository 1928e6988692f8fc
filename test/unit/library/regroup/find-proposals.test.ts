import { describe, expect, it } from 'vitest';
import type { MembershipIndex } from '../../../../src/library/albums/read-memberships.ts';
import {
  findProposals,
  type ComparedAlbum,
  type ProposalDraft,
  type ProposalEvidence,
} from '../../../../src/library/regroup/find-proposals.ts';
import type { PhotoGroup } from '../../../../src/ml/embedder-messages.ts';

const group = (...photoIds: readonly number[]): PhotoGroup => ({
  members: photoIds.map((photoId) => ({ photoId, role: 'core', confidence: 0.9 })),
  certainty: 0.8,
});
type Albums = Readonly<Record<number, readonly number[]>>;
interface Situation {
  /** Suggested members. */
  readonly suggested?: Albums;
  readonly confirmed?: Albums;
  readonly rejected?: Albums;
  readonly tentative?: Albums;
  readonly groups?: readonly PhotoGroup[];
  readonly traits?: Readonly<Record<number, Partial<ComparedAlbum>>>;
}

const toMap = (albums: Albums = {}): Map<number, readonly number[]> =>
  new Map(Object.entries(albums).map(([albumId, photoIds]) => [Number(albumId), photoIds]));

function describeSituation({
  suggested,
  confirmed,
  rejected,
  tentative,
  groups = [],
  traits = {},
}: Situation): ProposalEvidence {
  const albumsOf = new Map<number, number[]>();
  for (const [albumId, photoIds] of [...toMap(suggested), ...toMap(confirmed)]) {
    for (const photoId of photoIds) albumsOf.set(photoId, [...(albumsOf.get(photoId) ?? []), albumId]);
  }
  const memberships: MembershipIndex = {
    albumsOf,
    suggestedOf: toMap(suggested),
    confirmedOf: toMap(confirmed),
    rejectedOf: new Map([...toMap(rejected)].map(([albumId, photoIds]) => [albumId, new Set(photoIds)])),
    tentativeOf: new Map(
      [...toMap(tentative)].map(([albumId, ids]) => [albumId, ids.map((photoId) => ({ photoId, confidence: 0.6 }))]),
    ),
  };
  const ids = new Set([suggested, confirmed, rejected, tentative].flatMap((albums) => [...toMap(albums).keys()]));
  const albums = [...ids].map((id) => ({
    id,
    isLandmark: false,
    isNamedByPerson: false,
    isHidden: false,
    isMerged: false,
    ...traits[id],
  }));
  return { groups, memberships, albums, isGrouped: () => true };
}

const find = (situation: Situation): ProposalDraft[] => findProposals(describeSituation(situation));
const a = [1, 2, 3, 4];
const b = [5, 6, 7];
const both = { suggested: { 1: a, 2: b }, groups: [group(...a, ...b)] };

it('proposes nothing when the albums are the groups', () => {
  expect(find({ suggested: { 1: a, 2: b }, groups: [group(...a), group(...b)] })).toEqual([]);
  // What no group holds any more stays where it is.
  expect(find({ suggested: { 1: a, 2: b }, groups: [] })).toEqual([]);
});

describe('two albums in one group', () => {
  it('are proposed to be one: the smaller one joins', () => {
    expect(find(both)).toEqual([
      { kind: 'merge', albumId: 1, fromAlbumId: 2, photoIds: b, certainty: 0.8, witnesses: 4 },
    ]);
  });

  it('become the one that has a name', () => {
    expect(find({ ...both, traits: { 2: { isNamedByPerson: true } } })).toMatchObject([{ albumId: 2, fromAlbumId: 1 }]);
    expect(find({ ...both, traits: { 2: { isLandmark: true } } })).toMatchObject([{ albumId: 2, fromAlbumId: 1 }]);
  });

  it('stay two when the atlas or the person tells them apart', () => {
    const isLandmark = { isLandmark: true };
    const isNamedByPerson = { isNamedByPerson: true };
    expect(find({ ...both, traits: { 1: isLandmark, 2: isLandmark } })).toEqual([]);
    expect(find({ ...both, traits: { 1: isNamedByPerson, 2: isNamedByPerson } })).toEqual([]);
    expect(find({ ...both, rejected: { 2: [4] } })).toEqual([]);
    expect(find({ ...both, traits: { 2: { isHidden: true } } })).toEqual([]);
  });

  it('stay two when one of them has most of its photos elsewhere', () => {
    const suggested = { 1: a, 2: [...b, 8, 9, 10, 11] };
    const proposals = find({ suggested, groups: [group(...a, 5, 6), group(7, 8, 9, 10, 11)] });
    expect(proposals.map(({ kind }) => kind)).toEqual(['move']);
  });
});

describe('photos that are grouped with another album', () => {
  const strays = { suggested: { 1: a, 2: [...b, 8] }, groups: [group(...a, 8), group(...b)] };

  it('are proposed to move there', () => {
    expect(find(strays)).toEqual([
      { kind: 'move', albumId: 1, fromAlbumId: 2, photoIds: [8], certainty: 0.8 * 0.9, witnesses: 4 },
    ]);
  });

  it('stay when a person confirmed them, or refused them there, or the atlas named their album', () => {
    expect(find({ ...strays, suggested: { 1: a, 2: b }, confirmed: { 2: [8] } }).map(({ kind }) => kind)).toEqual([]);
    expect(find({ ...strays, rejected: { 1: [8] } })).toEqual([]);
    expect(find({ ...strays, traits: { 2: { isLandmark: true } } })).toEqual([]);
  });
});

describe('an album of two groups', () => {
  const mixed = { suggested: { 1: [...a, ...b] }, groups: [group(...a), group(...b)] };

  it('is proposed to be split: the smaller part leaves', () => {
    expect(find(mixed)).toEqual([
      { kind: 'split', albumId: 1, fromAlbumId: null, photoIds: b, certainty: 0.8, witnesses: 4 },
    ]);
  });

  it('loses the part that nobody confirmed', () => {
    const situation = {
      suggested: { 1: [...a, 6, 7, 8] },
      confirmed: { 1: [5] },
      groups: [group(...a), group(...b, 8)],
    };
    expect(find(situation)).toMatchObject([{ photoIds: a }]);
  });

  it('stays whole when one part is held together by confirmations alone', () => {
    expect(find({ ...mixed, suggested: { 1: a }, confirmed: { 1: b } })).toEqual([]);
  });

  it('stays whole when a person put it together, or when it is a landmark, which has several sides', () => {
    expect(find({ ...mixed, traits: { 1: { isMerged: true } } })).toEqual([]);
    expect(find({ ...mixed, traits: { 1: { isLandmark: true } } })).toEqual([]);
  });
});

it('proposes what is only suggested, unless it is in another album', () => {
  expect(find({ suggested: { 1: a, 2: b }, tentative: { 1: [5, 8, 9], 3: [10] } })).toEqual([
    { kind: 'join', albumId: 1, fromAlbumId: null, photoIds: [8, 9], certainty: 0.6, witnesses: 4 },
  ]);
});

it('lists the surest first, whatever the order of groups', () => {
  const situation = {
    suggested: { 1: a, 2: b, 3: [11, 12, 13, 14, 15, 16] },
    tentative: { 1: [20] },
    groups: [group(...a, ...b), group(11, 12, 13), { ...group(14, 15, 16), certainty: 0.5 }],
  };
  const proposals = find(situation);
  expect(proposals.map(({ kind }) => kind)).toEqual(['merge', 'join', 'split']);
  expect(find({ ...situation, groups: situation.groups.toReversed() })).toEqual(proposals);
});
