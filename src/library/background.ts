/** @file Works by itself while the window is open: scans, watches, indexes. Failures are logged and shown, never thrown. */
import { logFailure } from './log-failure.ts';
import type { Logger } from './logger.ts';
import { CairnError } from '../api/errors.ts';
import type { JobCounts } from '../db/jobs.ts';
import type { RootService } from './roots/root-service.ts';
import { explainFullDisk } from '../db/full-disk.ts';
import type { HoldReason } from './indexing/holds.ts';
import type { Indexer } from './indexing/indexer.ts';
import type { ProgressKeeper } from './indexing/indexing-progress.ts';
import type { Scanner, ScanTotals } from './scan/scanner.ts';
import type { FolderWatcher } from './watch/folder-watcher.ts';

export interface Background {
  readonly start: () => void;
  /** Looks for changes (in all roots), then indexes what is queued. */
  readonly requestScan: (rootIds?: readonly number[]) => void;
  readonly requestIndexing: () => void;
  /** Indexing waits for as long as a reason holds. */
  readonly hold: (reason: HoldReason) => void;
  readonly release: (reason: HoldReason) => void;
  /** A person wants it to go on: over every reason to wait, until the next one comes. */
  readonly resume: () => void;
  /** Ends the run; what is queued stays queued until someone asks again. */
  readonly cancel: () => void;
  readonly close: () => Promise<void>;
}

export interface BackgroundOptions {
  readonly roots: RootService;
  readonly scanner: Scanner;
  readonly indexer: Indexer;
  readonly watcher: FolderWatcher;
  readonly progress: ProgressKeeper;
  readonly logger: Logger;
  readonly countJobs: () => JobCounts;
  readonly onChanged: () => void;
  readonly onScanned: (totals: ScanTotals, durationMs: number) => void;
  /** Before jobs are taken. */
  readonly onRunBegins: () => void;
  /** Something could not be written for want of room: indexing is held until `release('disk')`. */
  readonly onDiskFull: () => void;
  /** A run ended with an error. */
  readonly onFailed: (error: unknown) => void;
  /** Nothing is left to do, or nothing may be done; `newPhotos` were indexed for the first time since the last rest. */
  readonly onRest: (newPhotos: number) => void;
}

/** Makes the background work. Nothing happens before `start` or a request. */
export function createBackground(options: BackgroundOptions): Background {
  const { roots, scanner, indexer, watcher, progress, logger } = options;
  let isStarted = false;
  let isStopped = false;
  /** By a person. */
  let isPaused = false;
  /** The catalog could not be written for want of room; what was under way waits until there is some. */
  let hasNoRoom = false;
  /** Roots to scan next; 'all' beats a list. */
  let wanted: 'all' | Set<number> | null = null;
  let work: Promise<void> | null = null;
  let isIndexing = false;
  /** A scan that was asked for during indexing. */
  let sideScan: Promise<void> | null = null;
  let isIndexingWanted = false;
  /** Since the last rest. */
  let newPhotos = 0;
  let abort = new AbortController();

  const scanWanted = async (): Promise<void> => {
    while (wanted !== null && !abort.signal.aborted) {
      const rootIds = wanted === 'all' ? undefined : [...wanted];
      wanted = null;
      const startMs = performance.now();
      const totals = await scanner.scan({ rootIds, signal: abort.signal });
      options.onScanned(totals, performance.now() - startMs);
      if (isStarted) await watcher.setRoots(roots.refresh());
      options.onChanged();
      isIndexingWanted = true;
    }
  };
  const loop = async (): Promise<void> => {
    while (!abort.signal.aborted && (wanted !== null || isIndexingWanted)) {
      if (wanted !== null) {
        progress.setState('scanning');
        await scanWanted();
        continue;
      }
      isIndexingWanted = false;
      if (isStopped) continue;
      isIndexing = true;
      options.onRunBegins();
      try {
        const { byRoot } = await indexer.run(abort.signal);
        for (const { indexed, embeddedAgain } of byRoot.values()) newPhotos += indexed - embeddedAgain;
      } finally {
        isIndexing = false;
        await sideScan;
      }
    }
  };
  const noteFailure = (thrown: unknown): void => {
    const error = explainFullDisk(thrown);
    const isOurs = error instanceof CairnError;
    if (isOurs && error.code === 'disk-full') {
      hasNoRoom = true;
      indexer.hold('disk');
      options.onDiskFull();
    }
    options.onFailed(error);
    logFailure(logger, 'background work failed', error);
  };
  /** Indexing takes hours after a change of the model: what is new meanwhile joins the queue and, being newest, goes first. */
  const scanBesideIndexing = (): void => {
    sideScan ??= scanWanted()
      .then(() => progress.refresh(options.countJobs()))
      .catch(noteFailure)
      .finally(() => {
        sideScan = null;
        if (wanted !== null && isIndexing) scanBesideIndexing();
      });
  };
  const wakeUp = (): void => {
    if (abort.signal.aborted) return;
    if (work !== null) {
      if (isIndexing && wanted !== null) scanBesideIndexing();
      return;
    }
    work = loop()
      .catch(noteFailure)
      .finally(() => {
        work = null;
        progress.setState(isStopped ? 'stopped' : isPaused ? 'paused' : hasNoRoom ? 'disk-full' : 'idle');
        progress.flush();
        options.onChanged();
        options.onRest(newPhotos);
        newPhotos = 0;
        // Asked for while the last failure was being noted.
        if (wanted !== null || isIndexingWanted) wakeUp();
      });
  };
  const cancelRun = async (): Promise<void> => {
    abort.abort();
    await work;
  };

  const requestScan: Background['requestScan'] = (rootIds) => {
    if (rootIds === undefined || wanted === 'all') wanted = 'all';
    else wanted = new Set([...(wanted ?? []), ...rootIds]);
    wakeUp();
  };

  return {
    requestScan,
    requestIndexing: () => {
      isIndexingWanted = true;
      wakeUp();
    },
    start: () => {
      isStarted = true;
      requestScan();
    },
    hold: (reason) => {
      indexer.hold(reason);
      isPaused ||= reason === 'person';
      const state = indexer.getHeldState();
      // At rest there is nothing that waits, unless a person said so.
      if (state !== null && (isIndexing || state === 'paused')) progress.setState(state);
    },
    release: (reason) => {
      indexer.release(reason);
      if (reason === 'person') isPaused = false;
      if (reason === 'disk') hasNoRoom = false;
    },
    resume: () => {
      isStopped = false;
      isPaused = false;
      hasNoRoom = false;
      for (const reason of ['person', 'battery', 'disk'] as const) indexer.release(reason);
      isIndexingWanted = true;
      wakeUp();
    },
    cancel: () => {
      isStopped = true;
      isPaused = false;
      indexer.release('person');
      wanted = null;
      isIndexingWanted = false;
      void cancelRun().then(() => {
        abort = new AbortController();
        progress.setState('stopped');
        if (wanted !== null || isIndexingWanted) wakeUp();
      });
    },
    close: async () => {
      isStarted = false;
      wanted = null;
      isIndexingWanted = false;
      await cancelRun();
    },
  };
}
