/**
 * @file Copies that nobody has to think of: made in the background, read back before they have a name, and rotated
 * ([Note: rotation]).
 */
import { mkdir, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { CairnError } from '../../api/errors.ts';
import { listDataFolders } from '../data-folders.ts';
import { enoughFreeBytes } from '../indexing/disk-space.ts';
import { logFailure } from '../log-failure.ts';
import type { Logger } from '../logger.ts';
import { nameAutomatic, parseCopyName, type NamedCopy } from './copy-names.ts';
import { runCopyThread } from './copy-thread.ts';
import { isBackupDue, listSuperseded } from './rotation.ts';

/** `made`: and read back. `same`: the last one holds the same. `no-room`: the drive is too full. */
export type BackupOutcome =
  | {
      readonly kind: 'made';
      readonly name: string;
      readonly sizeBytes: number;
      readonly photos: number;
      readonly decisions: number;
    }
  | { readonly kind: 'same'; readonly name: string }
  | { readonly kind: 'no-room' };

export interface AutomaticBackups {
  /** Looks now and then from now on whether one is due. */
  readonly start: () => void;
  /** There is nothing else to do just now: a good time. */
  readonly noteRest: () => void;
  /** One at a time; the caller waits for the one under way. @throws CairnError `catalog-unusable` when the copy does not hold */
  readonly make: () => Promise<BackupOutcome>;
  /** Cancels what is under way; nothing of it stays. */
  readonly close: () => void;
}

export interface AutomaticBackupOptions {
  readonly dataFolder: string;
  readonly catalogPath: string;
  readonly workerEntry: URL;
  readonly sqliteBinding: string | null;
  readonly logger: Logger;
  /** Other work goes on: it is not disturbed unless it lasts for hours. */
  readonly isBusy: () => boolean;
  /** There is something that would be missed. */
  readonly isWorthIt: () => boolean;
  /** Rejects where it cannot be told. */
  readonly readFreeBytes: () => Promise<number>;
  /** A copy did not hold: the catalog itself may be damaged. */
  readonly onRefused: () => void;
  readonly now?: () => number;
  readonly firstLookMs?: number;
}

interface StoredCopy extends NamedCopy {
  readonly sizeBytes: number;
}

/** The first view, its pictures and the first scan go first. */
const firstLookMs = 30_000;
const lookIntervalMs = 600_000;
/** A first indexing that lasts for days is not waited for. */
const busyLimitMs = 6 * 3_600_000;
/** What failed, or what has not changed, is not tried again at each look. */
const pauseMs = 4 * 3_600_000;

/** Makes the service. Nothing happens before `start` or `make`. */
export function createAutomaticBackups(options: AutomaticBackupOptions): AutomaticBackups {
  const { dataFolder, catalogPath, workerEntry, sqliteBinding, logger, now = Date.now } = options;
  const folder = listDataFolders(dataFolder).backups;
  const openedMs = performance.now();
  const closing = new AbortController();
  let timer: NodeJS.Timeout | null = null;
  let running: Promise<BackupOutcome> | null = null;
  let notBeforeMs = 0;
  let busySinceMs: number | null = null;

  const list = async (): Promise<StoredCopy[]> => {
    const names = await readdir(folder).catch(() => []);
    const found = names.flatMap((name) => parseCopyName(name) ?? []).filter(({ kind }) => kind === 'automatic');
    const sized = await Promise.all(
      found.map(async (copy) => ({ ...copy, sizeBytes: (await stat(join(folder, copy.name))).size })),
    );
    return sized.toSorted((a, b) => b.sequence - a.sequence);
  };
  const rotate = async (): Promise<void> => {
    const freeBytes = await options.readFreeBytes().catch(() => Number.POSITIVE_INFINITY);
    for (const { name } of listSuperseded(await list(), freeBytes)) await rm(join(folder, name), { force: true });
  };
  const hasRoom = async (): Promise<boolean> => {
    const sizes = await Promise.all(
      ['', '-wal'].map((suffix) => stat(catalogPath + suffix).catch(() => ({ size: 0 }))),
    );
    const neededBytes = sizes.reduce((sum, { size }) => sum + size, enoughFreeBytes);
    return (await options.readFreeBytes().catch(() => Number.POSITIVE_INFINITY)) > neededBytes;
  };
  const makeOne = async (): Promise<BackupOutcome> => {
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const [last] = await list();
    if (!(await hasRoom())) return { kind: 'no-room' };
    const name = nameAutomatic((last?.sequence ?? 0) + 1, now());
    const target = join(folder, name);
    const unlessLike = last === undefined ? null : join(folder, last.name);
    const request = { kind: 'copy', source: catalogPath, target, unlessLike, sqliteBinding } as const;
    const outcome = await runCopyThread(workerEntry, request, closing.signal);
    if (outcome.kind !== 'copied') return { kind: 'same', name: last?.name ?? name };
    await rotate();
    return { kind: 'made', name, sizeBytes: (await stat(target)).size, ...outcome.contents };
  };
  const make: AutomaticBackups['make'] = () => {
    running ??= makeOne().finally(() => (running = null));
    return running;
  };

  const isTime = async (): Promise<boolean> => {
    const nowMs = performance.now();
    if (closing.signal.aborted || running !== null || nowMs < notBeforeMs || !options.isWorthIt()) return false;
    if (!isBackupDue({ copies: await list(), nowMs: now(), runningMs: nowMs - openedMs })) return false;
    if (!options.isBusy()) return true;
    busySinceMs ??= nowMs;
    return nowMs - busySinceMs > busyLimitMs;
  };
  const look = async (): Promise<void> => {
    if (!(await isTime())) return;
    busySinceMs = null;
    notBeforeMs = performance.now() + pauseMs;
    const startMs = performance.now();
    const outcome = await make();
    const durationMs = Math.round(performance.now() - startMs);
    if (outcome.kind === 'made') logger.info('a backup was made', { sizeBytes: outcome.sizeBytes, durationMs });
    if (outcome.kind === 'no-room') logger.warn('no room for a backup');
  };
  const lookQuietly = (): void => {
    look().catch((error: unknown) => {
      if (error instanceof CairnError && error.code === 'cancelled') return;
      logFailure(logger, 'no backup could be made', error);
      if (error instanceof CairnError && error.code === 'catalog-unusable') options.onRefused();
    });
  };

  return {
    make,
    noteRest: () => {
      busySinceMs = null;
      if (timer !== null && performance.now() - openedMs > (options.firstLookMs ?? firstLookMs)) lookQuietly();
    },
    start: () => {
      if (timer !== null) return;
      timer = setTimeout(() => {
        lookQuietly();
        timer = setInterval(lookQuietly, lookIntervalMs).unref();
      }, options.firstLookMs ?? firstLookMs).unref();
    },
    close: () => {
      closing.abort();
      if (timer !== null) clearTimeout(timer);
    },
  };
}
