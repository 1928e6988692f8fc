/** @file The library's end of the scan thread: starts it when first needed, keeps it warm, hands out its messages. */
import { once } from 'node:events';
import { Worker } from 'node:worker_threads';
import { CairnError } from '../../api/errors.ts';
import { controlSlots, type CloseRequest, type ScanMessage, type ScanWorkerData } from './scan-messages.ts';

export interface ScanThreadRequest {
  readonly rootId: number;
  readonly rootPath: string;
  readonly signal: AbortSignal;
  /** Called for each batch; the thread goes on when it returns. */
  readonly onMessage: (message: ScanMessage) => void;
}

type FinalMessage = Extract<ScanMessage, { type: 'done' | 'absent' }>;

export interface ScanThread {
  /** Scans one root. Rejects when the thread fails. One scan at a time. */
  readonly scan: (request: ScanThreadRequest) => Promise<FinalMessage>;
  /** Ends the thread; what it is scanning is cancelled. */
  readonly close: () => Promise<void>;
}

/**
 * It ends within milliseconds, also on a busy machine within this. One that hangs in a folder that does not answer is left behind:
 * it keeps no process alive.
 */
const closeLimitMs = 5000;

/** @param entry scan-worker.ts, or where the bundler put it */
export function createScanThread(entry: URL, data: ScanWorkerData): ScanThread {
  let worker: Worker | null = null;
  let lastScanId = 0;
  let abortRunning: ((error: Error) => void) | null = null;
  let cancelRunning: (() => void) | null = null;

  const obtainWorker = (): Worker => {
    if (worker !== null) return worker;
    const started = new Worker(entry, { workerData: data });
    // Alone it does not keep the process alive.
    started.unref();
    const drop = (error: Error): void => {
      if (worker === started) worker = null;
      abortRunning?.(error);
    };
    started.on('error', drop);
    started.on('exit', () => drop(new CairnError('internal', 'The scan thread ended unexpectedly.')));
    worker = started;
    return started;
  };

  const scan: ScanThread['scan'] = ({ rootId, rootPath, signal, onMessage }) => {
    const thread = obtainWorker();
    lastScanId += 1;
    const scanId = lastScanId;
    const control = new SharedArrayBuffer(controlSlots.length * Int32Array.BYTES_PER_ELEMENT);
    const slots = new Int32Array(control);
    return new Promise<FinalMessage>((resolve, reject) => {
      const cancel = (): void => {
        Atomics.store(slots, controlSlots.cancel, 1);
        Atomics.notify(slots, controlSlots.takenIn);
      };
      const finish = (): void => {
        thread.off('message', takeMessage);
        signal.removeEventListener('abort', cancel);
        abortRunning = null;
        cancelRunning = null;
        thread.unref();
      };
      const takeMessage = (message: ScanMessage): void => {
        if (message.scanId !== scanId) return;
        if (message.type === 'failed') {
          finish();
          reject(new CairnError('internal', message.message));
          return;
        }
        if (message.type === 'done' || message.type === 'absent') {
          finish();
          resolve(message);
          return;
        }
        try {
          onMessage(message);
        } catch (error) {
          cancel();
          finish();
          reject(error instanceof Error ? error : new Error(String(error)));
          return;
        }
        if (message.type === 'progress') return;
        // In a later turn: a port hands out a thousand messages in one turn as long as more come, and nobody else would get a word in.
        setImmediate(() => {
          Atomics.add(slots, controlSlots.takenIn, 1);
          Atomics.notify(slots, controlSlots.takenIn);
        });
      };
      abortRunning = (error) => {
        finish();
        reject(error);
      };
      cancelRunning = cancel;
      if (signal.aborted) cancel();
      signal.addEventListener('abort', cancel, { once: true });
      thread.on('message', takeMessage);
      thread.ref();
      thread.postMessage({ scanId, rootId, rootPath, control });
    });
  };

  return {
    scan,
    close: async () => {
      const ended = worker;
      if (ended === null) return;
      worker = null;
      cancelRunning?.();
      // Never terminate(): a thread that is ended within a call of SQLite takes the whole process with it.
      const limit = new AbortController();
      const gone = once(ended, 'exit', { signal: limit.signal });
      ended.postMessage({ type: 'close' } satisfies CloseRequest);
      const timer = setTimeout(() => limit.abort(), closeLimitMs);
      await gone.catch(() => undefined);
      clearTimeout(timer);
    },
  };
}
