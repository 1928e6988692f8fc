import { cp, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadModel } from '../../../../src/ml/model/load-model.ts';
import { loadSelfTest, makeSelfTestPixels } from '../../../../src/ml/model/self-test.ts';
import { createModelSession } from '../../../../src/ml/model/session.ts';
import type { Manifest } from '../../../../src/ml/model/manifest.ts';

const bundled = join(import.meta.dirname, '../../../../src/ml/models/dolg-b4-vit');
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-model-'));
  await cp(bundled, folder, { recursive: true });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function changeManifest(change: (manifest: Record<string, unknown>) => void): Promise<void> {
  const path = join(folder, 'manifest.json');
  const manifest = JSON.parse(await readFile(path, 'utf8')) as Record<string, unknown>;
  change(manifest);
  await writeFile(path, JSON.stringify(manifest));
}

describe('loadModel', () => {
  it('accepts the bundled model', async () => {
    const { manifest, bytes } = await loadModel(bundled);
    expect(manifest.dims).toBe(512);
    expect(bytes.length).toBeGreaterThan(1_000_000);
  });

  it('refuses a damaged model.onnx', async () => {
    const path = join(folder, 'model.onnx');
    const bytes = await readFile(path);
    bytes[1000] = (bytes[1000] ?? 0) ^ 1;
    await writeFile(path, bytes);
    await expect(loadModel(folder)).rejects.toMatchObject({
      code: 'model-unusable',
      message: /damaged.*Install Cairn again/,
    });
  });

  it.each([
    ['sizes', [{ width: 300, height: 384 }], /sizes/],
    ['sizes', [], /sizes/],
    ['dims', 0, /dims/],
    ['format', 2, /format/],
    ['input', { name: 'pixels', dtype: 'float32', layout: 'NHWC' }, /dtype/],
    ['calibration', undefined, /calibration/],
  ])('refuses a manifest with wrong %s', async (key, value, message) => {
    await changeManifest((manifest) => (manifest[key] = value));
    await expect(loadModel(folder)).rejects.toMatchObject({ code: 'model-unusable', message });
  });

  it('names a few of the faults of a manifest that has very many', async () => {
    await changeManifest((manifest) => (manifest['scales'] = Array.from({ length: 50_000 }, () => 'wide')));
    const failure: unknown = await loadModel(folder).catch((error: unknown) => error);
    expect(failure).toMatchObject({ code: 'model-unusable', message: /scales.*and \d+ more/s });
    expect(String(failure).length).toBeLessThan(1500);
  });

  it('refuses a folder without a manifest, and one that is not JSON', async () => {
    await writeFile(join(folder, 'manifest.json'), '{');
    await expect(loadModel(folder)).rejects.toMatchObject({ code: 'model-unusable', message: /not JSON/ });
    await rm(join(folder, 'manifest.json'));
    await expect(loadModel(folder)).rejects.toMatchObject({ code: 'model-unusable', message: /ENOENT/ });
  });
});

describe('createModelSession', () => {
  it.each([
    [(manifest: Manifest) => ({ ...manifest, dims: 256 }), /256/],
    [(manifest: Manifest) => ({ ...manifest, input: { ...manifest.input, name: 'image' } }), /image/],
    [(manifest: Manifest) => ({ ...manifest, outputs: { ...manifest.outputs, attention: 'heat' } }), /heat/],
  ])('refuses a graph that is not what the manifest says', async (change, message) => {
    const model = await loadModel(bundled);
    const wrong = { ...model, manifest: change(model.manifest) };
    await expect(createModelSession(wrong, { provider: 'cpu', threads: 1 })).rejects.toMatchObject({
      code: 'model-unusable',
      message,
    });
  });

  it('gives a unit vector for any size and batch', async () => {
    const session = await createModelSession(await loadModel(bundled), { provider: 'cpu', threads: 1 });
    const data = makeSelfTestPixels(96, 64 * 2, 3);
    const output = await session.run({ data, count: 2, width: 96, height: 64 });
    expect(output).toHaveLength(1024);
    for (const row of [0, 1]) {
      const vector = output.subarray(row * 512, (row + 1) * 512);
      expect(Math.hypot(...vector)).toBeCloseTo(1, 4);
    }
    await session.close();
  });
});

describe('loadSelfTest', () => {
  it('reads the golden embeddings of the bundled model', async () => {
    const cases = await loadSelfTest(await loadModel(bundled));
    expect(cases.length).toBeGreaterThan(0);
    for (const { embedding } of cases) expect(Math.hypot(...embedding)).toBeCloseTo(1, 4);
  });

  it('refuses those of another model; none is no error', async () => {
    const path = join(folder, 'self-test.json');
    const text = await readFile(path, 'utf8');
    const model = await loadModel(folder);
    await writeFile(path, text.replace(/"modelSha256": "./, '"modelSha256": "0'));
    await expect(
      loadSelfTest({ ...model, manifest: { ...model.manifest, sha256: 'f'.repeat(64) } }),
    ).rejects.toMatchObject({ code: 'model-unusable' });
    await rm(path);
    expect(await loadSelfTest(model)).toEqual([]);
  });
});
