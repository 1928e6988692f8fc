/**
 * @file The queue of the review ([Note: review]): kept in memory, drafted anew album by album where something changed. The first draft
 * reads all suggestions, in slices; what needs the embedder (similar albums, doubtful photos) is found beside it and kept.
 */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { CairnError } from '../../api/errors.ts';
import type { ReviewCard, ReviewCounts, ReviewQueue } from '../../api/review-views.ts';
import type { DoubtfulConfirmation, RegroupProposal } from '../../api/views.ts';
import type { Catalog } from '../../db/catalog.ts';
import { listDismissalKeys } from '../decisions/dismissal-keys.ts';
import { listKeys } from '../regroup/regroup-service.ts';
import { draftAlbumQuestions, mergeOrdered, orderQuestions, readSkip, type Question } from './draft-questions.ts';
import { drawCard } from './draw-card.ts';
import { describeGroup, describeSuggestion } from './fingerprints.ts';
import { buildQuestionKey, listSkipKeys, parseQuestionKey } from './question-keys.ts';

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

/** What only the embedder can tell. */
export interface ReviewEvidence {
  /** Also those that were dismissed: undone, they are asked again. */
  readonly proposals: readonly RegroupProposal[];
  readonly doubtful: readonly DoubtfulConfirmation[];
}

export interface ReviewServiceOptions {
  readonly catalog: Catalog;
  /** Null while it cannot be had: photos are being indexed, say. @param isWanted a person waits for it: the embedder may be started */
  readonly findEvidence: (isWanted: boolean) => Promise<ReviewEvidence | null>;
  /** There are other questions now. */
  readonly onChanged: () => void;
  readonly onError: (error: unknown) => void;
  readonly now?: () => number;
}

const sliceMs = 4;
/** Albums that are drafted anew within a call; more of them are, beside it. */
const maxAtOnce = 20;
/** Grouping everything is work: not more often than that. */
const evidencePauseMs = 60_000;
/** A wrong photo among those that recognition learns from misleads it about others, too. */
const doubtfulValue = 2;

/** Makes the service. Nothing is read before somebody asks. */
export function createReviewService(options: ReviewServiceOptions): ReviewService {
  const { catalog, findEvidence, now = Date.now } = options;
  const drafts = new Map<number, readonly Question[]>();
  const touched = new Set<number>();
  let skips: Map<string, string> | null = null;
  let isAllTouched = true;
  let isBuilt = false;
  let building: Promise<void> | null = null;
  /** The drafts in order; null: all are to be ordered. */
  let orderedDrafts: readonly Question[] | null = null;
  /** With the questions that the embedder gave rise to. */
  let ordered: readonly Question[] | null = null;
  /** Cards that were drawn, until something about their albums changes. */
  const drawn = new Map<string, ReviewCard>();
  let evidence: ReviewEvidence | null = null;
  let isEvidenceStale = true;
  let evidenceSinceMs = -Infinity;
  let isFinding = false;
  let isClosed = false;

  const readSkips = (): Map<string, string> => (skips ??= catalog.reviewSkips.list());
  const draft = (albumId: number): void => {
    const album = catalog.reviewAlbums.get(albumId);
    const questions =
      album === null ? [] : draftAlbumQuestions(album, catalog.reviewAlbums.listOpen(albumId), readSkips());
    if (questions.length === 0) drafts.delete(albumId);
    else drafts.set(albumId, questions);
  };
  const draftInSlices = async (): Promise<void> => {
    while (isAllTouched || touched.size > 0) {
      const albumIds = isAllTouched ? catalog.reviewAlbums.list().map(({ id }) => id) : [...touched];
      const wasAll = isAllTouched;
      isAllTouched = false;
      touched.clear();
      let sliceStartMs = performance.now();
      for (const albumId of albumIds) {
        draft(albumId);
        if (performance.now() - sliceStartMs <= sliceMs) continue;
        await yieldToEventLoop();
        if (isClosed) return;
        sliceStartMs = performance.now();
      }
      if (wasAll) {
        const listed = new Set(albumIds);
        for (const albumId of drafts.keys()) if (!listed.has(albumId)) drafts.delete(albumId);
      }
    }
    isBuilt = true;
    orderedDrafts = null;
    ordered = null;
  };
  const prepare = async (): Promise<void> => {
    if (isBuilt && !isAllTouched && touched.size <= maxAtOnce) {
      if (touched.size === 0) return;
      for (const albumId of touched) draft(albumId);
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
        evidence = found;
        ordered = null;
        options.onChanged();
      })
      .catch((error: unknown) => {
        evidenceSinceMs = now();
        options.onError(error);
      })
      .finally(() => (isFinding = false));
  };
  const findProposal = (key: string): RegroupProposal | null => {
    const proposal = evidence?.proposals.find((one) => one.key === key) ?? null;
    return proposal === null ? null : keepOpen(catalog, proposal, catalog.dismissedProposals.list());
  };
  const listEvidenceQuestions = (): Question[] => {
    const dismissed = catalog.dismissedProposals.list();
    return [
      ...(evidence?.proposals ?? []).flatMap((proposal) => draftProposal(catalog, proposal, dismissed, readSkips())),
      ...(evidence?.doubtful ?? []).flatMap((one) => draftDoubtful(catalog, one, dismissed, readSkips())),
    ];
  };
  const list = ({ albumId, isSkipped }: Pick<QueueParams, 'albumId' | 'isSkipped'>): readonly Question[] => {
    orderedDrafts ??= orderQuestions([...drafts.values()].flat());
    ordered ??= mergeOrdered(orderedDrafts, orderQuestions(listEvidenceQuestions()));
    return ordered.filter(
      (question) => (question.skip === 'skipped') === isSkipped && (albumId === null || isAbout(question, albumId)),
    );
  };
  const count = (albumId: number | null): ReviewCounts => ({
    open: list({ albumId, isSkipped: false }).length,
    skipped: list({ albumId, isSkipped: true }).length,
    isComplete: evidence !== null,
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
        const proposal = evidence?.proposals.find((one) => one.key === question.proposalKey);
        return { key: skipKey, fingerprint: proposal === undefined ? '' : describeProposalSize(proposal) };
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
    ordered = null;
  };

  return {
    getQueue: async ({ albumId: asked, isSkipped, offset, limit }) => {
      await prepare();
      lookForEvidence(true);
      const albumId = resolve(asked);
      const cards: ReviewCard[] = [];
      let missing = 0;
      for (const question of list({ albumId, isSkipped }).slice(offset)) {
        if (cards.length === limit) break;
        const card = drawn.get(question.key) ?? drawCard(catalog, question, findProposal);
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

function describeProposalSize({ photoIds }: RegroupProposal): string {
  return describeGroup({ photoCount: photoIds.length });
}

/** Without what a person said of its photos; null when nothing of it is left. */
function keepOpen(catalog: Catalog, proposal: RegroupProposal, dismissed: ReadonlySet<string>): RegroupProposal | null {
  const { kind, albumId, fromAlbumId } = proposal;
  if (catalog.albums.resolve(albumId) !== albumId) return null;
  if (fromAlbumId !== null && catalog.albums.resolve(fromAlbumId) !== fromAlbumId) return null;
  const keys = listKeys(catalog, proposal);
  if (kind === 'merge') return keys.some((key) => dismissed.has(key)) ? null : proposal;
  const leftId = kind === 'move' ? fromAlbumId : albumId;
  const photoIds = proposal.photoIds.filter(
    (photoId, row) =>
      !dismissed.has(keys[row] ?? '') &&
      leftId !== null &&
      catalog.memberships.get(leftId, photoId)?.state === 'suggested' &&
      (kind !== 'move' || catalog.memberships.get(albumId, photoId)?.state !== 'rejected'),
  );
  return photoIds.length === 0 ? null : { ...proposal, photoIds };
}

function draftProposal(
  catalog: Catalog,
  proposal: RegroupProposal,
  dismissed: ReadonlySet<string>,
  skips: ReadonlyMap<string, string>,
): Question[] {
  // Photos that are only suggested are asked about by themselves.
  const open = proposal.kind === 'join' ? null : keepOpen(catalog, proposal, dismissed);
  if (open === null) return [];
  const { key: proposalKey, albumId, fromAlbumId } = open;
  if ([albumId, fromAlbumId].some((id) => id !== null && catalog.reviewAlbums.get(id) === null)) return [];
  const key = buildQuestionKey({ kind: 'regroup', proposalKey });
  const skip = readSkip(skips, key, describeProposalSize(proposal));
  const value = open.photoIds.length * open.certainty;
  return [{ kind: 'regroup', key, albumId, fromAlbumId, proposalKey, value, skip }];
}

function draftDoubtful(
  catalog: Catalog,
  { photo: { id: photoId }, albumId }: DoubtfulConfirmation,
  dismissed: ReadonlySet<string>,
  skips: ReadonlyMap<string, string>,
): Question[] {
  const album = catalog.albums.get(albumId);
  const hash = catalog.photos.get(photoId)?.contentHash;
  if (album === null || hash === undefined || catalog.memberships.get(albumId, photoId)?.state !== 'confirmed')
    return [];
  const dismissal = { kind: 'doubtful', albumUuid: album.uuid, fromUuid: null, hashes: [hash] } as const;
  if (listDismissalKeys(dismissal).some((key) => dismissed.has(key))) return [];
  const key = buildQuestionKey({ kind: 'doubtful', albumId, photoId });
  return [{ kind: 'doubtful', key, albumId, photoId, value: doubtfulValue, skip: readSkip(skips, key, '') }];
}
