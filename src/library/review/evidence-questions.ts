/**
 * @file Questions that the embedder gave rise to: similar albums, photos that seem to be elsewhere, confirmed photos in doubt.
 *
 * What is found at one time can be thousands of proposals about a hundred thousand photos, and what a person answers changes a few of
 * them: each is drafted once, and again when something about its albums, its "no" or its skipping has changed.
 */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import type { DoubtfulConfirmation, RegroupProposal } from '../../api/views.ts';
import type { Catalog } from '../../db/catalog.ts';
import { listDismissalKeys } from '../decisions/dismissal-keys.ts';
import { listKeys } from '../regroup/regroup-service.ts';
import { readSkip, type Question } from './draft-questions.ts';
import { describeGroup } from './fingerprints.ts';
import { buildQuestionKey } from './question-keys.ts';

/** What only the embedder can tell. */
export interface ReviewEvidence {
  /** Also those that were dismissed: undone, they are asked again. */
  readonly proposals: readonly RegroupProposal[];
  readonly doubtful: readonly DoubtfulConfirmation[];
}

export interface EvidenceQuestions {
  /** Other evidence than before. */
  readonly set: (evidence: ReviewEvidence) => void;
  /** Whether there is any, be it empty. */
  readonly isKnown: () => boolean;
  /** Something about these albums has changed. */
  readonly forgetAlbums: (albumIds: ReadonlySet<number>) => void;
  /** The question of this key was skipped, or is no longer. */
  readonly forgetQuestion: (key: string) => void;
  readonly forgetAll: () => void;
  /** Drafts in slices what `list` would draft at once. */
  readonly prepare: (isClosed: () => boolean) => Promise<void>;
  /** In no order. */
  readonly list: () => Question[];
  /** Without what a person said of its photos; null when nothing of it is left. */
  readonly findProposal: (proposalKey: string) => RegroupProposal | null;
  /** What is to be remembered of a proposal that is skipped. */
  readonly describeProposal: (proposalKey: string) => string;
}

/** One proposal or doubt, and its question as it stands. */
interface Item {
  readonly questionKey: string;
  readonly albumIds: readonly number[];
  readonly draft: (dismissed: ReadonlySet<string>) => Question[];
  readonly listKeys: () => readonly string[];
  /** Null: to be drafted. */
  questions: readonly Question[] | null;
}

const sliceMs = 4;
/** A wrong photo among those that recognition learns from misleads it about others, too. */
const doubtfulValue = 2;

/** @param readSkips fingerprints by skip key */
export function createEvidenceQuestions(
  catalog: Catalog,
  readSkips: () => ReadonlyMap<string, string>,
): EvidenceQuestions {
  let evidence: ReviewEvidence | null = null;
  let proposals: ReadonlyMap<string, RegroupProposal> = new Map();
  let items: readonly Item[] = [];
  /** Of what was drafted: whom a "no", or taking it back, is about. */
  const itemsByKey = new Map<string, Item[]>();
  let dismissed: ReadonlySet<string> = new Set();

  const draft = (item: Item): readonly Question[] => {
    if (item.questions !== null) return item.questions;
    for (const key of item.listKeys()) {
      const others = itemsByKey.get(key);
      if (others === undefined) itemsByKey.set(key, [item]);
      else if (!others.includes(item)) others.push(item);
    }
    item.questions = item.draft(dismissed);
    return item.questions;
  };
  const followDismissals = (): void => {
    const before = dismissed;
    dismissed = catalog.dismissedProposals.list();
    const forget = (key: string): void => {
      for (const item of itemsByKey.get(key) ?? []) item.questions = null;
    };
    for (const key of before) if (!dismissed.has(key)) forget(key);
    for (const key of dismissed) if (!before.has(key)) forget(key);
  };
  const keepKeys = (find: () => readonly string[]): (() => readonly string[]) => {
    let keys: readonly string[] | null = null;
    return () => (keys ??= find());
  };
  const makeProposalItem = (proposal: RegroupProposal): Item => {
    const { key, albumId, fromAlbumId } = proposal;
    // Of albums by uuid and photos by content: the same for ever.
    const listOwnKeys = keepKeys(() => listKeys(catalog, proposal));
    return {
      questionKey: buildQuestionKey({ kind: 'regroup', proposalKey: key }),
      albumIds: fromAlbumId === null ? [albumId] : [albumId, fromAlbumId],
      listKeys: listOwnKeys,
      draft: (noes) => draftProposal({ catalog, dismissed: noes, skips: readSkips() }, proposal, listOwnKeys()),
      questions: null,
    };
  };
  const makeDoubtfulItem = (one: DoubtfulConfirmation): Item => {
    const { albumId, photo } = one;
    const listOwnKeys = keepKeys(() => listDoubtKeys(catalog, one));
    return {
      questionKey: buildQuestionKey({ kind: 'doubtful', albumId, photoId: photo.id }),
      albumIds: [albumId],
      listKeys: listOwnKeys,
      draft: (noes) => draftDoubtful({ catalog, dismissed: noes, skips: readSkips() }, one, listOwnKeys()),
      questions: null,
    };
  };

  return {
    set: (found) => {
      evidence = found;
      proposals = new Map(found.proposals.map((proposal) => [proposal.key, proposal]));
      itemsByKey.clear();
      items = [
        // Photos that are only suggested are asked about by themselves.
        ...found.proposals.filter(({ kind }) => kind !== 'join').map(makeProposalItem),
        ...found.doubtful.map(makeDoubtfulItem),
      ];
    },
    isKnown: () => evidence !== null,
    forgetAlbums: (albumIds) => {
      for (const item of items) if (item.albumIds.some((id) => albumIds.has(id))) item.questions = null;
    },
    forgetQuestion: (key) => {
      for (const item of items) if (item.questionKey === key) item.questions = null;
    },
    forgetAll: () => {
      for (const item of items) item.questions = null;
    },
    prepare: async (isClosed) => {
      followDismissals();
      let sliceStartMs = performance.now();
      for (const item of items) {
        if (item.questions !== null) continue;
        draft(item);
        if (performance.now() - sliceStartMs <= sliceMs) continue;
        await yieldToEventLoop();
        if (isClosed()) return;
        sliceStartMs = performance.now();
      }
    },
    list: () => {
      followDismissals();
      return items.flatMap(draft);
    },
    findProposal: (proposalKey) => {
      const proposal = proposals.get(proposalKey);
      if (proposal === undefined) return null;
      return keepOpen(catalog, proposal, listKeys(catalog, proposal), catalog.dismissedProposals.list());
    },
    describeProposal: (proposalKey) => {
      const proposal = proposals.get(proposalKey);
      return proposal === undefined ? '' : describeProposalSize(proposal);
    },
  };
}

interface Said {
  readonly catalog: Catalog;
  readonly dismissed: ReadonlySet<string>;
  readonly skips: ReadonlyMap<string, string>;
}

function describeProposalSize({ photoIds }: RegroupProposal): string {
  return describeGroup({ photoCount: photoIds.length });
}

/** Without what a person said of its photos; null when nothing of it is left. @param keys of `listKeys` */
function keepOpen(
  catalog: Catalog,
  proposal: RegroupProposal,
  keys: readonly string[],
  dismissed: ReadonlySet<string>,
): RegroupProposal | null {
  const { kind, albumId, fromAlbumId } = proposal;
  if (catalog.albums.resolve(albumId) !== albumId) return null;
  if (fromAlbumId !== null && catalog.albums.resolve(fromAlbumId) !== fromAlbumId) return null;
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
  { catalog, dismissed, skips }: Said,
  proposal: RegroupProposal,
  keys: readonly string[],
): Question[] {
  const open = keepOpen(catalog, proposal, keys, dismissed);
  if (open === null) return [];
  const { key: proposalKey, albumId, fromAlbumId } = open;
  if ([albumId, fromAlbumId].some((id) => id !== null && catalog.reviewAlbums.get(id) === null)) return [];
  const key = buildQuestionKey({ kind: 'regroup', proposalKey });
  const skip = readSkip(skips, key, describeProposalSize(proposal));
  const value = open.photoIds.length * open.certainty;
  return [{ kind: 'regroup', key, albumId, fromAlbumId, proposalKey, value, skip }];
}

function listDoubtKeys(catalog: Catalog, { photo, albumId }: DoubtfulConfirmation): readonly string[] {
  const albumUuid = catalog.albums.get(albumId)?.uuid;
  const hash = catalog.photos.get(photo.id)?.contentHash;
  if (albumUuid === undefined || hash === undefined) return [];
  return listDismissalKeys({ kind: 'doubtful', albumUuid, fromUuid: null, hashes: [hash] });
}

function draftDoubtful(
  { catalog, dismissed, skips }: Said,
  { photo: { id: photoId }, albumId }: DoubtfulConfirmation,
  keys: readonly string[],
): Question[] {
  if (keys.length === 0 || catalog.memberships.get(albumId, photoId)?.state !== 'confirmed') return [];
  if (keys.some((key) => dismissed.has(key))) return [];
  const key = buildQuestionKey({ kind: 'doubtful', albumId, photoId });
  return [{ kind: 'doubtful', key, albumId, photoId, value: doubtfulValue, skip: readSkip(skips, key, '') }];
}
