import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { loadAtlas } from '../../../../src/ml/recognition/load-atlas.ts';
import { writeAtlas } from '../../../../src/ml/recognition/write-atlas.ts';
import { dims } from '../grouping/mixture.ts';
import { createSyntheticAtlas, modelHash } from './synthetic-atlas.ts';

const { atlas } = await createSyntheticAtlas(1);
const expected = { modelHash, dims };
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'cairn-atlas-'));
  await writeAtlas(folder, atlas, { licence: 'CC0-1.0', attribution: 'Invented for a test.' });
});

afterEach(() => rm(folder, { recursive: true, force: true }));

async function changeJson(change: (file: Record<string, unknown>) => void): Promise<void> {
  const target = path.join(folder, 'atlas.json');
  const file = JSON.parse(await readFile(target, 'utf8')) as Record<string, unknown>;
  change(file);
  await writeFile(target, JSON.stringify(file));
}

const refused = (message: RegExp) => ({ code: 'atlas-unusable', message: expect.stringMatching(message) as string });

describe('loadAtlas', () => {
  it('reads what writeAtlas wrote', async () => {
    const loaded = await loadAtlas(folder, expected);
    expect(loaded).toEqual(atlas);
  });

  it('refuses an atlas of another model', async () => {
    await expect(loadAtlas(folder, { modelHash: 'cd'.repeat(32), dims })).rejects.toMatchObject(
      refused(/another model/),
    );
    await expect(loadAtlas(folder, { modelHash, dims: dims * 2 })).rejects.toMatchObject(refused(/another model/));
  });

  it('refuses changed, cut and missing vectors', async () => {
    const target = path.join(folder, 'references.bin');
    const bytes = await readFile(target);
    bytes[bytes.length - 1] = (bytes[bytes.length - 1] ?? 0) ^ 1;
    await writeFile(target, bytes);
    await expect(loadAtlas(folder, expected)).rejects.toMatchObject(refused(/wrong checksum/));
    await writeFile(target, bytes.subarray(1));
    await expect(loadAtlas(folder, expected)).rejects.toMatchObject(refused(/bytes instead of/));
    await rm(target);
    await expect(loadAtlas(folder, expected)).rejects.toMatchObject(refused(/cannot be read/));
  });

  it('refuses counts that do not fit the vectors', async () => {
    await changeJson((file) => (file['nonLandmarkReferences'] = 19));
    await expect(loadAtlas(folder, expected)).rejects.toMatchObject(refused(/bytes instead of/));
  });

  it.each([
    ['no JSON', 'x'],
    ['not an atlas', '{}'],
    ['an empty file', ''],
  ])('refuses %s', async (_, content) => {
    await writeFile(path.join(folder, 'atlas.json'), content);
    await expect(loadAtlas(folder, expected)).rejects.toMatchObject(refused(/not an atlas/));
  });

  it('refuses an atlas from a later version, a path elsewhere and a landmark named twice', async () => {
    await changeJson((file) => (file['formatVersion'] = 2));
    await expect(loadAtlas(folder, expected)).rejects.toMatchObject(refused(/not an atlas/));
    await changeJson((file) => {
      file['formatVersion'] = 1;
      file['vectors'] = { ...(file['vectors'] as object), file: '../references.bin' };
    });
    await expect(loadAtlas(folder, expected)).rejects.toMatchObject(refused(/not an atlas/));
    await changeJson((file) => {
      file['vectors'] = { ...(file['vectors'] as object), file: 'references.bin' };
      const landmarks = file['landmarks'] as { id: string }[];
      for (const landmark of landmarks) landmark.id = 'twin';
    });
    await expect(loadAtlas(folder, expected)).rejects.toMatchObject(refused(/twice/));
  });

  it('refuses a folder that is not there', async () => {
    await expect(loadAtlas(path.join(folder, 'nowhere'), expected)).rejects.toMatchObject(refused(/missing/));
  });
});
