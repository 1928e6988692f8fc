/**
 * @file The real embedder, but photos are not read: their vectors are prepared. So what is measured is what depends on the size of
 * the library; reading and the model's run cost the same in any.
 */
import { createHash } from 'node:crypto';
import type {
  EmbedderChannel,
  EmbedderMethod,
  EmbedderRequests,
  FromEmbedder,
  IndexedPhoto,
  LaunchEmbedder,
} from '../../../src/ml/embedder-messages.ts';

export interface PreparedEmbedder {
  readonly launch: LaunchEmbedder;
  /** Milliseconds that answers to each request took, all together, and how many there were. */
  readonly readTimes: () => ReadonlyMap<EmbedderMethod, { readonly ms: number; readonly count: number }>;
  readonly clearTimes: () => void;
  /** Asks the embedder that runs beside what the library asks. */
  readonly request: <Method extends EmbedderMethod>(
    method: Method,
    params: EmbedderRequests[Method]['params'],
  ) => Promise<EmbedderRequests[Method]['result']>;
}

/** @param prepare what would be read from a file, by its path */
export function createPreparedEmbedder(
  launchReal: LaunchEmbedder,
  prepare: (path: string) => IndexedPhoto,
): PreparedEmbedder {
  const times = new Map<EmbedderMethod, { ms: number; count: number }>();
  /** Of our own requests, by id; those of the library count up from 0. */
  const waiting = new Map<
    number,
    { readonly resolve: (value: unknown) => void; readonly reject: (error: Error) => void }
  >();
  let running: EmbedderChannel | null = null;
  const launch = (): EmbedderChannel => {
    const real = launchReal();
    const asked = new Map<number, { readonly method: EmbedderMethod; readonly atMs: number }>();
    let listener: (message: FromEmbedder) => void = () => undefined;
    running = real;
    real.onMessage((message) => {
      const own = message.type === 'response' ? waiting.get(message.id) : undefined;
      if (own !== undefined && message.type === 'response') {
        waiting.delete(message.id);
        if (message.ok) own.resolve(message.value);
        else own.reject(new Error(message.error.message));
        return;
      }
      const request = message.type === 'response' ? asked.get(message.id) : undefined;
      if (message.type === 'response' && request !== undefined) {
        asked.delete(message.id);
        const sum = times.get(request.method) ?? { ms: 0, count: 0 };
        times.set(request.method, { ms: sum.ms + performance.now() - request.atMs, count: sum.count + 1 });
      }
      listener(message);
    });
    return {
      ...real,
      onMessage: (wanted) => {
        listener = wanted;
      },
      send: (message) => {
        if (message.type === 'request' && message.method === 'indexPhoto') {
          const { path } = message.params as { readonly path: string };
          // Later, as an answer comes.
          setImmediate(() => listener({ type: 'response', id: message.id, ok: true, value: prepare(path) }));
          return;
        }
        if (message.type === 'request') asked.set(message.id, { method: message.method, atMs: performance.now() });
        real.send(message);
      },
    };
  };
  return {
    launch,
    readTimes: () => times,
    clearTimes: () => times.clear(),
    request: <Method extends EmbedderMethod>(method: Method, params: EmbedderRequests[Method]['params']) =>
      new Promise<EmbedderRequests[Method]['result']>((resolve, reject) => {
        const id = -1 - waiting.size;
        waiting.set(id, { resolve: (value) => resolve(value as EmbedderRequests[Method]['result']), reject });
        running?.send({ type: 'request', id, method, params });
      }),
  };
}

/** As it would be read from a file. @param number tells newcomers apart */
export function prepareNewcomer(
  number: number,
  vector: Float32Array,
  file: { sizeBytes: number; mtimeMs: number },
): IndexedPhoto {
  const digest = createHash('sha256').update(`newcomer ${number}`).digest();
  return {
    kind: 'indexed',
    contentHash: digest.toString('hex'),
    ...file,
    format: 'jpeg',
    width: 4000,
    height: 3000,
    embedding: vector,
    takenMs: Date.UTC(2025, 0, 1) + number * 240_000,
    takenOffsetMinutes: 60,
    takenSource: 'exif',
    latitude: null,
    longitude: null,
    gpsErrorMeters: null,
    cameraMake: 'Canon',
    cameraModel: 'Canon EOS R5',
    keywords: [],
    pictureKind: 'photo',
    orientation: 1,
    thumbhash: Uint8Array.from(digest.subarray(7, 32)),
    perceptualHash: Uint8Array.from(digest.subarray(0, 8)),
  };
}
