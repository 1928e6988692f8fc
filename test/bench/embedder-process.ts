/** @file Starts a real embedder process for benchmarks and tests, on Node's own transport. */
import { fork } from 'node:child_process';
import type { EmbedderMethod, EmbedderRequests, FromEmbedder, ToEmbedder } from '../../src/ml/embedder-messages.ts';

export interface EmbedderProcess {
  readonly pid: number;
  /** Keys of `photo-started`, in order. */
  readonly started: readonly number[];
  /** Everything that it wrote to standard error. */
  readonly readErrors: () => string;
  /** Rejects with the embedder's own message, or when it is gone. */
  readonly ask: <Method extends EmbedderMethod>(
    method: Method,
    params: EmbedderRequests[Method]['params'],
  ) => Promise<EmbedderRequests[Method]['result']>;
  readonly send: (message: ToEmbedder) => void;
  /** Closes the channel, as the end of the parent does. */
  readonly disconnect: () => void;
  readonly kill: () => void;
  /** Resolves when the process is gone. */
  readonly exited: Promise<{ readonly code: number | null; readonly signal: NodeJS.Signals | null }>;
}

/** The error of a request, with its code. */
export class RequestError extends Error {
  readonly code: string;

  constructor(code: string, message: string) {
    super(message);
    this.name = 'RequestError';
    this.code = code;
  }
}

/** `isKnown` answers the embedder's questions about content hashes. */
export function startEmbedderProcess(isKnown: (contentHash: string) => boolean = () => false): EmbedderProcess {
  const entry = new URL('../../src/ml/embedder.ts', import.meta.url);
  const child = fork(entry, [], { serialization: 'advanced', stdio: ['ignore', 'inherit', 'pipe', 'ipc'] });
  const started: number[] = [];
  const pending = new Map<number, { resolve: (value: never) => void; reject: (error: Error) => void }>();
  let lastId = 0;
  let errors = '';
  child.stderr?.setEncoding('utf8').on('data', (text: string) => (errors += text));
  const send = (message: ToEmbedder): void => void child.send(message, () => undefined);
  const exited = new Promise<{ code: number | null; signal: NodeJS.Signals | null }>((resolve) =>
    child.once('exit', (code, signal) => {
      for (const { reject } of pending.values()) reject(new RequestError('exit', `the embedder ended\n${errors}`));
      pending.clear();
      resolve({ code, signal });
    }),
  );
  child.on('message', (message: FromEmbedder) => {
    if (message.type === 'photo-started') started.push(message.key);
    else if (message.type === 'is-known') {
      send({ type: 'is-known-answer', key: message.key, isKnown: isKnown(message.contentHash) });
    } else {
      const request = pending.get(message.id);
      pending.delete(message.id);
      if (message.ok) request?.resolve(message.value as never);
      else request?.reject(new RequestError(message.error.code, message.error.message));
    }
  });
  return {
    pid: child.pid ?? 0,
    started,
    readErrors: () => errors,
    ask: (method, params) =>
      new Promise((resolve, reject) => {
        lastId += 1;
        pending.set(lastId, { resolve, reject });
        send({ type: 'request', id: lastId, method, params });
      }),
    send,
    disconnect: () => child.disconnect(),
    kill: () => void child.kill('SIGKILL'),
    exited,
  };
}
