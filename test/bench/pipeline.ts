/**
 * @file Indexing of JPEG files of 12 and of 48 megapixels through the whole embedder, against `session.run` alone on ready tensors:
 * `node test/bench/pipeline.ts [--photos 96] [--json]`.
 *
 * All is computed on the same machine in the same minutes; the lone run is measured before and after each size, in three
 * rounds, of which the median counts. Its rate is given for
 * the threads that the embedder's session has while it decodes, and for all cores. What a photo costs step by step tells the rate that
 * the cores could reach if none ever waited.
 */
import { execFile } from 'node:child_process';
import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { parseArgs, promisify } from 'node:util';
import { z } from 'zod';
import { planThreads } from '../../src/ml/embedder/threads.ts';
import { startEmbedderProcess, type EmbedderProcess } from '../fixtures/embedder-process.ts';
import { makePhotoFiles } from './photo-files.ts';
import type { StepCosts } from './pipeline-steps.ts';

const modelFolder = join(import.meta.dirname, '../../src/ml/models/dolg-b4-vit');
const stepsSchema: z.ZodType<StepCosts> = z.object({
  read: z.number(),
  hash: z.number(),
  open: z.number(),
  decode: z.number(),
  thumbnails: z.number(),
  hashes: z.number(),
  modelInput: z.number(),
  model: z.number(),
});
/** A machine that others use is a tenth faster or slower from one minute to the next. */
const rounds = 3;
/** Requests that main keeps under way. */
const underWay = 16;

/** Photos of one size. */
export interface SizeFigures {
  readonly photos: number;
  readonly meanFileBytes: number;
  readonly photosPerSecond: number;
  /** Against the lone run with the threads that the embedder's session has beside the decoders. */
  readonly ratio: number;
  readonly ratioAllCores: number;
  /** Of all rounds; everything else is of the one in the middle. */
  readonly ratios?: readonly number[];
  readonly coreMs: StepCosts;
  /** What all cores would reach if they did nothing but these steps. */
  readonly idealPhotosPerSecond: number;
  readonly shareOfIdeal: number;
}

export interface PipelineFigures {
  readonly cores: number;
  readonly sessionThreads: number;
  readonly aloneSameThreads: number;
  readonly aloneAllCores: number;
  readonly megapixels12: SizeFigures;
  readonly megapixels48: SizeFigures;
  readonly peakRssMegabytes: number;
}

interface LoneRun {
  readonly sameThreads: number;
  readonly allCores: number;
}

async function runScript(name: string, ...args: readonly string[]): Promise<string> {
  const { stdout } = await promisify(execFile)(process.execPath, [join(import.meta.dirname, name), ...args]);
  return stdout;
}

async function measureAlone(threads: number): Promise<LoneRun> {
  const measure = async (count: number): Promise<number> =>
    Number(await runScript('pipeline-run-alone.ts', modelFolder, String(count), '6'));
  return { sameThreads: await measure(threads), allCores: await measure(availableParallelism()) };
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

function averageRuns(one: LoneRun, other: LoneRun): LoneRun {
  return {
    sameThreads: (one.sameThreads + other.sameThreads) / 2,
    allCores: (one.allCores + other.allCores) / 2,
  };
}

/** The round whose ratio is in the middle. */
function pickMedian(figures: readonly SizeFigures[]): SizeFigures {
  const sorted = figures.toSorted((a, b) => a.ratio - b.ratio);
  const median = sorted[sorted.length >> 1];
  if (median === undefined) throw new Error('there was no round');
  return { ...median, ratios: figures.map(({ ratio }) => ratio) };
}

/** Measures everything: `photos` of 12 megapixels, and a third as many of 48. */
export async function measurePipeline(photos: number): Promise<PipelineFigures> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  const embedder = startEmbedderProcess();
  try {
    const threads = planThreads().shared;
    const small = await makePhotoFiles(join(folder, '12'), photos, 12);
    const large = await makePhotoFiles(join(folder, '48'), Math.max(8, Math.round(photos / 3)), 48);
    await embedder.ask('initialize', {
      modelFolder,
      atlasFolder: null,
      thumbnailFolder: join(folder, 'thumbnails'),
      provider: 'cpu',
      cacheFolder: null,
    });
    const measure = async (
      { paths, meanBytes }: typeof small,
      firstKey: number,
    ): Promise<Pick<SizeFigures, 'photos' | 'meanFileBytes' | 'photosPerSecond' | 'coreMs'>> => {
      // A few photos first, so that memory and caches are as in the middle of a scan; their thumbnails are written again.
      await indexAll(embedder, paths.slice(0, 8), firstKey);
      await rm(join(folder, 'thumbnails'), { recursive: true });
      const photosPerSecond = await indexAll(embedder, paths, firstKey + 1000);
      const coreMs = stepsSchema.parse(
        JSON.parse(await runScript('pipeline-steps.ts', modelFolder, ...paths.slice(0, 4))),
      );
      return { photos: paths.length, meanFileBytes: Math.round(meanBytes), photosPerSecond, coreMs };
    };
    const judge = (run: Awaited<ReturnType<typeof measure>>, alone: LoneRun): SizeFigures => {
      const { model } = run.coreMs;
      const all = Object.values(run.coreMs).reduce((sum, cost) => sum + cost, 0);
      const ideal = (alone.allCores * model) / all;
      return {
        ...run,
        ratio: run.photosPerSecond / alone.sameThreads,
        ratioAllCores: run.photosPerSecond / alone.allCores,
        idealPhotosPerSecond: ideal,
        shareOfIdeal: run.photosPerSecond / ideal,
      };
    };
    const alone = [await measureAlone(threads)];
    const judged: { readonly small: SizeFigures; readonly large: SizeFigures }[] = [];
    for (let round = 0; round < rounds; round += 1) {
      const before = alone.at(-1) ?? (await measureAlone(threads));
      const smallRun = await measure(small, 1 + 20_000 * round);
      const between = await measureAlone(threads);
      const largeRun = await measure(large, 10_001 + 20_000 * round);
      const after = await measureAlone(threads);
      alone.push(between, after);
      judged.push({
        small: judge(smallRun, averageRuns(before, between)),
        large: judge(largeRun, averageRuns(between, after)),
      });
    }
    const all = alone.reduce((mean, run, index) => ({
      sameThreads: mean.sameThreads + (run.sameThreads - mean.sameThreads) / (index + 1),
      allCores: mean.allCores + (run.allCores - mean.allCores) / (index + 1),
    }));
    return {
      cores: availableParallelism(),
      sessionThreads: threads,
      aloneSameThreads: all.sameThreads,
      aloneAllCores: all.allCores,
      megapixels12: pickMedian(judged.map(({ small: figures }) => figures)),
      megapixels48: pickMedian(judged.map(({ large: figures }) => figures)),
      peakRssMegabytes: (await readPeakRss(embedder)) / 1e6,
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
  if (!values.json) {
    const { megapixels12, megapixels48 } = figures;
    console.table({ '12 megapixels': flatten(megapixels12), '48 megapixels': flatten(megapixels48) });
  }
}

function flatten({ coreMs, ratios = [], ...figures }: SizeFigures): Record<string, number> {
  return { ...figures, lowestRatio: Math.min(...ratios), highestRatio: Math.max(...ratios), ...coreMs };
}
