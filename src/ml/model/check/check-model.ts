/**
 * @file Checks a model folder from anywhere against the contract (design.md section 5). The folder may be hostile: loading or
 * running it may end the process, so this runs in an embedder process that nobody else needs.
 */
import { loadUnit } from '../../embedder/knowledge.ts';
import { listScaledSizes } from '../embed-batch.ts';
import { failModel, ModelError } from '../fail-model.ts';
import { loadModel, readManifest, type LoadedModel } from '../load-model.ts';
import type { Manifest, ModelSize } from '../manifest.ts';
import { readOptionalModelFile } from '../read-model-file.ts';
import { computeCosine, loadSelfTest } from '../self-test.ts';
import { checkGraph } from './check-graph.ts';
import {
  checkAttention,
  findDifference,
  openCheckSession,
  type CheckedOutput,
  type CheckSession,
} from './check-outputs.ts';
import type { ModelCheckEvent, ModelCheckName } from './model-check.ts';

export interface CheckModelParams {
  readonly folder: string;
  /** Threads of a run. */
  readonly threads: number;
  readonly report: (event: ModelCheckEvent) => void;
}

/** Largest input that a photo is ever stretched to, pixels. */
const maxPixels = 2048 * 2048;
/** Largest difference of a value between a photo alone and the same photo in a batch. */
const batchTolerance = 1e-4;
/** The same between two runs. */
const repeatTolerance = 1e-5;
/** Lowest cosine to the golden embeddings: the same arithmetic on another machine. */
const goldenCosine = 0.9999;
const timedRuns = 3;

/** Outcome of a check: its detail, and whether there was anything to pass. */
type Finding = string | { readonly note: string };

/** Makes all checks, in order; what needs a failed one is left out. Never rejects for what it finds. */
export async function checkModel({ folder, threads, report }: CheckModelParams): Promise<void> {
  /** Runs a check; null when it failed. */
  const attempt = async <Value>(
    name: ModelCheckName,
    look: () => Promise<{ readonly value: Value; readonly finding: Finding }>,
  ): Promise<Value | null> => {
    report({ kind: 'begun', name });
    try {
      const { value, finding } = await look();
      if (typeof finding === 'string') report({ kind: 'done', name, outcome: 'ok', detail: finding });
      else report({ kind: 'done', name, outcome: 'note', detail: finding.note });
      return value;
    } catch (error) {
      report({ kind: 'done', name, outcome: 'failed', detail: describe(error) });
      return null;
    }
  };
  const check = async (name: ModelCheckName, look: () => Promise<Finding>): Promise<boolean> =>
    (await attempt(name, async () => ({ value: true, finding: await look() }))) === true;

  const manifest = await attempt('manifest', async () => {
    const value = await readManifest(folder);
    return { value, finding: describeManifest(value) };
  });
  if (manifest === null) return;
  const model = await attempt('checksum', async () => {
    const value = await loadModel(folder);
    return { value, finding: `${manifest.sha256}, ${Math.ceil(value.bytes.length / 1000)} kB` };
  });
  if (model === null) return;
  if (!(await check('graph', () => Promise.resolve(checkGraph(model))))) return;
  const session = await attempt('session', async () => {
    const value = await openCheckSession(model, threads);
    return { value, finding: 'opens on the processor, with the types of the contract' };
  });
  if (session === null) return;

  const outputs = await attempt('sizes', () => checkSizes(session, manifest));
  const others = outputs === null ? null : await attempt('any size', () => checkOtherSizes(session, manifest));
  if (outputs !== null && others !== null) {
    await check('attention', () => Promise.resolve(checkAttentions([...outputs, ...others])));
    await check('batch', () => checkBatch(session, manifest));
    await check('determinism', () => checkRepetition(session, manifest));
    await check('tells photos apart', () => checkDifference(session, manifest));
    await check('self-test', () => checkGolden(session, model));
  }
  await check('landmark-ness', () => checkLandmarkness(model));
  await check('card', () => checkCard(folder));
  if (outputs !== null) await check('speed', () => measureSpeed(session, manifest, threads));
  await session.close();
}

function describe(error: unknown): string {
  if (error instanceof ModelError) return error.reason;
  const message = error instanceof Error ? error.message : String(error);
  return (message.split('\n')[0] ?? '').slice(0, 300);
}

function describeManifest(manifest: Manifest): string {
  for (const size of manifest.sizes) {
    for (const { width, height } of listScaledSizes(size, manifest.scales)) {
      if (width * height <= maxPixels) continue;
      throw failModel(`An input of ${width} x ${height} pixels is too large (at most 2048 x 2048 in area).`);
    }
  }
  const { name, version, dims, sizes, scales } = manifest;
  return `${name} ${version}, ${dims} dims, sizes: ${sizes.length}, scales: ${scales.join(', ')}`;
}

async function checkSizes(
  session: CheckSession,
  manifest: Manifest,
): Promise<{ readonly value: readonly CheckedOutput[]; readonly finding: string }> {
  const value: CheckedOutput[] = [];
  for (const size of manifest.sizes) {
    for (const scaled of listScaledSizes(size, manifest.scales)) value.push(await session.run(scaled, [1]));
  }
  return { value, finding: `${value.length} inputs give unit vectors of ${manifest.dims} numbers` };
}

/** Sizes beside those of the manifest, for whoever changes its size policy. */
async function checkOtherSizes(
  session: CheckSession,
  manifest: Manifest,
): Promise<{ readonly value: readonly CheckedOutput[]; readonly finding: string }> {
  const { width, height } = manifest.sizes[0];
  const sizes: readonly ModelSize[] = [
    { width: width + 32, height },
    { width, height: height + 32 },
    { width: width + 32, height: height + 64 },
  ];
  const value: CheckedOutput[] = [];
  for (const size of sizes) value.push(await session.run(size, [1]));
  return { value, finding: sizes.map((size) => `${size.width} x ${size.height}`).join(', ') };
}

function checkAttentions(outputs: readonly CheckedOutput[]): string {
  const strides = new Set(outputs.map(checkAttention));
  if (strides.size > 1) throw failModel('Its attention has another scale at some sizes.');
  return `positive, one value for ${[...strides].join()} x ${[...strides].join()} pixels`;
}

async function checkBatch(session: CheckSession, { sizes: [size], dims }: Manifest): Promise<string> {
  const seeds = [1, 2, 3];
  const together = (await session.run(size, seeds)).embeddings;
  let most = 0;
  for (const [row, seed] of seeds.entries()) {
    const alone = (await session.run(size, [seed])).embeddings;
    most = Math.max(most, findDifference(alone, together.subarray(row * dims, (row + 1) * dims)));
  }
  if (most <= batchTolerance)
    return `a photo gets the same vector alone and among others (difference ${most.toExponential(1)})`;
  throw failModel(`A photo gets another vector in a batch than alone (difference ${most.toExponential(1)}).`);
}

async function checkRepetition(session: CheckSession, { sizes: [size] }: Manifest): Promise<string> {
  const [first, second] = [await session.run(size, [1]), await session.run(size, [1])];
  const difference = findDifference(first.embeddings, second.embeddings);
  if (difference <= repeatTolerance) return `two runs give the same vector (difference ${difference.toExponential(1)})`;
  throw failModel(`Two runs give different vectors of one photo (difference ${difference.toExponential(1)}).`);
}

async function checkDifference(session: CheckSession, { sizes: [size] }: Manifest): Promise<string> {
  const [first, second] = [await session.run(size, [1]), await session.run(size, [2])];
  if (findDifference(first.embeddings, second.embeddings) > repeatTolerance) {
    return `cosine of two different images ${computeCosine(first.embeddings, second.embeddings).toFixed(3)}`;
  }
  throw failModel('Two different images get the same vector.');
}

async function checkGolden(session: CheckSession, model: LoadedModel): Promise<Finding> {
  const cases = await loadSelfTest(model);
  if (cases.length === 0)
    return { note: 'there is no self-test.json: graphics processors are compared with this processor' };
  let lowest = 1;
  for (const { width, height, seed, embedding } of cases) {
    const { embeddings } = await session.run({ width, height }, [seed]);
    // Math.min keeps NaN.
    lowest = Math.min(lowest, computeCosine(embeddings, embedding));
  }
  if (lowest >= goldenCosine) return `${cases.length} golden embeddings, lowest cosine ${lowest.toFixed(6)}`;
  throw failModel(`It computes other embeddings than its self-test.json holds (cosine ${lowest.toFixed(6)}).`);
}

async function checkLandmarkness(model: LoadedModel): Promise<Finding> {
  if ((await loadUnit(model)) !== null) return `a logistic unit on ${model.manifest.dims} numbers`;
  return {
    note: 'there is no landmarkness.json: every photo may be named and grouped, also those that show no landmark',
  };
}

async function checkCard(folder: string): Promise<Finding> {
  const card = await readOptionalModelFile(folder, 'MODEL_CARD.md');
  return card === null
    ? { note: 'there is no MODEL_CARD.md: nobody says where the model comes from' }
    : 'MODEL_CARD.md';
}

async function measureSpeed(session: CheckSession, { sizes: [size] }: Manifest, threads: number): Promise<Finding> {
  const times: number[] = [];
  for (let run = 0; run < timedRuns; run += 1) {
    const startMs = performance.now();
    await session.run(size, [1]);
    times.push(performance.now() - startMs);
  }
  const fastest = Math.min(...times);
  const on = threads === 1 ? 'one thread' : `${threads} threads`;
  return {
    note: `${fastest.toFixed(fastest < 10 ? 1 : 0)} ms a photo at ${size.width} x ${size.height}, on ${on} of this processor`,
  };
}
