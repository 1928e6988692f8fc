/** @file The real embedder dies in the middle: every photo is indexed exactly once, and a guilty one is found. */
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { launchEmbedderWithNode } from '../../src/library/embedder-node-channel.ts';
import type { Library } from '../../src/library/library.ts';
import type { EmbedderChannel, LaunchEmbedder } from '../../src/ml/embedder-messages.ts';
import { makePhotos } from './support/make-photos.ts';
import { embedderEntry, makeFolders, openTestLibrary, readCatalog, type TestFolders } from './support/test-library.ts';

const { signal } = new AbortController();
const crashingEntry = new URL('support/crashing-embedder.ts', import.meta.url);

interface Counts {
  readonly photos: number;
  readonly files: number;
  readonly vectors: number;
  readonly jobs: number;
}

function countAll(dataFolder: string): Counts {
  return readCatalog(dataFolder, (catalog) => {
    const files = catalog.roots.list().flatMap(({ id }) => [...catalog.files.listForRoot(id)]);
    const photoIds = new Set(files.flatMap(({ photoId }) => photoId ?? []));
    const jobs = catalog.jobs.countByState();
    return {
      photos: catalog.photos.count(),
      files: photoIds.size,
      vectors: catalog.embeddings.count(1),
      jobs: jobs.queued + jobs.running,
    };
  });
}

describe('an embedder that dies', () => {
  let folders: TestFolders;
  let library: Library | null = null;
  beforeEach(() => {
    folders = makeFolders();
  });
  afterEach(async () => {
    await library?.close();
    library = null;
    delete process.env['CAIRN_TEST_CRASH_ON'];
    folders.remove();
  });

  it('is started again after kill -9 at several points, and nothing is lost or done twice', async () => {
    const count = 24;
    await makePhotos(folders.photos, count);
    const channels: EmbedderChannel[] = [];
    const launchReal = launchEmbedderWithNode(embedderEntry);
    const launch: LaunchEmbedder = () => {
      const channel = launchReal();
      channels.push(channel);
      return channel;
    };
    library = openTestLibrary(folders.data, launch);
    library.addRoot(folders.photos);
    await library.scan({ signal });
    // A photo that is in flight at two kills would count as guilty, so the kills are more than a window apart.
    const killAt = [0, 1 + Math.floor(Math.random() * 3), 20 + Math.floor(Math.random() * 3)];
    let done = 0;
    const stop = library.on('indexing.progress', (progress) => {
      done = progress.done;
      const next = killAt[0];
      if (next === undefined || done < next || progress.state !== 'indexing') return;
      killAt.shift();
      channels.at(-1)?.kill();
    });
    await library.indexUntilDone({ signal });
    stop();
    await library.handlers['indexing.retryFailed']({});
    await library.indexUntilDone({ signal });
    expect(channels.length).toBeGreaterThan(2);
    expect(countAll(folders.data)).toEqual({ photos: count, files: count, vectors: count, jobs: 0 });
  });

  it('is rid of a photo that kills it twice; the rest goes on', async () => {
    process.env['CAIRN_TEST_CRASH_ON'] = 'photo-5.jpg';
    await makePhotos(folders.photos, 8);
    library = openTestLibrary(folders.data, launchEmbedderWithNode(crashingEntry));
    const rootId = library.addRoot(folders.photos).id;
    await library.scan({ signal });
    const totals = await library.indexUntilDone({ signal });
    expect(totals.indexed).toBe(7);
    expect(library.listFailures([rootId])).toEqual([
      { path: join(folders.photos, 'photo-5.jpg'), reason: expect.stringContaining('twice') as string },
    ]);
    const { items } = await library.handlers['indexing.failures']({ offset: 0, limit: 10 });
    expect(items).toMatchObject([{ fileName: 'photo-5.jpg', isQuarantined: true }]);
    expect(countAll(folders.data)).toEqual({ photos: 7, files: 7, vectors: 7, jobs: 0 });
    // It stays out at the next scan, until someone asks for it.
    await library.scan({ signal });
    expect(await library.indexUntilDone({ signal })).toMatchObject({ indexed: 0 });
  });

  it('says so when it cannot be started at all', async () => {
    await makePhotos(folders.photos, 1);
    library = openTestLibrary(folders.data, launchEmbedderWithNode(new URL('no-such-file.ts', import.meta.url)));
    library.addRoot(folders.photos);
    await library.scan({ signal });
    await expect(library.indexUntilDone({ signal })).rejects.toMatchObject({ code: 'embedder-unavailable' });
    const { embedder } = await library.handlers['settings.get']({});
    expect(embedder).toMatchObject({ state: 'failed', problem: expect.stringContaining('in a row') as string });
    expect(countAll(folders.data)).toMatchObject({ jobs: 1 });
  });
});
