/** @file The answers that each kind of card takes, the decision that each of them is, and what it changes in words. */
import type { ReviewCard } from '../../../src/api/review-views.ts';
import { callMain } from '../../client.ts';
import { t } from '../../strings/index.ts';
import type { NameChoice } from '../albums/name-search.svelte.ts';

/** What a person says to a card. */
export type ReviewAnswer =
  /** `photoIds` of a pack: the photos that it is said of; left out: all. */
  | { readonly kind: 'yes' | 'no'; readonly photoIds?: readonly number[] }
  | { readonly kind: 'skip' }
  | { readonly kind: 'name'; readonly choice: NameChoice }
  | { readonly kind: 'not-landmark' }
  | { readonly kind: 'hide' };

/** The album that is left, as far as the answer tells. */
export interface AnswerOutcome {
  readonly id?: number;
  readonly name: string;
  readonly photoCount: number;
}

/** Whether the card can be answered so. */
export function isFitting(card: ReviewCard, answer: ReviewAnswer): boolean {
  if (answer.kind === 'skip') return true;
  if (card.kind === 'name') return answer.kind === 'name' || answer.kind === 'not-landmark' || answer.kind === 'hide';
  return (answer.kind === 'yes' || answer.kind === 'no') && answer.photoIds?.length !== 0;
}

/** Photos that are settled by it. */
export function countSettled(card: ReviewCard, answer: ReviewAnswer): number {
  if (answer.kind === 'skip') return 0;
  const said = answer.kind === 'yes' || answer.kind === 'no' ? answer.photoIds : undefined;
  return said?.length ?? card.photoCount;
}

/** Makes the decision, or remembers the skip. */
export async function sendAnswer(card: ReviewCard, answer: ReviewAnswer): Promise<AnswerOutcome | null> {
  const { id: albumId, name, photoCount } = card.album;
  const album = { id: albumId, name, photoCount };
  if (answer.kind === 'skip') {
    await callMain('review.skip', { key: card.key });
    return null;
  }
  if (answer.kind === 'hide') {
    await callMain('albums.hide', { albumId });
    return { name, photoCount };
  }
  if (answer.kind === 'not-landmark') return { name, ...(await callMain('albums.notLandmark', { albumId })) };
  if (answer.kind === 'name') return giveName(albumId, answer.choice);
  const isYes = answer.kind === 'yes';
  switch (card.kind) {
    case 'same-place': {
      const photoIds = [...(answer.photoIds ?? card.photos.map((photo) => photo.id))];
      await callMain(isYes ? 'albums.confirm' : 'albums.reject', { albumId, photoIds });
      return album;
    }
    case 'doubtful':
      await callMain(isYes ? 'albums.keep' : 'albums.reject', { albumId, photoIds: [card.photo.id] });
      return album;
    case 'regroup':
      await callMain(isYes ? 'albums.acceptProposal' : 'albums.dismissProposal', { key: card.proposalKey });
      return isYes ? album : null;
    case 'name':
      return null;
  }
}

function giveName(albumId: number, choice: NameChoice): Promise<AnswerOutcome> {
  switch (choice.kind) {
    case 'landmark':
      return callMain('albums.link', { albumId, landmarkId: choice.landmarkId });
    case 'album':
      return callMain('albums.merge', { intoAlbumId: choice.albumId, fromAlbumId: albumId });
    case 'new':
      return callMain('albums.rename', { albumId, name: choice.name });
  }
}

/** What it changed. */
export function describeAnswer(card: ReviewCard, answer: ReviewAnswer, outcome: AnswerOutcome | null): string {
  const words = t.review.did;
  const { name } = card.album;
  const photos = countSettled(card, answer);
  switch (answer.kind) {
    case 'skip':
      return words.skipped;
    case 'name':
      return words.named(outcome?.name ?? name, outcome?.photoCount ?? photos);
    case 'hide':
      return words.hidden(name);
    case 'not-landmark':
      return words.notLandmark(outcome?.photoCount ?? photos);
    case 'yes':
    case 'no':
      return describeYesOrNo(card, answer.kind === 'yes', photos);
  }
}

function describeYesOrNo(card: ReviewCard, isYes: boolean, photos: number): string {
  const words = t.review.did;
  const { name } = card.album;
  if (card.kind === 'doubtful') return isYes ? words.kept(name) : words.rejected(1, name);
  if (card.kind !== 'regroup') return isYes ? words.confirmed(photos, name) : words.rejected(photos, name);
  if (!isYes) return words.dismissed;
  if (card.proposal === 'merge') return words.merged(card.from?.name ?? '', name);
  return card.proposal === 'move' ? words.moved(photos, name) : words.split(photos, name);
}
