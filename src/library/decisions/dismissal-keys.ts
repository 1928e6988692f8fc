/** @file What is remembered of a "no": the two albums, or each photo with its album, so that others may be proposed. */
import type { DismissedKind } from './log-entries.ts';

/** What was proposed: albums by uuid, photos by content hash. */
export interface Dismissal {
  readonly kind: DismissedKind;
  readonly albumUuid: string;
  /** Counts for a merge alone. */
  readonly fromUuid: string | null;
  readonly hashes: readonly string[];
}

/** Keys of `catalog.dismissedProposals`: one of a merge, else one a photo in the order of `hashes`. */
export function listDismissalKeys({ kind, albumUuid, fromUuid, hashes }: Dismissal): string[] {
  // Either album of a merge may be the one that stays.
  if (kind === 'merge') return [['merge', ...[albumUuid, fromUuid ?? ''].sort()].join(' ')];
  return hashes.map((hash) => `${kind} ${albumUuid} ${hash}`);
}
