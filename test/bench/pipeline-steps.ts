/**
 * @file Child process of pipeline.ts: what each step of indexing a photo costs when nothing else runs, in milliseconds of one core.
 * Arguments: the model's folder, then photos. Prints JSON.
 */
import sharp from 'sharp';
import { createHeifDecoder } from '../../src/ml/decode/heif-decoder.ts';
import { chooseModelSize } from '../../src/ml/decode/model-input.ts';
import { hashPicture } from '../../src/ml/decode/picture-hashes.ts';
import { openPixelSource } from '../../src/ml/decode/pixel-source.ts';
import { checkPhotoFile, hashContent, readPhotoFile } from '../../src/ml/decode/read-photo-file.ts';
import { encodeThumbnail } from '../../src/ml/decode/thumbnails.ts';
import { chooseWorkingSize } from '../../src/ml/decode/working-size.ts';
import { buildScaledPixels, embedPhotos } from '../../src/ml/model/embed-batch.ts';
import { loadModel } from '../../src/ml/model/load-model.ts';
import { createModelSession } from '../../src/ml/model/session.ts';

const steps = ['read', 'hash', 'open', 'decode', 'thumbnails', 'hashes', 'modelInput', 'model'] as const;
type Step = (typeof steps)[number];

/** Core-milliseconds of one photo: the least of some rounds, averaged over the photos. */
export type StepCosts = Readonly<Record<Step, number>>;

const rounds = 3;

async function measureSteps(modelFolder: string, paths: readonly string[]): Promise<StepCosts> {
  sharp.concurrency(1);
  sharp.cache(false);
  const model = await loadModel(modelFolder);
  const session = await createModelSession(model, { provider: 'cpu', threads: 1 });
  const decoder = createHeifDecoder(new URL('../../src/ml/decode/heif-worker.ts', import.meta.url));
  const { sizes, scales } = model.manifest;
  const costs = Object.fromEntries(steps.map((step) => [step, 0])) as Record<Step, number>;
  for (const path of paths) {
    const least = new Map<Step, number>();
    const measure = async <Value>(step: Step, work: () => Promise<Value>): Promise<Value> => {
      const before = process.cpuUsage();
      const value = await work();
      const { user, system } = process.cpuUsage(before);
      least.set(step, Math.min(least.get(step) ?? Infinity, (user + system) / 1000));
      return value;
    };
    for (let round = 0; round < rounds; round += 1) {
      const { sizeBytes } = await checkPhotoFile(path);
      const { bytes } = await measure('read', () => readPhotoFile(path, sizeBytes));
      await measure('hash', () => hashContent(bytes));
      const source = await measure('open', () => openPixelSource(bytes, 'jpeg', decoder));
      const modelSize = chooseModelSize(sizes, source);
      const { width, height } = chooseWorkingSize(source, modelSize);
      const image = await measure('decode', () => source.decode(width, height));
      await measure('hashes', () => hashPicture(image));
      await measure('thumbnails', () =>
        Promise.all([encodeThumbnail(image, 'grid'), encodeThumbnail(image, 'screen')]),
      );
      const pixels = await measure('modelInput', () => buildScaledPixels(image, modelSize, scales));
      await measure('model', () => embedPhotos(session, [pixels]));
    }
    for (const [step, cost] of least) costs[step] += cost / paths.length;
  }
  return costs;
}

const [modelFolder = '', ...paths] = process.argv.slice(2);
console.log(JSON.stringify(await measureSteps(modelFolder, paths)));
