/** @file A session that goes on with the processor when its graphics processor fails in the middle of the work. */
import type { ModelSession, PixelBatch } from '../model/session.ts';

/** `openCpu` is called at most once, at the first failure; `onFallback` hears why. */
export function createFallbackSession(
  first: ModelSession,
  openCpu: () => Promise<ModelSession>,
  onFallback: (error: unknown) => void,
): ModelSession {
  if (first.provider === 'cpu') return first;
  let current = first;
  const run = async (batch: PixelBatch): Promise<Float32Array> => {
    if (current.provider === 'cpu') return current.run(batch);
    try {
      return await current.run(batch);
    } catch (error) {
      onFallback(error);
      current = await openCpu();
      // The device may be lost: an error while letting go of it adds nothing to the one that is reported.
      await first.close().catch(() => undefined);
      return current.run(batch);
    }
  };
  return { provider: first.provider, run, close: () => current.close() };
}
