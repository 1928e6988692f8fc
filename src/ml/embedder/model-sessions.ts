/** @file The sessions of one model: on a GPU one; on the processor two, for all cores and for a part of them. */
import type { ProviderVerdict } from '../../api/views.ts';
import type { InitializeParams } from '../embedder-messages.ts';
import { openModelVerdicts, openSession, type OpenedSession, type OpenSessionParams } from '../model/open-session.ts';
import { forgetLosses, noteLoss, steadyRuns } from '../model/provider-verdicts.ts';
import { createModelSession, type ModelSession, type ProviderName } from '../model/session.ts';
import { createFallbackSession } from './fallback-session.ts';
import type { ThreadPlan } from './threads.ts';

/** Who computes, and how each provider did. */
export interface ProviderState {
  readonly provider: string;
  readonly verdicts: readonly ProviderVerdict[];
}

export interface ModelSessions {
  readonly shared: ModelSession;
  readonly whole: ModelSession;
  /** Photos of one run, by who computes now. */
  readonly getBatchSize: () => number;
  readonly verdicts: readonly ProviderVerdict[];
}

export interface ModelSessionsParams extends Omit<OpenSessionParams, 'cpuThreads' | 'lost'> {
  readonly threads: ThreadPlan;
  /** Providers that ended an earlier process: they are passed over, and remembered as lost when that is news. */
  readonly endedBy?: InitializeParams['endedBy'];
  /** A provider was lost in the middle of the work, another goes on ([Note: lost provider]). */
  readonly onProviderLost: (state: ProviderState, reason: string) => void;
}

/** A GPU gains from several photos in a run, and takes far less than 250 ms for them. */
const gpuBatchSize = 8;

/** Opens the best provider. Throws CairnError. */
export async function openModelSessions(params: ModelSessionsParams): Promise<ModelSessions> {
  const { model, threads, cacheFolder, endedBy = [] } = params;
  const store = cacheFolder === null ? null : openModelVerdicts(cacheFolder, model);
  const lost = new Map<string, string>();
  for (const { provider, isNews } of endedBy) {
    lost.set(provider, 'The indexer stopped while it computed. It is tried again when Cairn is started again.');
    if (store !== null && isNews) noteLoss(store, provider);
  }
  const { createSession = createModelSession } = params;
  const openAgain = (): Promise<OpenedSession> => openSession({ ...params, cpuThreads: threads.whole, lost });
  const { session, verdicts } = await openAgain();
  if (session.provider === 'cpu') {
    const shared =
      threads.shared === threads.whole
        ? session
        : await createSession(model, { provider: 'cpu', threads: threads.shared });
    return { shared, whole: session, getBatchSize: () => 1, verdicts };
  }

  const openNext = async (provider: ProviderName, error: unknown): Promise<ModelSession> => {
    const reason = (error instanceof Error ? error.message : String(error)).split('\n')[0] ?? '';
    lost.set(provider, `It stopped working while photos were indexed (${reason.slice(0, 200)}).`);
    if (cacheFolder !== null) noteLoss(openModelVerdicts(cacheFolder, model), provider);
    // Also where this provider alone was asked for: photos that are under way are not lost for it.
    const next = await openSession({ ...params, fallsBack: true, cpuThreads: threads.whole, lost });
    params.onProviderLost({ provider: next.session.provider, verdicts: next.verdicts }, `${provider}: ${reason}`);
    return next.session;
  };
  const withFallback = createFallbackSession(session, openNext);
  const counted = countRuns(withFallback, () => {
    if (cacheFolder !== null) forgetLosses(openModelVerdicts(cacheFolder, model), withFallback.provider);
  });
  const getBatchSize = (): number => (withFallback.provider === 'cpu' ? 1 : gpuBatchSize);
  return { shared: counted, whole: counted, getBatchSize, verdicts };
}

/** Calls `onSteady` once, after so many runs that a provider has shown that it works. */
function countRuns(session: ModelSession, onSteady: () => void): ModelSession {
  let runs = 0;
  return {
    get provider() {
      return session.provider;
    },
    run: async (batch) => {
      const { provider } = session;
      const output = await session.run(batch);
      runs = provider === session.provider ? runs + 1 : 0;
      if (runs === steadyRuns) onSteady();
      return output;
    },
    attend: session.attend,
    close: session.close,
  };
}
