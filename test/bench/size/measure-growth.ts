/**
 * @file What happens in a library of some size when photos come: `node measure-growth.ts FOLDER DATA PHOTOS [--new 1000]
 * [--no-regroup]`. Prints JSON objects, each with the figures that are there by then; DATA is changed. This process stands for main; the embedder is the real one, but for reading
 * photos and running the model (prepared-embedder.ts).
 */
import { mkdirSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import { openCatalog } from '../../../src/db/catalog.ts';
import { regroupPhotos } from '../../../src/library/albums/regroup-photos.ts';
import { createEmbedderSupervisor } from '../../../src/library/embedder/embedder-supervisor.ts';
import { launchEmbedderWithNode } from '../../../src/library/embedder-node-channel.ts';
import { listDataFolders } from '../../../src/library/data-folders.ts';
import { silentLogger } from '../../../src/library/logger.ts';
import { prepareForWriting } from '../../../src/library/prepare-embedder.ts';
import { readAtlasFacts } from '../../../src/library/landmark-facts.ts';
import { loadLandmarkness } from '../../../src/ml/recognition/landmarkness.ts';
import { measureBlocks } from '../calls/block-meter.ts';
import { openBenchLibrary } from '../calls/call-meter.ts';
import { bundledAtlas } from '../library/fill-albums.ts';
import { bundledModel } from '../library/generate.ts';
import { createMixture } from '../library/mixture.ts';
import { createPreparedEmbedder, prepareNewcomer } from './prepared-embedder.ts';
import { readChildPeakMegabytes, readPeakMegabytes } from './read-memory.ts';

export interface GrowthFigures {
  /** Until the embedder holds all vectors. */
  readonly embedderReadyMs: number;
  readonly longestReadyTurnMs: number;
  /** The nearest of one photo among all; and a photo of 128 that are asked about at once. */
  readonly oneNeighbourMs: number;
  readonly batchNeighbourMs: number;
  /** Photos added, and what one of them costs from the file on until its album and its relatives are settled, ms. */
  readonly added: number;
  readonly addedMsPerPhoto: number;
  /** Of that: searches among all photos of the library, so many queries a photo. They are a part of `recognize` and `surroundings`. */
  readonly searchedMsPerPhoto: number;
  readonly searchesPerPhoto: number;
  /** Of that: asking the embedder, by request. */
  readonly askedMsPerPhoto: Readonly<Record<string, number>>;
  readonly longestAddTurnMs: number;
  /** A grouping of everything from the catalog to the catalog. */
  readonly regroupMs: number;
  readonly longestRegroupTurnMs: number;
  readonly mainMegabytes: number | null;
  readonly embedderMegabytes: number | null;
}

const neighbours = 60;
const batch = 128;
const rounds = 5;

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { new: { type: 'string', default: '1000' }, 'no-regroup': { type: 'boolean', default: false } },
});
const [folder = '', data = '', count = '0'] = positionals;
const [photos, added] = [Number(count), Number(values.new)];
const mixture = createMixture({ photos, seed: 1, landmarkness: await loadLandmarkness(bundledModel) });
const newcomers = Array.from({ length: added }, (_, number) => mixture.makeNewcomer(number).vector);
const launchReal = launchEmbedderWithNode(new URL('../../../src/ml/embedder.ts', import.meta.url));
const prepared = createPreparedEmbedder(launchReal, (path) => {
  const number = Number(/(\d+)\.JPG$/.exec(path)?.[1] ?? 0);
  const { size, mtimeMs } = statSync(path);
  const file = { sizeBytes: size, mtimeMs: Math.trunc(mtimeMs) };
  return prepareNewcomer(number, newcomers[number] ?? new Float32Array(), file);
});

function findMedian(times: readonly number[]): number {
  return [...times].sort((a, b) => a - b)[times.length >> 1] ?? 0;
}

async function measureTime(work: () => Promise<unknown>): Promise<number> {
  const times: number[] = [];
  for (let round = 0; round < rounds; round += 1) {
    const startMs = performance.now();
    await work();
    times.push(performance.now() - startMs);
  }
  return findMedian(times);
}

function report(figures: Partial<GrowthFigures>): void {
  console.log(
    JSON.stringify({ ...figures, mainMegabytes: readPeakMegabytes(), embedderMegabytes: findEmbedderPeak() }),
  );
}

let embedderPeak: number | null = null;

function findEmbedderPeak(): number | null {
  const peak = readChildPeakMegabytes();
  if (peak !== null) embedderPeak = Math.max(embedderPeak ?? 0, peak);
  return embedderPeak;
}

async function measureNeighbours(): Promise<void> {
  const queries = new Float32Array(batch * mixture.makeVector(0).length);
  newcomers.slice(0, batch).forEach((vector, row) => queries.set(vector, row * vector.length));
  const one = queries.slice(0, queries.length / batch);
  const oneNeighbourMs = await measureTime(() => prepared.request('neighbours', { queries: one, k: neighbours }));
  const batchMs = await measureTime(() => prepared.request('neighbours', { queries, k: neighbours }));
  report({ oneNeighbourMs, batchNeighbourMs: batchMs / batch });
}

async function measureAdding(): Promise<void> {
  const incoming = join(folder, '..', `incoming-${process.pid}`);
  mkdirSync(incoming, { recursive: true });
  for (const number of newcomers.keys()) writeFileSync(join(incoming, `NEW_${number}.JPG`), `newcomer ${number}`);
  const library = openBenchLibrary(data, { launchEmbedder: prepared.launch, pace: 'fast' });
  try {
    const ready = await measureBlocks(async () => library.handlers['photos.similar']({ photoId: 1, limit: 1 }));
    report({ embedderReadyMs: ready.tookMs, longestReadyTurnMs: ready.blockCpuMs });
    await measureNeighbours();
    const root = library.addRoot(incoming);
    const { signal } = new AbortController();
    await library.scan({ rootIds: [root.id], signal });
    prepared.clearTimes();
    const before = await prepared.request('searchEffort', {});
    const { tookMs, blockCpuMs, value } = await measureBlocks(() => library.indexUntilDone({ signal }));
    if (value.indexed !== added) throw new Error(`${value.indexed} photos were added, not ${added}`);
    const asked = [...prepared.readTimes()].map(([method, { ms }]) => [method, ms / added] as const);
    const after = await prepared.request('searchEffort', {});
    report({
      added,
      addedMsPerPhoto: tookMs / added,
      searchedMsPerPhoto: (after.ms - before.ms) / added,
      searchesPerPhoto: (after.queries - before.queries) / added,
      askedMsPerPhoto: Object.fromEntries(asked),
      longestAddTurnMs: blockCpuMs,
    });
  } finally {
    await library.close();
    rmSync(incoming, { recursive: true, force: true });
  }
}

async function measureRegrouping(): Promise<void> {
  const catalog = openCatalog({ folder: listDataFolders(data).catalog });
  const atlases = { atlasFolder: bundledAtlas, atlasPacks: [] };
  let modelId = 0;
  const supervisor = createEmbedderSupervisor({
    launch: prepared.launch,
    logger: silentLogger,
    initialize: {
      modelFolder: bundledModel,
      ...atlases,
      thumbnailFolder: listDataFolders(data).thumbnails,
      provider: 'cpu',
      cacheFolder: null,
    },
    prepare: async (client, result) => {
      const atlasFacts = await readAtlasFacts(atlases, result.modelHash);
      modelId = (await prepareForWriting({ catalog, client, result, atlasFacts })).id;
    },
    isKnown: () => false,
    onPhotoStarted: () => undefined,
    onCrash: () => undefined,
    onViewChanged: () => undefined,
  });
  try {
    const client = await supervisor.obtain();
    const regrouped = await measureBlocks(() =>
      regroupPhotos({ catalog, client, modelId, onAlbumsTouched: () => undefined }),
    );
    report({ regroupMs: regrouped.tookMs, longestRegroupTurnMs: regrouped.blockCpuMs });
  } finally {
    supervisor.close();
    catalog.close();
  }
}

await measureAdding();
if (!values['no-regroup']) await measureRegrouping();
process.exit(0);
