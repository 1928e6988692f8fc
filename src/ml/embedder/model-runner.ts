/** @file Feeds the session: batches of one size out of what is waiting, oldest first. */
import { setImmediate as yieldToEventLoop } from 'node:timers/promises';
import { embedPhotos, type ScaledPixels } from '../model/embed-batch.ts';
import type { ModelSession } from '../model/session.ts';

export interface ModelRunner {
  /** Unit embedding of one photo's pixels (`buildScaledPixels`). */
  readonly embed: (pixels: readonly ScaledPixels[]) => Promise<Float32Array>;
}

interface Waiting {
  readonly pixels: readonly ScaledPixels[];
  readonly sizeKey: string;
  readonly resolve: (embedding: Float32Array) => void;
  readonly reject: (error: unknown) => void;
}

/**
 * Turns of the event loop between two runs. While a run holds the loop ([Note: blocking run]), threads finish reading and
 * decoding; these turns let those photos take their next steps, so that the threads have work during the next run.
 */
const turnsBetweenRuns = 8;

/** The photos that go into the next run: the oldest, and others of its size up to `batchSize`. */
function takeBatch(waiting: Waiting[], batchSize: number): Waiting[] {
  const sizeKey = waiting[0]?.sizeKey;
  const batch = waiting.filter((photo) => photo.sizeKey === sizeKey).slice(0, batchSize);
  const taken = new Set(batch);
  waiting.splice(0, waiting.length, ...waiting.filter((photo) => !taken.has(photo)));
  return batch;
}

/** `batchSize`: 1 on the processor, where more gains nothing; GPU providers gain from several. */
export function createModelRunner(session: ModelSession, batchSize: number): ModelRunner {
  const waiting: Waiting[] = [];
  let isRunning = false;

  const runBatch = async (batch: readonly Waiting[]): Promise<void> => {
    try {
      const embeddings = await embedPhotos(
        session,
        batch.map(({ pixels }) => pixels),
      );
      for (const [index, photo] of batch.entries()) photo.resolve(embeddings[index] ?? new Float32Array());
    } catch (error) {
      for (const photo of batch) photo.reject(error);
    }
  };
  const runAll = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0) {
      await runBatch(takeBatch(waiting, batchSize));
      for (let turn = 0; turn < turnsBetweenRuns; turn += 1) await yieldToEventLoop();
    }
    isRunning = false;
  };

  return {
    embed: (pixels) =>
      new Promise((resolve, reject) => {
        const sizeKey = pixels.map(({ width, height }) => `${width}x${height}`).join(' ');
        waiting.push({ pixels, sizeKey, resolve, reject });
        if (!isRunning) void runAll();
      }),
  };
}
