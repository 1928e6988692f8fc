/** @file The calls of the review and of the history of decisions. */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { LibraryCallHandlers } from '../../api/calls.ts';
import { CairnError } from '../../api/errors.ts';
import type { Catalog } from '../../db/catalog.ts';
import type { DecisionService } from '../decisions/decision-service.ts';
import type { ReviewService } from '../review/review-service.ts';
import { viewPastDecision } from './past-decision.ts';

type ReviewCall =
  | 'review.queue'
  | 'review.counts'
  | 'review.skip'
  | 'review.unskip'
  | 'albums.notLandmark'
  | 'albums.keep'
  | 'decisions.history'
  | 'decisions.turnTo';

export interface ReviewHandlerOptions {
  readonly catalog: Catalog;
  readonly decisions: DecisionService;
  readonly review: ReviewService;
}

export function createReviewHandlers(options: ReviewHandlerOptions): Pick<LibraryCallHandlers, ReviewCall> {
  const { catalog, decisions, review } = options;
  return {
    'review.queue': (params) => review.getQueue(params),
    'review.counts': ({ albumId }) => review.getCounts(albumId),
    'review.skip': ({ key }) => {
      review.skip(key);
      return null;
    },
    'review.unskip': ({ key }) => {
      review.unskip(key);
      return null;
    },
    'albums.notLandmark': ({ albumId }) => {
      const target = catalog.albums.resolve(albumId);
      if (target === null) throw new CairnError('not-found', 'This album is not in the library (any more).');
      const members = catalog.memberships
        .listForAlbum(target)
        .filter(({ state, isTentative }) => state !== 'rejected' && !isTentative);
      decisions.denyLandmark(members.map(({ photoId }) => photoId));
      return { photoCount: members.length };
    },
    'albums.keep': ({ albumId, photoIds }) => {
      decisions.dismiss({ kind: 'doubtful', albumId, fromAlbumId: null, photoIds });
      return null;
    },
    'decisions.history': ({ offset, limit }) => {
      const { total, items } = decisions.listPast({ offset, limit });
      return { offset, total, items: items.map((past) => viewPastDecision(catalog, past)) };
    },
    'decisions.turnTo': async ({ decisionId, turn }) => {
      const find = (): number | null => {
        const past = decisions.findPast(decisionId);
        return past?.isUndone === (turn === 'redo') ? past.steps : null;
      };
      let turned = 0;
      // Each is written durably by itself: the window is answered in between.
      while (find() !== null && decisions[turn]() !== null) {
        turned += 1;
        await yieldToEventLoop();
      }
      return { turned };
    },
  };
}
