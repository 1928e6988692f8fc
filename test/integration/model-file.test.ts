/**
 * @file The bundled model or atlas is damaged, between two starts of Cairn or while it runs: it is said what to do, photos wait, the
 * library can be looked at, and when it is whole again the work goes on where it was. With the real embedder and a tiny model.
 */
import { createHash } from 'node:crypto';
import { copyFileSync, cpSync, mkdirSync, readFileSync, rmSync, truncateSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { launchEmbedderWithNode } from '../../src/library/embedder-node-channel.ts';
import { openLibrary, type Library } from '../../src/library/library.ts';
import type { EmbedderChannel } from '../../src/ml/embedder-messages.ts';
import { bundledAtlasName } from '../../src/ml/recognition/atlas.ts';
import { writeTinyModel } from '../fixtures/tiny-model.ts';
import { makeScenes } from './support/make-scenes.ts';
import { embedderEntry, makeFolders, makeOptions, scanAndIndex, type TestFolders } from './support/test-library.ts';

const { signal } = new AbortController();
let folders: TestFolders;
let library: Library;
let channels: EmbedderChannel[] = [];
const model = (...parts: string[]): string => join(folders.root, 'model', ...parts);
const launchReal = launchEmbedderWithNode(embedderEntry);

const open = (atlasFolder: string | null = null): Library =>
  openLibrary({
    ...makeOptions(folders.data, () => {
      const channel = launchReal();
      channels.push(channel);
      return channel;
    }),
    modelFolder: model(),
    atlasFolder,
  });

beforeEach(async () => {
  folders = makeFolders();
  channels = [];
  writeTinyModel(model(), { seed: 3, hasLandmarkness: true });
  cpSync(model(), join(folders.root, 'whole'), { recursive: true });
  await makeScenes(folders.photos, [1, 2], 3);
  library = open();
  library.addRoot(folders.photos);
  await scanAndIndex(library);
});
afterEach(async () => {
  await library.close();
  folders.remove();
});

const rewriteManifest = (change: object): void => {
  const manifest = JSON.parse(readFileSync(model('manifest.json'), 'utf8')) as object;
  writeFileSync(model('manifest.json'), JSON.stringify({ ...manifest, ...change }));
};
const mend = (): void => cpSync(join(folders.root, 'whole'), model(), { recursive: true });

async function expectWaiting(what: string): Promise<void> {
  await library.scan({ signal });
  await expect(library.indexUntilDone({ signal }), what).rejects.toMatchObject({
    code: 'model-unusable',
    message: expect.stringMatching(/install Cairn again/u) as string,
  });
  const { embedder } = await library.handlers['settings.get']({});
  expect(embedder).toMatchObject({ state: 'failed', problem: expect.stringMatching(/install Cairn again/u) as string });
  // The new photo waits; it has not failed.
  expect(library.countUnfinished([1])).toBe(1);
  expect(library.listFailures([1])).toEqual([]);
  const { items, total } = await library.handlers['photos.list']({ offset: 0, limit: 20 });
  expect(total).toBe(6);
  expect(library.exportAlbums().flatMap(({ photos }) => photos).length).toBeGreaterThan(0);
  for (const { id } of items) expect(await library.getThumbnail(id, 'grid')).not.toBeNull();
}

describe('a model', () => {
  const damages: readonly (readonly [what: string, damage: () => void])[] = [
    ['cut in the middle', () => truncateSync(model('model.onnx'), 2000)],
    ['empty', () => truncateSync(model('model.onnx'), 0)],
    [
      'changed by one byte',
      () => {
        const bytes = readFileSync(model('model.onnx'));
        bytes[bytes.length >> 1] = (bytes[bytes.length >> 1] ?? 0) ^ 1;
        writeFileSync(model('model.onnx'), bytes);
      },
    ],
    ['gone', () => rmSync(model('model.onnx'))],
    ['without its manifest', () => rmSync(model('manifest.json'))],
    ['with a manifest that is cut', () => truncateSync(model('manifest.json'), 40)],
    [
      'no ONNX at all, though its hash is right',
      () => {
        const bytes = Buffer.from('this is no model');
        writeFileSync(model('model.onnx'), bytes);
        rewriteManifest({ sha256: createHash('sha256').update(bytes).digest('hex') });
      },
    ],
  ];

  it('that is cut, changed, gone or no model stops no browsing, keeps photos waiting, and says what to do', async () => {
    copyFileSync(join(folders.photos, 'scene-1-0.jpg'), join(folders.photos, 'new.jpg'));
    writeFileSync(join(folders.photos, 'new.jpg'), 'x', { flag: 'a' });
    for (const [what, damage] of damages) {
      await library.close();
      damage();
      library = open();
      await expectWaiting(what);
      mend();
    }
    await library.close();
    library = open();
    expect(await library.indexUntilDone({ signal })).toMatchObject({ indexed: 1 });
    expect(await library.handlers['photos.list']({ offset: 0, limit: 20 })).toMatchObject({ total: 7 });
  });

  it('that is damaged while Cairn runs is noticed when the indexer is started again', async () => {
    truncateSync(model('model.onnx'), 100);
    copyFileSync(join(folders.photos, 'scene-1-0.jpg'), join(folders.photos, 'new.jpg'));
    writeFileSync(join(folders.photos, 'new.jpg'), 'x', { flag: 'a' });
    channels.at(-1)?.kill();
    await expect
      .poll(async () => (await library.handlers['settings.get']({})).embedder.state, { timeout: 20_000 })
      .toBe('restarting');
    await expectWaiting('cut while it runs');
    mend();
    await library.handlers['embedder.testAgain']({});
    await expect.poll(() => library.countUnfinished([1]), { timeout: 60_000 }).toBe(0);
    expect(await library.handlers['photos.list']({ offset: 0, limit: 20 })).toMatchObject({ total: 7 });
  });
});

it('an atlas that is cut costs its names alone, and it is said', async () => {
  await library.close();
  const atlas = join(folders.root, 'atlas');
  mkdirSync(atlas);
  const bundled = new URL(`../../src/ml/atlas/bundled/${bundledAtlasName}`, import.meta.url);
  writeFileSync(join(atlas, bundledAtlasName), readFileSync(bundled).subarray(0, 5000));
  await makeScenes(folders.photos, [3], 3);
  library = open(atlas);
  await library.scan({ signal });
  expect(await library.indexUntilDone({ signal })).toMatchObject({ indexed: 3 });
  const { embedder } = await library.handlers['settings.get']({});
  expect(embedder).toMatchObject({ state: 'ready', atlas: null });
  expect((await library.diagnose()).atlasProblem).toMatch(/atlas/u);
});
