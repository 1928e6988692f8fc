/** @file Feeds the session: batches of one size out of what is waiting, oldest first. */
import { setImmediate as yieldToEventLoop, setTimeout as wait } from 'node:timers/promises';
import { embedPhotos, type ScaledPixels } from '../model/embed-batch.ts';
import type { AttentionMap, ModelSession } from '../model/session.ts';

export interface ModelRunner {
  /** Unit embedding of one photo's pixels (`buildScaledPixels`). */
  readonly embed: (pixels: readonly ScaledPixels[]) => Promise<Float32Array>;
  /** Attention map of one photo, next after the run under way: a person waits for it. Null: the model gives none. */
  readonly attend: (pixels: ScaledPixels) => Promise<AttentionMap | null>;
}

export interface ModelRunnerOptions {
  /** Leaves cores to the decoders. */
  readonly shared: ModelSession;
  /** Takes all cores: for when no decoder is at work. May be the same. */
  readonly whole: ModelSession;
  /** Asked before each run. */
  readonly isDecoding: () => boolean;
  /** Told how many photos wait, whenever that changes. */
  readonly onReadyCount: (count: number) => void;
  /** Photos of one run: 1 on the processor, where more gains nothing; GPU providers gain from several. Asked before each run. */
  readonly getBatchSize: () => number;
  /** Rest after each run, as a share of its time ([Note: pace]); none when left out. */
  readonly restShare?: number;
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

async function runBatch(session: ModelSession, batch: readonly Waiting[]): Promise<void> {
  try {
    const pixels = batch.map((photo) => photo.pixels);
    const embeddings = await embedPhotos(session, pixels);
    for (const [index, photo] of batch.entries()) photo.resolve(embeddings[index] ?? new Float32Array());
  } catch (error) {
    for (const photo of batch) photo.reject(error);
  }
}

export function createModelRunner(options: ModelRunnerOptions): ModelRunner {
  const { shared, whole, getBatchSize, restShare = 0, isDecoding, onReadyCount } = options;
  const waiting: Waiting[] = [];
  /** Never reject. */
  const asked: (() => Promise<void>)[] = [];
  let isRunning = false;

  const runAll = async (): Promise<void> => {
    isRunning = true;
    while (waiting.length > 0 || asked.length > 0) {
      await asked.shift()?.();
      if (waiting.length === 0) continue;
      const batch = takeBatch(waiting, getBatchSize());
      onReadyCount(waiting.length);
      // Nothing starts to decode while the run holds the event loop: who is idle now stays so ([Note: bursts]).
      const startMs = performance.now();
      await runBatch(isDecoding() ? shared : whole, batch);
      if (restShare > 0) await wait((performance.now() - startMs) * restShare);
      for (let turn = 0; turn < turnsBetweenRuns; turn += 1) await yieldToEventLoop();
    }
    isRunning = false;
  };

  return {
    embed: (pixels) =>
      new Promise((resolve, reject) => {
        const sizeKey = pixels.map(({ width, height }) => `${width}x${height}`).join(' ');
        waiting.push({ pixels, sizeKey, resolve, reject });
        onReadyCount(waiting.length);
        if (!isRunning) void runAll();
      }),
    attend: ({ data, width, height }) =>
      new Promise((resolve, reject) => {
        asked.push(() => whole.attend({ data, count: 1, width, height }).then(resolve, reject));
        if (!isRunning) void runAll();
      }),
  };
}
