/** @file Ends the process when a GPU driver hangs: its call holds the event loop, so a thread has to watch. */
import { Worker } from 'node:worker_threads';

/** Plain source: it runs from anywhere, bundled or not. */
const watchdogSource = `
const { workerData } = require('node:worker_threads');
setTimeout(() => process.kill(workerData.pid, 'SIGKILL'), workerData.limitMs);
`;

/** Starts watching; call the result when the trial is over. */
export function startTrialWatchdog(limitMs: number): () => Promise<void> {
  const worker = new Worker(watchdogSource, { eval: true, workerData: { pid: process.pid, limitMs } });
  worker.unref();
  return async () => {
    await worker.terminate();
  };
}
