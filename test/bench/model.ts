/**
 * @file What DOLG costs beside the trunk or trunks it uses: ms a photo of the bundled model against its own bare trunk, in the same
 * onnxruntime and run: `node test/bench/model.ts [--model DIR] [--rounds 10] [--json]`.
 *
 * The bare trunk is cut out of the model's own graph (bare-trunk.ts). Runs of both alternate, so that a busy minute slows both.
 */
import { join } from 'node:path';
import { parseArgs } from 'node:util';
import '../../src/ml/no-telemetry.ts';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { findBundledModel } from '../../src/library/find-bundled-model.ts';
import { loadModel } from '../../src/ml/model/load-model.ts';
import { makeSelfTestPixels } from '../../src/ml/model/self-test.ts';
import { buildSessionOptions } from '../../src/ml/model/session.ts';
import { cutBareTrunk } from './bare-trunk.ts';

const threadCounts = [1, 2] as const;
const batchSizes = [1, 2, 4] as const;
/** No slower than so many times the bare trunk. */
const target = 1.3;

export interface ModelTime {
  readonly threads: number;
  readonly batch: number;
  /** Medians, ms a photo. */
  readonly modelMs: number;
  readonly trunkMs: number;
  readonly ratio: number;
}

export interface ModelFigures {
  readonly model: string;
  readonly width: number;
  readonly height: number;
  readonly rounds: number;
  readonly trunkOutputs: number;
  readonly trunkNodes: number;
  readonly modelNodes: number;
  readonly times: readonly ModelTime[];
  readonly worstRatio: number;
  readonly target: number;
}

function findMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  return ((sorted[(sorted.length - 1) >> 1] ?? 0) + (sorted[sorted.length >> 1] ?? 0)) / 2;
}

async function timeRun(
  session: InferenceSession,
  feeds: Readonly<Record<string, Tensor>>,
  outputs: readonly string[],
): Promise<number> {
  const startMs = performance.now();
  await session.run(feeds, outputs);
  return performance.now() - startMs;
}

/** Measures the model in `folder`. */
export async function measureModel(folder: string, rounds: number): Promise<ModelFigures> {
  const loaded = await loadModel(folder);
  const { input, outputs, sizes, name, version } = loaded.manifest;
  const { width, height } = sizes[0];
  const trunk = cutBareTrunk(loaded.bytes, input.name);
  const times: ModelTime[] = [];
  for (const threads of threadCounts) {
    const options = buildSessionOptions({ provider: 'cpu', threads });
    const model = await InferenceSession.create(loaded.bytes, options);
    const bare = await InferenceSession.create(trunk.bytes, options);
    for (const batch of batchSizes) {
      const pixels = Buffer.concat(Array.from({ length: batch }, (_, seed) => makeSelfTestPixels(width, height, seed)));
      const feeds = { [input.name]: new Tensor('uint8', new Uint8Array(pixels), [batch, height, width, 3]) };
      const [modelRuns, trunkRuns]: [number[], number[]] = [[], []];
      // The first round compiles and fills caches.
      for (let round = 0; round <= rounds; round += 1) {
        const modelMs = await timeRun(model, feeds, [outputs.embedding]);
        const trunkMs = await timeRun(bare, feeds, trunk.outputs);
        if (round === 0) continue;
        modelRuns.push(modelMs / batch);
        trunkRuns.push(trunkMs / batch);
      }
      const [modelMs, trunkMs] = [findMedian(modelRuns), findMedian(trunkRuns)];
      times.push({ threads, batch, modelMs, trunkMs, ratio: modelMs / trunkMs });
    }
    await model.release();
    await bare.release();
  }
  return {
    model: `${name} ${version}`,
    width,
    height,
    rounds,
    trunkOutputs: trunk.outputs.length,
    trunkNodes: trunk.nodes,
    modelNodes: trunk.allNodes,
    times,
    worstRatio: Math.max(...times.map(({ ratio }) => ratio)),
    target,
  };
}

if (import.meta.main) {
  const { values } = parseArgs({
    options: {
      model: { type: 'string' },
      rounds: { type: 'string', default: '10' },
      json: { type: 'boolean', default: false },
    },
  });
  const folder = values.model ?? findBundledModel(join(import.meta.dirname, '../../src/ml/models'));
  const figures = await measureModel(folder, Number(values.rounds));
  console.log(JSON.stringify(figures, null, 2));
  if (!values.json) {
    console.table(figures.times);
    console.log(`worst ratio ${figures.worstRatio.toFixed(3)}, target: at most ${target}`);
  }
}
