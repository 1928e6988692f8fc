/** @file A review over a catalog with albums and photos, and what the embedder would find. */
import type { RegroupProposal } from '../../../../src/api/views.ts';
import type { ReviewEvidence } from '../../../../src/library/review/evidence-questions.ts';
import {
  createReviewService,
  type ReviewService,
  type ReviewServiceOptions,
} from '../../../../src/library/review/review-service.ts';
import { createDecisionService } from '../../../../src/library/decisions/decision-service.ts';
import { openScene, type Scene } from '../decisions/decision-scene.ts';

export interface ReviewScene extends Scene {
  readonly review: ReviewService;
}

/** A merge of the second album into the first, a split of the third, a doubtful photo of the first. */
export function findAll({ catalog, photos }: Scene): ReviewEvidence {
  const propose = (changes: Partial<RegroupProposal>, key: string): RegroupProposal => ({
    key: key.repeat(32),
    kind: 'merge',
    albumId: 1,
    albumName: 'One',
    fromAlbumId: 2,
    fromAlbumName: 'Two',
    photoIds: photos.slice(3, 6),
    certainty: 0.8,
    reason: '',
    ...changes,
  });
  const [photo] = catalog.photos.getTiles(photos.slice(0, 1));
  return {
    proposals: [
      propose({}, 'a'),
      propose({ kind: 'split', albumId: 3, fromAlbumId: null, fromAlbumName: null, photoIds: photos.slice(6, 8) }, 'b'),
      propose({ kind: 'join', albumId: 3, fromAlbumId: null, fromAlbumName: null, photoIds: photos.slice(8, 9) }, 'c'),
    ],
    doubtful: photo === undefined ? [] : [{ photo, albumId: 1, albumName: 'One' }],
  };
}

/** Opens the scene of the decisions with a review of it. */
export function openReviewScene(): ReviewScene {
  return restart(openScene());
}

/** Another process: what it knows of the past is the catalog. */
export function restart({ catalog, photos }: Scene, changes: Partial<ReviewServiceOptions> = {}): ReviewScene {
  const scene: Scene = {
    catalog,
    photos,
    decisions: createDecisionService({ catalog, onDecided: (albumIds) => review.noteAlbums(albumIds) }),
  };
  const review = createReviewService({
    catalog,
    findEvidence: () => Promise.resolve(findAll(scene)),
    onChanged: () => undefined,
    onError: (error) => {
      throw error;
    },
    ...changes,
  });
  return { ...scene, review };
}

/** The whole queue, with what the embedder finds. */
export async function askAll(review: ReviewService, isSkipped = false, albumId: number | null = null) {
  await review.getQueue({ albumId, isSkipped, offset: 0, limit: 1 });
  // What the embedder finds comes beside the first answer.
  await new Promise((resolve) => setImmediate(resolve));
  return review.getQueue({ albumId, isSkipped, offset: 0, limit: 100 });
}
