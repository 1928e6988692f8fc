/**
 * @file Looks for damage that opening a catalog does not see: reads all of it in a thread, after an end that was none, when somebody
 * else wrote to the file, and once a day. A start does not wait for it.
 */
import { CairnError } from '../../api/errors.ts';
import { isDamageError } from '../../db/integrity.ts';
import { explainOpenFailure } from '../../db/open-failure.ts';
import { runCopyThread } from '../backup/copy-thread.ts';
import { logFailure } from '../log-failure.ts';
import type { Logger } from '../logger.ts';
import { markCleanEnd, takeLastEnd } from './clean-end.ts';

export { isDamagedCatalog } from '../../db/open-failure.ts';

export interface CatalogWatch {
  /** Checks when there is reason to, a little later. */
  readonly start: () => void;
  /** Checks now: a copy did not hold. */
  readonly check: () => void;
  /** Checks now when SQLite says that the catalog cannot be read. Returns what the person is told of the error. */
  readonly noteError: (error: unknown) => unknown;
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
  /** Asked for while one was running, which may have read what was good until then. */
  let isWanted = false;
  /** SQLite could not read it, and no check has found it good since. */
  let isSuspect = false;
  const closing = new AbortController();

  const run = async (entry: URL): Promise<void> => {
    const startMs = performance.now();
    const outcome = await runCopyThread(entry, { kind: 'check', path: catalogPath, sqliteBinding }, closing.signal);
    if (outcome.kind !== 'checked') return;
    const [first] = outcome.damage;
    if (first === undefined) {
      checkedMs = now();
      if (!isWanted) isSuspect = false;
      logger.info('the catalog was checked and is good', { durationMs: Math.round(performance.now() - startMs) });
      return;
    }
    damage = first;
    logger.error('the catalog is damaged');
    logger.debug('the catalog is damaged', { said: first });
    onDamaged(first);
  };
  const check = (): void => {
    if (workerEntry === undefined || damage !== null || closing.signal.aborted) return;
    isWanted = isRunning;
    if (isRunning) return;
    isRunning = true;
    run(workerEntry)
      .catch((error: unknown) => {
        if (error instanceof CairnError && error.code === 'cancelled') return;
        logFailure(logger, 'the catalog could not be checked', error);
      })
      .finally(() => {
        isRunning = false;
        if (isWanted) check();
      });
  };

  return {
    check,
    noteError: (error) => {
      if (!isDamageError(error)) return error;
      logFailure(logger, 'the catalog could not be read', error);
      isSuspect = true;
      check();
      return explainOpenFailure(error, catalogPath);
    },
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
      if (damage === null && !isSuspect) markCleanEnd(catalogPath, checkedMs);
    },
  };
}
