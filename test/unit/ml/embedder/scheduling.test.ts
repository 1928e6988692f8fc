import { describe, expect, it } from 'vitest';
import { createMemoryBudget } from '../../../../src/ml/decode/memory-budget.ts';
import { createDecodeGate } from '../../../../src/ml/embedder/decode-gate.ts';
import { createFallbackSession } from '../../../../src/ml/embedder/fallback-session.ts';
import { limitTime } from '../../../../src/ml/embedder/limit-time.ts';
import { createModelRunner } from '../../../../src/ml/embedder/model-runner.ts';
import { createSemaphore } from '../../../../src/ml/embedder/semaphore.ts';
import { planThreads } from '../../../../src/ml/embedder/threads.ts';
import { failModel } from '../../../../src/ml/model/fail-model.ts';
import type { ModelSession, PixelBatch } from '../../../../src/ml/model/session.ts';

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 5));

describe('memory budget', () => {
  it('admits in order while it fits, and one that is larger than all when alone', async () => {
    const budget = createMemoryBudget(100);
    const admitted: number[] = [];
    const releases = new Map<number, () => void>();
    for (const bytes of [60, 30, 500, 1]) {
      void budget.acquire(bytes).then((release) => {
        admitted.push(bytes);
        releases.set(bytes, release);
      });
    }
    await settle();
    expect(admitted).toEqual([60, 30]);
    releases.get(60)?.();
    releases.get(60)?.();
    await settle();
    expect(admitted).toEqual([60, 30]);
    releases.get(30)?.();
    await settle();
    expect(admitted).toEqual([60, 30, 500]);
    releases.get(500)?.();
    await settle();
    expect(admitted).toEqual([60, 30, 500, 1]);
  });
});

describe('semaphore', () => {
  it('runs so many at a time and goes on after a failure', async () => {
    const semaphore = createSemaphore(2);
    let active = 0;
    let most = 0;
    const work = async (fails: boolean): Promise<void> => {
      active += 1;
      most = Math.max(most, active);
      await settle();
      active -= 1;
      if (fails) throw new Error('fails');
    };
    const results = await Promise.allSettled(
      [true, false, true, false, false].map((fails) => semaphore.run(() => work(fails))),
    );
    expect(results.map(({ status }) => status)).toEqual([
      'rejected',
      'fulfilled',
      'rejected',
      'fulfilled',
      'fulfilled',
    ]);
    expect(most).toBe(2);
  });
});

describe('decode gate', () => {
  it('closes when many are ready and opens when few are', async () => {
    const gate = createDecodeGate({ low: 1, high: 3 });
    let entered = 0;
    const enter = (): void => void gate.enter().then(() => (entered += 1));
    enter();
    gate.update(3);
    enter();
    enter();
    await settle();
    expect(entered).toBe(1);
    gate.update(2);
    await settle();
    expect(entered).toBe(1);
    gate.update(1);
    await settle();
    expect(entered).toBe(3);
  });
});

describe('limitTime', () => {
  it('gives up with a reason that allows another try', async () => {
    await expect(limitTime(5, () => new Promise(() => undefined))).rejects.toMatchObject({ isTransient: true });
    await expect(limitTime(1000, () => Promise.resolve(7))).resolves.toBe(7);
  });
});

/** Answers each photo with its first byte; `fails` decides per batch. */
function createFakeSession(
  provider: ModelSession['provider'],
  batches: PixelBatch[],
  fails: () => boolean = () => false,
): ModelSession {
  return {
    provider,
    run: (batch) => {
      if (fails()) return Promise.reject(new Error('device lost'));
      batches.push(batch);
      const bytes = batch.data.length / batch.count;
      const rows = Array.from({ length: batch.count }, (_, photo) => [1, batch.data[photo * bytes] ?? 0]);
      return Promise.resolve(Float32Array.from(rows.flat()));
    },
    attend: (batch) => {
      if (fails()) return Promise.reject(new Error('device lost'));
      batches.push(batch);
      return Promise.resolve({ width: 1, height: 1, values: Float32Array.of(batch.data[0] ?? 0) });
    },
    close: () => Promise.resolve(),
  };
}

const makePixels = (value: number, width = 32): { width: number; height: number; data: Uint8Array }[] => [
  { width, height: 32, data: new Uint8Array(width * 32 * 3).fill(value) },
];

describe('model runner', () => {
  it('makes batches of one size and gives each photo its own vector', async () => {
    const batches: PixelBatch[] = [];
    const session = createFakeSession('webgpu', batches);
    const ready: number[] = [];
    const runner = createModelRunner({
      shared: session,
      whole: session,
      getBatchSize: () => 4,
      isDecoding: () => false,
      onReadyCount: (count) => ready.push(count),
    });
    const widths = [32, 32, 64, 32, 64, 32, 32, 32];
    const vectors = await Promise.all(widths.map((width, place) => runner.embed(makePixels(place + 1, width))));
    for (const [place, vector] of vectors.entries()) {
      expect(Math.hypot(...vector)).toBeCloseTo(1, 6);
      expect((vector[1] ?? 0) / (vector[0] ?? 1)).toBeCloseTo(place + 1, 4);
    }
    expect(batches.every(({ count }) => count <= 4)).toBe(true);
    expect(batches.length).toBeLessThan(widths.length);
    expect(ready.at(-1)).toBe(0);
  });

  it('leaves cores to decoders that are at work', async () => {
    const [shared, whole]: [PixelBatch[], PixelBatch[]] = [[], []];
    let isDecoding = true;
    const runner = createModelRunner({
      shared: createFakeSession('cpu', shared),
      whole: createFakeSession('cpu', whole),
      getBatchSize: () => 1,
      isDecoding: () => isDecoding,
      onReadyCount: () => undefined,
    });
    await runner.embed(makePixels(1));
    isDecoding = false;
    await runner.embed(makePixels(2));
    expect([shared.length, whole.length]).toEqual([1, 1]);
  });

  it('looks where the model looks before the photos that wait', async () => {
    const batches: PixelBatch[] = [];
    const session = createFakeSession('cpu', batches);
    const options = { getBatchSize: () => 1, isDecoding: () => false, onReadyCount: () => undefined };
    const runner = createModelRunner({ shared: session, whole: session, ...options });
    const indexed = [1, 2, 3].map((value) => runner.embed(makePixels(value)));
    const [pixels = { width: 32, height: 32, data: new Uint8Array() }] = makePixels(9);
    expect(await runner.attend(pixels)).toMatchObject({ values: Float32Array.of(9) });
    await Promise.all(indexed);
    // The run that was under way goes first; alone it is done at once.
    expect(batches.map(({ data }) => data[0])).toEqual([1, 9, 2, 3]);
    expect(await runner.attend(pixels)).not.toBeNull();
  });

  it('tells each photo of a failed run, and goes on', async () => {
    let fails = true;
    const session = createFakeSession('cpu', [], () => fails);
    const options = { getBatchSize: () => 1, isDecoding: () => false, onReadyCount: () => undefined };
    const runner = createModelRunner({ shared: session, whole: session, ...options });
    await expect(runner.embed(makePixels(1))).rejects.toThrow('device lost');
    fails = false;
    expect(await runner.embed(makePixels(2))).toHaveLength(2);
  });
});

describe('fallback session', () => {
  const batch = { data: new Uint8Array(32 * 32 * 3), count: 1, width: 32, height: 32 };

  it('goes on with the next provider at each loss, and computes what was under way again', async () => {
    const batches: Record<string, PixelBatch[]> = { dml: [], webgpu: [], cpu: [] };
    const lost: string[] = [];
    const session = createFallbackSession(
      createFakeSession('dml', batches['dml'] ?? [], () => batches['dml']?.length === 1),
      (provider) => {
        lost.push(provider);
        const next = provider === 'dml' ? 'webgpu' : 'cpu';
        const done = batches[next] ?? [];
        return Promise.resolve(createFakeSession(next, done, () => next === 'webgpu' && done.length === 2));
      },
    );
    for (let run = 0; run < 5; run += 1) expect(await session.run(batch)).toHaveLength(2);
    expect(lost).toEqual(['dml', 'webgpu']);
    expect(Object.values(batches).map(({ length }) => length)).toEqual([1, 2, 2]);
    expect(session.provider).toBe('cpu');
  });

  it.each([
    ['zeros', 0],
    ['what is no number', Number.NaN],
  ])('takes %s for a loss: a vector without numbers is never kept', async (_, value) => {
    const broken: ModelSession = {
      ...createFakeSession('webgpu', []),
      run: () => Promise.resolve(new Float32Array(2).fill(value)),
    };
    const session = createFallbackSession(broken, () => Promise.resolve(createFakeSession('cpu', [])));
    expect([...(await session.run(batch))]).toEqual([1, 0]);
  });

  it('does not take a wrong model for a lost provider', async () => {
    const broken: ModelSession = {
      ...createFakeSession('webgpu', []),
      run: () => Promise.reject(failModel('The model gave no embedding.')),
    };
    const session = createFallbackSession(broken, () => Promise.reject(new Error('opened another')));
    await expect(session.run(batch)).rejects.toMatchObject({ code: 'model-unusable' });
  });
});

describe('thread plan', () => {
  it('leaves half of the cores to the decoders', () => {
    expect([1, 2, 4, 8, 64].map((cores) => planThreads(cores))).toEqual([
      { shared: 1, whole: 1, pool: 5 },
      { shared: 1, whole: 2, pool: 6 },
      { shared: 2, whole: 4, pool: 8 },
      { shared: 4, whole: 8, pool: 12 },
      { shared: 8, whole: 16, pool: 20 },
    ]);
  });
});
