/**
 * @file Indexing of 12-megapixel JPEG files through the whole embedder, against `session.run` alone on ready tensors:
 * `node test/bench/pipeline.ts [--photos 96] [--json]`.
 *
 * Both sides compute on the same machine in the same minutes; the lone run is measured before and after. Its rate is given for
 * the threads that the embedder's session has, and for all cores.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { planThreads } from '../../src/ml/embedder/threads.ts';
import { startEmbedderProcess, type EmbedderProcess } from '../fixtures/embedder-process.ts';
import { makePhotoFiles } from './photo-files.ts';

const modelFolder = join(import.meta.dirname, '../../src/ml/models/dolg-b4-vit');
/** Requests that main keeps under way. */
const underWay = 16;

export interface PipelineFigures {
  readonly cores: number;
  readonly sessionThreads: number;
  readonly photos: number;
  readonly meanFileBytes: number;
  readonly pipelinePhotosPerSecond: number;
  readonly aloneSameThreads: number;
  readonly aloneAllCores: number;
  /** Against the lone run with the embedder's own threads. Target: at least 0.85. */
  readonly ratio: number;
  readonly ratioAllCores: number;
  readonly peakRssMegabytes: number;
}

async function measureAlone(threads: number): Promise<number> {
  const script = join(import.meta.dirname, 'pipeline-run-alone.ts');
  const { stdout } = await promisify(execFile)(process.execPath, [script, modelFolder, String(threads), '8']);
  return Number(stdout);
}

/** Highest resident memory that the process ever had, in bytes (Linux; elsewhere what it has now). */
async function readPeakRss(embedder: EmbedderProcess): Promise<number> {
  const status = await readFile(`/proc/${embedder.pid}/status`, 'utf8').catch(() => '');
  const peak = /VmHWM:\s+(\d+) kB/.exec(status)?.[1];
  return peak === undefined ? (await embedder.ask('memory', {})).rssBytes : Number(peak) * 1024;
}

async function indexAll(embedder: EmbedderProcess, paths: readonly string[], firstKey: number): Promise<number> {
  const start = performance.now();
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < paths.length) {
      const key = firstKey + next;
      const path = paths[next] ?? '';
      next += 1;
      const outcome = await embedder.ask('indexPhoto', { key, path });
      if (outcome.kind !== 'indexed') throw new Error(`${path}: ${outcome.kind}`);
    }
  };
  await Promise.all(Array.from({ length: underWay }, work));
  return (paths.length / (performance.now() - start)) * 1000;
}

/** Measures everything. */
export async function measurePipeline(photos: number): Promise<PipelineFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  const embedder = startEmbedderProcess();
  try {
    const { paths, meanBytes } = await makePhotoFiles(join(folder, 'photos'), photos);
    const threads = planThreads().shared;
    const cores = availableParallelism();
    const initialize = (name: string): Parameters<typeof embedder.ask<'initialize'>>[1] => ({
      modelFolder,
      atlasFolder: null,
      thumbnailFolder: join(folder, name),
      provider: 'cpu',
      cacheFolder: null,
    });
    await embedder.ask('initialize', initialize('thumbnails'));
    const before = [await measureAlone(threads), await measureAlone(cores)] as const;
    // A few photos first, so that memory and caches are as in the middle of a scan; their thumbnails are written again.
    await indexAll(embedder, paths.slice(0, 8), 1);
    await rm(join(folder, 'thumbnails'), { recursive: true });
    const rate = await indexAll(embedder, paths, 1001);
    const peakRss = await readPeakRss(embedder);
    const after = [await measureAlone(threads), await measureAlone(cores)] as const;
    const [aloneSameThreads, aloneAllCores] = [(before[0] + after[0]) / 2, (before[1] + after[1]) / 2];
    return {
      cores,
      sessionThreads: threads,
      photos,
      meanFileBytes: Math.round(meanBytes),
      pipelinePhotosPerSecond: rate,
      aloneSameThreads,
      aloneAllCores,
      ratio: rate / aloneSameThreads,
      ratioAllCores: rate / aloneAllCores,
      peakRssMegabytes: peakRss / 1e6,
    };
  } finally {
    embedder.kill();
    await embedder.exited;
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: { photos: { type: 'string', default: '96' }, json: { type: 'boolean', default: false } },
  });
  const figures = await measurePipeline(Number(values.photos));
  console.log(JSON.stringify(figures, null, 2));
  if (!values.json) console.table(figures);
}
