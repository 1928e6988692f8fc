import { mkdtemp, readFile, rename, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { checkGraph } from '../../../../../src/ml/model/check/check-graph.ts';
import { checkModel } from '../../../../../src/ml/model/check/check-model.ts';
import { modelCheckNames, type ModelCheckEvent } from '../../../../../src/ml/model/check/model-check.ts';
import { makeSelfTestPixels } from '../../../../../src/ml/model/self-test.ts';
import { loadModel } from '../../../../../src/ml/model/load-model.ts';
import { createModelSession } from '../../../../../src/ml/model/session.ts';
import { joinFields, writeInteger, writeMessage, writeText } from '../../../../../src/ml/onnx/protobuf-writer.ts';
import { writeTinyModel, type ModelDefect } from '../../../../fixtures/tiny-model.ts';
import { createHash } from 'node:crypto';

let folder = '';
beforeEach(async () => (folder = await mkdtemp(join(tmpdir(), 'cairn-check-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

type Done = Extract<ModelCheckEvent, { kind: 'done' }>;

async function check(): Promise<readonly Done[]> {
  const events: ModelCheckEvent[] = [];
  await checkModel({ folder, threads: 1, report: (event) => void events.push(event) });
  const done = events.filter((event) => event.kind === 'done');
  // Each is announced before it is made.
  expect(events.filter(({ kind }) => kind === 'begun').map(({ name }) => name)).toEqual(done.map(({ name }) => name));
  return done;
}

const failuresOf = (checks: readonly Done[]): [string, string][] =>
  checks.filter(({ outcome }) => outcome === 'failed').map(({ name, detail }) => [name, detail]);

async function changeManifest(change: (manifest: Record<string, unknown>) => void): Promise<void> {
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  change(manifest);
  await writeFile(path, JSON.stringify(manifest));
}

/** Writes golden embeddings as the model itself computes them, moved by `error`. */
async function writeSelfTest(error = 0): Promise<void> {
  const model = await loadModel(folder);
  const session = await createModelSession(model, { provider: 'cpu', threads: 1 });
  const [width, height, seed] = [96, 64, 5];
  const vector = await session.run({ data: makeSelfTestPixels(width, height, seed), count: 1, width, height });
  const bytes = Buffer.alloc(vector.length * 4);
  vector.forEach((value, index) => bytes.writeFloatLE(value + error, index * 4));
  await session.close();
  await writeFile(
    join(folder, 'self-test.json'),
    JSON.stringify({
      format: 1,
      modelSha256: model.manifest.sha256,
      cases: [{ width, height, seed, embedding: bytes.toString('base64') }],
    }),
  );
}

describe('a model that meets the contract', () => {
  it('passes every check', async () => {
    writeTinyModel(folder, { seed: 1, hasLandmarkness: true });
    await writeSelfTest();
    const checks = await check();
    expect(checks.map(({ name }) => name)).toEqual(modelCheckNames);
    expect(checks.filter(({ outcome }) => outcome !== 'ok').map(({ name }) => name)).toEqual(['speed']);
    const details = new Map(checks.map(({ name, detail }) => [name, detail]));
    expect(details.get('attention')).toBe('positive, one value for 32 x 32 pixels');
    expect(details.get('speed')).toMatch(/ms a photo at 64 x 64, on one thread/);
  });

  it('may leave out what the contract does not ask for, which is said', async () => {
    writeTinyModel(folder, { seed: 1, hasCard: false });
    const notes = (await check()).filter(({ outcome }) => outcome === 'note');
    expect(notes.map(({ name }) => name)).toEqual(['self-test', 'landmark-ness', 'card', 'speed']);
    expect(notes[1]?.detail).toContain('every photo may be named and grouped');
  });
});

describe('a model that breaks the contract', () => {
  it.each<[ModelDefect, string, RegExp]>([
    ['float-input', 'session', /no uint8 input/],
    ['fixed-size', 'graph', /\[any, 64, 64, 3\]; the contract asks for \[any, any, any, 3\]/],
    ['no-attention', 'graph', /no output "attention"; it has "embedding"/],
    ['not-unit-length', 'sizes', /length .* at 64 x 64, not of length 1/],
    ['attention-may-be-negative', 'attention', /not positive/],
    ['batch-matters', 'batch', /another vector in a batch/],
    ['random', 'determinism', /Two runs give different vectors/],
    ['same-for-all', 'tells photos apart', /same vector/],
  ])('%s fails at "%s"', async (defect, name, reason) => {
    writeTinyModel(folder, { seed: 1, defect });
    const failures = failuresOf(await check());
    expect(failures).toContainEqual([name, expect.stringMatching(reason)]);
    expect(failures[0]?.[0]).toBe(defect === 'random' ? 'batch' : name);
  });

  it('with other dims than its manifest says fails at the graph', async () => {
    writeTinyModel(folder, { seed: 1 });
    await changeManifest((manifest) => (manifest['dims'] = 47));
    expect(failuresOf(await check())).toEqual([['graph', expect.stringContaining('[any, 48]')]]);
  });

  it('with another opset than its manifest says fails at the graph', async () => {
    writeTinyModel(folder, { seed: 1 });
    await changeManifest((manifest) => (manifest['opset'] = 18));
    expect(failuresOf(await check())).toEqual([['graph', 'It is written in opset 17, the manifest says 18.']]);
  });

  it('with golden embeddings that it does not compute fails at the self-test', async () => {
    writeTinyModel(folder, { seed: 1 });
    await writeSelfTest(0.05);
    expect(failuresOf(await check())).toEqual([['self-test', expect.stringMatching(/other embeddings/)]]);
  });

  it('with the landmark-ness of another model fails there', async () => {
    writeTinyModel(folder, { seed: 1 });
    await writeFile(join(folder, 'landmarkness.json'), JSON.stringify({ weights: [1, 2], bias: 0 }));
    expect(failuresOf(await check())).toEqual([['landmark-ness', expect.stringMatching(/of another model/)]]);
  });
});

it('refuses weights in other files, wherever they are said to be', async () => {
  writeTinyModel(folder, { seed: 1 });
  const model = await loadModel(folder);
  const location = [writeText(1, 'location'), writeText(2, '../../etc/passwd')];
  const tensors = [writeMessage(5, [writeMessage(13, location)]), writeMessage(5, [writeInteger(14, 1)])];
  for (const tensor of tensors) {
    const inGraph = writeMessage(7, [tensor]);
    const inFunction = writeMessage(25, [writeMessage(11, [tensor])]);
    for (const hidden of [inGraph, inFunction]) {
      // Before the good graph, which is the one that counts.
      const bytes = Buffer.concat([joinFields([hidden]), model.bytes]);
      expect(() => checkGraph({ ...model, bytes })).toThrow(/weights lie in other files/);
    }
  }
  // Deeper than anyone looks.
  let deep = writeMessage(6, [writeMessage(5, [writeInteger(14, 1)])]);
  for (let depth = 0; depth < 12; depth += 1) deep = writeMessage(6, [writeMessage(1, [writeMessage(5, [deep])])]);
  const hidden = joinFields([writeMessage(7, [writeMessage(1, [writeMessage(5, [deep])])])]);
  expect(() => checkGraph({ ...model, bytes: Buffer.concat([hidden, model.bytes]) })).toThrow(/within each other/);
});

describe('a hostile folder', () => {
  it.each([
    ['no manifest', 'manifest', () => rm(join(folder, 'manifest.json'))],
    ['a manifest that is no JSON', 'manifest', () => writeFile(join(folder, 'manifest.json'), '{')],
    ['a manifest of many megabytes', 'manifest', () => writeFile(join(folder, 'manifest.json'), ' '.repeat(2e6))],
    [
      'a manifest that never ends',
      'manifest',
      async () => {
        await rm(join(folder, 'manifest.json'));
        await symlink('/dev/zero', join(folder, 'manifest.json'));
      },
    ],
    [
      'a link to a file elsewhere',
      'manifest',
      async () => {
        await rename(join(folder, 'manifest.json'), join(folder, 'elsewhere.json'));
        await symlink(join(folder, 'elsewhere.json'), join(folder, 'manifest.json'));
      },
    ],
    [
      'giant inputs',
      'manifest',
      () =>
        changeManifest((manifest) => Object.assign(manifest, { sizes: [{ width: 4096, height: 4096 }], scales: [4] })),
    ],
    ['another model.onnx', 'checksum', () => writeFile(join(folder, 'model.onnx'), 'not this one')],
  ])('with %s fails at the %s and ends', async (_, name, damage) => {
    writeTinyModel(folder, { seed: 1 });
    await damage();
    const checks = await check();
    expect(checks.at(-1)).toMatchObject({ name, outcome: 'failed' });
  });

  it.each([
    ['no ONNX', Buffer.from('not an ONNX file at all'), /not a protocol buffer/],
    ['an empty graph', Buffer.from(joinFields([writeMessage(7, [])])), /opset none/],
    [
      'weights in other files',
      Buffer.from(joinFields([writeMessage(7, [writeMessage(5, [writeInteger(14, 1)])])])),
      /weights lie in other files/,
    ],
  ])('whose model.onnx is %s fails at the graph', async (_, bytes, reason) => {
    writeTinyModel(folder, { seed: 1 });
    await writeFile(join(folder, 'model.onnx'), bytes);
    await changeManifest((manifest) => (manifest['sha256'] = createHash('sha256').update(bytes).digest('hex')));
    expect(failuresOf(await check())).toEqual([['graph', expect.stringMatching(reason)]]);
  });
});
