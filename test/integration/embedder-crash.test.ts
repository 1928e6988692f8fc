/** @file The real embedder dies in the middle: every photo is indexed exactly once, and a guilty one is found. */
import { execFileSync } from 'node:child_process';
import { readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { EmbedderExitError } from '../../src/library/embedder/embedder-client.ts';
import {
  crashLimit,
  createEmbedderSupervisor,
  type EmbedderSupervisor,
} from '../../src/library/embedder/embedder-supervisor.ts';
import { launchEmbedderWithNode } from '../../src/library/embedder-node-channel.ts';
import type { Library } from '../../src/library/library.ts';
import { silentLogger } from '../../src/library/logger.ts';
import type { EmbedderChannel, LaunchEmbedder } from '../../src/ml/embedder-messages.ts';
import { writeTinyModel } from '../fixtures/tiny-model.ts';
import { makePhotos } from './support/make-photos.ts';
import { embedderEntry, makeFolders, openTestLibrary, readCatalog, type TestFolders } from './support/test-library.ts';

const { signal } = new AbortController();
const crashingEntry = new URL('support/crashing-embedder.ts', import.meta.url);

/** Process ids of this process's children. */
function listChildren(): readonly number[] {
  if (process.platform === 'linux') {
    const tasks = readdirSync('/proc/self/task').map((task) => {
      try {
        return readFileSync(`/proc/self/task/${task}/children`, 'utf8');
      } catch {
        // A thread that ended meanwhile.
        return '';
      }
    });
    return tasks.flatMap((text) => text.split(' ').filter(Boolean).map(Number));
  }
  return execFileSync('ps', ['-A', '-o', 'pid=,ppid='], { encoding: 'utf8' })
    .split('\n')
    .map((line) => line.trim().split(/\s+/).map(Number))
    .flatMap(([pid = 0, parent]) => (parent === process.pid ? [pid] : []));
}

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
    let launches = 0;
    const launchBroken = launchEmbedderWithNode(new URL('no-such-file.ts', import.meta.url));
    library = openTestLibrary(folders.data, () => {
      launches += 1;
      return launchBroken();
    });
    library.addRoot(folders.photos);
    await library.scan({ signal });
    await expect(library.indexUntilDone({ signal })).rejects.toMatchObject({ code: 'embedder-unavailable' });
    expect(launches).toBe(crashLimit);
    // Whatever is asked for afterwards starts nothing: it does not spin.
    await expect(library.indexUntilDone({ signal })).rejects.toMatchObject({ code: 'embedder-unavailable' });
    await expect(library.getThumbnail(1, 'grid')).resolves.toBeNull();
    expect(launches).toBe(crashLimit);
    const { embedder } = await library.handlers['settings.get']({});
    expect(embedder).toMatchObject({ state: 'failed', problem: expect.stringContaining('in a row') as string });
    expect(countAll(folders.data)).toMatchObject({ jobs: 1 });
  });

  it('is replaced when it hangs, and what was asked of it is answered with the reason', async () => {
    const model = join(folders.root, 'model');
    writeTinyModel(model, { seed: 1 });
    const [path = ''] = await makePhotos(folders.photos, 1);
    let crashes = 0;
    const supervise = (silenceLimitMs?: number): EmbedderSupervisor =>
      createEmbedderSupervisor({
        launch: launchEmbedderWithNode(embedderEntry),
        initialize: {
          modelFolder: model,
          atlasFolder: null,
          thumbnailFolder: join(folders.data, 'thumbnails'),
          provider: 'cpu',
          cacheFolder: null,
        },
        logger: silentLogger,
        prepare: () => Promise.resolve(),
        isKnown: () => false,
        onPhotoStarted: () => undefined,
        onCrash: () => void (crashes += 1),
        onViewChanged: () => undefined,
        ...(silenceLimitMs === undefined ? {} : { silenceLimitMs }),
      });
    // It says nothing while it starts, which on a busy machine takes its time, too.
    const startMs = performance.now();
    const first = supervise();
    await first.obtain();
    first.close();
    const supervisor = supervise(Math.max(4000, 6 * (performance.now() - startMs)));
    try {
      const before = listChildren();
      const hanging = await supervisor.obtain();
      const pid = listChildren().find((child) => !before.includes(child));
      if (pid === undefined) throw new Error('the embedder has no process');
      process.kill(pid, 'SIGSTOP');
      await expect(hanging.request('embedFile', { path })).rejects.toBeInstanceOf(EmbedderExitError);
      expect(crashes).toBe(1);
      expect(listChildren()).not.toContain(pid);
      const next = await supervisor.obtain();
      expect((await next.request('embedFile', { path })).embedding).toHaveLength(48);
    } finally {
      supervisor.close();
    }
  });
});
