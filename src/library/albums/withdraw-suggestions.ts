/** @file Which suggestions that are not sure enough for a member are out of date after a grouping. Pure: no catalog, no embedder. */
import type { GroupPlan } from './match-groups.ts';
import type { SwitchPlan } from './plan-switch.ts';
import type { MembershipIndex } from './read-memberships.ts';

export interface WithdrawEvidence {
  readonly plan: GroupPlan;
  readonly memberships: Pick<MembershipIndex, 'albumsOf' | 'confirmedOf' | 'tentativeOf'>;
  readonly isLandmark: (albumId: number) => boolean;
  /** Whether the photo took part in the grouping. */
  readonly isGrouped: (photoId: number) => boolean;
}

/**
 * Tentative suggestions to withdraw: of photos that are members of an album, or become one by the plan; and those that an earlier grouping
 * made and this one does not. Albums of the atlas and those with confirmed photos keep theirs: recognition made them.
 */
export function findOutdatedSuggestions(evidence: WithdrawEvidence): SwitchPlan['leaves'] {
  const { plan, memberships, isLandmark, isGrouped } = evidence;
  const joining = new Set<number>();
  for (const { suggestions } of [...plan.joins, ...plan.openings]) {
    for (const { photoId, isTentative } of suggestions) if (!isTentative) joining.add(photoId);
  }
  const planned = new Map(plan.joins.map(({ albumId }) => [albumId, new Set<number>()]));
  for (const { albumId, suggestions } of plan.joins) {
    for (const { photoId } of suggestions) planned.get(albumId)?.add(photoId);
  }
  return [...memberships.tentativeOf].flatMap(([albumId, tentative]) => {
    const isOfGrouping = !isLandmark(albumId) && !memberships.confirmedOf.has(albumId);
    const photoIds = tentative
      .map(({ photoId }) => photoId)
      .filter((photoId) => {
        if (planned.get(albumId)?.has(photoId) === true) return false;
        const isMember = joining.has(photoId) || (memberships.albumsOf.get(photoId)?.length ?? 0) > 0;
        return isMember || (isOfGrouping && isGrouped(photoId));
      });
    return photoIds.length === 0 ? [] : [{ albumId, photoIds }];
  });
}
