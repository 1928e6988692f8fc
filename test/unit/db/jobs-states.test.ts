import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { JobState } from '../../../src/db/jobs.ts';
import { addFile, addRoot, openTestCatalog } from './temporary-catalog.ts';

interface ModelJob {
  state: JobState;
  tries: number;
  crashes: number;
}

const file = fc.nat(5);
const step = fc.oneof(
  { weight: 4, arbitrary: fc.record({ do: fc.constant('enqueue' as const), file }) },
  { weight: 4, arbitrary: fc.record({ do: fc.constant('take' as const), limit: fc.integer({ min: 1, max: 4 }) }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('finish' as const), file }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('fail' as const), file, isFinal: fc.boolean() }) },
  { weight: 3, arbitrary: fc.record({ do: fc.constant('crash' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('release' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('retry' as const) }) },
  { weight: 1, arbitrary: fc.record({ do: fc.constant('unplug' as const), root: fc.nat(1), isOnline: fc.boolean() }) },
);

type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;

describe('the job state machine', () => {
  it('goes through the same states as its model, whatever happens in whatever order', () => {
    const catalog = openTestCatalog();
    const rootIds = [addRoot(catalog, 'a'), addRoot(catalog, 'b')];
    const rootOf = (index: number): number => index % 2;
    const fileIds = Array.from({ length: 6 }, (_, i) =>
      addFile(catalog, rootIds[rootOf(i)] ?? 0, `${String(i)}.jpg`, i),
    );
    const rollBack = new Error('roll back');

    const run = (steps: readonly Step[]) => {
      const model = new Map<number, ModelJob>();
      const online = [true, true];
      const jobIds = new Map<number, number>();
      const running = () => [...model].filter(([, job]) => job.state === 'running');
      const requeue = (job: ModelJob, state: JobState) => (job.state = state);

      for (const one of steps) {
        switch (one.do) {
          case 'enqueue': {
            const job = model.get(one.file);
            if (job === undefined || job.state === 'failed' || job.state === 'quarantined') {
              model.set(one.file, { state: 'queued', tries: 0, crashes: 0 });
            }
            catalog.jobs.enqueue({ fileId: fileIds[one.file] ?? 0, priority: one.file });
            break;
          }
          case 'take': {
            const queued = [...model].filter(([index, job]) => job.state === 'queued' && online[rootOf(index)]);
            const fresh = queued.filter(([, job]) => job.crashes === 0);
            const suspects = queued.filter(([, job]) => job.crashes > 0);
            const isSuspectRunning = running().some(([, job]) => job.crashes > 0);
            const taken = catalog.jobs.takeNext(one.limit);
            const indexes = taken.map(({ fileId }) => fileIds.indexOf(fileId));
            if (isSuspectRunning) expect(indexes).toEqual([]);
            else if (fresh.length > 0) {
              const expected = fresh
                .toSorted(([i, a], [j, b]) => a.tries - b.tries || j - i)
                .slice(0, one.limit)
                .map(([index]) => index);
              expect(indexes).toEqual(expected);
            } else if (suspects.length > 0 && running().length === 0) {
              expect(indexes).toHaveLength(1);
              expect(suspects.map(([index]) => index)).toContain(indexes[0]);
            } else expect(indexes).toEqual([]);
            for (const [position, index] of indexes.entries()) {
              const job = model.get(index);
              expect(taken[position]).toMatchObject({ tries: job?.tries, crashes: job?.crashes });
              jobIds.set(index, taken[position]?.jobId ?? 0);
              if (job !== undefined) requeue(job, 'running');
            }
            break;
          }
          case 'finish': {
            if (model.get(one.file)?.state !== 'running') break;
            catalog.jobs.finish(jobIds.get(one.file) ?? 0);
            model.delete(one.file);
            break;
          }
          case 'fail': {
            const job = model.get(one.file);
            if (job?.state !== 'running') break;
            job.tries += 1;
            requeue(job, one.isFinal || job.tries >= 3 ? 'failed' : 'queued');
            const state = catalog.jobs.fail(jobIds.get(one.file) ?? 0, 'broken', { isFinal: one.isFinal });
            expect(state).toBe(job.state);
            break;
          }
          case 'crash': {
            catalog.jobs.recordCrash(running().map(([index]) => jobIds.get(index) ?? 0));
            for (const [, job] of running()) {
              job.crashes += 1;
              requeue(job, job.crashes >= 2 ? 'quarantined' : 'queued');
            }
            break;
          }
          case 'release': {
            expect(catalog.jobs.releaseAllRunning()).toBe(running().length);
            for (const [, job] of running()) requeue(job, 'queued');
            break;
          }
          case 'retry': {
            const ended = [...model.values()].filter(({ state }) => state === 'failed' || state === 'quarantined');
            expect(catalog.jobs.retryFailed()).toBe(ended.length);
            for (const job of ended)
              Object.assign(job, { state: 'queued', tries: 0, crashes: Math.min(job.crashes, 1) });
            break;
          }
          case 'unplug': {
            online[one.root] = one.isOnline;
            catalog.roots.setState(rootIds[one.root] ?? 0, one.isOnline ? 'online' : 'offline');
          }
        }
        const counts = { queued: 0, running: 0, failed: 0, quarantined: 0, waiting: 0 };
        for (const [index, { state }] of model) {
          counts[state] += 1;
          if (state === 'queued' && !online[rootOf(index)]) counts.waiting += 1;
        }
        expect(catalog.jobs.countByState()).toEqual(counts);
        expect(running().filter(([, job]) => job.crashes > 0).length).toBeLessThanOrEqual(
          running().length === 1 ? 1 : 0,
        );
      }
      throw rollBack;
    };

    fc.assert(
      fc.property(fc.array(step, { maxLength: 40 }), (steps) => {
        expect(() => catalog.transaction(() => run(steps))).toThrow(rollBack);
      }),
      { numRuns: 300 },
    );
  });
});
