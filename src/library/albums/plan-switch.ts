/**
 * @file What changes in the albums when they switch to the vectors of another model ([Note: spaces]). Pure: no catalog, no
 * embedder.
 *
 * Albums that a person touched (named, merged, confirmed or rejected a photo in) are theirs: nobody is taken out. All others are
 * guesses of the old model and are guessed again: their id, name and cover go to the group that shares most photos with them,
 * photos that the new model neither recognises nor groups there leave.
 */
import type { PhotoGroup } from '../../ml/embedder-messages.ts';
import { canOpen, isShared, isSure, orderGroups, suggest, type GroupPlan, type PlannedAlbum } from './match-groups.ts';

export interface SwitchEvidence {
  /** In the new space. */
  readonly groups: readonly PhotoGroup[];
  /** Unmerged albums that each photo is shown in, suggested or confirmed. */
  readonly albumsOf: ReadonlyMap<number, readonly number[]>;
  /** By album. */
  readonly suggestedOf: ReadonlyMap<number, readonly number[]>;
  /** Album of the landmark that each photo was recognised as in the new space. */
  readonly recognizedIn: ReadonlyMap<number, number>;
  /** Whether the photo has a vector of the new model. */
  readonly hasVector: (photoId: number) => boolean;
  /** Whether the album is nobody's but the old model's, and the new one can judge it. */
  readonly isGuess: (albumId: number) => boolean;
  /** Whether the album is one that the atlas names. */
  readonly isLandmark: (albumId: number) => boolean;
  /** Whether a person said that this photo does not belong to this album. */
  readonly isRefused: (albumId: number, photoId: number) => boolean;
}

export interface SwitchPlan extends GroupPlan {
  /** Photos that leave albums. */
  readonly leaves: readonly { readonly albumId: number; readonly photoIds: readonly number[] }[];
}

/** Plans the switch. The same evidence gives the same plan in whatever order groups come; a plan that is carried out plans nothing more. */
export function planSwitch(evidence: SwitchEvidence): SwitchPlan {
  const { albumsOf, suggestedOf, recognizedIn, hasVector, isGuess, isRefused } = evidence;
  const ordered = orderGroups(evidence.groups);
  const albumOfGroup = matchAlbums(ordered, evidence);
  const groupedIn = new Map<number, number>();
  for (const [group, albumId] of albumOfGroup) {
    for (const { photoId } of group.members) groupedIn.set(photoId, albumId);
  }

  const left = new Set<string>();
  const leaves: SwitchPlan['leaves'][number][] = [];
  for (const [albumId, photoIds] of suggestedOf) {
    if (!isGuess(albumId)) continue;
    const leaving = photoIds.filter(
      (photoId) => hasVector(photoId) && recognizedIn.get(photoId) !== albumId && groupedIn.get(photoId) !== albumId,
    );
    if (leaving.length > 0) leaves.push({ albumId, photoIds: leaving });
    for (const photoId of leaving) left.add(buildPair(albumId, photoId));
  }

  const isFree = (photoId: number): boolean =>
    (albumsOf.get(photoId) ?? []).every((albumId) => left.has(buildPair(albumId, photoId)));
  const joins: (PlannedAlbum & { readonly albumId: number })[] = [];
  const openings: PlannedAlbum[] = [];
  for (const group of ordered) {
    const albumId = albumOfGroup.get(group);
    const { certainty } = group;
    const free = group.members.filter(({ photoId }) => isFree(photoId)).map(suggest);
    if (albumId === undefined) {
      if (canOpen(free)) openings.push({ suggestions: free, certainty });
      continue;
    }
    // Who stays gets the new model's confidence; a member of a person's album stays a member.
    const suggested = new Set(suggestedOf.get(albumId));
    const staying = group.members
      .filter(({ photoId }) => suggested.has(photoId) && !recognizedIn.has(photoId))
      .map(suggest)
      .map((suggestion) => (isGuess(albumId) ? suggestion : { ...suggestion, isTentative: false }));
    const suggestions = [...free.filter(({ photoId }) => !isRefused(albumId, photoId)), ...staying];
    if (suggestions.length > 0) joins.push({ albumId, suggestions, certainty });
  }
  return { joins, openings, leaves };
}

/**
 * The album that each group is, most shared photos first. A guess is one group; several groups may be one album that a person
 * touched, or one landmark seen from several sides.
 */
function matchAlbums(groups: readonly PhotoGroup[], evidence: SwitchEvidence): Map<PhotoGroup, number> {
  const { isGuess, isLandmark } = evidence;
  const pairs = groups
    .flatMap((group) => [...countShared(group, evidence)].map(([albumId, count]) => ({ group, albumId, count })))
    .filter(({ group, albumId, count }) => isShared(count, group.members.filter(isSure).length, isLandmark(albumId)))
    // Stable: equals stay in the order of the groups.
    .sort((a, b) => b.count - a.count || a.albumId - b.albumId);
  const albumOf = new Map<PhotoGroup, number>();
  const taken = new Set<number>();
  for (const { group, albumId } of pairs) {
    if (albumOf.has(group) || taken.has(albumId)) continue;
    albumOf.set(group, albumId);
    if (isGuess(albumId) && !isLandmark(albumId)) taken.add(albumId);
  }
  return albumOf;
}

/** How many photos of a group speak for each album. What the old model recognised says nothing any more. */
function countShared(
  { members }: PhotoGroup,
  { albumsOf, recognizedIn, isGuess, isLandmark }: SwitchEvidence,
): Map<number, number> {
  const shared = new Map<number, number>();
  for (const { photoId } of members.filter(isSure)) {
    for (const albumId of albumsOf.get(photoId) ?? []) {
      if (isGuess(albumId) && isLandmark(albumId) && recognizedIn.get(photoId) !== albumId) continue;
      shared.set(albumId, (shared.get(albumId) ?? 0) + 1);
    }
  }
  return shared;
}

function buildPair(albumId: number, photoId: number): string {
  return `${albumId} ${photoId}`;
}
