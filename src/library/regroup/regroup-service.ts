/** @file Proposals of a new grouping ([Note: proposals]): found on request, done or forgotten as a person says. */
import { createHash } from 'node:crypto';
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { CairnError } from '../../api/errors.ts';
import type { RegroupProposal } from '../../api/views.ts';
import type { Catalog } from '../../db/catalog.ts';
import { isSpaceChanging } from '../albums/album-space.ts';
import { readMemberships } from '../albums/read-memberships.ts';
import { findGroups } from '../albums/regroup-photos.ts';
import type { DecisionService } from '../decisions/decision-service.ts';
import { listDismissalKeys } from '../decisions/dismissal-keys.ts';
import type { EmbedderSupervisor } from '../embedder/embedder-supervisor.ts';
import type { ModelInUse } from '../model-in-use.ts';
import { describeProposal } from './describe-proposal.ts';
import { findProposalsInSteps, type ComparedAlbum, type ProposalDraft } from './find-proposals.ts';

export interface RegroupTools {
  /**
   * What a new grouping of everything would change, the surest first; changes nothing. Empty while the photos are embedded again with
   * another model. @throws CairnError `embedder-unavailable`
   */
  readonly proposeRegroup: () => Promise<readonly RegroupProposal[]>;
  /** The same with what was dismissed: for who keeps proposals while a person answers them and undoes answers. */
  readonly proposeAll: () => Promise<readonly RegroupProposal[]>;
  /** Makes the decision that a proposal of the last call of `proposeRegroup` stands for. @throws CairnError `not-found` when it is out of date */
  readonly acceptProposal: (key: string) => void;
  /** Never proposes it again: a decision, which can be undone. @throws CairnError `not-found` */
  readonly dismissProposal: (key: string) => void;
}

export interface RegroupToolsOptions {
  readonly catalog: Catalog;
  readonly supervisor: EmbedderSupervisor;
  readonly decisions: DecisionService;
  /** Null before the first embedder told its model. */
  readonly getModel: () => ModelInUse | null;
}

/** @see RegroupTools */
export function createRegroupTools(options: RegroupToolsOptions): RegroupTools {
  const { catalog, supervisor, decisions, getModel } = options;
  /** Also those of earlier calls: one that is looked at may be answered, or answered again after undoing. */
  const proposals = new Map<string, RegroupProposal>();
  const find = (key: string): RegroupProposal => {
    const proposal = proposals.get(key);
    if (proposal === undefined) throw outOfDate();
    return proposal;
  };

  const propose = async (dismissed: ReadonlySet<string>): Promise<readonly RegroupProposal[]> => {
    const client = await supervisor.obtain();
    const model = getModel();
    if (model === null || isSpaceChanging(catalog, model.hash)) return [];
    const { groups, photos } = await findGroups({ catalog, client, modelId: model.id });
    const memberships = await readMemberships(catalog);
    const drafts = await runInSlices(
      findProposalsInSteps({
        groups,
        memberships,
        albums: listAlbums(catalog),
        isGrouped: (photoId) => photos.has(photoId),
      }),
    );
    const found: RegroupProposal[] = [];
    let sliceStartMs = performance.now();
    for (const draft of drafts) {
      found.push(...[viewProposal(catalog, draft, dismissed)].filter((proposal) => proposal !== null));
      if (performance.now() - sliceStartMs <= sliceMs) continue;
      await yieldToEventLoop();
      sliceStartMs = performance.now();
    }
    if (proposals.size > maxKept) proposals.clear();
    for (const proposal of found) proposals.set(proposal.key, proposal);
    return found;
  };

  return {
    proposeRegroup: () => propose(catalog.dismissedProposals.list()),
    proposeAll: () => propose(new Set()),
    acceptProposal: (key) => carryOut(catalog, decisions, find(key)),
    dismissProposal: (key) => {
      const { kind, albumId, fromAlbumId, photoIds } = find(key);
      decisions.dismiss({ kind, albumId, fromAlbumId, photoIds: kind === 'merge' ? [] : photoIds });
    },
  };
}

/** Longest that main is kept from others. */
const sliceMs = 8;
/** More than any list has. */
const maxKept = 5000;

/** Lets others have a turn after each step. */
async function runInSlices<Value>(steps: Generator<void, Value, undefined>): Promise<Value> {
  for (;;) {
    const step = steps.next();
    if (step.done === true) return step.value;
    await yieldToEventLoop();
  }
}

function outOfDate(): CairnError {
  return new CairnError('not-found', 'The albums have changed since this was proposed. Ask for proposals again.');
}

function listAlbums(catalog: Catalog): ComparedAlbum[] {
  const albums = catalog.albums.listAll();
  const joined = new Set(albums.map(({ mergedIntoId }) => mergedIntoId));
  return albums
    .filter(({ mergedIntoId }) => mergedIntoId === null)
    .map(({ id, kind, isNamedByPerson, isHidden }) => ({
      id,
      isLandmark: kind === 'landmark',
      isNamedByPerson,
      isHidden,
      isMerged: joined.has(id),
    }));
}

/** One decision. What a person decided since it was proposed stays. */
function carryOut(catalog: Catalog, decisions: DecisionService, proposal: RegroupProposal): void {
  const { kind, albumId, fromAlbumId } = proposal;
  const intoId = catalog.albums.resolve(albumId);
  const fromId = fromAlbumId === null ? null : catalog.albums.resolve(fromAlbumId);
  if (intoId === null || intoId === fromId) throw outOfDate();
  if (kind === 'merge') {
    if (fromId === null) throw outOfDate();
    decisions.merge(intoId, fromId);
    return;
  }
  const leftId = kind === 'move' ? fromId : intoId;
  const keys = listKeys(catalog, proposal);
  const open = proposal.photoIds.filter((photoId, row) => {
    if (catalog.dismissedProposals.has(keys[row] ?? '')) return false;
    const isSuggested = leftId !== null && catalog.memberships.get(leftId, photoId)?.state === 'suggested';
    return isSuggested && catalog.memberships.get(intoId, photoId)?.state !== 'rejected';
  });
  if (open.length === 0) throw outOfDate();
  if (kind === 'join') decisions.confirm(intoId, open);
  else if (kind === 'split') decisions.split(intoId, open, null);
  else if (fromId !== null) decisions.move(fromId, intoId, open);
}

/** In words, without what was dismissed; null when nothing is left. */
function viewProposal(catalog: Catalog, draft: ProposalDraft, dismissed: ReadonlySet<string>): RegroupProposal | null {
  const keys = listKeys(catalog, draft);
  const isMerge = draft.kind === 'merge';
  const photoIds = isMerge ? draft.photoIds : draft.photoIds.filter((_, row) => !dismissed.has(keys[row] ?? ''));
  if (photoIds.length === 0 || (isMerge && keys.some((key) => dismissed.has(key)))) return null;
  const open = { ...draft, photoIds };
  const albumName = catalog.albums.get(draft.albumId)?.name ?? '';
  const fromAlbumName = draft.fromAlbumId === null ? null : (catalog.albums.get(draft.fromAlbumId)?.name ?? null);
  return {
    key: createHash('sha256').update(listKeys(catalog, open).join('\n')).digest('hex').slice(0, 32),
    kind: draft.kind,
    albumId: draft.albumId,
    albumName,
    fromAlbumId: draft.fromAlbumId,
    fromAlbumName,
    photoIds,
    certainty: draft.certainty,
    reason: describeProposal({ ...open, albumName, fromAlbumName: fromAlbumName ?? '' }),
  };
}

type Named = Pick<ProposalDraft, 'kind' | 'albumId' | 'fromAlbumId' | 'photoIds'>;

/** What would be remembered of it if it was dismissed: one key of a merge, else one a photo. */
export function listKeys(catalog: Catalog, { kind, albumId, fromAlbumId, photoIds }: Named): string[] {
  const hashes = kind === 'merge' ? null : catalog.photos.getHashes(photoIds);
  return listDismissalKeys({
    kind,
    albumUuid: catalog.albums.get(albumId)?.uuid ?? '',
    fromUuid: fromAlbumId === null ? null : (catalog.albums.get(fromAlbumId)?.uuid ?? ''),
    // One a photo, also for one that is not there (any more).
    hashes: hashes === null ? [] : photoIds.map((photoId) => hashes.get(photoId) ?? ''),
  });
}
