/**
 * @file The queue of the review ([Note: review]): kept in memory, drafted anew album by album where something changed. The first draft
 * reads all suggestions, in slices; what needs the embedder (similar albums, doubtful photos) is found beside it and kept.
 */
import { setImmediate as yieldToEventLoop, setTimeout as rest } from 'node:timers/promises';
import { CairnError } from '../../api/errors.ts';
import type { ReviewCard, ReviewCounts, ReviewQueue } from '../../api/review-views.ts';
import type { Catalog } from '../../db/catalog.ts';
import { draftAlbumQuestions, mergeOrdered, orderQuestions, type Question } from './draft-questions.ts';
import { drawCard } from './draw-card.ts';
import { createEvidenceQuestions, type ReviewEvidence } from './evidence-questions.ts';
import { describeGroup, describeSuggestion } from './fingerprints.ts';
import { listSkipKeys, parseQuestionKey } from './question-keys.ts';

/** Which questions. */
export interface QueueParams {
  /** Those of one album alone; null: all. */
  readonly albumId: number | null;
  /** Those that were skipped, instead of the others. */
  readonly isSkipped: boolean;
  readonly offset: number;
  readonly limit: number;
}

export interface ReviewService {
  readonly getQueue: (params: QueueParams) => Promise<ReviewQueue>;
  readonly getCounts: (albumId: number | null) => Promise<ReviewCounts>;
  /** Not asked again before something about it has changed. @throws CairnError `invalid-input` for what is no key */
  readonly skip: (key: string) => void;
  /** As if it had not been skipped. @throws CairnError `invalid-input` */
  readonly unskip: (key: string) => void;
  /** Something about these albums has changed. */
  readonly noteAlbums: (albumIds: readonly number[]) => void;
  /** Photos came or went. */
  readonly noteFiles: () => void;
  /** Anything may have changed, and there may be other proposals. */
  readonly noteEverything: () => void;
  readonly close: () => void;
}

export interface ReviewServiceOptions {
  readonly catalog: Catalog;
  /** Null while it cannot be had: photos are being indexed, say. @param isWanted a person waits for it: the embedder may be started */
  readonly findEvidence: (isWanted: boolean) => Promise<ReviewEvidence | null>;
  /** There are other questions now. */
  readonly onChanged: () => void;
  readonly onError: (error: unknown) => void;
  /** A clock that nobody sets, ms. */
  readonly now?: () => number;
}

const sliceMs = 4;
/** After each slice while only a number is asked for: when the app starts, the first view and its pictures go first. */
const restMs = 10;
/** Albums that are drafted anew within a call; more of them are, beside it. */
const maxAtOnce = 20;
/** Grouping everything is work: not more often than that. */
const evidencePauseMs = 60_000;

/** Makes the service. Nothing is read before somebody asks. */
export function createReviewService(options: ReviewServiceOptions): ReviewService {
  const { catalog, findEvidence, now = () => performance.now() } = options;
  const drafts = new Map<number, readonly Question[]>();
  const touched = new Set<number>();
  let skips: Map<string, string> | null = null;
  let isAllTouched = true;
  let isBuilt = false;
  let building: Promise<void> | null = null;
  /** Somebody waits for the questions themselves. */
  let isWaitedFor = false;
  /** The drafts in order; null: all are to be ordered. */
  let orderedDrafts: readonly Question[] | null = null;
  /** With the questions that the embedder gave rise to. */
  let ordered: readonly Question[] | null = null;
  /** Cards that were drawn, until something about their albums changes. */
  const drawn = new Map<string, ReviewCard>();
  let isEvidenceStale = true;
  let evidenceSinceMs = -Infinity;
  let isFinding = false;
  let isClosed = false;

  const readSkips = (): Map<string, string> => (skips ??= catalog.reviewSkips.list());
  const evidence = createEvidenceQuestions(catalog, readSkips);
  const draft = (albumId: number): void => {
    const album = catalog.reviewAlbums.get(albumId);
    const questions =
      album === null ? [] : draftAlbumQuestions(album, catalog.reviewAlbums.listOpen(albumId), readSkips());
    if (questions.length === 0) drafts.delete(albumId);
    else drafts.set(albumId, questions);
  };
  const draftInSlices = async (): Promise<void> => {
    let hasGivenWay = false;
    while (isAllTouched || touched.size > 0) {
      const albumIds = isAllTouched ? catalog.reviewAlbums.list().map(({ id }) => id) : [...touched];
      const wasAll = isAllTouched;
      if (wasAll) evidence.forgetAll();
      else evidence.forgetAlbums(touched);
      isAllTouched = false;
      touched.clear();
      let sliceStartMs = performance.now();
      for (const albumId of albumIds) {
        draft(albumId);
        if (performance.now() - sliceStartMs <= sliceMs) continue;
        hasGivenWay = true;
        await (isWaitedFor ? yieldToEventLoop() : rest(restMs));
        if (isClosed) return;
        sliceStartMs = performance.now();
      }
      if (wasAll) {
        const listed = new Set(albumIds);
        for (const albumId of drafts.keys()) if (!listed.has(albumId)) drafts.delete(albumId);
      }
    }
    // Who asked meanwhile, and did not wait for the first draft, was answered with what there was before.
    const isNews = isBuilt && hasGivenWay;
    isBuilt = true;
    orderedDrafts = null;
    ordered = null;
    if (isNews) options.onChanged();
  };
  const prepare = async (): Promise<void> => {
    await prepareAlbums();
    if (ordered === null) await evidence.prepare(() => isClosed);
  };
  const prepareAlbums = async (): Promise<void> => {
    if (isBuilt && !isAllTouched && touched.size <= maxAtOnce) {
      if (touched.size === 0) return;
      for (const albumId of touched) draft(albumId);
      // Also those that changed behind the queue's back.
      evidence.forgetAlbums(touched);
      if (orderedDrafts !== null) {
        const fresh = orderQuestions([...touched].flatMap((albumId) => drafts.get(albumId) ?? []));
        orderedDrafts = mergeOrdered(
          orderedDrafts.filter(({ albumId }) => !touched.has(albumId)),
          fresh,
        );
      }
      touched.clear();
      ordered = null;
      return;
    }
    building ??= draftInSlices().finally(() => (building = null));
    if (isBuilt) building.catch(options.onError);
    else await building;
  };

  const lookForEvidence = (isWanted: boolean): void => {
    if (!isEvidenceStale || isFinding || now() - evidenceSinceMs < evidencePauseMs) return;
    isFinding = true;
    void findEvidence(isWanted)
      .then((found) => {
        if (found === null || isClosed) return;
        isEvidenceStale = false;
        evidenceSinceMs = now();
        evidence.set(found);
        ordered = null;
        options.onChanged();
      })
      .catch((error: unknown) => {
        evidenceSinceMs = now();
        options.onError(error);
      })
      .finally(() => (isFinding = false));
  };
  const list = ({ albumId, isSkipped }: Pick<QueueParams, 'albumId' | 'isSkipped'>): readonly Question[] => {
    orderedDrafts ??= orderQuestions([...drafts.values()].flat());
    ordered ??= mergeOrdered(orderedDrafts, orderQuestions(evidence.list()));
    return ordered.filter(
      (question) => (question.skip === 'skipped') === isSkipped && (albumId === null || isAbout(question, albumId)),
    );
  };
  const count = (albumId: number | null): ReviewCounts => ({
    open: list({ albumId, isSkipped: false }).length,
    skipped: list({ albumId, isSkipped: true }).length,
    isComplete: evidence.isKnown() && building === null,
  });
  const resolve = (albumId: number | null): number | null =>
    albumId === null ? null : (catalog.albums.resolve(albumId) ?? albumId);
  /** What is to be remembered of a question that is skipped now. */
  const describe = (key: string): { readonly key: string; readonly fingerprint: string }[] => {
    const question = parseQuestionKey(key);
    if (question === null) throw new CairnError('invalid-input', 'This is no question of the review.');
    const album = question.kind === 'regroup' ? null : catalog.reviewAlbums.get(question.albumId);
    return listSkipKeys(question).map((skipKey, row) => {
      if (question.kind === 'regroup') {
        return { key: skipKey, fingerprint: evidence.describeProposal(question.proposalKey) };
      }
      if (album === null || question.kind === 'doubtful') return { key: skipKey, fingerprint: '' };
      if (question.kind === 'name') return { key: skipKey, fingerprint: describeGroup(album) };
      const membership = catalog.memberships.get(album.id, question.photoIds[row] ?? 0);
      return { key: skipKey, fingerprint: membership === null ? '' : describeSuggestion(membership, album) };
    });
  };
  const noteSkips = (key: string): void => {
    const question = parseQuestionKey(key);
    if (question !== null && question.kind !== 'regroup') touched.add(question.albumId);
    evidence.forgetQuestion(key);
    ordered = null;
  };

  return {
    getQueue: async ({ albumId: asked, isSkipped, offset, limit }) => {
      isWaitedFor = true;
      await prepare();
      isWaitedFor = false;
      lookForEvidence(true);
      const albumId = resolve(asked);
      const cards: ReviewCard[] = [];
      let missing = 0;
      for (const question of list({ albumId, isSkipped }).slice(offset)) {
        if (cards.length === limit) break;
        const card = drawn.get(question.key) ?? drawCard(catalog, question, evidence.findProposal);
        if (card !== null) {
          drawn.set(question.key, card);
          cards.push(card);
        } else {
          // Changed behind the queue's back: a file is gone, say.
          missing += 1;
          touched.add(question.albumId);
        }
      }
      const counts = count(albumId);
      return { ...counts, open: isSkipped ? counts.open : counts.open - missing, cards };
    },
    getCounts: async (asked) => {
      await prepare();
      lookForEvidence(false);
      return count(resolve(asked));
    },
    skip: (key) => {
      const skipped = describe(key);
      catalog.reviewSkips.put(skipped);
      for (const skip of skipped) readSkips().set(skip.key, skip.fingerprint);
      noteSkips(key);
    },
    unskip: (key) => {
      const keys = describe(key).map((skip) => skip.key);
      catalog.reviewSkips.remove(keys);
      for (const skipKey of keys) readSkips().delete(skipKey);
      noteSkips(key);
    },
    noteAlbums: (albumIds) => {
      for (const albumId of albumIds) touched.add(albumId);
      evidence.forgetAlbums(touched);
      for (const [key, card] of drawn) {
        const isAbout = touched.has(card.album.id) || (card.kind === 'regroup' && touched.has(card.from?.id ?? 0));
        if (isAbout || card.kind === 'regroup') drawn.delete(key);
      }
      ordered = null;
    },
    noteFiles: () => drawn.clear(),
    noteEverything: () => {
      isAllTouched = true;
      isEvidenceStale = true;
      drawn.clear();
      ordered = null;
    },
    close: () => {
      isClosed = true;
    },
  };
}

function isAbout(question: Question, albumId: number): boolean {
  return question.albumId === albumId || (question.kind === 'regroup' && question.fromAlbumId === albumId);
}
