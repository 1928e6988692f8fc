/** @file The exported graph against PyTorch, on the same pixels. */
import { readFileSync } from 'node:fs';
import '../../src/ml/no-telemetry.ts';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { loadModel, type LoadedModel } from '../../src/ml/model/load-model.ts';
import { computeCosine } from '../../src/ml/model/self-test.ts';
import { createModelSession, type ModelSession } from '../../src/ml/model/session.ts';
import { goldenFolder, modelFolder, readPixelCases } from './golden-cases.ts';

const golden = readPixelCases();
let model: LoadedModel;
let session: ModelSession;

beforeAll(async () => {
  model = await loadModel(modelFolder);
  session = await createModelSession(model, { provider: 'cpu', threads: 2 });
});

afterAll(() => session.close());

test('the golden embeddings are of the bundled model', () => {
  expect(golden.modelSha256).toBe(model.manifest.sha256);
});

test.each(golden.cases)(
  'embedding of $file: cosine >= 0.9999, unit length',
  async ({ file, width, height, ...rest }) => {
    const data = readFileSync(`${goldenFolder}${file}`);
    const embedding = await session.run({ data, count: 1, width, height });
    expect(computeCosine(embedding, rest.embedding)).toBeGreaterThanOrEqual(0.9999);
    expect(Math.hypot(...embedding)).toBeCloseTo(1, 5);
  },
);

test('a photo has the same embedding in a batch', async () => {
  const [{ file, width, height, embedding } = expect.fail('no case')] = golden.cases.filter(({ width }) => width < 256);
  const one = readFileSync(`${goldenFolder}${file}`);
  const mirrored = Buffer.from(one).reverse();
  const batch = await session.run({ data: Buffer.concat([mirrored, one]), count: 2, width, height });
  expect(computeCosine(batch.slice(embedding.length), embedding)).toBeGreaterThanOrEqual(0.9999);
  expect(computeCosine(batch.slice(0, embedding.length), embedding)).toBeLessThan(0.99);
});

test.each(golden.cases)('attention of $file: within 0.01 of PyTorch, positive', async (golden) => {
  const graph = await InferenceSession.create(model.bytes, { executionProviders: ['cpu'], intraOpNumThreads: 2 });
  const { input, outputs } = model.manifest;
  const data = readFileSync(`${goldenFolder}${golden.file}`);
  const pixels = new Tensor('uint8', data, [1, golden.height, golden.width, 3]);
  const { [outputs.attention]: attention } = await graph.run({ [input.name]: pixels }, [outputs.attention]);
  expect(attention?.dims).toEqual([1, golden.height / 16, golden.width / 16]);
  expect([golden.rows, golden.columns]).toEqual([golden.height / 16, golden.width / 16]);
  const values = attention?.data as Float32Array;
  const difference = values.map((value, index) => Math.abs(value - (golden.attention[index] ?? NaN)));
  expect(Math.max(...difference)).toBeLessThan(0.01);
  expect(Math.min(...values)).toBeGreaterThan(0);
  await graph.release();
});
