/** @file Ends the process when a GPU driver hangs: its call holds the event loop, so a thread has to watch. */
import { Worker } from 'node:worker_threads';

/** Plain source: it runs from anywhere, bundled or not. */
const watchdogSource = `
const { writeFileSync } = require('node:fs');
const { workerData } = require('node:worker_threads');
setTimeout(() => {
  try {
    if (workerData.verdict !== null) writeFileSync(workerData.verdict.path, workerData.verdict.content, { flush: true, mode: 0o600 });
  } finally {
    process.kill(workerData.pid, 'SIGKILL');
  }
}, workerData.limitMs);
`;

/**
 * Starts watching; call the result when the trial is over.
 * @param verdict file to write before the process is ended, so that the next one knows
 */
export function startTrialWatchdog(
  limitMs: number,
  verdict: { readonly path: string; readonly content: string } | null,
): () => Promise<void> {
  const worker = new Worker(watchdogSource, {
    eval: true,
    workerData: { pid: process.pid, limitMs, verdict },
    execArgv: [],
  });
  // Without a watchdog a trial is still worth making: the mark of the trial remains.
  worker.on('error', () => undefined);
  worker.unref();
  return async () => {
    await worker.terminate();
  };
}
