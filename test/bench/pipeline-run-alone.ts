/** @file Child process of pipeline.ts: photos per second of `session.run` alone on ready tensors. Prints one number. */
import { loadModel } from '../../src/ml/model/load-model.ts';
import { makeSelfTestPixels } from '../../src/ml/model/self-test.ts';
import { createModelSession } from '../../src/ml/model/session.ts';

const [modelFolder = '', threads = '1', seconds = '10'] = process.argv.slice(2);
const model = await loadModel(modelFolder);
const session = await createModelSession(model, { provider: 'cpu', threads: Number(threads) });
const { width, height } = model.manifest.sizes[0];
const tensors = [1, 2, 3, 4].map((seed) => makeSelfTestPixels(width, height, seed));
const runAll = async (): Promise<void> => {
  for (const data of tensors) await session.run({ data, count: 1, width, height });
};
await runAll();
const start = performance.now();
let photos = 0;
while (performance.now() - start < Number(seconds) * 1000) {
  await runAll();
  photos += tensors.length;
}
console.log((photos / (performance.now() - start)) * 1000);
