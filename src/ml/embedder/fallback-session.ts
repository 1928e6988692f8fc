/** @file A session that goes on with the processor when its graphics processor fails in the middle of the work. */
import type { ModelSession } from '../model/session.ts';

/** `openCpu` is called at most once, at the first failure; `onFallback` hears why. */
export function createFallbackSession(
  first: ModelSession,
  openCpu: () => Promise<ModelSession>,
  onFallback: (error: unknown) => void,
): ModelSession {
  if (first.provider === 'cpu') return first;
  let current = first;
  const tryBoth = async <Value>(compute: (session: ModelSession) => Promise<Value>): Promise<Value> => {
    if (current.provider === 'cpu') return compute(current);
    try {
      return await compute(current);
    } catch (error) {
      onFallback(error);
      current = await openCpu();
      // The device may be lost: an error while letting go of it adds nothing to the one that is reported.
      await first.close().catch(() => undefined);
      return compute(current);
    }
  };
  return {
    provider: first.provider,
    run: (batch) => tryBoth((session) => session.run(batch)),
    attend: (batch) => tryBoth((session) => session.attend(batch)),
    close: () => current.close(),
  };
}
