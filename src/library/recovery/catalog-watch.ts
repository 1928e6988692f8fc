/**
 * @file Looks for damage that opening a catalog does not see: reads all of it in a thread, after an end that was none, when somebody
 * else wrote to the file, and once a day. A start does not wait for it.
 */
import { CairnError } from '../../api/errors.ts';
import { runCopyThread } from '../backup/copy-thread.ts';
import { logFailure } from '../log-failure.ts';
import type { Logger } from '../logger.ts';
import { markCleanEnd, takeLastEnd } from './clean-end.ts';

export { isDamagedCatalog } from '../../db/open-failure.ts';

export interface CatalogWatch {
  /** Checks when there is reason to, a little later. */
  readonly start: () => void;
  /** Checks now: something could not be read, or a copy did not hold. */
  readonly check: () => void;
  /** What is wrong; null: nothing that is known. */
  readonly getDamage: () => string | null;
  readonly cancel: () => void;
  /** After the catalog was closed. */
  readonly markClosed: () => void;
}

export interface CatalogWatchOptions {
  readonly catalogPath: string;
  /** copy-worker.ts, or where the bundler put it; undefined: nothing is checked. */
  readonly workerEntry: URL | undefined;
  readonly sqliteBinding: string | null;
  readonly logger: Logger;
  readonly onDamaged: (damage: string) => void;
  readonly now?: () => number;
}

const dayMs = 86_400_000;
/** The first view and its pictures go first. */
const delayMs = 2000;

/** Makes the watch. Call it before the catalog is opened. */
export function createCatalogWatch(options: CatalogWatchOptions): CatalogWatch {
  const { catalogPath, workerEntry, sqliteBinding, logger, onDamaged, now = Date.now } = options;
  const { isClean, checkedMs: lastCheckedMs } = takeLastEnd(catalogPath);
  let checkedMs = lastCheckedMs;
  let damage: string | null = null;
  let timer: NodeJS.Timeout | null = null;
  let isRunning = false;
  const closing = new AbortController();

  const run = async (entry: URL): Promise<void> => {
    const startMs = performance.now();
    const outcome = await runCopyThread(entry, { kind: 'check', path: catalogPath, sqliteBinding }, closing.signal);
    if (outcome.kind !== 'checked') return;
    const [first] = outcome.damage;
    if (first === undefined) {
      checkedMs = now();
      logger.info('the catalog was checked and is good', { durationMs: Math.round(performance.now() - startMs) });
      return;
    }
    damage = first;
    logger.error('the catalog is damaged');
    logger.debug('the catalog is damaged', { said: first });
    onDamaged(first);
  };
  const check = (): void => {
    if (workerEntry === undefined || isRunning || damage !== null || closing.signal.aborted) return;
    isRunning = true;
    run(workerEntry)
      .catch((error: unknown) => {
        if (error instanceof CairnError && error.code === 'cancelled') return;
        logFailure(logger, 'the catalog could not be checked', error);
      })
      .finally(() => (isRunning = false));
  };

  return {
    check,
    start: () => {
      const ageMs = now() - checkedMs;
      if (isClean && ageMs >= 0 && ageMs < dayMs) return;
      timer ??= setTimeout(check, delayMs).unref();
    },
    getDamage: () => damage,
    cancel: () => {
      closing.abort();
      if (timer !== null) clearTimeout(timer);
    },
    markClosed: () => {
      if (damage === null) markCleanEnd(catalogPath, checkedMs);
    },
  };
}

/** Whether SQLite found, in the middle of work, that the catalog cannot be read. */
export function isCatalogDamage(error: unknown): boolean {
  return error instanceof Error && 'code' in error && /^SQLITE_(CORRUPT|NOTADB)/.test(String(error.code));
}
