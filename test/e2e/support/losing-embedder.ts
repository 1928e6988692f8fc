/**
 * @file The real embedder whose graphics processor is lost after so many runs (`CAIRN_TEST_LOSE_AFTER`): the real session is released
 * in the middle of the work, or the whole process ends as with a driver that crashes (`CAIRN_TEST_LOSE_BY` is `release` or `crash`).
 * A drawn graphics processor is slower than the processor: the first runs of that one wait, so that the ladder takes the other. The
 * product knows nothing of it.
 */
import { createRequire } from 'node:module';
import { setTimeout as wait } from 'node:timers/promises';
import type { InferenceSession } from 'onnxruntime-node';

const loseAfter = Number(process.env['CAIRN_TEST_LOSE_AFTER']);
const byCrash = process.env['CAIRN_TEST_LOSE_BY'] === 'crash';
/** Self-tests and timing: as many as the ladder makes before it decides. */
const trialRuns = 8;
const require = createRequire(import.meta.url);
const runtime = require('onnxruntime-node') as { InferenceSession: typeof InferenceSession };
const create = runtime.InferenceSession.create.bind(runtime.InferenceSession);
let slowestMs = 0;

const createWatched = async (...parameters: Parameters<typeof create>): Promise<InferenceSession> => {
  const session = await create(...parameters);
  const settings = parameters.at(-1) as InferenceSession.SessionOptions | undefined;
  const providers = (settings?.executionProviders ?? []) as readonly string[];
  const run = session.run.bind(session);
  let runs = 0;
  if (providers.includes('webgpu')) {
    session.run = (async (...words: Parameters<typeof run>) => {
      runs += 1;
      if (runs === loseAfter && byCrash) process.kill(process.pid, 'SIGSEGV');
      if (runs === loseAfter) await session.release();
      const startMs = performance.now();
      try {
        return await run(...words);
      } finally {
        slowestMs = Math.max(slowestMs, performance.now() - startMs);
      }
    }) as typeof session.run;
  } else if (providers.includes('cpu') && session.inputNames.includes('pixels')) {
    session.run = (async (...words: Parameters<typeof run>) => {
      runs += 1;
      if (runs <= trialRuns && slowestMs > 0) await wait(slowestMs + 50);
      return run(...words);
    }) as typeof session.run;
  }
  return session;
};
runtime.InferenceSession.create = createWatched as typeof create;

await import('../../../src/ml/embedder.ts');
