/** @file Messages between main and the embedder that neither would send: main goes on, and so does the embedder. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { createEmbedderClient } from '../../../src/library/embedder/embedder-client.ts';
import { checkOutcome } from '../../../src/library/indexing/check-outcome.ts';
import type { EmbedderMethod, FromEmbedder, ToEmbedder } from '../../../src/ml/embedder-messages.ts';
import { RequestError, startEmbedderProcess } from '../../fixtures/embedder-process.ts';
import { writeTinyModel } from '../../fixtures/tiny-model.ts';
import { createTally, type FuzzOptions, type FuzzReport, type FuzzTally, type FuzzTarget } from '../fuzz-report.ts';
import { drawHostileValue, spoilInput } from '../messages/draw-input.ts';
import { createRandom, type Random } from '../../fixtures/random.ts';

const hash = 'ab'.repeat(32);

const indexed = {
  kind: 'indexed',
  contentHash: hash,
  sizeBytes: 100,
  mtimeMs: 1_700_000_000_000,
  takenMs: 0,
  takenOffsetMinutes: 60,
  takenSource: 'exif',
  latitude: 1,
  longitude: 2,
  gpsErrorMeters: 3,
  cameraMake: 'a',
  cameraModel: 'b',
  keywords: ['c'],
  pictureKind: null,
  orientation: 1,
  thumbhash: Uint8Array.of(1, 2, 3),
  perceptualHash: new Uint8Array(8),
  format: 'jpeg',
  width: 4,
  height: 3,
  embedding: Float32Array.of(1, 0),
};

const fromEmbedder: readonly object[] = [
  { type: 'response', id: 1, ok: true, value: indexed },
  { type: 'response', id: 1, ok: false, error: { code: 'internal', message: 'broken' } },
  { type: 'photo-started', key: 1 },
  { type: 'is-known', key: 1, contentHash: hash },
  { type: 'model-check', event: { kind: 'done', name: 'manifest', outcome: 'ok', detail: 'fine' } },
];

/** One message to main's end of the channel. Listeners hear only what has the form that they were promised. */
function fuzzMain(key: number, random: Random, tally: FuzzTally): void {
  let hear: (message: FromEmbedder) => void = () => undefined;
  const state = { isKilled: false };
  const client = createEmbedderClient(
    {
      send: () => undefined,
      onMessage: (listener) => (hear = listener),
      onExit: () => undefined,
      kill: () => (state.isKilled = true),
    },
    {
      onPhotoStarted: (started) => {
        if (typeof started !== 'number') tally.accuse(key, `a key that is ${typeof started}`);
      },
      isKnown: (contentHash) => {
        if (!/^[0-9a-f]{64}$/.test(contentHash)) tally.accuse(key, 'a hash that is none');
        return true;
      },
      onActivity: () => undefined,
      onExit: () => undefined,
    },
  );
  client.request('memory', {}).then(checkOutcome, () => undefined);
  const message = spoilInput(random.pick(fromEmbedder), random);
  hear(structuredClone(message) as FromEmbedder);
  checkOutcome(spoilInput(indexed, random));
  tally.note(state.isKilled ? 'process ended' : 'message taken');
}

const references = { landmarkIds: ['a'], photoIds: Int32Array.of(1), vectors: new Float32Array(48) };

const requests: readonly (readonly [EmbedderMethod, object])[] = [
  ['indexPhoto', { key: 1, path: '/nowhere/at-all.jpg' }],
  ['embedFile', { path: '/nowhere' }],
  ['loadVectors', { photoIds: Int32Array.of(1, 2), vectors: new Float32Array(96) }],
  ['clearVectors', {}],
  ['neighbours', { queries: new Float32Array(48), k: 3 }],
  ...[true, false].map(
    (isLast) => ['setPersonalReferences', { ...references, firstRow: isLast ? 1 : 0, isLast }] as const,
  ),
  ['recognize', { photos: [{ vector: new Float32Array(48), latitude: 1, longitude: 2, photoId: null }] }],
  ['explain', { photo: { vector: new Float32Array(48), latitude: 1, longitude: 2, photoId: null } }],
  ['group', { photos: {}, mustLinks: Int32Array.of(1, 2), cannotLinks: new Int32Array() }],
  ['rateCovers', { contentHashes: [hash, null], vectors: new Float32Array(96) }],
  ['renderThumbnails', { path: '/nowhere', contentHash: hash }],
  ['attention', { path: '/nowhere' }],
  ['readExposure', { path: '/nowhere' }],
  ['hashThumbnails', { contentHashes: [hash] }],
  ['findDuplicates', { photoIds: Int32Array.of(1), hashes: new Uint8Array(8), takenMs: Float64Array.of(0) }],
];

function drawRequest(random: Random): unknown {
  const [method, params] = random.pick(requests);
  const request = { type: 'request', id: 2 ** 40, method, params: spoilInput(params, random) };
  return random.isLucky(0.3) ? spoilInput(request, random) : request;
}

/** Longest time for the requests since the last answer, on a busy machine. */
const limitMs = 60_000;

/** Throws when the embedder hangs: a request that it cannot make sense of must end, too. */
async function awaitAnswer(embedder: ReturnType<typeof startEmbedderProcess>): Promise<void> {
  const isAnswered = await Promise.race([
    embedder.ask('memory', {}).then(() => true),
    setTimeout(limitMs, false, { ref: false }),
  ]);
  if (!isAnswered) throw new RequestError('hang', `no answer for ${limitMs} ms`);
}

async function fuzzEmbedderMessages({
  count,
  seed,
  firstCase = 0,
  onProgress = () => undefined,
}: FuzzOptions): Promise<FuzzReport> {
  const tally = createTally(seed);
  const folder = mkdtempSync(join(tmpdir(), 'cairn-fuzz-'));
  writeTinyModel(join(folder, 'model'), { seed: 1, hasLandmarkness: true });
  const embedder = startEmbedderProcess();
  const paths = { modelFolder: join(folder, 'model'), thumbnailFolder: folder };
  await embedder.ask('initialize', { ...paths, atlasFolder: null, provider: 'cpu', cacheFolder: null });
  let last = firstCase;
  try {
    for (let key = firstCase; key < firstCase + count; key += 1) {
      const random = createRandom(seed, key);
      try {
        fuzzMain(key, random, tally);
      } catch (error) {
        tally.accuse(key, `main throws ${error instanceof Error ? error.stack : String(error)}`);
      }
      const message: unknown = structuredClone(random.isLucky(0.1) ? drawHostileValue(random) : drawRequest(random));
      // The channel itself takes nothing else.
      if (typeof message === 'object' && message !== null) embedder.send(message as ToEmbedder);
      last = key;
      if (key % 20 === 0) await awaitAnswer(embedder);
      if (key % 1000 === 999) onProgress(`${key + 1 - firstCase} messages`);
    }
    await awaitAnswer(embedder);
  } catch (error) {
    if (!(error instanceof RequestError)) throw error;
    tally.accuse(last, `the embedder ends, here or up to 20 messages before: ${error.message}`);
  } finally {
    embedder.kill();
    await embedder.exited;
    rmSync(folder, { recursive: true, force: true });
  }
  return tally.finish(count);
}

export const embedderMessagesTarget: FuzzTarget = {
  name: 'embedder-messages',
  wholeCount: 20_000,
  run: fuzzEmbedderMessages,
};
