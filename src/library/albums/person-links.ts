/** @file A person's decisions as pairs for grouping: photos that belong together, photos that do not. */
import type { MembershipIndex } from './read-memberships.ts';

export interface PersonLinks {
  /** Flat pairs of photo ids. */
  readonly mustLinks: Int32Array;
  readonly cannotLinks: Int32Array;
}

/** A rejected photo is kept from so many members of the album: enough to keep it out, few enough to stay fast. */
const rejectionWitnesses = 20;

/** @param taking photos that take part in the grouping */
export function buildPersonLinks(index: MembershipIndex, taking: ReadonlySet<number>): PersonLinks {
  const mustLinks: number[] = [];
  for (const photoIds of index.confirmedOf.values()) {
    const confirmed = photoIds.filter((photoId) => taking.has(photoId));
    // A chain ties all of them.
    confirmed.slice(1).forEach((photoId, position) => mustLinks.push(confirmed[position] ?? photoId, photoId));
  }
  const cannotLinks: number[] = [];
  for (const [albumId, rejected] of index.rejectedOf) {
    const members = [...(index.confirmedOf.get(albumId) ?? []), ...(index.suggestedOf.get(albumId) ?? [])];
    const witnesses = members.filter((photoId) => taking.has(photoId)).slice(0, rejectionWitnesses);
    for (const photoId of [...rejected].sort((a, b) => a - b)) {
      if (!taking.has(photoId)) continue;
      for (const witness of witnesses) if (witness !== photoId) cannotLinks.push(photoId, witness);
    }
  }
  return { mustLinks: Int32Array.from(mustLinks), cannotLinks: Int32Array.from(cannotLinks) };
}
