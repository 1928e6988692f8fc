/**
 * @file What a new grouping would change in the albums that exist. Pure: no catalog, no embedder.
 *
 * [Note: proposals] New photos attach to albums or open new ones by themselves (match-groups.ts); members never move by themselves.
 * So albums keep what was believed when their photos came: two albums for the front and the back of one place, opened before the
 * photo that connects them was there, or one album for two places that looked alike while there were few photos of them. Grouping
 * everything anew shows such differences; each becomes a proposal that a person accepts (one decision, which can be undone) or
 * dismisses (remembered). What a person said is never up for proposal: confirmed photos stay, rejected ones do not come back, merged
 * albums are not split. What the atlas named is not moved either: it knows more than grouping.
 */
import type { GroupMember, PhotoGroup } from '../../ml/embedder-messages.ts';
import { isSure, orderGroups } from '../albums/match-groups.ts';
import type { MembershipIndex } from '../albums/read-memberships.ts';

/** An album joins another one in whose group more than this part of its grouped photos is, and so many of them at least. */
const mergedShare = 0.5;
const leastMerged = 2;
/** Groups compared with the albums in one step. */
const groupsAStep = 500;
/** Photos that leave for an album of their own. */
const leastSplit = 3;

/** What is proposed, before it has words. Photo ids ascending. */
export interface ProposalDraft {
  readonly kind: 'merge' | 'move' | 'split' | 'join';
  readonly albumId: number;
  readonly fromAlbumId: number | null;
  readonly photoIds: readonly number[];
  readonly certainty: number;
  /** Photos of `albumId` that speak for it. */
  readonly witnesses: number;
}

export interface ComparedAlbum {
  readonly id: number;
  readonly isLandmark: boolean;
  readonly isNamedByPerson: boolean;
  readonly isHidden: boolean;
  /** A person merged others into it. */
  readonly isMerged: boolean;
}

export interface ProposalEvidence {
  readonly groups: readonly PhotoGroup[];
  readonly memberships: MembershipIndex;
  /** Unmerged ones. */
  readonly albums: readonly ComparedAlbum[];
  /** Whether the photo took part in the grouping. */
  readonly isGrouped: (photoId: number) => boolean;
}

/** One group beside the albums of its photos. */
interface ComparedGroup {
  readonly group: PhotoGroup;
  readonly confidenceOf: ReadonlyMap<number, number>;
  /** Its members in each album, by album id. */
  readonly inAlbum: ReadonlyMap<number, readonly number[]>;
  /** The album that it is: with most of its photos, the oldest of equals. */
  readonly ownerId: number | null;
}

/** Finds the differences: surest first, whatever the order of groups. */
export function findProposals(evidence: ProposalEvidence): ProposalDraft[] {
  const steps = findProposalsInSteps(evidence);
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
  }
}

/** The same in steps of ten or twenty milliseconds at 100,000 photos: others may have a turn after each. */
export function* findProposalsInSteps(evidence: ProposalEvidence): Generator<void, ProposalDraft[], undefined> {
  const albums = new Map(evidence.albums.filter(({ isHidden }) => !isHidden).map((album) => [album.id, album]));
  const groups: ComparedGroup[] = [];
  for (const group of orderGroups(evidence.groups)) {
    groups.push(compareGroup(group, evidence.memberships, albums));
    if (groups.length % groupsAStep === 0) yield;
  }
  yield;
  const homes = findHomes(groups, evidence, albums);
  yield;
  const merges = groups.flatMap((group) => proposeMerges(group, homes, evidence, albums));
  // Whose album joins another one moves with it.
  const merged = new Set(merges.map(({ fromAlbumId }) => fromAlbumId));
  yield;
  const moves = proposeMoves(groups, homes, merged, evidence, albums);
  yield;
  const splits = groups.flatMap((group) => proposeSplit(group, homes, merged, evidence, albums));
  yield;
  return [...merges, ...moves, ...splits, ...proposeJoins(evidence, albums)].sort(
    (a, b) =>
      b.certainty - a.certainty ||
      a.albumId - b.albumId ||
      (a.photoIds[0] ?? 0) - (b.photoIds[0] ?? 0) ||
      a.kind.localeCompare(b.kind),
  );
}

type AlbumsById = ReadonlyMap<number, ComparedAlbum>;

function compareGroup(group: PhotoGroup, { albumsOf }: MembershipIndex, albums: AlbumsById): ComparedGroup {
  const sure = group.members.filter(isSure);
  const inAlbum = new Map<number, number[]>();
  for (const { photoId } of sure) {
    for (const albumId of albumsOf.get(photoId) ?? []) {
      if (!albums.has(albumId)) continue;
      const known = inAlbum.get(albumId);
      if (known === undefined) inAlbum.set(albumId, [photoId]);
      else known.push(photoId);
    }
  }
  const [owner] = [...inAlbum].sort(([a, ofA], [b, ofB]) => ofB.length - ofA.length || a - b);
  return {
    group,
    confidenceOf: new Map(sure.map(({ photoId, confidence }: GroupMember) => [photoId, confidence])),
    inAlbum,
    ownerId: owner?.[0] ?? null,
  };
}

interface Home {
  readonly group: ComparedGroup;
  /** Of the album's grouped photos. */
  readonly share: number;
}

/** Group that holds most of an album's grouped photos; one with confirmed photos comes first, the biggest of equals. */
function findHomes(
  groups: readonly ComparedGroup[],
  { memberships, isGrouped }: ProposalEvidence,
  albums: AlbumsById,
): Homes {
  const best = new Map<number, { readonly group: ComparedGroup; readonly count: number; readonly confirmed: number }>();
  const confirmedOf = new Map([...memberships.confirmedOf].map(([albumId, photoIds]) => [albumId, new Set(photoIds)]));
  for (const group of groups) {
    for (const [albumId, photoIds] of group.inAlbum) {
      const count = photoIds.length;
      const confirmed = photoIds.filter((photoId) => confirmedOf.get(albumId)?.has(photoId) === true).length;
      const known = best.get(albumId);
      const isBetter =
        known === undefined || confirmed > known.confirmed || (confirmed === known.confirmed && count > known.count);
      if (isBetter) best.set(albumId, { group, count, confirmed });
    }
  }
  const homes = new Map<number, Home>();
  for (const albumId of albums.keys()) {
    const found = best.get(albumId);
    if (found === undefined) continue;
    const grouped = listMembers(memberships, albumId).filter(isGrouped).length;
    homes.set(albumId, { group: found.group, share: found.count / grouped });
  }
  return homes;
}

type Homes = ReadonlyMap<number, Home>;

/** Albums that are at home in one group: the others join the one that a person or the atlas named, or the biggest. */
function proposeMerges(
  compared: ComparedGroup,
  homes: Homes,
  { memberships }: ProposalEvidence,
  albums: AlbumsById,
): ProposalDraft[] {
  const count = (albumId: number): number => compared.inAlbum.get(albumId)?.length ?? 0;
  const share = (albumId: number): number => homes.get(albumId)?.share ?? 0;
  const [into, ...others] = [...compared.inAlbum.keys()]
    .filter((albumId) => homes.get(albumId)?.group === compared)
    .filter((albumId) => count(albumId) >= leastMerged && share(albumId) > mergedShare)
    .map((albumId) => albums.get(albumId))
    .filter((album) => album !== undefined)
    .sort((a, b) => rankAlbum(b) - rankAlbum(a) || count(b.id) - count(a.id) || a.id - b.id);
  if (into === undefined) return [];
  return others.flatMap((from): ProposalDraft[] => {
    // The atlas tells two landmarks apart, and a person two places that they named.
    if (into.isLandmark && from.isLandmark) return [];
    if (into.isNamedByPerson && from.isNamedByPerson) return [];
    if (areApart(memberships, into.id, from.id)) return [];
    return [
      {
        kind: 'merge',
        albumId: into.id,
        fromAlbumId: from.id,
        photoIds: listMembers(memberships, from.id),
        certainty: compared.group.certainty * share(from.id) * share(into.id),
        witnesses: count(into.id),
      },
    ];
  });
}

/** Photos of one album that are grouped with another one. */
function proposeMoves(
  groups: readonly ComparedGroup[],
  homes: Homes,
  merged: ReadonlySet<number | null>,
  { memberships }: ProposalEvidence,
  albums: AlbumsById,
): ProposalDraft[] {
  return groups.flatMap((compared) => {
    const { ownerId, inAlbum, confidenceOf, group } = compared;
    if (ownerId === null) return [];
    const owned = inAlbum.get(ownerId)?.length ?? 0;
    const rejected = memberships.rejectedOf.get(ownerId);
    return [...inAlbum].flatMap(([albumId, photoIds]): ProposalDraft[] => {
      const album = albums.get(albumId);
      if (album === undefined || albumId === ownerId || album.isLandmark || merged.has(albumId)) return [];
      if (homes.get(albumId)?.group === compared || owned <= photoIds.length) return [];
      const confirmed = new Set(memberships.confirmedOf.get(albumId));
      const leaving = photoIds.filter(
        (photoId) =>
          !confirmed.has(photoId) &&
          rejected?.has(photoId) !== true &&
          memberships.albumsOf.get(photoId)?.includes(ownerId) !== true,
      );
      if (leaving.length === 0) return [];
      const certainty = group.certainty * average(leaving.map((photoId) => confidenceOf.get(photoId) ?? 0));
      return [{ kind: 'move', albumId: ownerId, fromAlbumId: albumId, photoIds: leaving, certainty, witnesses: owned }];
    });
  });
}

/** A second group of one album, with no other album to go to. */
function proposeSplit(
  compared: ComparedGroup,
  homes: Homes,
  merged: ReadonlySet<number | null>,
  { memberships }: ProposalEvidence,
  albums: AlbumsById,
): ProposalDraft[] {
  const album = compared.ownerId === null ? undefined : albums.get(compared.ownerId);
  const home = album === undefined ? undefined : homes.get(album.id);
  if (album === undefined || home === undefined || home.group === compared) return [];
  // Its home is another album's: what is confirmed there says nothing of this part.
  if (home.group.ownerId !== album.id) return [];
  // A landmark is seen from several sides, and what a person put together is one.
  if (album.isLandmark || album.isMerged || merged.has(album.id)) return [];
  const confirmed = new Set(memberships.confirmedOf.get(album.id));
  const photoIds = compared.inAlbum.get(album.id) ?? [];
  if (photoIds.length < leastSplit || photoIds.some((photoId) => confirmed.has(photoId))) return [];
  const certainty = Math.min(compared.group.certainty, home.group.group.certainty);
  const staying = home.group.inAlbum.get(album.id) ?? [];
  // What only a person's word holds together says nothing of how the place looks.
  if (staying.filter((photoId) => !confirmed.has(photoId)).length < leastSplit) return [];
  const witnesses = staying.length;
  return [{ kind: 'split', albumId: album.id, fromAlbumId: null, photoIds, certainty, witnesses }];
}

/** Photos that are suggested to an album that is shown, and in none. */
function proposeJoins({ memberships }: ProposalEvidence, albums: AlbumsById): ProposalDraft[] {
  return [...memberships.tentativeOf].flatMap(([albumId, tentative]): ProposalDraft[] => {
    const members = listMembers(memberships, albumId);
    const open = tentative.filter(({ photoId }) => (memberships.albumsOf.get(photoId)?.length ?? 0) === 0);
    if (!albums.has(albumId) || members.length === 0 || open.length === 0) return [];
    return [
      {
        kind: 'join',
        albumId,
        fromAlbumId: null,
        photoIds: open.map(({ photoId }) => photoId),
        certainty: average(open.map(({ confidence }) => confidence)),
        witnesses: members.length,
      },
    ];
  });
}

/** What is known by name stays; of groups the biggest. */
function rankAlbum({ isLandmark, isNamedByPerson }: ComparedAlbum): number {
  return (isNamedByPerson ? 2 : 0) + (isLandmark ? 1 : 0);
}

/** Whether a person took a photo of one of them out of the other. */
function areApart(memberships: MembershipIndex, a: number, b: number): boolean {
  const isRefused = (albumId: number, otherId: number): boolean => {
    const rejected = memberships.rejectedOf.get(albumId);
    return rejected !== undefined && listMembers(memberships, otherId).some((photoId) => rejected.has(photoId));
  };
  return isRefused(a, b) || isRefused(b, a);
}

function listMembers({ confirmedOf, suggestedOf }: MembershipIndex, albumId: number): number[] {
  return [...(confirmedOf.get(albumId) ?? []), ...(suggestedOf.get(albumId) ?? [])].sort((a, b) => a - b);
}

function average(values: readonly number[]): number {
  return values.reduce((sum, value) => sum + value, 0) / values.length;
}
