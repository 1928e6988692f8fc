/**
 * @file DOLG as published, on ResNet: exported from PyTorch with random weights, chosen for a catalog, and taken through the whole
 * pipeline. Whatever meets the contract can be dropped in.
 */
import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { mkdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { systemPython } from '../../build/scripts/runtime/system-needs.ts';
import type { Manifest } from '../../src/ml/model/manifest.ts';
import { makeScenes } from '../integration/support/make-scenes.ts';
import { runCli } from '../integration/support/run-cli.ts';
import { makeFolders, readCatalog, type TestFolders } from '../integration/support/test-library.ts';

const root = join(import.meta.dirname, '..', '..');
const [scenes, perScene] = [[1, 2], 3];
let folders: TestFolders;

beforeEach(() => {
  folders = makeFolders();
});
afterEach(() => folders.remove());

async function exportPreset(preset: string, folder: string): Promise<Manifest> {
  mkdirSync(folder);
  const script = join('src', 'ml', 'training', 'export.py');
  await promisify(execFile)(systemPython, [script, '--preset', preset, '--random-weights', '--out', folder], {
    cwd: root,
    maxBuffer: 64 * 1024 * 1024,
  });
  return JSON.parse(readFileSync(join(folder, 'manifest.json'), 'utf8')) as Manifest;
}

async function runJson(...words: string[]): Promise<unknown> {
  const { exitCode, stdout, stderr } = await runCli([...words, '--catalog', folders.data, '--json'], {
    env: { CAIRN_PROVIDER: 'cpu' },
  });
  expect(exitCode, stdout + stderr).toBe(0);
  return JSON.parse(stdout);
}

it.each(['resnet50', 'resnet101', 'resnet101-article'])('%s runs through the whole pipeline', async (preset) => {
  const folder = join(folders.root, 'model');
  const manifest = await exportPreset(preset, folder);
  const sha256 = createHash('sha256')
    .update(readFileSync(join(folder, 'model.onnx')))
    .digest('hex');
  expect(manifest).toMatchObject({ dims: 512, sha256 });

  const use = (await runJson('model', 'use', folder)) as { chosen: object; checks: { outcome: string }[] };
  expect(use.chosen).toMatchObject({ hash: sha256 });
  expect(use.checks.filter(({ outcome }) => outcome === 'failed')).toEqual([]);

  const [photo = ''] = await makeScenes(folders.photos, scenes, perScene);
  const found = scenes.length * perScene;
  expect(await runJson('scan', folders.photos)).toMatchObject({ found, indexed: found, failed: [], waiting: 0 });
  const similar = (await runJson('similar', photo)) as { path: string; cosine: number }[];
  expect(similar).toHaveLength(found);
  expect(similar[0]?.path).toBe(photo);
  expect(similar[0]?.cosine).toBeGreaterThan(0.9999);
  expect(await runJson('identify', photo)).toMatchObject([{ landmarkId: null, failure: null }]);
  expect(await runJson('model', 'show')).toMatchObject({
    hash: sha256,
    isInUse: true,
    photos: found,
    atlas: null,
    atlasProblem: expect.stringContaining('was built for another model') as string,
    failure: null,
  });
  readCatalog(folders.data, (catalog) => {
    const [model] = catalog.embeddings.listModels();
    expect(model).toMatchObject({ hash: sha256, dims: 512, photos: found });
    for (const { vectors } of catalog.embeddings.iterateChunks(model?.id ?? 0, 1)) {
      expect(Math.hypot(...vectors)).toBeCloseTo(1, 4);
    }
    expect(catalog.jobs.countByState()).toMatchObject({ queued: 0, running: 0, failed: 0 });
    expect(catalog.checkIntegrity()).toEqual([]);
  });
});
