/** @file The whole path from a JPEG file to its embedding against PyTorch with Pillow. */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { createHeifDecoder } from '../../src/ml/decode/heif-decoder.ts';
import { createPhotoLoader } from '../../src/ml/decode/photo-loader.ts';
import { buildScaledPixels, embedPhotos } from '../../src/ml/model/embed-batch.ts';
import { loadModel, type LoadedModel } from '../../src/ml/model/load-model.ts';
import { computeCosine } from '../../src/ml/model/self-test.ts';
import { createModelSession, type ModelSession } from '../../src/ml/model/session.ts';
import { goldenFolder, modelFolder, readFileCases } from './golden-cases.ts';

const sampleFolder = fileURLToPath(new URL('../../build/sample-library/photos/', import.meta.url));
const sets = [
  { golden: readFileCases('jpeg-files.json'), folder: goldenFolder },
  { golden: readFileCases('golden-files.json'), folder: sampleFolder },
];
const cases = sets.flatMap(({ golden, folder }) => golden.cases.map((goldenCase) => ({ ...goldenCase, folder })));
const loader = createPhotoLoader(createHeifDecoder(new URL('../../src/ml/decode/heif-worker.ts', import.meta.url)));
let model: LoadedModel;
let session: ModelSession;

beforeAll(async () => {
  model = await loadModel(modelFolder);
  session = await createModelSession(model, { provider: 'cpu', threads: 2 });
});

afterAll(() => session.close());

test('the golden embeddings are of the bundled model', () => {
  for (const { golden } of sets) expect(golden.modelSha256).toBe(model.manifest.sha256);
});

test.each(cases)('$path: same size, cosine >= 0.999', async ({ folder, path, sha256, width, height, embedding }) => {
  const { sizes, scales } = model.manifest;
  const photo = await loader.read(join(folder, path));
  expect(photo.contentHash).toBe(sha256);
  const decoded = await loader.decode(photo, sizes);
  photo.release();
  expect(decoded.modelSize).toEqual({ width, height });
  const pixels = await buildScaledPixels(decoded.image, decoded.modelSize, scales);
  const [actual = new Float32Array()] = await embedPhotos(session, [pixels]);
  expect(computeCosine(actual, embedding)).toBeGreaterThanOrEqual(0.999);
});
