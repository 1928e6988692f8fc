/** @file Scans roots: the thread finds the differences, this writes them, each batch with its jobs in one transaction. */
import type { Catalog } from '../../db/catalog.ts';
import type { RootRow } from '../../db/roots.ts';
import type { Logger } from '../logger.ts';
import { toDisplayPath } from '../path-encoding.ts';
import type { RootService } from '../roots/root-service.ts';
import type { ScanMessage } from './scan-messages.ts';
import type { ScanThread } from './scan-thread.ts';

export interface ScanTotals {
  /** Photo files under the roots that could be scanned. */
  readonly found: number;
  readonly unchanged: number;
  /** New or changed: queued for indexing. */
  readonly changed: number;
  /** Known before, not there any more. */
  readonly missing: number;
  /** Missing before, there again as they were. */
  readonly returned: number;
  readonly notPhotos: number;
  /** Absolute paths for people, with the reason. */
  readonly unreadable: readonly { readonly path: string; readonly reason: string }[];
  /** Roots whose volume or folder is absent. */
  readonly offlineRoots: readonly string[];
  readonly isCancelled: boolean;
}

export interface ScannerOptions {
  readonly catalog: Catalog;
  readonly roots: RootService;
  readonly thread: ScanThread;
  readonly logger: Logger;
  /** Called after each batch that was written, and every thousand files. */
  readonly onProgress: (found: number) => void;
  readonly onChanged: () => void;
  /** Id of the model whose vectors photos should have; null when that is not known yet. */
  readonly findModelId: () => number | null;
}

export interface ScanParams {
  readonly rootIds?: readonly number[] | undefined;
  readonly signal: AbortSignal;
}

export interface Scanner {
  /** Scans roots one after the other. Calls wait for each other. */
  readonly scan: (params: ScanParams) => Promise<ScanTotals>;
}

type Mutable<Type> = { -readonly [Key in keyof Type]: Type[Key] };

/** Makes the scanner. */
export function createScanner(options: ScannerOptions): Scanner {
  let last: Promise<unknown> = Promise.resolve();
  return {
    scan: (params) => {
      const next = last.then(() => scanRoots(options, params));
      last = next.catch(() => undefined);
      return next;
    },
  };
}

async function scanRoots(options: ScannerOptions, { rootIds, signal }: ScanParams): Promise<ScanTotals> {
  const { catalog, roots, logger } = options;
  const totals = {
    found: 0,
    unchanged: 0,
    changed: 0,
    missing: 0,
    returned: 0,
    notPhotos: 0,
    unreadable: [] as { path: string; reason: string }[],
    offlineRoots: [] as string[],
    isCancelled: false,
  };
  const online = roots.refresh(rootIds);
  const isWanted = (root: RootRow): boolean => rootIds === undefined || rootIds.includes(root.id);
  for (const root of catalog.roots.list()) {
    if (isWanted(root) && root.state === 'offline') totals.offlineRoots.push(toDisplayPath(root.path));
  }
  for (const root of online) {
    if (signal.aborted) totals.isCancelled = true;
    else await scanRoot(options, root, signal, totals);
  }
  logger.info('scan finished', { found: totals.found, changed: totals.changed, missing: totals.missing });
  return totals;
}

async function scanRoot(
  options: ScannerOptions,
  root: RootRow,
  signal: AbortSignal,
  totals: Mutable<ScanTotals> & { unreadable: { path: string; reason: string }[]; offlineRoots: string[] },
): Promise<void> {
  const { thread, roots, onProgress, onChanged } = options;
  const foundBefore = totals.found;
  const final = await thread.scan({
    rootId: root.id,
    rootPath: root.path,
    signal,
    onMessage: (message) => {
      if (message.type === 'progress') {
        onProgress(foundBefore + message.found);
        return;
      }
      writeBatch(options, root.id, message);
      if (message.type === 'changed') totals.changed += message.files.length;
      if (message.type === 'gone') totals.missing += message.fileIds.length;
      if (message.type === 'back') totals.returned += message.fileIds.length;
      onChanged();
    },
  });
  if (final.type === 'absent') {
    roots.markOffline(root.id);
    totals.offlineRoots.push(toDisplayPath(root.path));
    onChanged();
    return;
  }
  totals.found += final.counts.found;
  totals.unchanged += final.counts.unchanged;
  totals.notPhotos += final.counts.notPhotos;
  totals.isCancelled ||= final.isCancelled;
  const base = root.path.endsWith('/') ? root.path : `${root.path}/`;
  for (const { relativePath, reason } of final.unreadable) {
    totals.unreadable.push({ path: toDisplayPath(base + relativePath), reason });
  }
  onProgress(totals.found);
}

function writeBatch({ catalog, findModelId }: ScannerOptions, rootId: number, message: ScanMessage): void {
  catalog.transaction(() => {
    // Removed by the person while it was scanned.
    if (catalog.roots.get(rootId)?.state === 'removed') return;
    if (message.type === 'gone') catalog.files.markMissing(message.fileIds);
    if (message.type === 'back') {
      catalog.files.markPresent(message.fileIds);
      // The model may have changed while they were away.
      const modelId = findModelId();
      if (modelId !== null) catalog.jobs.enqueueUnembedded(message.fileIds, modelId);
    }
    if (message.type !== 'changed') return;
    for (const file of message.files) {
      const { fileId } = catalog.files.upsertChanged({ rootId, ...file });
      // Newest first.
      catalog.jobs.enqueue({ fileId, priority: file.mtimeMs });
    }
  });
}
