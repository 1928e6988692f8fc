/** @file Walks the ladder of providers to the first that computes rightly and faster than the processor. */
import { createRequire } from 'node:module';
import type { ProviderVerdict } from '../../api/views.ts';
import { CairnError } from '../../api/errors.ts';
import { failModel } from './fail-model.ts';
import type { LoadedModel } from './load-model.ts';
import { explainUnavailable, listProviders } from './provider-ladder.ts';
import { openVerdictStore, type VerdictStore } from './provider-verdicts.ts';
import { loadSelfTest, makeSelfTestPixels, runSelfTest, type SelfTestCase } from './self-test.ts';
import { createModelSession, type ModelSession, type ProviderName, type SessionSettings } from './session.ts';
import { startTrialWatchdog } from './trial-watchdog.ts';

/** Lowest cosine to the golden embeddings. GPU providers round differently; far below the noise between two photos. */
const passingCosine = { cpu: 0.9999, gpu: 0.999 } as const;
const trialLimitMs = 60_000;
const maxEnds = 2;

export interface OpenSessionParams {
  readonly model: LoadedModel;
  readonly provider: 'auto' | ProviderName;
  /** True: where a named provider does not do, the processor is taken and the verdicts say so. */
  readonly fallsBack?: boolean | undefined;
  readonly cacheFolder: string | null;
  readonly cpuThreads: number;
  /** Providers that stopped working since Cairn was started, with what is to be said of each: they are passed over. */
  readonly lost?: ReadonlyMap<string, string> | undefined;
  /** Replaceable for tests. */
  readonly createSession?: (model: LoadedModel, settings: SessionSettings) => Promise<ModelSession>;
}

export interface OpenedSession {
  readonly session: ModelSession;
  /** One a provider of the ladder, in its order. */
  readonly verdicts: readonly ProviderVerdict[];
}

interface Trials {
  readonly params: OpenSessionParams;
  readonly create: (provider: ProviderName) => Promise<ModelSession>;
  readonly store: VerdictStore | null;
  readonly openCpu: () => Promise<CpuSession>;
}

interface CpuSession {
  readonly session: ModelSession;
  readonly cases: readonly SelfTestCase[];
  readonly cosine: number;
}

function describe(error: unknown): string {
  const message = error instanceof Error ? error.message : String(error);
  const firstLine = message.split('\n')[0] ?? '';
  // onnxruntime prefixes its source lines; the reason stands after the last "false." or "::".
  return (firstLine.split(/was false\. |was false/).at(-1) ?? firstLine).slice(0, 200);
}

/** The processor's session, checked; where the model folder brings no golden embeddings it makes them for the others. */
async function openCpuSession(params: OpenSessionParams, create: Trials['create']): Promise<CpuSession> {
  const session = await create('cpu').catch((error: unknown) => {
    if (error instanceof CairnError) throw error;
    // The processor takes every model that is one.
    throw failModel(`The model in ${params.model.folder} cannot be loaded (${describe(error)}).`, error);
  });
  const stored = await loadSelfTest(params.model);
  if (stored.length > 0) {
    const cosine = await runSelfTest(session, stored);
    if (!(cosine >= passingCosine.cpu)) {
      throw failModel(`The model computes wrong embeddings on this processor (cosine ${cosine.toFixed(6)}).`);
    }
    return { session, cases: stored, cosine };
  }
  const [width, height, seed] = [128, 96, 1];
  const embedding = await session.run({ data: makeSelfTestPixels(width, height, seed), count: 1, width, height });
  return { session, cases: [{ width, height, seed, embedding: embedding.slice() }], cosine: 1 };
}

/** ms of one photo at the model's first size; the first run, which compiles, is left out. */
async function timeRun(session: ModelSession, model: LoadedModel): Promise<number> {
  const { width, height } = model.manifest.sizes[0];
  const batch = { data: makeSelfTestPixels(width, height, 7), count: 1, width, height };
  await session.run(batch);
  const start = performance.now();
  await session.run(batch);
  return performance.now() - start;
}

interface TrialResult {
  readonly session: ModelSession | null;
  readonly detail: string;
}

async function tryGpuProvider(provider: ProviderName, { params, create, openCpu }: Trials): Promise<TrialResult> {
  const cpu = await openCpu();
  const session = await create(provider);
  const cosine = await runSelfTest(session, cpu.cases);
  if (!(cosine >= passingCosine.gpu)) {
    await session.close();
    return { session: null, detail: `It computes wrong embeddings (cosine ${cosine.toFixed(5)}).` };
  }
  const [gpuMs, cpuMs] = [await timeRun(session, params.model), await timeRun(cpu.session, params.model)];
  const times = `${gpuMs.toFixed(0)} ms a photo, the processor takes ${cpuMs.toFixed(0)} ms`;
  if (gpuMs >= cpuMs) {
    await session.close();
    return { session: null, detail: `It is slower than the processor (${times}).` };
  }
  return { session, detail: `Cosine ${cosine.toFixed(6)}; ${times}.` };
}

/** A trial that may end the process ([Note: provider trials]). */
async function tryWatched(provider: ProviderName, trials: Trials): Promise<TrialResult> {
  const { store } = trials;
  const { ends = 0, losses = 0 } = store?.get(provider) ?? {};
  store?.set(provider, { outcome: 'unfinished', detail: '', ends: ends + 1, losses });
  const detail = `It did not finish its trial in ${trialLimitMs / 1000} seconds.`;
  const stopWatching = startTrialWatchdog(
    trialLimitMs,
    store?.prepare(provider, { outcome: 'failed', detail, ends: 0 }) ?? null,
  );
  let result: TrialResult;
  try {
    result = await tryGpuProvider(provider, trials);
  } catch (error) {
    if (error instanceof CairnError) throw error;
    result = { session: null, detail: describe(error) };
  } finally {
    await stopWatching();
  }
  const outcome = result.session === null ? 'failed' : 'passed';
  store?.set(provider, { outcome, detail: result.detail, ends: 0, losses });
  return result;
}

/** What is known of a provider without trying it; null: try. */
function judgeBeforehand(provider: ProviderName, { params, store }: Trials): Omit<ProviderVerdict, 'provider'> | null {
  const lost = params.lost?.get(provider);
  if (lost !== undefined) return { verdict: 'failed', detail: lost };
  const reason = explainUnavailable(provider);
  if (reason !== null) return { verdict: 'unavailable', detail: reason };
  // A person who named it for this call means it; a stored choice is no reason to end the process at each start.
  if (params.provider !== 'auto' && params.fallsBack !== true) return null;
  if (store === null) return { verdict: 'untried', detail: 'There is no folder to remember the result of a trial in.' };
  const trial = store.get(provider);
  if (trial?.outcome === 'failed') return { verdict: 'failed', detail: trial.detail };
  if (trial?.outcome === 'unfinished' && trial.ends >= maxEnds) {
    return { verdict: 'failed', detail: 'Its driver ended the process when it was tried.' };
  }
  return null;
}

/**
 * Opens the model on the best provider. Throws CairnError `model-unusable`, or `embedder-unavailable` when a named provider
 * does not do.
 */
export async function openSession(params: OpenSessionParams): Promise<OpenedSession> {
  const { model, cpuThreads, createSession = createModelSession } = params;
  const create = (provider: ProviderName): Promise<ModelSession> =>
    createSession(model, { provider, threads: provider === 'cpu' ? cpuThreads : 1 });
  let cpuSession: Promise<CpuSession> | null = null;
  const openCpu = (): Promise<CpuSession> => (cpuSession ??= openCpuSession(params, create));
  const store = params.cacheFolder === null ? null : openModelVerdicts(params.cacheFolder, model);
  const trials: Trials = { params, create, store, openCpu };

  const verdicts: ProviderVerdict[] = [];
  let chosen: ModelSession | null = null;
  for (const provider of listCandidates(params)) {
    if (chosen !== null) {
      verdicts.push({ provider, verdict: 'untried', detail: 'A better one passed.' });
      continue;
    }
    const known = provider === 'cpu' ? null : judgeBeforehand(provider, trials);
    if (known !== null) {
      verdicts.push({ provider, ...known });
      continue;
    }
    if (provider === 'cpu') {
      const { session, cosine } = await openCpu();
      chosen = session;
      verdicts.push({ provider, verdict: 'passed', detail: `Cosine ${cosine.toFixed(6)}, ${cpuThreads} threads.` });
      continue;
    }
    const { session, detail } = await tryWatched(provider, trials);
    chosen = session;
    verdicts.push({ provider, verdict: session === null ? 'failed' : 'passed', detail });
  }
  await closeUnused(chosen, cpuSession);
  if (chosen === null) {
    const detail = verdicts[0]?.detail ?? '';
    throw new CairnError(
      'embedder-unavailable',
      `The provider ${params.provider} cannot be used: ${detail} Choose "auto", or another provider.`,
    );
  }
  return { session: chosen, verdicts };
}

/** What is remembered of providers with this model and this onnxruntime. */
export function openModelVerdicts(cacheFolder: string, model: LoadedModel): VerdictStore {
  const { version } = createRequire(import.meta.url)('onnxruntime-node/package.json') as { version: string };
  return openVerdictStore(cacheFolder, [model.manifest.sha256, version]);
}

function listCandidates({ provider, fallsBack }: OpenSessionParams): readonly ProviderName[] {
  if (provider === 'auto') return listProviders();
  return fallsBack === true && provider !== 'cpu' ? [provider, 'cpu'] : [provider];
}

async function closeUnused(chosen: ModelSession | null, cpuSession: Promise<CpuSession> | null): Promise<void> {
  const cpu = await cpuSession;
  if (cpu !== null && cpu.session !== chosen) await cpu.session.close();
}
