/** @file The library's end of the copy thread: one for each thing that it is asked. */
import { Worker } from 'node:worker_threads';
import { CairnError } from '../../api/errors.ts';
import type { CopyAnswer, CopyOutcome, CopyRequest, CopyThreadData } from './copy-messages.ts';

/**
 * Runs the thread; it keeps no process alive. Rejects with what went wrong, or at once with `cancelled` when `signal` aborts: the thread
 * is asked to stop, and clears away what it wrote. It is never terminated, which within a call of SQLite can take the process along.
 * @param entry copy-worker.ts, or where the bundler put it
 */
export function runCopyThread(entry: URL, request: CopyRequest, signal?: AbortSignal): Promise<CopyOutcome> {
  return new Promise((resolve, reject) => {
    const stop = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
    const worker = new Worker(entry, { workerData: { request, stop } satisfies CopyThreadData });
    const cancel = (): void => {
      Atomics.store(stop, 0, 1);
      worker.unref();
      reject(new CairnError('cancelled', 'The copy was cancelled.'));
    };
    if (signal?.aborted === true) cancel();
    signal?.addEventListener('abort', cancel, { once: true });
    worker.once('message', (answer: CopyAnswer) => {
      if (answer.ok) resolve(answer.outcome);
      else reject(new CairnError(answer.error.code, answer.error.message));
    });
    worker.once('error', reject);
    worker.once('exit', () => {
      signal?.removeEventListener('abort', cancel);
      reject(new CairnError('internal', 'The copy thread ended unexpectedly.'));
    });
  });
}
