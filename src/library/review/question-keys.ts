/**
 * @file Names of questions. The key of a card names all that it asks about; skipping remembers each part by itself, so that a photo
 * that was skipped in one pack is not asked in the next.
 */

/** What a key says. */
export type NamedQuestion =
  | { readonly kind: 'same-place'; readonly albumId: number; readonly photoIds: readonly number[] }
  | { readonly kind: 'name'; readonly albumId: number }
  | { readonly kind: 'regroup'; readonly proposalKey: string }
  | { readonly kind: 'doubtful'; readonly albumId: number; readonly photoId: number };

/** "same-place 7 12,15", "name 7", "regroup 0f...", "doubtful 7 12". */
export function buildQuestionKey(question: NamedQuestion): string {
  switch (question.kind) {
    case 'same-place':
      return `same-place ${question.albumId} ${question.photoIds.join(',')}`;
    case 'name':
      return `name ${question.albumId}`;
    case 'regroup':
      return `regroup ${question.proposalKey}`;
    case 'doubtful':
      return `doubtful ${question.albumId} ${question.photoId}`;
  }
}

/** Null for what is no key. */
export function parseQuestionKey(key: string): NamedQuestion | null {
  const [kind, first = '', second = ''] = key.split(' ');
  const albumId = Number(first);
  if (kind === 'regroup') return first === '' ? null : { kind, proposalKey: first };
  if (!Number.isSafeInteger(albumId) || albumId < 1) return null;
  if (kind === 'name') return { kind, albumId };
  const photoIds = second.split(',').map(Number);
  if (!photoIds.every((photoId) => Number.isSafeInteger(photoId) && photoId > 0)) return null;
  if (kind === 'same-place') return { kind, albumId, photoIds };
  const [photoId] = photoIds;
  return kind === 'doubtful' && photoId !== undefined ? { kind, albumId, photoId } : null;
}

/** Keys under which skipping is remembered: one a photo of a pack, else the key itself. */
export function listSkipKeys(question: NamedQuestion): string[] {
  if (question.kind !== 'same-place') return [buildQuestionKey(question)];
  const { kind, albumId, photoIds } = question;
  return photoIds.map((photoId) => buildQuestionKey({ kind, albumId, photoIds: [photoId] }));
}
