import { expect, test, vi } from 'vitest';
import type { IndexingProgress } from '../../../src/api/views.ts';
import { createBackground } from '../../../src/library/background.ts';
import type { Indexer } from '../../../src/library/indexing/indexer.ts';
import { createHolds } from '../../../src/library/indexing/holds.ts';
import { createProgressKeeper } from '../../../src/library/indexing/indexing-progress.ts';
import { silentLogger } from '../../../src/library/logger.ts';

/** Background work over an indexer that does what `run` says. */
function makeBackground(run: () => Promise<void>) {
  const holds = createHolds();
  const states: IndexingProgress['state'][] = [];
  const keeper = createProgressKeeper(({ state }) => states.push(state));
  const indexer: Indexer = {
    ...holds,
    getHeldState: holds.getState,
    notePhotoStarted: () => undefined,
    noteCrash: () => undefined,
    run: async () => {
      await run();
      return { byRoot: new Map(), indexed: 0, known: 0, seconds: 0, isCancelled: false };
    },
  };
  const counts = { queued: 0, running: 0, failed: 0, quarantined: 0, waiting: 0 };
  const background = createBackground({
    roots: {
      add: vi.fn(),
      list: () => [],
      remove: vi.fn(),
      refresh: () => [],
      findMoved: () => [],
      markOffline: vi.fn(),
    },
    scanner: { scan: vi.fn() },
    indexer,
    watcher: { setRoots: vi.fn(), listViews: () => [], close: () => Promise.resolve() },
    progress: keeper,
    logger: silentLogger,
    countJobs: () => counts,
    onChanged: () => undefined,
    onScanned: () => undefined,
    onDiskFull: () => undefined,
    onFailed: () => undefined,
    onRunBegins: () => undefined,
    onRest: () => undefined,
  });
  return { background, holds, keeper };
}

test('a catalog that could not be written for want of room says so, and goes on when the person wants it', async () => {
  let isFull = true;
  const { background, holds, keeper } = makeBackground(() =>
    isFull
      ? Promise.reject(Object.assign(new Error('database or disk is full'), { code: 'SQLITE_FULL' }))
      : Promise.resolve(),
  );
  background.requestIndexing();
  await expect.poll(() => keeper.get().state).toBe('disk-full');
  expect(holds.isHeld()).toBe(true);
  isFull = false;
  background.resume();
  await expect.poll(() => keeper.get().state).toBe('idle');
  expect(holds.isHeld()).toBe(false);
});

test('at rest nothing waits for a battery, only for a person', () => {
  const { background, keeper } = makeBackground(() => Promise.resolve());
  background.hold('battery');
  expect(keeper.get().state).toBe('idle');
  background.hold('person');
  expect(keeper.get().state).toBe('paused');
});
