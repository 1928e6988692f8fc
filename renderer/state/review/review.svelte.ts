/**
 * @file One sitting of the review: the card on view, the cards after it, what was answered.
 *
 * An answer shows the next card at once; the decision is sent behind it, one after the other, so that undo meets the last one. The
 * cards after the one on view are fetched anew after each answer; the one on view is never exchanged.
 */
import { toErrorView } from '../../../src/api/errors.ts';
import type { ReviewCard, ReviewCounts } from '../../../src/api/review-views.ts';
import type { NameProposal } from '../../../src/api/views.ts';
import { callMain } from '../../client.ts';
import { t } from '../../strings/index.ts';
import { coalesce } from '../coalesce.ts';
import type { ReviewAnswer } from './review-answers.ts';
import { countSettled, describeAnswer, isFitting, sendAnswer } from './review-answers.ts';

export interface ReviewOptions {
  /** Questions of one album alone; null: all. */
  readonly albumId: number | null;
  readonly onError: (error: unknown) => void;
  /** How many questions there are, of all albums. */
  readonly onCounts: (counts: ReviewCounts) => void;
  /** Something short that a person should know. */
  readonly onNote: (message: string) => void;
}

/** What was done with a card: the way back. */
interface Turn {
  readonly card: ReviewCard;
  readonly answer: ReviewAnswer;
  /** The row of the log; null: a skip, or nothing changed. Known when the answer was sent. */
  decisionId: number | null;
}

const cardsAhead = 6;
const refreshPauseMs = 250;
/** Albums whose growth is watched: those of the last answers. */
const maxWatched = 6;
const namesShown = 5;

export class ReviewState {
  current = $state.raw<ReviewCard | null>(null);
  /** The cards after it. */
  ahead = $state.raw<readonly ReviewCard[]>([]);
  counts = $state.raw<ReviewCounts | null>(null);
  /** Answered or skipped in this sitting. */
  answered = $state(0);
  /** Answered, without the skipped ones. */
  decided = $state(0);
  settled = $state(0);
  /** Photos that joined albums by themselves because of what was answered. */
  joined = $state(0);
  /** What the last answer changed, the latest first. */
  effects = $state.raw<readonly string[]>([]);
  /** Main has no other card: not only none that is here yet. */
  isExhausted = $state(false);
  /** Those that were skipped are looked at again. */
  isLookingAtSkipped = $state(false);
  #names = $state.raw<ReadonlyMap<number, readonly NameProposal[]>>(new Map());
  #turns = $state.raw<readonly Turn[]>([]);
  #undone: readonly Turn[] = [];
  /** What was done last: only its effect is said. Null: something was taken back or made again. */
  #latest: Turn | null = null;

  readonly total = $derived(this.answered + (this.current === null ? 0 : Math.max(1, this.counts?.open ?? 1)));
  readonly canUndo = $derived(this.#turns.length > 0);
  /** Names for the place on view, the likeliest first; null until they are known. */
  readonly names = $derived(this.current === null ? null : (this.#names.get(this.current.album.id) ?? null));

  readonly #options: ReviewOptions;
  readonly #watched = new Map<number, { readonly name: string; readonly photoCount: number }>();
  /** Sent one after the other. */
  #sending: Promise<unknown> = Promise.resolve();
  #unsent = 0;
  /** Answered or skipped: not shown again even if the queue that has them was asked for before. */
  readonly #gone = new Set<string>();
  readonly refresh: () => void;

  constructor(options: ReviewOptions) {
    this.#options = options;
    this.refresh = coalesce(() => this.#fetch(), refreshPauseMs);
  }

  /** Answers the card on view, or skips it. Nothing happens where the answer does not fit the card. */
  readonly answer = (answer: ReviewAnswer): void => {
    const card = this.current;
    if (card === null || !isFitting(card, answer)) return;
    this.#undone = [];
    this.#do({ card, answer, decisionId: null });
    this.#advance();
  };

  /** Takes the last answer of this sitting back and shows its card again. False: there is none. */
  readonly undo = (): boolean => {
    const turn = this.#turns.at(-1);
    if (turn === undefined) return false;
    this.#turns = this.#turns.slice(0, -1);
    this.#undone = [...this.#undone, turn];
    this.#count(turn, -1);
    this.#gone.delete(turn.card.key);
    this.#showFirst(turn.card);
    this.#latest = null;
    this.#say(t.review.did.undone);
    this.#send(turn, () => takeBack(turn));
    return true;
  };

  /** Answers again what was taken back. False: there is nothing. */
  readonly redo = (): boolean => {
    const turn = this.#undone.at(-1);
    if (turn === undefined) return false;
    this.#undone = this.#undone.slice(0, -1);
    this.#do(turn, true);
    if (this.current?.key === turn.card.key) this.#advance();
    this.#latest = null;
    this.#say(t.review.did.redone);
    return true;
  };

  readonly lookAtSkipped = (): void => {
    this.isLookingAtSkipped = true;
    this.isExhausted = false;
    this.#gone.clear();
    this.refresh();
  };

  #do(turn: Turn, isAgain = false): void {
    this.#turns = [...this.#turns, turn];
    this.#latest = turn;
    this.#count(turn, 1);
    this.#gone.add(turn.card.key);
    if (turn.answer.kind === 'skip') this.#say(t.review.did.skipped);
    this.#send(turn, async () => {
      if (isAgain && turn.decisionId !== null) {
        await callMain('decisions.turnTo', { decisionId: turn.decisionId, turn: 'redo' });
        return;
      }
      const outcome = await sendAnswer(turn.card, turn.answer);
      turn.decisionId = turn.answer.kind === 'skip' ? null : await findLastDecision();
      if (turn.answer.kind !== 'skip' && this.#latest === turn)
        this.#say(describeAnswer(turn.card, turn.answer, outcome));
      if (outcome?.id !== undefined) this.#watch(outcome.id);
    });
  }

  #watch(albumId: number): void {
    this.#watched.delete(albumId);
    this.#watched.set(albumId, { name: '', photoCount: 0 });
    const [oldest] = this.#watched.keys();
    if (this.#watched.size > maxWatched && oldest !== undefined) this.#watched.delete(oldest);
  }

  #send(turn: Turn, send: () => Promise<void>): void {
    this.#unsent += 1;
    this.#sending = this.#sending
      .then(send)
      .catch((error: unknown) => this.#fail(turn, error))
      .then(async () => {
        this.#unsent -= 1;
        if (this.#unsent === 0) await this.#measure(true);
        this.refresh();
      });
  }

  /** An answer that could not be given is no answer. */
  #fail(turn: Turn, error: unknown): void {
    if (this.#turns.includes(turn)) {
      this.#turns = this.#turns.filter((other) => other !== turn);
      this.#count(turn, -1);
    }
    // Nothing is left to ask: the album was merged away, say.
    if (toErrorView(error).code === 'not-found') {
      this.#options.onNote(t.review.changed);
      return;
    }
    this.#options.onError(error);
    this.#gone.delete(turn.card.key);
    this.#showFirst(turn.card);
  }

  #count({ card, answer }: Turn, step: 1 | -1): void {
    this.answered += step;
    if (answer.kind === 'skip') return;
    this.decided += step;
    this.settled += step * countSettled(card, answer);
  }

  #say(effect: string): void {
    this.effects = [effect];
  }

  #showFirst(card: ReviewCard): void {
    const before = this.current === null || this.current.key === card.key ? [] : [this.current];
    this.ahead = [...before, ...this.ahead.filter(({ key }) => key !== card.key)];
    this.current = card;
  }

  #advance(): void {
    const [next, ...rest] = this.ahead;
    this.current = next ?? null;
    this.ahead = rest;
    if (this.counts !== null) this.counts = { ...this.counts, open: Math.max(0, this.counts.open - 1) };
    if (rest.length < 2) this.refresh();
  }

  async #fetch(): Promise<void> {
    await this.#sending;
    const { albumId, onError } = this.#options;
    try {
      const isSkipped = this.isLookingAtSkipped;
      const limit = Math.min(20, cardsAhead + this.#gone.size);
      const { cards, ...counts } = await callMain('review.queue', { albumId, isSkipped, offset: 0, limit });
      // Answered meanwhile: the queue is asked for once more.
      if (this.#unsent > 0) return;
      const fresh = cards.filter(({ key }) => !this.#gone.has(key) && key !== this.current?.key);
      this.counts = isSkipped ? { ...counts, open: fresh.length + (this.current === null ? 0 : 1) } : counts;
      this.isExhausted = fresh.length === 0;
      if (this.current === null) {
        this.current = fresh[0] ?? null;
        this.ahead = fresh.slice(1, cardsAhead);
      } else this.ahead = fresh.slice(0, cardsAhead);
      if (albumId === null) this.#options.onCounts(counts);
      await Promise.all([this.#fetchNames(), this.#measure(false)]);
    } catch (error) {
      onError(error);
    }
  }

  /** Names of the groups that come next, so that they are there with the card. */
  async #fetchNames(): Promise<void> {
    const albumIds = [this.current, ...this.ahead].flatMap((card) =>
      card?.kind === 'name' && !this.#names.has(card.album.id) ? [card.album.id] : [],
    );
    for (const albumId of albumIds) {
      const found = await callMain('albums.nameProposals', { albumId }).catch(() => []);
      this.#names = new Map([...this.#names, [albumId, found.slice(0, namesShown)]]);
    }
  }

  /** Looks whether albums of the last answers have grown by themselves. @param isOurs what changed is what was just answered */
  async #measure(isOurs: boolean): Promise<void> {
    for (const [albumId, before] of [...this.#watched]) {
      const album = await callMain('albums.get', { albumId }).catch(() => null);
      if (album === null || this.#unsent > 0) {
        if (album === null) this.#watched.delete(albumId);
        continue;
      }
      this.#watched.set(albumId, { name: album.name, photoCount: album.photoCount });
      const more = album.photoCount - before.photoCount;
      if (isOurs || before.name === '' || more <= 0) continue;
      this.joined += more;
      this.effects = [...this.effects.slice(0, 1), t.review.did.joined(more, album.name)];
    }
  }
}

/** Null for one that changed nothing: there is nothing to undo. */
async function findLastDecision(): Promise<number | null> {
  const [last] = (await callMain('decisions.history', { offset: 0, limit: 1 })).items;
  return last === undefined || last.isUndone || last.steps === null ? null : last.id;
}

async function takeBack({ card, answer, decisionId }: Turn): Promise<void> {
  if (answer.kind === 'skip') await callMain('review.unskip', { key: card.key });
  else if (decisionId !== null) await callMain('decisions.turnTo', { decisionId, turn: 'undo' });
}
