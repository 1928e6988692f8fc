import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { estimateLandmarkness, loadLandmarkness } from '../../../../src/ml/recognition/landmarkness.ts';

let folder = '';
beforeEach(async () => (folder = await mkdtemp(path.join(tmpdir(), 'cairn-landmarkness-'))));
afterEach(() => rm(folder, { recursive: true, force: true }));

describe('loadLandmarkness', () => {
  it('reads the unit', async () => {
    await writeFile(path.join(folder, 'landmarkness.json'), JSON.stringify({ weights: [2, -1], bias: 0.5 }));
    const unit = await loadLandmarkness(folder);
    expect(estimateLandmarkness(unit, Float32Array.of(0.6, 0.8))).toBeCloseTo(1 / (1 + Math.exp(-0.9)), 6);
  });

  it.each(['', '{}', '{"weights":["a"],"bias":0}'])('refuses %j', async (content) => {
    await writeFile(path.join(folder, 'landmarkness.json'), content);
    await expect(loadLandmarkness(folder)).rejects.toMatchObject({ code: 'model-unusable' });
  });

  it('refuses a folder without it', async () => {
    await expect(loadLandmarkness(folder)).rejects.toMatchObject({ code: 'model-unusable' });
  });
});
