import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pathToFileURL } from 'node:url';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createHeifDecoder } from '../../../../src/ml/decode/heif-decoder.ts';

const heifWorker = new URL('../../../../src/ml/decode/heif-worker.ts', import.meta.url);
const scenePath = join(import.meta.dirname, '../../../fixtures/scene.heic');
let folder = '';

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'cairn-heif-'));
});

afterEach(() => rm(folder, { recursive: true, force: true }));

/** A worker that does something else than decode. */
async function writeWorker(source: string): Promise<URL> {
  const path = join(folder, 'worker.mjs');
  await writeFile(path, `import { parentPort } from 'node:worker_threads';\n${source}`);
  return pathToFileURL(path);
}

describe('createHeifDecoder', () => {
  it('decodes several photos one after the other', async () => {
    const decoder = createHeifDecoder(heifWorker);
    const bytes = await readFile(scenePath);
    const images = await Promise.all([decoder.decode(bytes), decoder.decode(bytes), decoder.decode(bytes)]);
    for (const { width, height, data } of images) {
      expect([width, height, data.length]).toEqual([480, 320, 480 * 320 * 4]);
    }
    await decoder.close();
  });

  it('goes on after a broken photo', async () => {
    const decoder = createHeifDecoder(heifWorker);
    const bytes = await readFile(scenePath);
    await expect(decoder.decode(bytes.subarray(0, 700))).rejects.toMatchObject({ isTransient: false });
    expect((await decoder.decode(bytes)).width).toBe(480);
    await decoder.close();
  });

  it('ends a decoder that never returns, and starts another', async () => {
    const flag = JSON.stringify(join(folder, 'ran-before'));
    const worker = await writeWorker(`
      import { existsSync, writeFileSync } from 'node:fs';
      parentPort.on('message', () => {
        if (!existsSync(${flag})) { writeFileSync(${flag}, ''); for (;;); }
        parentPort.postMessage({ ok: true, width: 1, height: 1, data: new Uint8ClampedArray(4) });
      });`);
    const decoder = createHeifDecoder(worker, 2000);
    await expect(decoder.decode(Buffer.alloc(1))).rejects.toMatchObject({ message: /longer than 2 seconds/ });
    expect((await decoder.decode(Buffer.alloc(1))).width).toBe(1);
    await decoder.close();
  });

  it('survives a decoder that ends', async () => {
    const decoder = createHeifDecoder(await writeWorker(`parentPort.on('message', () => process.exit(1));`), 5000);
    await expect(decoder.decode(Buffer.alloc(1))).rejects.toMatchObject({ message: /gave up/, isTransient: false });
  });
});
