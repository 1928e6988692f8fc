import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../../src/db/catalog.ts';
import { addFile, addPhoto, addRoot, openTestCatalog, type TestClock } from './temporary-catalog.ts';

const open = (count: number) => {
  const clock: TestClock = { nowMs: 1 };
  const catalog = openTestCatalog({ clock });
  const rootId = addRoot(catalog);
  const fileIds = Array.from({ length: count }, (_, index) => {
    const fileId = addFile(catalog, rootId, `${String(index)}.jpg`, index);
    catalog.jobs.enqueue({ fileId, priority: index });
    return fileId;
  });
  return { catalog, clock, rootId, fileIds };
};
const takeOne = (catalog: Catalog): number => {
  const [job] = catalog.jobs.takeNext(1);
  if (job === undefined) throw new Error('no job');
  return job.jobId;
};
const none = { queued: 0, running: 0, failed: 0, quarantined: 0, waiting: 0 };

describe('jobs', () => {
  it('gives the newest first, each once, with what is needed to read it', () => {
    const { catalog, rootId, fileIds } = open(5);
    const jobs = catalog.jobs.takeNext(3);
    expect(jobs.map(({ fileId }) => fileId)).toEqual([fileIds[4], fileIds[3], fileIds[2]]);
    expect(jobs[0]).toEqual({
      jobId: expect.any(Number) as number,
      fileId: fileIds[4],
      rootId,
      rootPath: '/home/ada/photos',
      relativePath: '4.jpg',
      tries: 0,
      crashes: 0,
      priority: 4,
    });
    expect(catalog.jobs.countByState()).toEqual({ ...none, queued: 2, running: 3 });
    expect(catalog.jobs.takeNext(10).map(({ fileId }) => fileId)).toEqual([fileIds[1], fileIds[0]]);
    expect(catalog.jobs.takeNext(10)).toEqual([]);
    for (const { jobId } of jobs) catalog.jobs.finish(jobId);
    expect(catalog.jobs.countByState()).toEqual({ ...none, running: 2 });
    expect(catalog.jobs.takeNext(0)).toEqual([]);
  });

  it('merges the queues of all online roots and leaves those of absent ones', () => {
    const { catalog } = open(3);
    const stick = addRoot(catalog, 'stick');
    for (const priority of [10, 2, 0]) {
      catalog.jobs.enqueue({ fileId: addFile(catalog, stick, `${String(priority)}.jpg`), priority });
    }
    catalog.roots.setState(stick, 'offline');
    expect(catalog.jobs.countByState()).toEqual({ ...none, queued: 6, waiting: 3 });
    expect(catalog.jobs.countUnfinished(stick)).toBe(3);
    expect(catalog.jobs.takeNext(2).map(({ priority }) => priority)).toEqual([2, 1]);
    catalog.roots.setState(stick, 'online');
    expect(catalog.jobs.takeNext(9).map(({ priority }) => priority)).toEqual([10, 2, 0, 0]);
  });

  it('leaves a queued or running job, and begins a failed one anew', () => {
    const { catalog, fileIds } = open(1);
    const fileId = fileIds[0] ?? 0;
    catalog.jobs.enqueue({ fileId, priority: 99 });
    const [job] = catalog.jobs.takeNext(1);
    expect(job?.priority).toBe(0);
    catalog.jobs.enqueue({ fileId, priority: 99 });
    expect(catalog.jobs.countByState()).toEqual({ ...none, running: 1 });
    catalog.jobs.fail(job?.jobId ?? 0, 'broken', { isFinal: true });
    expect(catalog.jobs.countByState()).toEqual({ ...none, failed: 1 });
    catalog.jobs.enqueue({ fileId, priority: 99 });
    expect(catalog.jobs.takeNext(1)).toMatchObject([{ jobId: job?.jobId, tries: 0, crashes: 0, priority: 99 }]);
    catalog.jobs.enqueue({ fileId: 12_345, priority: 1 });
    expect(catalog.jobs.countByState()).toEqual({ ...none, running: 1 });
  });

  it('tries three times, after all others', () => {
    const { catalog, fileIds } = open(2);
    const bad = takeOne(catalog);
    expect(catalog.jobs.fail(bad, 'busy', { isFinal: false })).toBe('queued');
    expect(catalog.jobs.takeNext(1)).toMatchObject([{ fileId: fileIds[0], tries: 0 }]);
    expect(catalog.jobs.takeNext(1)).toMatchObject([{ jobId: bad, tries: 1 }]);
    expect(catalog.jobs.fail(bad, 'busy', { isFinal: false })).toBe('queued');
    takeOne(catalog);
    expect(catalog.jobs.fail(bad, 'still busy', { isFinal: false })).toBe('failed');
    expect(catalog.jobs.countUnfinished(1)).toBe(1);
    expect(catalog.jobs.takeNext(1)).toEqual([]);
    expect(catalog.jobs.fail(bad, 'again', { isFinal: true })).toBeNull();
    expect(catalog.jobs.fail(999, 'nobody', { isFinal: true })).toBeNull();
    expect(catalog.jobs.listFailures({ offset: 0, limit: 9 })).toEqual([
      {
        fileId: fileIds[1],
        rootPath: '/home/ada/photos',
        relativePath: '1.jpg',
        reason: 'still busy',
        tries: 3,
        isQuarantined: false,
      },
    ]);
  });

  it('finds the photo that kills the embedder and lets the innocent through', () => {
    const { catalog, fileIds } = open(4);
    const culprit = fileIds[2];
    const done: number[] = [];
    let crashes = 0;
    for (let round = 0; round < 20; round += 1) {
      const jobs = catalog.jobs.takeNext(4);
      if (jobs.length === 0) break;
      if (jobs.some(({ fileId }) => fileId === culprit)) {
        crashes += 1;
        catalog.jobs.recordCrash(jobs.map(({ jobId }) => jobId));
        continue;
      }
      for (const { jobId, fileId } of jobs) {
        catalog.jobs.finish(jobId);
        done.push(fileId);
      }
    }
    expect(crashes).toBe(2);
    expect(done.toSorted((a, b) => a - b)).toEqual(fileIds.filter((id) => id !== culprit));
    expect(catalog.jobs.countByState()).toEqual({ ...none, quarantined: 1 });
    expect(catalog.jobs.listFailures({ offset: 0, limit: 9 })).toMatchObject([
      { fileId: culprit, isQuarantined: true },
    ]);
  });

  it('convicts nobody while another may be guilty', () => {
    const { catalog } = open(1);
    for (let crash = 0; crash < 4; crash += 1) {
      const [job] = catalog.jobs.takeNext(1);
      catalog.jobs.recordCrash([job?.jobId ?? 0], { mayConvict: false });
    }
    expect(catalog.jobs.countByState()).toMatchObject({ queued: 1, quarantined: 0 });
    const [suspect] = catalog.jobs.takeNext(1);
    expect(suspect?.crashes).toBe(1);
    catalog.jobs.recordCrash([suspect?.jobId ?? 0]);
    expect(catalog.jobs.countByState()).toMatchObject({ queued: 0, quarantined: 1 });
  });

  it('hands out a suspect alone: after the others, and nothing beside it', () => {
    const { catalog, rootId } = open(3);
    const [suspect, fresh] = catalog.jobs.takeNext(2);
    catalog.jobs.recordCrash([suspect?.jobId ?? 0]);
    catalog.jobs.release([fresh?.jobId ?? 0]);
    const others = catalog.jobs.takeNext(5);
    expect(others).toHaveLength(2);
    expect(others.map(({ crashes }) => crashes)).toEqual([0, 0]);
    expect(catalog.jobs.takeNext(5)).toEqual([]);
    for (const { jobId } of others) catalog.jobs.finish(jobId);
    expect(catalog.jobs.takeNext(5)).toMatchObject([{ jobId: suspect?.jobId, crashes: 1 }]);
    catalog.jobs.enqueue({ fileId: addFile(catalog, rootId, 'new.jpg'), priority: 1 });
    expect(catalog.jobs.takeNext(5)).toEqual([]);
    catalog.jobs.finish(suspect?.jobId ?? 0);
    expect(catalog.jobs.takeNext(5)).toHaveLength(1);
  });

  it('releases without counting, and after a crash of everything', () => {
    const { catalog } = open(3);
    const jobs = catalog.jobs.takeNext(3);
    catalog.jobs.release(jobs.slice(0, 1).map(({ jobId }) => jobId));
    expect(catalog.jobs.countByState()).toEqual({ ...none, queued: 1, running: 2 });
    expect(catalog.jobs.releaseAllRunning()).toBe(2);
    expect(catalog.jobs.releaseAllRunning()).toBe(0);
    expect(catalog.jobs.takeNext(3)).toEqual(jobs);
  });

  it('does not come back to a file that went while it was read, however it ended', () => {
    const { catalog, fileIds } = open(5);
    const jobIds = catalog.jobs.takeNext(5).map(({ jobId }) => jobId);
    catalog.files.markMissing(fileIds.slice(1));
    const [failed = 0, crashed = 0, released = 0, , stays = 0] = jobIds;
    expect(catalog.jobs.fail(failed, 'There is no such file.', { isFinal: false })).toBeNull();
    catalog.jobs.recordCrash([crashed]);
    catalog.jobs.release([released]);
    expect(catalog.jobs.countByState()).toEqual({ ...none, running: 2 });
    expect(catalog.jobs.releaseAllRunning()).toBe(1);
    expect(catalog.jobs.takeNext(5)).toMatchObject([{ jobId: stays }]);
    expect(catalog.jobs.countByState()).toEqual({ ...none, running: 1 });
  });

  it('tries failed and quarantined files again on request, those that crashed still alone', () => {
    const { catalog, clock } = open(3);
    const [a, b] = catalog.jobs.takeNext(2);
    catalog.jobs.fail(a?.jobId ?? 0, 'broken', { isFinal: true });
    for (let crash = 0; crash < 2; crash += 1) {
      catalog.jobs.recordCrash([b?.jobId ?? 0]);
      if (crash === 0) {
        catalog.jobs.finish(takeOne(catalog));
        expect(takeOne(catalog)).toBe(b?.jobId);
      }
    }
    expect(catalog.jobs.countByState()).toEqual({ ...none, failed: 1, quarantined: 1 });
    clock.nowMs = 50;
    expect(catalog.jobs.retryFailed()).toBe(2);
    expect(catalog.jobs.retryFailed()).toBe(0);
    expect(catalog.jobs.takeNext(5)).toMatchObject([{ jobId: a?.jobId, tries: 0, crashes: 0 }]);
    catalog.jobs.finish(a?.jobId ?? 0);
    expect(catalog.jobs.takeNext(5)).toMatchObject([{ jobId: b?.jobId, tries: 0, crashes: 1 }]);
    catalog.jobs.recordCrash([b?.jobId ?? 0]);
    expect(catalog.jobs.countByState()).toEqual({ ...none, quarantined: 1 });
  });

  it('pages failures, the latest first', () => {
    const { catalog, clock, fileIds } = open(5);
    for (const { jobId } of catalog.jobs.takeNext(5).reverse()) {
      clock.nowMs += 10;
      catalog.jobs.fail(jobId, 'broken', { isFinal: true });
    }
    const page = (offset: number, limit: number) =>
      catalog.jobs.listFailures({ offset, limit }).map(({ fileId }) => fileId);
    expect(page(0, 10)).toEqual(fileIds.toReversed());
    expect(page(1, 2)).toEqual([fileIds[3], fileIds[2]]);
    expect(page(5, 2)).toEqual([]);
  });

  it('queues files whose photo has no vector of a model, and leaves what failed', () => {
    const { catalog, rootId, fileIds } = open(1);
    catalog.jobs.finish(takeOne(catalog));
    const modelId = catalog.embeddings.ensureModel({ hash: 'hash', name: 'model', dims: 1 });
    const [done, waiting, failed] = ['done', 'waiting', 'failed'].map((name) => addPhoto(catalog, rootId, name));
    catalog.embeddings.put(done?.photoId ?? 0, modelId, Float32Array.of(1));
    const enqueue = (): void =>
      catalog.jobs.enqueueUnembedded(
        [...fileIds, ...[done, waiting, failed].map((photo) => photo?.fileId ?? 0)],
        modelId,
      );
    enqueue();
    const jobs = catalog.jobs.takeNext(9);
    expect(jobs.map(({ fileId, priority }) => [fileId, priority])).toEqual([
      [waiting?.fileId, 5_000],
      [failed?.fileId, 5_000],
    ]);
    const [first, second] = jobs;
    catalog.jobs.fail(second?.jobId ?? 0, 'broken', { isFinal: true });
    enqueue();
    expect(catalog.jobs.countByState()).toEqual({ ...none, running: 1, failed: 1 });
    catalog.jobs.finish(first?.jobId ?? 0);
    enqueue();
    expect(catalog.jobs.countByState()).toEqual({ ...none, queued: 1, failed: 1 });
  });
});
