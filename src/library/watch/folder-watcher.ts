/**
 * @file Watches the roots for changes while the app is open. A burst leads to one rescan of the root it happened in.
 *
 * A watch may be impossible (network drive, limit of the system). Then, and against missed events, every root is looked at
 * again from time to time: an unchanged file costs a stat.
 */
import type { AsyncSubscription } from '@parcel/watcher';
import type { Logger } from '../logger.ts';

export interface WatchedRoot {
  readonly id: number;
  readonly path: string;
}

export interface WatchView {
  readonly rootId: number;
  readonly isWatched: boolean;
  /** Why not, in plain words. */
  readonly problem: string | null;
}

export interface FolderWatcher {
  /** Watches exactly these roots from now on. */
  readonly setRoots: (roots: readonly WatchedRoot[]) => Promise<void>;
  readonly listViews: () => readonly WatchView[];
  readonly close: () => Promise<void>;
}

export interface FolderWatcherOptions {
  readonly logger: Logger;
  /** Something below these roots changed, or it is time to look. */
  readonly onChange: (rootIds: readonly number[]) => void;
  /** Quiet time that ends a burst, ms. */
  readonly quietMs?: number;
  /** A burst that does not end is answered after this, ms. */
  readonly longestMs?: number;
  readonly periodMs?: number;
}

/**
 * One folder that cannot be watched (no permission, a path beyond the limit, just removed) must not cost the watch of all others: it
 * is left out. The watcher names it in its error alone.
 */
const unwatchableFolder =
  /^inotify_add_watch on '(.+)' failed: (?:File name too long|Permission denied|No such file or directory)/s;
/** Each time the whole tree is gone through again. */
const maxLeftOut = 20;

interface Watch {
  readonly path: string;
  subscription: AsyncSubscription | null;
  problem: string | null;
}

/** Subscribes to all of `path` but what is in `leftOut` and what turns out to be unwatchable. */
async function subscribeWithout(
  leftOut: readonly string[],
  path: string,
  onEvent: (error: Error | null) => void,
): Promise<AsyncSubscription> {
  // A native module: loaded only where something is watched.
  const { subscribe } = await import('@parcel/watcher');
  try {
    return await subscribe(path, onEvent, { ignore: [...leftOut] });
  } catch (error) {
    const [, folder] = unwatchableFolder.exec(error instanceof Error ? error.message : '') ?? [];
    if (folder === undefined || folder === path || leftOut.includes(folder) || leftOut.length >= maxLeftOut)
      throw error;
    return subscribeWithout([...leftOut, folder], path, onEvent);
  }
}

/** Makes the watcher. */
export function createFolderWatcher(options: FolderWatcherOptions): FolderWatcher {
  const { logger, onChange, quietMs = 1000, longestMs = 10_000, periodMs = 15 * 60_000 } = options;
  const watches = new Map<number, Watch>();
  const changed = new Set<number>();
  let quietTimer: NodeJS.Timeout | null = null;
  let firstMs = 0;
  let isClosed = false;

  const tell = (): void => {
    quietTimer = null;
    const rootIds = [...changed];
    changed.clear();
    if (!isClosed && rootIds.length > 0) onChange(rootIds);
  };
  const note = (rootId: number): void => {
    const nowMs = performance.now();
    if (changed.size === 0) firstMs = nowMs;
    changed.add(rootId);
    if (quietTimer !== null) clearTimeout(quietTimer);
    quietTimer = setTimeout(tell, Math.max(0, Math.min(quietMs, firstMs + longestMs - nowMs)));
    quietTimer.unref();
  };
  const period = setInterval(() => {
    const rootIds = [...watches.keys()];
    if (rootIds.length > 0) onChange(rootIds);
  }, periodMs);
  period.unref();

  const stop = async (rootId: number): Promise<void> => {
    const subscription = watches.get(rootId)?.subscription;
    watches.delete(rootId);
    try {
      await subscription?.unsubscribe();
    } catch (error) {
      // Its folder is gone, and the watch with it.
      logger.debug('a watch could not be ended', { reason: String(error) });
    }
  };
  const start = async ({ id, path }: WatchedRoot): Promise<void> => {
    const watch: Watch = { path, subscription: null, problem: null };
    watches.set(id, watch);
    try {
      const subscription = await subscribeWithout([], path, (error) => {
        if (error !== null) watch.problem = error.message;
        note(id);
      });
      if (watches.get(id) === watch) watch.subscription = subscription;
      else await subscription.unsubscribe();
    } catch (error) {
      const reason = error instanceof Error ? error.message : String(error);
      watch.problem = `Changes are not seen at once, only every ${Math.round(periodMs / 60_000)} minutes (${reason}).`;
      logger.warn('a root cannot be watched', { rootId: id });
      logger.debug('a root cannot be watched', { path, reason });
    }
  };

  return {
    setRoots: async (roots) => {
      if (isClosed) return;
      const wanted = new Map(roots.map((root) => [root.id, root]));
      const leaving = [...watches].filter(([id, { path }]) => wanted.get(id)?.path !== path);
      await Promise.all(leaving.map(([id]) => stop(id)));
      await Promise.all(roots.filter(({ id }) => !watches.has(id)).map(start));
    },
    listViews: () =>
      [...watches].map(([rootId, { subscription, problem }]) => ({
        rootId,
        isWatched: subscription !== null && problem === null,
        problem,
      })),
    close: async () => {
      isClosed = true;
      clearInterval(period);
      if (quietTimer !== null) clearTimeout(quietTimer);
      await Promise.all([...watches.keys()].map(stop));
    },
  };
}
