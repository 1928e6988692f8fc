import { expect, it } from 'vitest';
import type { Catalog } from '../../../../src/db/catalog.ts';
import type { EmbedderClient } from '../../../../src/library/embedder/embedder-client.ts';
import type { EmbedderSupervisor } from '../../../../src/library/embedder/embedder-supervisor.ts';
import { createProgressKeeper } from '../../../../src/library/indexing/indexing-progress.ts';
import { createEvidenceFinder } from '../../../../src/library/review/find-evidence.ts';
import { openTestCatalog } from '../../db/temporary-catalog.ts';

const client: EmbedderClient = {
  request: () => Promise.reject(new Error('nothing is asked of an empty library')),
  kill: () => undefined,
  isAlive: () => true,
};
const supervisor = {
  obtain: () => Promise.resolve(client),
  getCurrent: () => client,
} as unknown as EmbedderSupervisor;

/** Whether everything is grouped for the review of a library of so many photos. */
async function isRegrouped(photos: number): Promise<boolean> {
  const real = openTestCatalog();
  const id = real.embeddings.ensureModel({ hash: 'm', name: 'm', dims: 4 });
  const catalog: Catalog = { ...real, embeddings: { ...real.embeddings, count: () => photos } };
  let asked = 0;
  const find = createEvidenceFinder({
    catalog,
    supervisor,
    regroup: {
      proposeAll: () => {
        asked += 1;
        return Promise.resolve([]);
      },
    },
    getModel: () => ({ id, hash: 'm', atlas: null, knownLandmarks: new Set() }),
    getProgress: createProgressKeeper(() => undefined).get,
  });
  expect(await find(true)).toEqual({ proposals: [], doubtful: [] });
  return asked === 1;
}

it('a library of a million photos is not grouped anew for each card of the review', async () => {
  expect(await isRegrouped(100_000)).toBe(true);
  expect(await isRegrouped(1_000_000)).toBe(false);
});
