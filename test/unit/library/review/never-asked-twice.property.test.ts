/** @file Whatever is decided, undone, redone and restarted in between: what was answered, and not undone, is not asked. */
import fc from 'fast-check';
import { expect, it } from 'vitest';
import type { ReviewCard } from '../../../../src/api/review-views.ts';
import { make, someDecision } from '../decisions/decision-scene.ts';
import { askAll, openReviewScene, restart, type ReviewScene } from './review-scene.ts';

const someStep = fc.oneof(
  { weight: 6, arbitrary: fc.record({ answer: fc.constantFrom('yes', 'no', 'skip'), card: fc.nat({ max: 20 }) }) },
  { weight: 2, arbitrary: someDecision },
  { weight: 2, arbitrary: fc.constantFrom('undo', 'redo', 'restart') },
);

/** Answers a card, or skips it. */
function answer({ decisions, review }: ReviewScene, card: ReviewCard, word: string): void {
  const albumId = card.album.id;
  if (word === 'skip') review.skip(card.key);
  else if (card.kind === 'same-place') {
    decisions[word === 'yes' ? 'confirm' : 'reject'](
      albumId,
      card.photos.map(({ id }) => id),
    );
  } else if (card.kind === 'name') {
    if (word === 'yes') decisions.rename(albumId, `Place ${card.key}`);
    else decisions.hide(albumId);
  } else if (card.kind === 'doubtful') {
    if (word === 'yes') decisions.reject(albumId, [card.photo.id]);
    else decisions.dismiss({ kind: 'doubtful', albumId, fromAlbumId: null, photoIds: [card.photo.id] });
  } else if (word === 'no') {
    const photoIds = card.proposal === 'merge' ? [] : card.photos.map(({ id }) => id);
    decisions.dismiss({ kind: card.proposal, albumId, fromAlbumId: card.from?.id ?? null, photoIds });
  } else if (card.from !== null) decisions.merge(albumId, card.from.id);
  else
    decisions.split(
      albumId,
      card.photos.map(({ id }) => id),
      null,
    );
}

/** What the log and the albums say is answered. */
function listAnswered({ catalog, photos }: ReviewScene): {
  readonly pairs: ReadonlySet<string>;
  readonly denied: ReadonlySet<number>;
} {
  return {
    pairs: new Set(catalog.memberships.listDecided().map(({ albumId, photoId }) => `${albumId} ${photoId}`)),
    denied: new Set(photos.filter((photoId) => catalog.photos.isLandmarkDenied(photoId))),
  };
}

it('asks nothing that is answered', { timeout: 120_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someStep, { maxLength: 14 }), async (steps) => {
      let scene = openReviewScene();
      /** Skipped, and nothing was decided since. */
      let skipped = new Set<string>();
      for (const step of steps) {
        const decided = scene.catalog.decisions.count();
        if (step === 'restart') scene = restart(scene);
        else if (step === 'undo' || step === 'redo') scene.decisions[step]();
        else if ('kind' in step) make(scene, step);
        else {
          const { cards } = await askAll(scene.review);
          const card = cards[step.card % Math.max(1, cards.length)];
          if (card !== undefined) answer(scene, card, step.answer);
          if (card !== undefined && step.answer === 'skip') skipped.add(card.key);
        }
        if (scene.catalog.decisions.count() > decided) skipped = new Set();
        const { pairs, denied } = listAnswered(scene);
        const { cards } = await askAll(scene.review);
        expect(new Set(cards.map(({ key }) => key)).size).toBe(cards.length);
        for (const card of cards) {
          expect(skipped.has(card.key)).toBe(false);
          const row = scene.catalog.albums.get(card.album.id);
          expect(row).toMatchObject({ isHidden: false, mergedIntoId: null });
          if (card.kind === 'name') expect(row).toMatchObject({ kind: 'group', isNamedByPerson: false });
          if (card.kind === 'same-place') {
            for (const { id } of card.photos) {
              expect(pairs.has(`${card.album.id} ${id}`)).toBe(false);
              expect(denied.has(id)).toBe(false);
            }
          }
          if (card.kind === 'regroup' && card.proposal === 'merge') {
            const key = ['merge', ...[row?.uuid, scene.catalog.albums.get(card.from?.id ?? 0)?.uuid].sort()].join(' ');
            expect(scene.catalog.dismissedProposals.has(key)).toBe(false);
          }
          if (card.kind === 'doubtful') {
            const hash = scene.catalog.photos.get(card.photo.id)?.contentHash ?? '';
            expect(scene.catalog.dismissedProposals.has(`doubtful ${row?.uuid ?? ''} ${hash}`)).toBe(false);
          }
        }
        // A queue that is drafted anew is the one that was kept.
        const fresh = await askAll(restart(scene).review);
        expect(cards.map(({ key }) => key)).toEqual(fresh.cards.map(({ key }) => key));
      }
    }),
    { numRuns: 40 },
  );
});
