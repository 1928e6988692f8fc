/**
 * @file What a graphics processor brings, beside the processor of the same machine, in one run:
 * `node test/bench/gpu.ts [--provider webgpu] [--model FOLDER | --tiny] [--photos 96] [--seconds 3] [--json]`.
 *
 * Parity of vectors, photos per second of the model alone by batch and by size (what the embedder's batches of eight and the manifest's
 * few sizes are judged by), the same through the whole pipeline with photos of 12 megapixels, and how much of the time the GPU was busy
 * (from nvidia-smi, where it is). Without a GPU it says so, measures nothing, and ends with code 3: that is no pass.
 *
 * `--tiny` takes a model of a few kilobytes, with which all of this can be tried on a software Vulkan driver (VK_ICD_FILENAMES).
 */
import { spawn } from 'node:child_process';
import { mkdtemp, rm } from 'node:fs/promises';
import { availableParallelism, tmpdir } from 'node:os';
import { join } from 'node:path';
import { text } from 'node:stream/consumers';
import { setTimeout as wait } from 'node:timers/promises';
import { parseArgs } from 'node:util';
import { hasProgram } from '../../build/scripts/runtime/system-needs.ts';
import { loadModel, type LoadedModel } from '../../src/ml/model/load-model.ts';
import { explainUnavailable, listProviders } from '../../src/ml/model/provider-ladder.ts';
import { computeCosine, makeSelfTestPixels } from '../../src/ml/model/self-test.ts';
import { createModelSession, type ModelSession, type ProviderName } from '../../src/ml/model/session.ts';
import { startEmbedderProcess } from '../fixtures/embedder-process.ts';
import { writeTinyModel } from '../fixtures/tiny-model.ts';
import { makePhotoFiles } from './photo-files.ts';

const bundledModel = join(import.meta.dirname, '../../src/ml/models/dolg-b4-vit');
const batches = [1, 2, 4, 8, 16, 32] as const;
/** Of the embedder (src/ml/embedder/model-sessions.ts). */
const embedderBatch = 8;
/** Photos under way, as main keeps them (src/ml/embedder/pace.ts). */
const underWay = 24;
/** Not a failure: nothing was measured. */
const notMeasuredCode = 3;

/** How fast a session embeds photos of one size in batches of one length. */
interface Rate {
  readonly width: number;
  readonly height: number;
  readonly batch: number;
  /** The first run of this shape, which compiles. */
  readonly firstRunMs: number;
  readonly photosPerSecond: number;
}

/** Photos through the whole embedder. It does not take a provider that is slower than the processor, or computes otherwise. */
type Pipeline =
  | {
      readonly kind: 'measured';
      readonly photosPerSecond: number;
      readonly cpuPhotosPerSecond: number;
      /** Against the model alone. Target: at least 0.9 where the processor decodes fast enough. */
      readonly ratio: number;
      readonly busyShare: number | null;
    }
  | { readonly kind: 'refused'; readonly reason: string };

/** What was measured, or why nothing was. */
export type GpuFigures =
  | { readonly kind: 'not measured'; readonly reasons: Readonly<Record<string, string>> }
  | {
      readonly kind: 'measured';
      readonly provider: ProviderName;
      readonly model: string;
      /** Lowest cosine of a vector to that of the processor, over all sizes. Target: at least 0.999. */
      readonly lowestCosine: number;
      /** The model's first size, by batch; then every size in the embedder's batches. */
      readonly byBatch: readonly Rate[];
      readonly bySize: readonly Rate[];
      readonly cpuPhotosPerSecond: number;
      /** Model alone, in the embedder's batches, against the processor with all cores. */
      readonly speedup: number;
      /** Share of the time that the GPU computed with the model alone; null without nvidia-smi. */
      readonly busyShare: number | null;
      readonly pipeline: Pipeline;
    };

/** Mean of what nvidia-smi says, while `work` runs. */
async function watchGpu<Value>(
  work: () => Promise<Value>,
): Promise<{ readonly value: Value; readonly busy: number | null }> {
  if (!hasProgram('nvidia-smi')) return { value: await work(), busy: null };
  const query = ['--query-gpu=utilization.gpu', '--format=csv,noheader,nounits', '-lms', '200'];
  const child = spawn('nvidia-smi', query, { stdio: ['ignore', 'pipe', 'ignore'] });
  const output = text(child.stdout);
  // Its first answers are of the time before.
  await wait(500);
  try {
    const value = await work();
    child.kill();
    const shares = (await output).split('\n').map(Number).slice(2, -1).filter(Number.isFinite);
    const busy = shares.length === 0 ? null : shares.reduce((sum, share) => sum + share, 0) / shares.length / 100;
    return { value, busy };
  } finally {
    child.kill();
  }
}

async function measureRate(
  session: ModelSession,
  shape: { readonly width: number; readonly height: number; readonly batch: number },
  seconds: number,
): Promise<Rate> {
  const { width, height, batch } = shape;
  const one = makeSelfTestPixels(width, height, 1);
  const data = new Uint8Array(one.length * batch);
  for (let photo = 0; photo < batch; photo += 1) data.set(one, photo * one.length);
  const run = async (): Promise<number> => {
    const startMs = performance.now();
    await session.run({ data, count: batch, width, height });
    return performance.now() - startMs;
  };
  const firstRunMs = await run();
  let [photos, ms] = [0, 0];
  while (ms < seconds * 1000) {
    ms += await run();
    photos += batch;
  }
  return { ...shape, firstRunMs, photosPerSecond: (photos / ms) * 1000 };
}

/** Lowest cosine between the two sessions' vectors, over all sizes of the model. */
async function compareVectors(model: LoadedModel, gpu: ModelSession, cpu: ModelSession): Promise<number> {
  let lowest = 1;
  for (const { width, height } of model.manifest.sizes) {
    for (const seed of [1, 2, 3]) {
      const batch = { data: makeSelfTestPixels(width, height, seed), count: 1, width, height };
      const [one, other] = [(await gpu.run(batch)).slice(), await cpu.run(batch)];
      lowest = Math.min(lowest, computeCosine(one, other));
    }
  }
  return lowest;
}

async function measurePipelineRate(
  modelFolder: string,
  provider: ProviderName,
  paths: readonly string[],
): Promise<{ readonly photosPerSecond: number; readonly busy: number | null }> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  const embedder = startEmbedderProcess();
  try {
    const settings = { modelFolder, atlasFolder: null, thumbnailFolder: folder, cacheFolder: null };
    await embedder.ask('initialize', { ...settings, provider });
    const indexAll = async (firstKey: number, some: readonly string[]): Promise<void> => {
      let next = 0;
      const work = async (): Promise<void> => {
        while (next < some.length) {
          const key = firstKey + next;
          const path = some[next] ?? '';
          next += 1;
          const outcome = await embedder.ask('indexPhoto', { key, path });
          if (outcome.kind !== 'indexed') throw new Error(`${path}: ${outcome.kind}`);
        }
      };
      await Promise.all(Array.from({ length: underWay }, work));
    };
    await indexAll(1, paths.slice(0, underWay));
    const rest = paths.slice(underWay);
    const startMs = performance.now();
    const { busy } = await watchGpu(() => indexAll(1001, rest));
    // The half second that the watching waits at first is no work.
    const ms = performance.now() - startMs - (busy === null ? 0 : 500);
    return { photosPerSecond: (rest.length / ms) * 1000, busy };
  } finally {
    embedder.kill();
    await embedder.exited;
    await rm(folder, { recursive: true, force: true });
  }
}

interface GpuOptions {
  /** The first of the ladder that this computer has when left out. */
  readonly provider: ProviderName | undefined;
  readonly modelFolder: string;
  readonly photos: number;
  readonly seconds: number;
}

/** Measures everything, or says why not. */
export async function measureGpu({ provider, modelFolder, photos, seconds }: GpuOptions): Promise<GpuFigures> {
  const candidates = provider === undefined ? listProviders().filter((name) => name !== 'cpu') : [provider];
  const reasons: Record<string, string> = {};
  const model = await loadModel(modelFolder);
  for (const candidate of candidates) {
    const reason = explainUnavailable(candidate);
    if (reason !== null) {
      reasons[candidate] = reason;
      continue;
    }
    try {
      const session = await createModelSession(model, { provider: candidate, threads: 1 });
      return await measureSession(model, session, { photos, seconds });
    } catch (error) {
      reasons[candidate] = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error);
    }
  }
  return { kind: 'not measured', reasons };
}

async function measureSession(
  model: LoadedModel,
  session: ModelSession,
  { photos, seconds }: Pick<GpuOptions, 'photos' | 'seconds'>,
): Promise<GpuFigures> {
  const { sizes, name, version } = model.manifest;
  const [first] = sizes;
  const cpu = await createModelSession(model, { provider: 'cpu', threads: availableParallelism() });
  const lowestCosine = await compareVectors(model, session, cpu);
  const { photosPerSecond: cpuPhotosPerSecond } = await measureRate(cpu, { ...first, batch: 1 }, seconds);
  const byBatch: Rate[] = [];
  for (const batch of batches) byBatch.push(await measureRate(session, { ...first, batch }, seconds));
  const bySize: Rate[] = [];
  for (const size of sizes) bySize.push(await measureRate(session, { ...size, batch: embedderBatch }, seconds));
  const alone = await watchGpu(() => measureRate(session, { ...first, batch: embedderBatch }, seconds));
  // One owner of the device at a time.
  await session.close();
  await cpu.close();

  return {
    kind: 'measured',
    provider: session.provider,
    model: `${name} ${version}`,
    lowestCosine,
    byBatch,
    bySize,
    cpuPhotosPerSecond,
    speedup: alone.value.photosPerSecond / cpuPhotosPerSecond,
    busyShare: alone.busy,
    pipeline: await measurePipeline(model.folder, session.provider, photos, alone.value.photosPerSecond),
  };
}

async function measurePipeline(
  modelFolder: string,
  provider: ProviderName,
  photos: number,
  alonePhotosPerSecond: number,
): Promise<Pipeline> {
  const folder = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  try {
    const { paths } = await makePhotoFiles(folder, photos + underWay);
    const gpu = await measurePipelineRate(modelFolder, provider, paths);
    const cpu = await measurePipelineRate(modelFolder, 'cpu', paths);
    return {
      kind: 'measured',
      photosPerSecond: gpu.photosPerSecond,
      cpuPhotosPerSecond: cpu.photosPerSecond,
      ratio: gpu.photosPerSecond / alonePhotosPerSecond,
      busyShare: gpu.busy,
    };
  } catch (error) {
    return { kind: 'refused', reason: error instanceof Error ? error.message : String(error) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      provider: { type: 'string' },
      model: { type: 'string', default: bundledModel },
      tiny: { type: 'boolean', default: false },
      photos: { type: 'string', default: '96' },
      seconds: { type: 'string', default: '3' },
      json: { type: 'boolean', default: false },
    },
  });
  const scratch = await mkdtemp(join(tmpdir(), 'cairn-bench-'));
  try {
    const tinyModel = join(scratch, 'model');
    if (values.tiny) writeTinyModel(tinyModel, { seed: 1 });
    const figures = await measureGpu({
      provider: values.provider as ProviderName | undefined,
      modelFolder: values.tiny ? tinyModel : values.model,
      photos: Number(values.photos),
      seconds: Number(values.seconds),
    });
    console.log(JSON.stringify(figures, null, 2));
    if (figures.kind === 'not measured') {
      const reasons = Object.entries(figures.reasons).map(([provider, reason]) => `${provider}: ${reason}`);
      console.error(`NOT MEASURED: no graphics processor could be used here (${reasons.join(' ')})`);
      process.exitCode = notMeasuredCode;
    } else if (!values.json) {
      console.table(figures.byBatch);
      console.table(figures.bySize);
    }
  } finally {
    await rm(scratch, { recursive: true, force: true });
  }
}
