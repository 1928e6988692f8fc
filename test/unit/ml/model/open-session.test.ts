import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { loadModel, type LoadedModel } from '../../../../src/ml/model/load-model.ts';
import { openModelVerdicts, openSession, type OpenSessionParams } from '../../../../src/ml/model/open-session.ts';
import { explainUnavailable, listProviders } from '../../../../src/ml/model/provider-ladder.ts';
import { forgetLosses, noteLoss } from '../../../../src/ml/model/provider-verdicts.ts';
import { loadSelfTest } from '../../../../src/ml/model/self-test.ts';
import type { ModelSession, ProviderName } from '../../../../src/ml/model/session.ts';

const bundled = join(import.meta.dirname, '../../../../src/ml/models/dolg-b4-vit');

/** How a provider behaves in these tests; computing the real model is the business of others. */
interface Behaviour {
  readonly create?: () => never;
  /** Added to every number of the golden embedding. */
  readonly error?: number;
  readonly runMs?: number;
}

let cacheFolder = '';
/** Time passes only in the runs of fake sessions: a busy machine must not make one slower than the other. */
let clockMs = 0;
let model: LoadedModel;

beforeEach(async () => {
  cacheFolder = await mkdtemp(join(tmpdir(), 'cairn-verdicts-'));
  model = await loadModel(bundled);
  // A named driver makes a GPU provider worth a try on machines without one.
  vi.stubEnv('VK_ICD_FILENAMES', '/nowhere/icd.json');
  vi.spyOn(performance, 'now').mockImplementation(() => clockMs);
});

afterEach(async () => {
  vi.unstubAllEnvs();
  vi.restoreAllMocks();
  await rm(cacheFolder, { recursive: true, force: true });
});

/** Sessions that answer with the golden embeddings, more or less. */
function createFakes(behaviours: Partial<Record<ProviderName, Behaviour>>): {
  readonly createSession: NonNullable<OpenSessionParams['createSession']>;
  readonly opened: ProviderName[];
  readonly closed: ProviderName[];
} {
  const opened: ProviderName[] = [];
  const closed: ProviderName[] = [];
  const createSession = async (
    loaded: LoadedModel,
    { provider }: { provider: ProviderName },
  ): Promise<ModelSession> => {
    const { create, error = 0, runMs = 0 } = behaviours[provider] ?? {};
    opened.push(provider);
    create?.();
    const cases = await loadSelfTest(loaded);
    return {
      provider,
      run: ({ width, height }) => {
        clockMs += runMs;
        const golden = cases.find((known) => known.width === width && known.height === height)?.embedding;
        return Promise.resolve((golden ?? new Float32Array(512).fill(1)).map((value) => value + error));
      },
      attend: () => Promise.resolve(null),
      close: () => Promise.resolve(void closed.push(provider)),
    };
  };
  return { createSession, opened, closed };
}

function open(fakes: ReturnType<typeof createFakes>, options: Partial<OpenSessionParams> = {}) {
  return openSession({
    model,
    provider: 'auto',
    cacheFolder,
    cpuThreads: 1,
    createSession: fakes.createSession,
    ...options,
  });
}

describe('the ladder', () => {
  it('ends with the processor on every platform', () => {
    for (const platform of ['win32', 'darwin', 'linux', 'freebsd'] as const)
      expect(listProviders(platform).at(-1)).toBe('cpu');
    expect(listProviders('win32')[0]).toBe('dml');
    expect(listProviders('darwin')[0]).toBe('coreml');
  });

  it.runIf(process.platform === 'linux')('says why a provider is not tried', () => {
    expect(explainUnavailable('cpu')).toBeNull();
    expect(explainUnavailable('webgpu')).toBeNull();
    expect(explainUnavailable('cuda')).toMatch(/CUDA/);
  });
});

describe.runIf(process.platform === 'linux')('openSession', () => {
  it('takes a GPU provider that computes rightly and faster', async () => {
    const fakes = createFakes({ cpu: { runMs: 30 } });
    const { session, verdicts } = await open(fakes);
    expect(session.provider).toBe('webgpu');
    expect(verdicts.map(({ provider, verdict }) => [provider, verdict])).toEqual([
      ['cuda', 'unavailable'],
      ['webgpu', 'passed'],
      ['cpu', 'untried'],
    ]);
    expect(fakes.closed).toEqual(['cpu']);
  });

  it.each([
    [
      'throws',
      {
        create: () => {
          throw new Error('driver.cc:136 false was false. No adapter');
        },
      },
      /No adapter/,
    ],
    ['computes wrongly', { error: 0.01 }, /wrong embeddings/],
    ['gives no numbers', { error: NaN }, /wrong embeddings/],
    ['is slower', { runMs: 60 }, /slower/],
  ] satisfies [string, Behaviour, RegExp][])(
    'falls to the processor when the GPU provider %s',
    async (_, webgpu, detail) => {
      const { session, verdicts } = await open(createFakes({ webgpu, cpu: { runMs: 5 } }));
      expect(session.provider).toBe('cpu');
      expect(verdicts[1]).toMatchObject({ provider: 'webgpu', verdict: 'failed' });
      expect(verdicts[1]?.detail).toMatch(detail);
    },
  );

  it('remembers a failure and does not try again', async () => {
    await open(createFakes({ webgpu: { error: 0.01 } }));
    const again = createFakes({});
    const { verdicts } = await open(again);
    expect(again.opened).toEqual(['cpu']);
    expect(verdicts[1]).toMatchObject({
      verdict: 'failed',
      detail: expect.stringMatching(/wrong embeddings/) as string,
    });
  });

  it('tries again with another model or onnxruntime', async () => {
    await open(createFakes({ webgpu: { error: 0.01 } }));
    const path = join(cacheFolder, 'provider-verdicts.json');
    await writeFile(path, (await readFile(path, 'utf8')).replace(/"key":"./, '"key":"x'));
    const again = createFakes({ cpu: { runMs: 20 } });
    expect((await open(again)).session.provider).toBe('webgpu');
  });

  it('gives up a provider that ended the process twice', async () => {
    // What a process leaves behind that is gone in the middle of a trial.
    const fakes = createFakes({
      webgpu: {
        create: () => {
          throw new Error('stop here');
        },
      },
    });
    await open(fakes);
    const path = join(cacheFolder, 'provider-verdicts.json');
    const content = JSON.parse(await readFile(path, 'utf8')) as { trials: Record<string, unknown> };
    for (const [ends, isTried] of [
      [1, true],
      [2, false],
    ] as const) {
      content.trials['webgpu'] = { outcome: 'unfinished', detail: '', ends };
      await writeFile(path, JSON.stringify(content));
      const next = createFakes({ cpu: { runMs: 20 } });
      const { verdicts } = await open(next);
      expect(next.opened.includes('webgpu')).toBe(isTried);
      expect(verdicts[1]?.verdict).toBe(isTried ? 'passed' : 'failed');
    }
  });

  it('tries no GPU provider by itself where nothing can be remembered', async () => {
    const fakes = createFakes({});
    const { session, verdicts } = await open(fakes, { cacheFolder: null });
    expect(session.provider).toBe('cpu');
    expect(verdicts[1]?.verdict).toBe('untried');
  });

  it('forgives a provider that is lost once or twice, and gives it up after the third time', async () => {
    for (let loss = 1; loss <= 3; loss += 1) {
      const { session } = await open(createFakes({ cpu: { runMs: 30 } }));
      expect(session.provider, `before loss ${loss}`).toBe('webgpu');
      noteLoss(openModelVerdicts(cacheFolder, model), 'webgpu');
    }
    const { session, verdicts } = await open(createFakes({ cpu: { runMs: 30 } }));
    expect(session.provider).toBe('cpu');
    expect(verdicts[1]?.detail).toBe('It stopped working 3 times while photos were indexed.');
  });

  it('forgets losses after long work without one', async () => {
    const fakes = createFakes({ cpu: { runMs: 30 } });
    for (let loss = 1; loss <= 6; loss += 1) {
      expect((await open(fakes)).session.provider).toBe('webgpu');
      noteLoss(openModelVerdicts(cacheFolder, model), 'webgpu');
      forgetLosses(openModelVerdicts(cacheFolder, model), 'webgpu');
    }
  });

  it('passes over a provider that was lost in this run of Cairn, and says why', async () => {
    const fakes = createFakes({ cpu: { runMs: 30 } });
    const { session, verdicts } = await open(fakes, { lost: new Map([['webgpu', 'It stopped working.']]) });
    expect([session.provider, fakes.opened]).toEqual(['cpu', ['cpu']]);
    expect(verdicts[1]).toMatchObject({ verdict: 'failed', detail: 'It stopped working.' });
  });

  it('takes a named provider or says why not', async () => {
    const { session } = await open(createFakes({ cpu: { runMs: 20 } }), { provider: 'webgpu', cacheFolder: null });
    expect(session.provider).toBe('webgpu');
    await expect(open(createFakes({}), { provider: 'cuda' })).rejects.toMatchObject({ code: 'embedder-unavailable' });
  });

  it('gives way to the processor where the choice of a person does not do, says so, and remembers it', async () => {
    const wrong = { webgpu: { error: 0.5 }, cpu: { runMs: 20 } };
    const choice = { provider: 'webgpu', fallsBack: true } as const;
    const { session, verdicts } = await open(createFakes(wrong), choice);
    expect(session.provider).toBe('cpu');
    expect(verdicts).toMatchObject([
      { provider: 'webgpu', verdict: 'failed' },
      { provider: 'cpu', verdict: 'passed' },
    ]);
    const again = createFakes(wrong);
    expect((await open(again, choice)).session.provider).toBe('cpu');
    expect(again.opened).not.toContain('webgpu');
    expect(
      (await open(createFakes({ cpu: { runMs: 20 } }), { provider: 'cpu', fallsBack: true })).verdicts,
    ).toHaveLength(1);
  });

  it('refuses a model that computes wrongly on the processor', async () => {
    await expect(open(createFakes({ cpu: { error: 0.05 } }))).rejects.toMatchObject({ code: 'model-unusable' });
  });
});
