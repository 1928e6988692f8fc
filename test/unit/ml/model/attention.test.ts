/** @file Where the model looks: the output `attention` of a real session, and what is no attention map. */
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { loadModel } from '../../../../src/ml/model/load-model.ts';
import { createModelSession, type AttentionMap } from '../../../../src/ml/model/session.ts';
import { writeTinyModel, type ModelDefect } from '../../../fixtures/tiny-model.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-attention-'));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

/** Black on the left, the colour on the right. */
async function attend(seed: number, defect?: ModelDefect): Promise<AttentionMap | null> {
  writeTinyModel(folder, { seed, defect });
  const session = await createModelSession(await loadModel(folder), { provider: 'cpu', threads: 1 });
  try {
    const [width, height] = [96, 64];
    const data = new Uint8Array(width * height * 3);
    for (let y = 0; y < height; y += 1) {
      for (let x = width / 2; x < width; x += 1) data.set([255, 40, 90], (y * width + x) * 3);
    }
    return await session.attend({ data, count: 1, width, height });
  } finally {
    await session.close();
  }
}

it('is one number a patch, row by row', async () => {
  const map = await attend(1);
  expect(map).toMatchObject({ width: 3, height: 2 });
  const values = [...(map?.values ?? [])].map((value) => Number(value.toFixed(5)));
  expect(values.slice(3)).toEqual(values.slice(0, 3));
  expect(values[0]).not.toBeCloseTo(values[2] ?? 0, 3);
  expect(values[1]).toBeGreaterThan(Math.min(values[0] ?? 0, values[2] ?? 0));
  expect(values[1]).toBeLessThan(Math.max(values[0] ?? 0, values[2] ?? 0));
});

it('is nothing where the numbers cannot be attention', async () => {
  // Without softplus the tiny model of this seed is below zero on black.
  expect(await attend(2)).not.toBeNull();
  expect(await attend(2, 'attention-may-be-negative')).toBeNull();
});
