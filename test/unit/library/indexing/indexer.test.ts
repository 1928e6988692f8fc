import { expect, it } from 'vitest';
import { createIndexer } from '../../../../src/library/indexing/indexer.ts';
import { createProgressKeeper } from '../../../../src/library/indexing/indexing-progress.ts';
import { EmbedderExitError, type EmbedderClient } from '../../../../src/library/embedder/embedder-client.ts';
import type { EmbedderSupervisor } from '../../../../src/library/embedder/embedder-supervisor.ts';
import { silentLogger } from '../../../../src/library/logger.ts';
import { addFile, addRoot, openTestCatalog } from '../../db/temporary-catalog.ts';

it('a process that answers nothing and is not known to have ended does not keep main from hearing anything else', async () => {
  const catalog = openTestCatalog();
  const id = catalog.embeddings.ensureModel({ hash: 'm', name: 'm', dims: 4 });
  catalog.jobs.enqueue({ fileId: addFile(catalog, addRoot(catalog), 'a.jpg', 0), priority: 0 });
  const client: EmbedderClient = {
    request: () => Promise.reject(new EmbedderExitError('signal SIGKILL')),
    kill: () => undefined,
    isAlive: () => false,
  };
  const stopping = new AbortController();
  let asked = 0;
  const supervisor = {
    obtain: () => {
      asked += 1;
      // Where nothing else gets its turn, the timer below does not either, nor that of the test.
      if (asked > 5000) stopping.abort();
      return Promise.resolve(client);
    },
    noteProgress: () => undefined,
    getView: () => ({ provider: 'cpu' }),
  } as unknown as EmbedderSupervisor;
  const indexer = createIndexer({
    catalog,
    supervisor,
    getModel: () => ({ id, hash: 'm', atlas: null, knownLandmarks: new Set() }),
    aliases: { toOpenable: (path) => path },
    progress: createProgressKeeper(() => undefined),
    logger: silentLogger,
    hasOtherInputs: () => Promise.resolve(false),
    isRootAvailable: () => true,
    getPace: () => 'balanced',
    onChanged: () => undefined,
    onAlbumsTouched: () => undefined,
    onSettled: () => Promise.resolve(),
    onSwitched: () => Promise.resolve(),
  });
  let turns = 0;
  const clock = setInterval(() => {
    turns += 1;
    if (turns < 3) return;
    stopping.abort();
    clearInterval(clock);
  }, 1);
  try {
    expect(await indexer.run(stopping.signal)).toMatchObject({ indexed: 0, isCancelled: true });
  } finally {
    clearInterval(clock);
  }
  expect(turns).toBe(3);
  expect(asked).toBeGreaterThan(0);
  // The photo waits its turn again.
  expect(catalog.jobs.countByState()).toMatchObject({ queued: 1, running: 0, failed: 0 });
});
