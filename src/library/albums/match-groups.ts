/** @file Which groups of a new grouping are albums that exist, and which open one. Pure: no catalog, no embedder. */
import type { GroupMember, PhotoGroup } from '../../ml/embedder-messages.ts';

/** A group joins an album with which it shares this many photos (or half of its own, for small ones). */
const sharedPhotosToJoin = 3;
/**
 * Part of a group that the atlas must have recognised as one landmark before the rest follows it: a name reaches many photos
 * by few witnesses, so a stray recognition must not carry a whole group.
 */
const recognizedShareToJoin = 0.2;
/** Photos that a new album needs. */
const photosToOpen = 3;

export interface Suggestion {
  readonly photoId: number;
  readonly confidence: number;
  /** Not sure enough to be a member. */
  readonly isTentative: boolean;
}

export interface PlannedAlbum {
  readonly suggestions: readonly Suggestion[];
  /** Of the group, in [0, 1]. */
  readonly certainty: number;
}

export interface GroupPlan {
  /** Photos that join existing albums. */
  readonly joins: readonly (PlannedAlbum & { readonly albumId: number })[];
  /** Photos that open an album together. */
  readonly openings: readonly PlannedAlbum[];
}

/**
 * Plans what a grouping changes. Nobody is taken out of an album or moved: a photo that is in one is only evidence of which
 * album its group is.
 *
 * @param groups as the embedder found them
 * @param albumsOf unmerged albums that each photo is a member of, suggested or confirmed; one that is only tentative is free
 * @param isRefused whether a person said that this photo does not belong to this album
 * @param isLandmark whether the album is one that the atlas names
 */
export function planGroups(
  groups: readonly PhotoGroup[],
  albumsOf: ReadonlyMap<number, readonly number[]>,
  isRefused: (albumId: number, photoId: number) => boolean,
  isLandmark: (albumId: number) => boolean,
): GroupPlan {
  const joins: (PlannedAlbum & { readonly albumId: number })[] = [];
  const openings: PlannedAlbum[] = [];
  for (const { members, certainty } of orderGroups(groups)) {
    const free = members.filter(({ photoId }) => (albumsOf.get(photoId)?.length ?? 0) === 0).map(suggest);
    if (free.length === 0) continue;
    const albumId = findSharedAlbum(members.filter(isSure), albumsOf, isLandmark);
    if (albumId === null) {
      if (canOpen(free)) openings.push({ suggestions: free, certainty });
      continue;
    }
    const suggestions = free.filter(({ photoId }) => !isRefused(albumId, photoId));
    if (suggestions.length > 0) joins.push({ albumId, suggestions, certainty });
  }
  return { joins, openings };
}

/** What a member of a group is in its album. */
export function suggest({ photoId, confidence, role }: GroupMember): Suggestion {
  return { photoId, confidence, isTentative: role === 'tentative' };
}

/** Whether it is more than suggested to its group. */
export function isSure({ role }: GroupMember): boolean {
  return role !== 'tentative';
}

/** Whether so many photos make an album. */
export function canOpen(free: readonly Suggestion[]): boolean {
  return free.filter(({ isTentative }) => !isTentative).length >= photosToOpen;
}

/** The album with which the group shares most photos, the oldest of equals; null when it shares too few. */
function findSharedAlbum(
  members: readonly GroupMember[],
  albumsOf: ReadonlyMap<number, readonly number[]>,
  isLandmark: (albumId: number) => boolean,
): number | null {
  const shared = new Map<number, number>();
  for (const { photoId } of members) {
    for (const albumId of albumsOf.get(photoId) ?? []) shared.set(albumId, (shared.get(albumId) ?? 0) + 1);
  }
  let best: { readonly albumId: number; readonly count: number } | null = null;
  for (const [albumId, count] of shared) {
    if (best === null || count > best.count || (count === best.count && albumId < best.albumId))
      best = { albumId, count };
  }
  return best !== null && isShared(best.count, members.length, isLandmark(best.albumId)) ? best.albumId : null;
}

/** Whether `count` photos that a group of `size` shares with an album make it part of that album. */
export function isShared(count: number, size: number, isLandmark: boolean): boolean {
  if (isLandmark && count < recognizedShareToJoin * size) return false;
  return count >= sharedPhotosToJoin || count * 2 >= size;
}

/** Big groups first, then by their first photo: independent of the order in which they came. */
export function orderGroups(groups: readonly PhotoGroup[]): PhotoGroup[] {
  return groups.toSorted(
    (a, b) => b.members.length - a.members.length || (a.members[0]?.photoId ?? 0) - (b.members[0]?.photoId ?? 0),
  );
}
