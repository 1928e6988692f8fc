/** @file The embedder is short of memory: the photo that asks for too much is told or left out, the others are indexed. */
import { join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { launchEmbedderWithNode } from '../../src/library/embedder-node-channel.ts';
import { openLibrary, type Library } from '../../src/library/library.ts';
import { writeTinyModel } from '../fixtures/tiny-model.ts';
import { createFakeEmbedder, writeFakePhoto } from './support/fake-embedder.ts';
import { makeScenes } from './support/make-scenes.ts';
import { makeFolders, makeOptions, openFakeLibrary, readCatalog, type TestFolders } from './support/test-library.ts';

const { signal } = new AbortController();
const mebibyte = 1024 * 1024;
let folders: TestFolders;
let library: Library;

beforeEach(() => {
  folders = makeFolders();
});
afterEach(async () => {
  await library.close();
  delete process.env['CAIRN_TEST_HEADROOM'];
  folders.remove();
});

describe.runIf(process.platform === 'linux')('a photo that needs more memory than there is', () => {
  it('fails or is left out, with a reason, and all others are indexed', async () => {
    process.env['CAIRN_TEST_HEADROOM'] = String(160 * mebibyte);
    writeTinyModel(join(folders.root, 'model'), { seed: 3, hasLandmarkness: true });
    await makeScenes(folders.photos, [1, 2], 8);
    // Progressive: a decoder has to hold all of it at once.
    const size = { width: 14_000, height: 14_000, channels: 3, background: '#274' } as const;
    await sharp({ create: size, limitInputPixels: false })
      .jpeg({ progressive: true, quality: 50 })
      .toFile(join(folders.photos, 'huge.jpg'));
    library = openLibrary({
      ...makeOptions(folders.data, launchEmbedderWithNode(new URL('support/tight-embedder.ts', import.meta.url))),
      modelFolder: join(folders.root, 'model'),
    });
    library.addRoot(folders.photos);
    await library.scan({ signal });
    expect(await library.indexUntilDone({ signal })).toMatchObject({ indexed: 16 });
    const failures = library.listFailures([1]);
    expect(failures.map(({ path }) => path)).toEqual([join(folders.photos, 'huge.jpg')]);
    expect(failures[0]?.reason).toMatch(/memory|twice/u);
    readCatalog(folders.data, (catalog) => {
      expect(catalog.jobs.countByState()).toMatchObject({ queued: 0, running: 0 });
      expect(catalog.embeddings.count(1)).toBe(16);
    });
  });
});

it('after the process ended, fewer photos are under way', async () => {
  const fake = createFakeEmbedder();
  library = openFakeLibrary(folders.data, fake);
  for (let index = 0; index < 80; index += 1)
    writeFakePhoto(join(folders.photos, `${index}.jpg`), { label: 'a', index });
  library.addRoot(folders.photos);
  await library.scan({ signal });
  let underWay = 0;
  const most = [0, 0];
  let embedded = 0;
  fake.beforeEmbedding = async () => {
    const { launches } = fake.counts;
    underWay += 1;
    embedded += 1;
    most[launches - 1] = Math.max(most[launches - 1] ?? 0, underWay);
    if (embedded === 20) {
      fake.kill();
      underWay = 0;
    }
    await new Promise((resolve) => setTimeout(resolve, 5));
    if (fake.counts.launches === launches) underWay = Math.max(0, underWay - 1);
  };
  await library.indexUntilDone({ signal });
  expect(fake.counts.launches).toBe(2);
  expect(most[0]).toBeGreaterThan(8);
  expect(most[1]).toBeLessThanOrEqual(8);
  expect(readCatalog(folders.data, (catalog) => catalog.photos.count())).toBe(80);
});
