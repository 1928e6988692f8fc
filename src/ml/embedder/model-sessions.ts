/** @file The sessions of one model: on a GPU one; on the processor two, for all cores and for a part of them. */
import { openSession, type OpenSessionParams } from '../model/open-session.ts';
import { createModelSession, type ModelSession } from '../model/session.ts';
import type { ProviderVerdict } from '../../api/views.ts';
import { createFallbackSession } from './fallback-session.ts';
import type { ThreadPlan } from './threads.ts';

export interface ModelSessions {
  readonly shared: ModelSession;
  readonly whole: ModelSession;
  readonly batchSize: number;
  readonly verdicts: readonly ProviderVerdict[];
}

/** A GPU gains from several photos in a run, and takes far less than 250 ms for them. */
const gpuBatchSize = 8;

/** Opens the best provider. `warn` hears when a GPU fails later and the processor takes over. Throws CairnError. */
export async function openModelSessions(
  params: Omit<OpenSessionParams, 'cpuThreads'> & {
    readonly threads: ThreadPlan;
    readonly warn: (message: string) => void;
  },
): Promise<ModelSessions> {
  const { model, threads, warn } = params;
  const { session, verdicts } = await openSession({ ...params, cpuThreads: threads.whole });
  const openCpu = (count: number): Promise<ModelSession> =>
    createModelSession(model, { provider: 'cpu', threads: count });
  if (session.provider === 'cpu') {
    const shared = threads.shared === threads.whole ? session : await openCpu(threads.shared);
    return { shared, whole: session, batchSize: 1, verdicts };
  }
  const withFallback = createFallbackSession(
    session,
    () => openCpu(threads.whole),
    (error) => warn(`${session.provider} failed, the processor takes over: ${String(error)}`),
  );
  return { shared: withFallback, whole: withFallback, batchSize: gpuBatchSize, verdicts };
}
