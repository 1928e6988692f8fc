/** @file Decodes HEIC in a worker thread, one photo at a time, with a time limit. */
import { Worker } from 'node:worker_threads';
import { decodeLimits } from './decode-limits.ts';
import { failContent, PhotoFailure } from './photo-failure.ts';

export interface HeifRequest {
  readonly bytes: Uint8Array;
  readonly maxPixels: number;
}

export type HeifReply =
  | {
      readonly ok: true;
      readonly width: number;
      readonly height: number;
      readonly data: Uint8ClampedArray<ArrayBuffer>;
    }
  | {
      readonly ok: false;
      readonly reason: string;
      /** Of a decoder that threw in the middle of its work: nobody knows what state it is in. */
      readonly cause?: string;
    };

/** Upright RGBA, eight bits, in the colour space of the file. */
export interface HeifPixels {
  readonly width: number;
  readonly height: number;
  readonly data: Buffer;
}

export interface HeifDecoder {
  /** Throws PhotoFailure. */
  readonly decode: (bytes: Buffer) => Promise<HeifPixels>;
  readonly close: () => Promise<void>;
}

/** WebAssembly memory never shrinks: after a photo of this size the thread is given up, and always after a rest. */
const largePixels = 16_000_000;
const restMs = 10_000;

/** `workerEntry`: the module that runs in the thread (heif-worker.ts, or the embedder's own entry). */
export function createHeifDecoder(workerEntry: URL, timeoutMs: number = decodeLimits.timeoutMs): HeifDecoder {
  let worker: Worker | null = null;
  let rest: NodeJS.Timeout | undefined;
  let queue: Promise<unknown> = Promise.resolve();

  const startWorker = (): Worker => {
    // Its console is kept from ours: libheif logs to it, and ours may carry JSON.
    const started = new Worker(workerEntry, { stdout: true, stderr: true });
    started.stdout.resume();
    started.stderr.resume();
    started.unref();
    return started;
  };
  const endWorker = async (): Promise<void> => {
    clearTimeout(rest);
    const ended = worker;
    worker = null;
    await ended?.terminate();
  };

  const decodeOne = async (bytes: Buffer): Promise<HeifPixels> => {
    clearTimeout(rest);
    worker ??= startWorker();
    const reply = await askWorker(worker, { bytes, maxPixels: decodeLimits.maxPixels }, timeoutMs).catch(
      async (error: unknown) => {
        await endWorker();
        throw error;
      },
    );
    if (!reply.ok) {
      if (reply.cause !== undefined) await endWorker();
      throw failContent(reply.reason, reply.cause);
    }
    const { width, height, data } = reply;
    if (width * height > largePixels) await endWorker();
    else rest = setTimeout(() => void endWorker(), restMs).unref();
    return { width, height, data: Buffer.from(data.buffer, data.byteOffset, data.byteLength) };
  };

  return {
    decode: (bytes) => {
      const result = queue.then(() => decodeOne(bytes));
      queue = result.catch(() => undefined);
      return result;
    },
    close: endWorker,
  };
}

function askWorker(worker: Worker, request: HeifRequest, timeoutMs: number): Promise<HeifReply> {
  return new Promise((resolve, reject) => {
    const settle = (finish: () => void): void => {
      clearTimeout(timer);
      worker.off('message', onMessage).off('error', onEnd).off('exit', onEnd);
      finish();
    };
    const onMessage = (reply: HeifReply): void => settle(() => resolve(reply));
    const onEnd = (cause: unknown): void =>
      settle(() => reject(failContent('The HEIC decoder gave up on this file.', cause)));
    const onTimeout = (): void =>
      settle(() =>
        reject(new PhotoFailure(`Decoding took longer than ${timeoutMs / 1000} seconds.`, { isTransient: true })),
      );
    const timer = setTimeout(onTimeout, timeoutMs);
    worker.on('message', onMessage).on('error', onEnd).on('exit', onEnd);
    worker.postMessage(request);
  });
}
