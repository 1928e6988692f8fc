/** @file Drains the index queue: rounds of indexing, recognition after each batch, grouping when due; survives crashes. */
import { setImmediate as yieldToEventLoop, setTimeout as wait } from 'node:timers/promises';
import { CairnError } from '../../api/errors.ts';
import type { Pace } from '../../api/preferences.ts';
import type { Catalog } from '../../db/catalog.ts';
import { isDiskFull } from '../../db/full-disk.ts';
import type { JobCounts } from '../../db/jobs.ts';
import { canJudge, isSpaceChanging } from '../albums/album-space.ts';
import {
  hasGrown,
  hasToLearn,
  hasUnrecognized,
  isGroupingWhole,
  isLargeLibrary,
  noteUnplacedPending,
  readUngroupedCount,
} from '../albums/pending-work.ts';
import { sendPersonalReferences } from '../albums/personal-references.ts';
import { recognizePending } from '../albums/recognize-photos.ts';
import { learnAround, lookAgainAround, regroupAround } from '../albums/regroup-around.ts';
import { regroupPhotos } from '../albums/regroup-photos.ts';
import { dropOldVectors, joinMeanwhile, switchSpace } from '../albums/switch-space.ts';
import { findNearDuplicates, hasDuplicatesPending } from '../duplicates/find-near.ts';
import { EmbedderExitError, type EmbedderClient } from '../embedder/embedder-client.ts';
import type { EmbedderSupervisor } from '../embedder/embedder-supervisor.ts';
import { planWindow } from '../../ml/embedder/pace.ts';
import type { PathAliases } from '../file-access.ts';
import { logFailure } from '../log-failure.ts';
import type { Logger } from '../logger.ts';
import type { ModelInUse } from '../model-in-use.ts';
import { fillCountries, fillPlaceholders, hasMissingPlaceholders } from '../pictures/fill-placeholders.ts';
import type { CommitReport } from './commit-results.ts';
import { planGroupInterval } from './group-interval.ts';
import { createHolds, type HeldState, type HoldReason } from './holds.ts';
import { createIndexRound, type IndexRound } from './index-round.ts';
import type { ProgressKeeper } from './indexing-progress.ts';

export interface RootTotals {
  readonly indexed: number;
  /** Of `indexed`: photos of the catalog that got a vector of another model. */
  readonly embeddedAgain: number;
  readonly known: number;
}

export interface IndexTotals {
  /** By root: photos run through the pipeline in this run, and those known by content (copies, moved files). */
  readonly byRoot: ReadonlyMap<number, RootTotals>;
  readonly indexed: number;
  readonly known: number;
  readonly seconds: number;
  readonly isCancelled: boolean;
}

export interface IndexerOptions {
  readonly catalog: Catalog;
  readonly supervisor: EmbedderSupervisor;
  /** Null before the first embedder told its model. */
  readonly getModel: () => ModelInUse | null;
  readonly aliases: PathAliases;
  readonly progress: ProgressKeeper;
  readonly logger: Logger;
  /** Whether model or atlas are others than last time: the embedder is started even without jobs. */
  readonly hasOtherInputs: () => Promise<boolean>;
  readonly isRootAvailable: (rootId: number) => boolean;
  /** How hard to work now. */
  readonly getPace: () => Pace;
  readonly onChanged: () => void;
  readonly onAlbumsTouched: (albumIds: readonly number[]) => void;
  /** After grouping and at the end: covers are chosen. */
  readonly onSettled: () => Promise<void>;
  /** The albums are those of the model and atlas in use. */
  readonly onSwitched: () => Promise<void>;
}

export interface Indexer {
  /** Works until no job is left. Rejects with CairnError when the embedder cannot be had. Runs wait for each other. */
  readonly run: (signal: AbortSignal) => Promise<IndexTotals>;
  /** Finishes what is under way and waits until no reason is left. */
  readonly hold: (reason: HoldReason) => void;
  readonly release: (reason: HoldReason) => void;
  /** What the wait is called; null when nothing is held, or only for the moment of a change. */
  readonly getHeldState: () => HeldState | null;
  readonly notePhotoStarted: (key: number) => void;
  readonly noteCrash: () => void;
}

const pauseCheckMs = 100;
const maxStrain = 4;
/** Photos without a crash after which twice as many are under way again. */
const relaxAfter = 100;

type Tally = Map<number, { -readonly [Key in keyof RootTotals]: RootTotals[Key] }>;

/** Makes the indexer. */
export function createIndexer(options: IndexerOptions): Indexer {
  const { catalog, supervisor, progress, logger } = options;
  const holds = createHolds();
  /** False after recognition or grouping failed in a way that trying again would not mend. */
  let canSettle = true;
  const maySettle = (): boolean => canSettle;
  /** Halvings of the photos under way: a process that ended may have been short of memory, and each of them takes some. */
  let strain = 0;
  let doneSinceCrash = 0;
  /** True at first: an earlier process may have left some. */
  let mayHoldOldVectors = true;
  let round: IndexRound | null = null;
  let last: Promise<unknown> = Promise.resolve();

  const noteCommitted = (report: CommitReport, tally: Tally): void => {
    let [done, failed] = [0, 0];
    for (const { job, ending } of report.endings) {
      if (ending === 'retry') continue;
      done += 1;
      if (ending === 'failed') {
        failed += 1;
        continue;
      }
      const sums = tally.get(job.rootId) ?? { indexed: 0, embeddedAgain: 0, known: 0 };
      sums[ending === 'known' ? 'known' : 'indexed'] += 1;
      if (ending === 'embedded-again') {
        sums.embeddedAgain += 1;
        mayHoldOldVectors = true;
      }
      tally.set(job.rootId, sums);
    }
    supervisor.noteProgress();
    doneSinceCrash += done;
    if (doneSinceCrash >= relaxAfter) [strain, doneSinceCrash] = [Math.max(0, strain - 1), 0];
    progress.noteDone(done, failed);
    options.onChanged();
  };

  const requireModel = (): ModelInUse => {
    const model = options.getModel();
    if (model === null) throw new CairnError('embedder-unavailable', 'The indexer has not started yet.');
    return model;
  };
  const isChanging = (): boolean => {
    const model = options.getModel();
    return model !== null && isSpaceChanging(catalog, model.hash);
  };

  const hasReadableJobs = (): boolean => hasJobs(catalog.jobs.countByState());

  const runRound = async (client: EmbedderClient, signal: AbortSignal, tally: Tally): Promise<string> => {
    const { id: modelId } = requireModel();
    const isHeld = isChanging();
    // One after the other, while the next photos are indexed.
    let following: Promise<void> = Promise.resolve();
    const full: Error[] = [];
    const follow = async (report: CommitReport): Promise<void> => {
      if (report.photos.length === 0 || !client.isAlive()) return;
      await loadVectors(client, report);
      if (maySettle() && !isHeld) await recognizePending({ ...options, client, modelId, signal });
    };
    const current = createIndexRound({
      catalog,
      client,
      modelId,
      signal,
      aliases: options.aliases,
      isPaused: holds.isHeld,
      windowSize: Math.max(1, planWindow(options.getPace(), supervisor.getView().provider) >> strain),
      isSpaceChanging: isHeld,
      // The albums switch when no job is left.
      maxJobs: isHeld
        ? Number.MAX_SAFE_INTEGER
        : Math.max(1, planInterval(catalog, modelId) - readUngroupedCount(catalog)),
      isRootAvailable: options.isRootAvailable,
      onCommitted: (report) => {
        noteCommitted(report, tally);
        // What fails here stays noted in the catalog and is done before the next grouping.
        following = following
          .then(() => follow(report))
          .catch((error: unknown) => {
            if (error instanceof Error && isDiskFull(error)) full.push(error);
            else canSettle &&= noteFailure(logger, error);
          });
      },
    });
    round = current;
    try {
      const outcome = await current.run();
      if (!signal.aborted) await following;
      for (const error of full) throw error;
      return outcome;
    } finally {
      round = null;
      if (!signal.aborted) await following;
    }
  };

  const isSwitchDue = (): boolean => isChanging() && canJudge(catalog, requireModel().id);
  /** What waits to be looked up belongs to the space of the albums, not to the one that comes. */
  const hasAlbumWork = (): boolean =>
    readUngroupedCount(catalog) > 0 || (isChanging() ? isSwitchDue() : hasToLearn(catalog) || hasUnrecognized(catalog));

  /** Carries the albums over to the model in use, when its vectors are there ([Note: spaces]). */
  const switchAlbums = async (client: EmbedderClient, signal: AbortSignal): Promise<void> => {
    const model = requireModel();
    progress.setState('grouping');
    if (!isSwitchDue()) await joinMeanwhile({ ...options, client, model, signal });
    else if (await switchSpace({ ...options, client, model, signal })) {
      logger.info('albums switched to another model', { model: model.hash });
      await options.onSwitched();
    } else return;
    await options.onSettled();
    options.onChanged();
  };

  /** Recognition and grouping that are due. */
  const settle = async (client: EmbedderClient, signal: AbortSignal, isDrained: boolean): Promise<void> => {
    const { id: modelId } = requireModel();
    if (isChanging()) {
      await switchAlbums(client, signal);
      return;
    }
    const isLearning = hasToLearn(catalog);
    const isWhole = isGroupingWhole(catalog, modelId);
    const hasOutgrown = hasGrown(catalog, modelId, isDrained ? growth.drained : growth.between);
    if (isLearning || hasOutgrown) {
      // The person's references, too, are seen with their relatives.
      await sendPersonalReferences({ catalog, client, modelId });
      if (isWhole || hasOutgrown) await noteUnplacedPending(catalog, modelId);
      else await learnAround({ catalog, client, modelId });
    } else if (isDrained && !isLargeLibrary(catalog.embeddings.count(modelId))) {
      await lookAgainAround({ catalog, client, modelId });
    }
    if (hasUnrecognized(catalog)) await recognizePending({ ...options, client, modelId, signal });
    if (signal.aborted) return;
    if (readUngroupedCount(catalog) === 0) {
      // Albums made by hand have nothing to group, and still want a cover.
      if (isLearning) await options.onSettled();
      return;
    }
    progress.setState('grouping');
    // Of a large library it takes long: who pauses or ends the work does not wait for it.
    const ending = new AbortController();
    const check = setInterval(() => {
      if (signal.aborted || holds.isHeld()) ending.abort();
    }, pauseCheckMs);
    try {
      const params = { ...options, client, modelId, signal: ending.signal };
      await (isWhole ? regroupPhotos(params) : regroupAround(params));
    } finally {
      clearInterval(check);
    }
    await options.onSettled();
    options.onChanged();
  };

  /** Placeholders and duplicates are nobody's hurry: new photos go first. */
  const tidy = async (client: EmbedderClient, signal: AbortSignal): Promise<void> => {
    const mustStop = (): boolean => signal.aborted || holds.isHeld() || hasReadableJobs();
    await fillPlaceholders({ catalog, client, mustStop, onChanged: options.onChanged });
    if (mustStop() || !hasDuplicatesPending(catalog)) return;
    await findNearDuplicates(catalog, client);
    options.onChanged();
  };

  const dropSuperseded = async (signal: AbortSignal): Promise<void> => {
    const model = options.getModel();
    if (model === null || isChanging() || !mayHoldOldVectors) return;
    const dropped = await dropOldVectors(catalog, model.id, signal);
    if (dropped > 0) logger.info('vectors of other models dropped', { dropped });
    mayHoldOldVectors = signal.aborted;
  };

  /** The scan may have found far more photos since the round was planned: then more of them are indexed first. */
  const isSettlingDue = (outcome: string): boolean =>
    outcome === 'drained' ||
    (outcome === 'full' && (isChanging() || readUngroupedCount(catalog) >= planInterval(catalog, requireModel().id)));

  const drain = async (signal: AbortSignal): Promise<IndexTotals> => {
    const startMs = performance.now();
    const tally: Tally = new Map();
    canSettle = true;
    progress.restart();
    // Starting it queues what the new model has to see.
    if (await options.hasOtherInputs()) await obtainUnlessAborted(supervisor, signal);
    while (!signal.aborted) {
      // A round that fails at once must not keep this process from hearing why, or from anything else.
      await yieldToEventLoop();
      // Nothing is under way between rounds, whatever an earlier process left behind.
      catalog.jobs.releaseAllRunning();
      const counts = catalog.jobs.countByState();
      progress.refresh(counts);
      if (!hasJobs(counts) && !(maySettle() && hasAlbumWork()) && !hasMissingPlaceholders(catalog)) break;
      if (holds.isHeld()) {
        const state = holds.getState();
        if (state !== null) progress.setState(state);
        await wait(pauseCheckMs);
        continue;
      }
      try {
        const client = await obtainUnlessAborted(supervisor, signal);
        if (client === null) break;
        if (hasJobs(counts)) progress.setState(isChanging() ? 'embedding-again' : 'indexing');
        const outcome = await runRound(client, signal, tally);
        if (maySettle() && isSettlingDue(outcome) && !(isChanging() && hasReadableJobs())) {
          await settle(client, signal, outcome === 'drained').catch((error: unknown) => {
            if (isDiskFull(error)) throw error;
            canSettle = noteFailure(logger, error);
          });
        }
        if (outcome === 'drained') await tidy(client, signal);
      } catch (error) {
        if (!(error instanceof EmbedderExitError)) throw error;
      }
      noteQuarantines(catalog, supervisor, counts);
    }
    await fillCountries(catalog, () => signal.aborted);
    await dropSuperseded(signal);
    progress.refresh(catalog.jobs.countByState());
    return sumTally(tally, (performance.now() - startMs) / 1000, signal.aborted);
  };

  return {
    run: (signal) => {
      const next = last.then(() => drain(signal));
      last = next.catch(() => undefined);
      return next;
    },
    hold: holds.hold,
    release: holds.release,
    getHeldState: holds.getState,
    notePhotoStarted: (key) => round?.notePhotoStarted(key),
    noteCrash: () => {
      strain = Math.min(maxStrain, strain + 1);
      doneSinceCrash = 0;
      round?.noteCrash({ mayConvict: supervisor.getView().provider === 'cpu' });
    },
  };
}

function hasJobs(counts: JobCounts): boolean {
  return counts.queued > counts.waiting;
}

/** By what factor the library must have grown before all that is in no album is looked up again: that costs as much as it is large. */
const growth = { between: 1.5, drained: 1.1 } as const;

function planInterval(catalog: Catalog, modelId: number): number {
  const ungrouped = readUngroupedCount(catalog);
  const { queued } = catalog.jobs.countByState();
  return planGroupInterval(Math.max(0, catalog.embeddings.count(modelId) - ungrouped), ungrouped + queued);
}

async function loadVectors(client: EmbedderClient, { photos }: CommitReport): Promise<void> {
  const dims = photos[0]?.vector.length ?? 0;
  const vectors = new Float32Array(photos.length * dims);
  photos.forEach(({ vector }, row) => vectors.set(vector, row * dims));
  await client.request('loadVectors', { photoIds: Int32Array.from(photos, ({ photoId }) => photoId), vectors });
}

/** The embedder may take minutes to start; an abort does not wait for it. */
async function obtainUnlessAborted(
  supervisor: EmbedderSupervisor,
  signal: AbortSignal,
): Promise<EmbedderClient | null> {
  const obtained = supervisor.obtain();
  // When the abort comes first nobody waits for the embedder's own failure.
  obtained.catch(() => undefined);
  const heard = new AbortController();
  const aborted = new Promise<null>((resolve) => {
    if (signal.aborted) resolve(null);
    else signal.addEventListener('abort', () => resolve(null), { once: true, signal: heard.signal });
  });
  try {
    return await Promise.race([obtained, aborted]);
  } finally {
    // One run asks many times.
    heard.abort();
  }
}

/** A photo found guilty is progress: what remains may be indexed without it. */
function noteQuarantines(catalog: Catalog, supervisor: EmbedderSupervisor, before: JobCounts): void {
  if (catalog.jobs.countByState().quarantined > before.quarantined) supervisor.noteProgress();
}

/** False when trying again leads to the same failure; an embedder that ended is started again. */
function noteFailure(logger: Logger, error: unknown): boolean {
  if (error instanceof EmbedderExitError) return true;
  // Paused or ended: it is still to be done.
  if (error instanceof CairnError && error.code === 'cancelled') return true;
  logFailure(logger, 'recognition or grouping failed', error);
  return false;
}

function sumTally(tally: Tally, seconds: number, isCancelled: boolean): IndexTotals {
  let [indexed, known] = [0, 0];
  for (const sums of tally.values()) {
    indexed += sums.indexed;
    known += sums.known;
  }
  return { byRoot: tally, indexed, known, seconds, isCancelled };
}
