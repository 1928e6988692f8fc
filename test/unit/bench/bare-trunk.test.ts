import { join } from 'node:path';
import { InferenceSession, Tensor } from 'onnxruntime-node';
import { expect, it } from 'vitest';
import { findBundledModel } from '../../../src/library/find-bundled-model.ts';
import { loadModel } from '../../../src/ml/model/load-model.ts';
import { makeSelfTestPixels } from '../../../src/ml/model/self-test.ts';
import { writeModel } from '../../../src/ml/onnx/graph-writer.ts';
import { cutBareTrunk } from '../../bench/bare-trunk.ts';

it('cuts a graph that gives the stride-32 feature map out of the bundled model', async () => {
  const { bytes, manifest } = await loadModel(findBundledModel(join(import.meta.dirname, '../../../src/ml/models')));
  const trunk = cutBareTrunk(bytes, manifest.input.name);
  expect(trunk.nodes).toBeLessThan(trunk.allNodes);
  const session = await InferenceSession.create(trunk.bytes);
  const pixels = new Tensor('uint8', makeSelfTestPixels(96, 64, 1), [1, 64, 96, 3]);
  const output = await session.run({ [manifest.input.name]: pixels }, trunk.outputs);
  const [features, ...tokens] = trunk.outputs.map((name) => output[name]);
  const [count, channels = 0, rows, columns] = features?.dims ?? [];
  expect([count, rows, columns]).toEqual([1, 2, 3]);
  expect(channels).toBeGreaterThan(400);
  for (const token of tokens) expect(token?.dims).toHaveLength(2);
  await session.release();
});

it('says when there is nothing to cut', () => {
  const bytes = writeModel({
    name: 'flat',
    opset: 17,
    inputs: [{ name: 'pixels', type: 'float32', shape: ['N', 3] }],
    outputs: [{ name: 'embedding', type: 'float32', shape: ['N', 3] }],
    nodes: [{ type: 'Relu', inputs: ['pixels'], outputs: ['embedding'] }],
  });
  expect(() => cutBareTrunk(bytes, 'pixels')).toThrow('no feature map');
});
