/** @file Changed images through a real embedder process: it answers each with a photo or with a reason, and writes thumbnails alone. */
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { decodeLimits } from '../../../src/ml/decode/decode-limits.ts';
import type { PhotoOutcome } from '../../../src/ml/embedder-messages.ts';
import { RequestError, startEmbedderProcess, type EmbedderProcess } from '../../fixtures/embedder-process.ts';
import { writeTinyModel } from '../../fixtures/tiny-model.ts';
import { createTally, type FuzzOptions, type FuzzReport, type FuzzTally, type FuzzTarget } from '../fuzz-report.ts';
import { judgeMetadata } from '../judges/judge-metadata.ts';
import { findReason } from '../judges/judge-reason.ts';
import { judgeWrites, traceWritesTo } from '../judges/judge-writes.ts';
import { crossBytes, mutateBytes } from '../mutators/bytes.ts';
import { declareSize } from '../mutators/declared-size.ts';
import { mutateStructure } from '../mutators/structure.ts';
import { makeHostileXmp } from '../mutators/xmp.ts';
import { createRandom, type Random } from '../../fixtures/random.ts';
import { makeBombs, type Bomb } from '../seeds/bombs.ts';
import { makeImageSeeds, type ImageSeed } from '../seeds/image-seeds.ts';
import { insertJpegSegment } from '../seeds/iptc.ts';

/** Requests under way: as many as the library keeps. */
const windowSize = 12;
/** The embedder's share of memory (test/bench/run.ts). */
const mostResidentBytes = 1536 * 1024 * 1024;

interface Sandbox {
  readonly folder: string;
  readonly photos: string;
  readonly thumbnails: string;
  readonly model: string;
}

function makeSandbox(): Sandbox {
  const folder = mkdtempSync(join(tmpdir(), 'cairn-fuzz-'));
  const [photos, thumbnails, model] = ['photos', 'data/thumbnails', 'model'].map((name) => join(folder, name));
  if (photos === undefined || thumbnails === undefined || model === undefined) throw new Error('unreachable');
  for (const path of [photos, thumbnails]) mkdirSync(path, { recursive: true });
  writeTinyModel(model, { seed: 1 });
  return { folder, photos, thumbnails, model };
}

/** Files of a sandbox that are neither photos that we put there nor thumbnails. */
function listStrangers({ folder }: Sandbox): string[] {
  const thumbnail = /^data\/thumbnails\/(?:[0-9a-f]{2}\/)*[0-9a-f]{64}\.(?:grid\.webp|screen\.jpg)$/;
  return readdirSync(folder, { recursive: true, withFileTypes: true })
    .filter((entry) => !entry.isDirectory())
    .map(({ parentPath, name }) => join(parentPath, name).slice(folder.length + 1))
    .filter((path) => !path.startsWith('model/') && !path.startsWith('trace') && !thumbnail.test(path));
}

/** The file of one case. */
export function makeHostileImage(
  caseNumber: number,
  seed: number,
  { seeds, bombs }: { readonly seeds: readonly ImageSeed[]; readonly bombs: readonly Bomb[] },
): { readonly format: string; readonly extension: string; readonly bytes: Buffer } {
  const bomb = bombs[caseNumber];
  if (bomb !== undefined) return { format: bomb.what, extension: bomb.extension, bytes: bomb.bytes };
  const random = createRandom(seed, caseNumber);
  const { format, extension, bytes } = random.pick(seeds);
  return { format, extension, bytes: mutateImage(bytes, seeds, random) };
}

function mutateImage(bytes: Buffer, seeds: readonly ImageSeed[], random: Random): Buffer {
  const way = random.draw();
  if (way < 0.35) return mutateBytes(bytes, random);
  if (way < 0.8) return mutateStructure(bytes, random);
  if (way < 0.92) return declareSize(bytes, random);
  if (way < 0.96 || bytes[0] !== 0xff) return crossBytes(bytes, random.pick(seeds).bytes, random);
  const packet = Buffer.concat([Buffer.from('http://ns.adobe.com/xap/1.0/\0', 'latin1'), makeHostileXmp(random)]);
  return insertJpegSegment(bytes, 0xe1, packet);
}

interface Embedder {
  readonly get: () => Promise<EmbedderProcess>;
  readonly restarts: () => number;
  readonly end: () => Promise<void>;
}

/** One process, and another when it has died. */
function keepEmbedder(sandbox: Sandbox, watcher: readonly [string, ...string[]] | null): Embedder {
  let current: Promise<EmbedderProcess> | null = null;
  let starts = 0;
  const start = async (): Promise<EmbedderProcess> => {
    starts += 1;
    const embedder = startEmbedderProcess(() => false, watcher);
    void embedder.exited.then(() => (current = null));
    const { model: modelFolder, thumbnails: thumbnailFolder } = sandbox;
    const rest = { atlasFolder: null, provider: 'cpu', cacheFolder: null } as const;
    await embedder.ask('initialize', { modelFolder, thumbnailFolder, ...rest });
    return embedder;
  };
  return {
    get: () => (current ??= start()),
    restarts: () => Math.max(0, starts - 1),
    end: async () => {
      const embedder = await current;
      embedder?.disconnect();
      await embedder?.exited;
    },
  };
}

function judgeOutcome(outcome: PhotoOutcome): string | null {
  if (outcome.kind === 'known') return 'a photo that nobody knows is known';
  if (outcome.kind === 'failed') {
    return findReason(outcome.reason) === null ? `a reason that is not ours: ${outcome.reason}` : null;
  }
  const { width, height, embedding } = outcome;
  if (!(width >= 1 && height >= 1 && width * height <= decodeLimits.maxPixels)) return `${width} x ${height} pixels`;
  if (!(Math.abs(Math.hypot(...embedding) - 1) < 1e-3)) return 'a vector that is not of unit length';
  return judgeMetadata(outcome);
}

/** One photo, twice when the process died under it: alone it dies again only if it is the cause. */
async function tryImage(
  embedder: Embedder,
  key: number,
  path: string,
  tally: FuzzTally,
): Promise<{ readonly ending: string; readonly ms: number }> {
  for (let attempt = 0; attempt < 2; attempt += 1) {
    const startMs = performance.now();
    try {
      const outcome = await (await embedder.get()).ask('indexPhoto', { key, path });
      const fault = judgeOutcome(outcome);
      if (fault !== null) tally.accuse(key, fault);
      const ending = outcome.kind === 'failed' ? (findReason(outcome.reason) ?? 'unknown reason') : outcome.kind;
      return { ending, ms: performance.now() - startMs };
    } catch (error) {
      if (!(error instanceof RequestError && error.code === 'exit')) throw error;
    }
  }
  tally.accuse(key, 'the embedder process ends on it');
  return { ending: 'crash', ms: 0 };
}

/** `isTraced`: strace watches which files the process makes and changes. */
export async function fuzzImages(options: FuzzOptions, isTraced = false): Promise<FuzzReport> {
  const { count, seed, firstCase = 0, onProgress } = options;
  const sources = { seeds: await makeImageSeeds(), bombs: makeBombs() };
  const sandbox = makeSandbox();
  const traceFile = join(sandbox.folder, 'trace');
  const embedder = keepEmbedder(sandbox, isTraced ? traceWritesTo(traceFile) : null);
  const tally = createTally(seed);
  let [next, slowestMs, slowestCase, mostBytes] = [firstCase, 0, -1, 0];
  const end = firstCase + count;
  const work = async (): Promise<void> => {
    while (next < end) {
      const key = next;
      next += 1;
      const { format, extension, bytes } = makeHostileImage(key, seed, sources);
      const path = join(sandbox.photos, `${key}${extension}`);
      writeFileSync(path, bytes);
      const { ending, ms } = await tryImage(embedder, key, path, tally);
      rmSync(path);
      tally.note(`${format}: ${ending === 'indexed' ? 'indexed' : 'refused'}`);
      tally.note(ending);
      if (ms > slowestMs) [slowestMs, slowestCase] = [ms, key];
      if (ms > decodeLimits.timeoutMs) tally.accuse(key, `it took ${Math.round(ms)} ms`);
      if (key % 250 !== 0) continue;
      const { rssBytes } = await (await embedder.get()).ask('memory', {});
      mostBytes = Math.max(mostBytes, rssBytes);
      if (rssBytes > mostResidentBytes) tally.accuse(key, `the process takes ${rssBytes} bytes`);
      if (key % 1000 === 0) onProgress?.(`${key - firstCase} of ${count}, ${Math.round(rssBytes / 2 ** 20)} MiB`);
    }
  };
  try {
    await Promise.all(Array.from({ length: windowSize }, work));
    await embedder.end();
    for (const path of listStrangers(sandbox)) tally.accuse(end, `a file that should not be there: ${path}`);
    const writes = isTraced ? judgeTrace(traceFile, sandbox, tally, end) : 'not watched';
    return tally.finish(count, {
      crashes: embedder.restarts(),
      slowestMs: Math.round(slowestMs),
      slowestCase,
      mostMebibytes: Math.round(mostBytes / 2 ** 20),
      writes,
    });
  } finally {
    await embedder.end();
    rmSync(sandbox.folder, { recursive: true, force: true });
  }
}

function judgeTrace(file: string, sandbox: Sandbox, tally: FuzzTally, end: number): number {
  const { violations, writes } = judgeWrites(readFileSync(file, 'utf8'), process.cwd(), [sandbox.thumbnails]);
  for (const line of violations) tally.accuse(end, `a write elsewhere: ${line}`);
  return writes;
}

export const imagesTarget: FuzzTarget = { name: 'images', wholeCount: 20_000, run: (options) => fuzzImages(options) };
