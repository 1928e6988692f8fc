/** @file Search by a picture from outside: a real embedder, a tiny model, real files. */
import { existsSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { openLibrary, type Library } from '../../src/library/library.ts';
import { makeGoodFiles } from '../fixtures/make-fixtures.ts';
import { writeTinyModel } from '../fixtures/tiny-model.ts';
import { makePhotos } from './support/make-photos.ts';
import { makeFolders, makeOptions, scanAndIndex, type TestFolders } from './support/test-library.ts';

let folders: TestFolders;
let library: Library;

beforeEach(async () => {
  folders = makeFolders();
  const modelFolder = join(folders.root, 'model');
  writeTinyModel(modelFolder, { seed: 5 });
  for (const [name, bytes] of await makeGoodFiles()) {
    if (name === 'orientation-1.jpg') writeFileSync(join(folders.photos, name), bytes);
  }
  await makePhotos(folders.photos, 3);
  library = openLibrary({ ...makeOptions(folders.data), modelFolder });
  library.addRoot(folders.photos);
  await scanAndIndex(library);
});
afterEach(async () => {
  await library.close();
  folders.remove();
});

const listLeft = (): readonly string[] => {
  const folder = join(folders.data, 'cache', 'searched-pictures');
  return existsSync(folder) ? readdirSync(folder) : [];
};

it('finds the photo itself first, and keeps nothing of the picture', async () => {
  const name = 'orientation-1.jpg';
  const found = await library.handlers['search.image']({
    bytes: new Uint8Array(readFileSync(join(folders.photos, name))),
  });
  expect(found.similar[0]?.fileName).toBe(name);
  expect(found.similar[0]?.cosine).toBeCloseTo(1, 3);
  expect(found.similar.length).toBeGreaterThan(1);
  expect(found.albumId).toBeNull();
  expect(listLeft()).toEqual([]);
});

it.each([
  ['text', Buffer.from('this is no picture, whatever it is called')],
  ['a JPEG that ends early', Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.alloc(200)])],
])('says that %s is none, and keeps nothing of it', async (_, bytes) => {
  const search = library.handlers['search.image'];
  await expect(search({ bytes: new Uint8Array(bytes) })).rejects.toMatchObject({ code: 'photo-unreadable' });
  expect(listLeft()).toEqual([]);
});
