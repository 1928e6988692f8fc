/** @file Changed ONNX files through our own reader, and some of them through a whole check of a model, in a process of its own. */
import { createHash } from 'node:crypto';
import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { checkModelFolder } from '../../../src/library/models/check-model-folder.ts';
import { checkGraph } from '../../../src/ml/model/check/check-graph.ts';
import { manifestSchema, type Manifest } from '../../../src/ml/model/manifest.ts';
import { ProtobufError } from '../../../src/ml/onnx/protobuf-reader.ts';
import { buildTinyGraph, writeTinyModel } from '../../fixtures/tiny-model.ts';
import { launchEmbedderWithNode } from '../../../src/library/embedder-node-channel.ts';
import { createTally, type FuzzOptions, type FuzzReport, type FuzzTally, type FuzzTarget } from '../fuzz-report.ts';
import { judgeError } from '../judges/judge-error.ts';
import { createStopwatch } from '../judges/stopwatch.ts';
import { mutateBytes } from '../mutators/bytes.ts';
import { createRandom, type Random } from '../../fixtures/random.ts';

/** Of the processor, for reading a graph of a few kilobytes. */
const limitMs = 3000;
/** A check starts a process: one case in so many. */
const checkEvery = 200;
const checkSilenceMs = 60_000;

/** A field of a message within itself, many times: a reader that follows it must end. */
function nestGraphs(bytes: Buffer, depth: number): Buffer {
  let inner = bytes;
  for (let level = 0; level < depth && inner.length < 100_000; level += 1) {
    // attribute.g within node.attribute within graph.node.
    for (const number of [6, 5, 1]) {
      const length: number[] = [];
      for (let rest = inner.length; ; rest = Math.floor(rest / 128)) {
        length.push(rest < 128 ? rest : (rest % 128) | 128);
        if (rest < 128) break;
      }
      inner = Buffer.concat([Buffer.from([(number << 3) | 2, ...length]), inner]);
    }
  }
  return inner;
}

function makeGraph(good: Buffer, random: Random): Buffer {
  if (random.isLucky(0.02)) return Buffer.concat([good, Buffer.from([0x3a]), nestGraphs(Buffer.alloc(0), 3000)]);
  return mutateBytes(good, random);
}

/** The whole check, as at an installation: the process that makes it may end, we do not. */
async function checkInProcess(key: number, folder: string, bytes: Buffer, tally: FuzzTally): Promise<void> {
  const manifest = JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
  const sha256 = createHash('sha256').update(bytes).digest('hex');
  writeFileSync(join(folder, 'manifest.json'), JSON.stringify({ ...manifest, sha256 }));
  writeFileSync(join(folder, 'model.onnx'), bytes);
  const checks = await checkModelFolder({
    folder,
    launchEmbedder: launchEmbedderWithNode(new URL('../../../src/ml/embedder.ts', import.meta.url)),
    signal: new AbortController().signal,
    onCheck: () => undefined,
    silenceLimitMs: checkSilenceMs,
  });
  const failed = checks.find(({ outcome }) => outcome === 'failed');
  tally.note(failed === undefined ? 'checked: usable' : `checked: ${failed.name} failed`);
  if (checks.some(({ detail }) => detail.length > 400)) tally.accuse(key, 'a check says too much');
}

async function fuzzOnnx({ count, seed, firstCase = 0 }: FuzzOptions): Promise<FuzzReport> {
  const tally = createTally(seed);
  const folder = mkdtempSync(join(tmpdir(), 'cairn-fuzz-'));
  writeTinyModel(folder, { seed: 1 });
  const manifest = manifestSchema.parse(JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')));
  const good = Buffer.from(buildTinyGraph({ seed: 1 }));
  const stopwatch = createStopwatch(limitMs, (key, ms) => tally.accuse(key, `it took ${ms} ms`));
  try {
    for (let key = firstCase; key < firstCase + count; key += 1) {
      const bytes = makeGraph(good, createRandom(seed, key));
      let isReadable = false;
      try {
        stopwatch.measure(key, () => checkGraph({ folder, bytes, manifest }));
        isReadable = true;
      } catch (error) {
        const fault = error instanceof ProtobufError ? null : judgeError(error, ['model-unusable']);
        if (fault !== null) tally.accuse(key, fault);
      }
      tally.note(isReadable ? 'fits the contract' : 'refused');
      if (key % checkEvery === 0) await checkInProcess(key, folder, bytes, tally);
    }
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  const { ms, caseNumber } = stopwatch.getSlowest();
  return tally.finish(count, { slowestMs: ms, slowestCase: caseNumber });
}

export const onnxTarget: FuzzTarget = { name: 'onnx', wholeCount: 20_000, run: fuzzOnnx };
