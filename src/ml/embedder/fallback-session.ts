/**
 * @file A session that goes on with the next provider when its graphics processor fails in the middle of the work.
 *
 * [Note: lost provider] A driver that is reset, a card that is unplugged or out of memory: the run throws, or gives nothing but zeros or
 * what is no number. The photos of that run are computed again by the next provider of the ladder, and the parent is told. One loss may
 * be the computer's sleep; how often a provider may be lost before it is not tried any more stands in provider-verdicts.ts.
 */
import { ModelError } from '../model/fail-model.ts';
import type { ModelSession, PixelBatch, ProviderName } from '../model/session.ts';

/** `openNext` is called at each loss, with the provider that was lost; what it rejects with ends the work. */
export function createFallbackSession(
  first: ModelSession,
  openNext: (lost: ProviderName, error: unknown) => Promise<ModelSession>,
): ModelSession {
  let current = first;
  const compute = async <Value>(run: (session: ModelSession) => Promise<Value>): Promise<Value> => {
    for (;;) {
      const session = current;
      if (session.provider === 'cpu') return run(session);
      try {
        return await run(session);
      } catch (error) {
        // The model itself is at fault, whoever computes it.
        if (error instanceof ModelError) throw error;
        current = await openNext(session.provider, error);
        // The device may be lost: an error while letting go of it adds nothing to the one that is reported.
        await session.close().catch(() => undefined);
      }
    }
  };
  return {
    get provider() {
      return current.provider;
    },
    run: (batch) =>
      compute(async (session) => {
        const output = await session.run(batch);
        if (session.provider !== 'cpu') requireVectors(output, batch);
        return output;
      }),
    attend: (batch) => compute((session) => session.attend(batch)),
    close: () => current.close(),
  };
}

/** A lost device may answer with empty memory. A vector of zeros looks like no other and would be kept for ever. */
function requireVectors(output: Float32Array, { count }: PixelBatch): void {
  const dims = output.length / count;
  for (let photo = 0; photo < count; photo += 1) {
    let sum = 0;
    for (const value of output.subarray(photo * dims, (photo + 1) * dims)) sum += Math.abs(value);
    if (!(sum > 0 && Number.isFinite(sum))) throw new Error('it gave a vector without numbers');
  }
}
