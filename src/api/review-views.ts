/** @file The review: questions that make the library right, the most useful first, and the history of what was answered. */
import type { PhotoTile } from './views.ts';

/** The album that a question is about. */
export interface ReviewAlbum {
  readonly id: number;
  readonly name: string;
  /** The atlas or a person says what it shows. */
  readonly isNamed: boolean;
  readonly place: string | null;
  readonly photoCount: number;
  /** Photos that stand for it: confirmed ones first. */
  readonly typical: readonly PhotoTile[];
}

/** A photo that is asked about. */
export interface AskedPhoto extends PhotoTile {
  /** Probability in [0, 1] that it belongs; null: not known. */
  readonly confidence: number | null;
}

interface CardBase {
  /** Names the question to `review.skip`. Another key, another question. */
  readonly key: string;
  /** Photos that an answer settles. */
  readonly photoCount: number;
}

/** "Is this the same place?": a photo, or a few that look alike, beside an album. */
export interface SamePlaceCard extends CardBase {
  readonly kind: 'same-place';
  readonly album: ReviewAlbum;
  readonly photos: readonly AskedPhoto[];
}

/** "What is this place?": a group that nobody named; its typical photos show it. */
export interface NameCard extends CardBase {
  readonly kind: 'name';
  readonly album: ReviewAlbum;
}

/**
 * "Are these two the same?": a proposal of a new grouping. `merge`: all of `from` joins `album`. `move`: `photos` leave `from` for
 * `album`. `split`: `photos` leave `album` for an album of their own.
 */
export interface RegroupCard extends CardBase {
  readonly kind: 'regroup';
  readonly proposal: 'merge' | 'move' | 'split';
  /** Names it to `albums.acceptProposal` and `albums.dismissProposal`. */
  readonly proposalKey: string;
  readonly album: ReviewAlbum;
  /** Null for a split. */
  readonly from: ReviewAlbum | null;
  /** Some of those that would move; of a merge those that stand for `from`. */
  readonly photos: readonly PhotoTile[];
}

/** "You confirmed this, but it does not look like the others." */
export interface DoubtfulCard extends CardBase {
  readonly kind: 'doubtful';
  readonly album: ReviewAlbum;
  readonly photo: PhotoTile;
}

/** One question. */
export type ReviewCard = SamePlaceCard | NameCard | RegroupCard | DoubtfulCard;

/** How many questions there are. */
export interface ReviewCounts {
  readonly open: number;
  /** Skipped, and nothing about them has changed since. */
  readonly skipped: number;
  /** What only the embedder can tell (similar albums, doubtful photos) is among them, and nothing is being drafted anew. */
  readonly isComplete: boolean;
}

/** A part of the queue. */
export interface ReviewQueue extends ReviewCounts {
  /** The most useful first. Fewer than asked for where the queue ends. */
  readonly cards: readonly ReviewCard[];
}

/** An album as it was called when something was decided. */
export interface HistoryAlbum {
  /** The album that it is part of now; null: it is not there (any more). */
  readonly id: number | null;
  readonly name: string;
}

/** One decision of the log. */
export interface HistoryEntry {
  readonly id: number;
  /** When, ms since the epoch. */
  readonly atMs: number;
  /** As in `UndoView`. */
  readonly kind: string;
  readonly isUndone: boolean;
  /**
   * Decisions that are undone together with it, or redone if it is undone; itself is one of them. Null: it cannot be turned any more, or
   * changed nothing.
   */
  readonly steps: number | null;
  readonly album: HistoryAlbum | null;
  /** Where photos went, or the album that was merged into the other or not. */
  readonly other: HistoryAlbum | null;
  /** The name that was given. */
  readonly name: string | null;
  readonly landmarkName: string | null;
  readonly photoCount: number;
  /** A few of the photos, or the cover of the album. */
  readonly photoIds: readonly number[];
  /** Of `dismiss`: what was proposed. */
  readonly proposal: 'merge' | 'move' | 'split' | 'join' | 'doubtful' | null;
  /** Of `favourite`: marked, or not any more. */
  readonly isFavourite: boolean | null;
}
