/** @file Where the model looked and how a photo was exposed: a real embedder, a tiny model, real files. */
import { copyFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import sharp from 'sharp';
import type { AttentionView } from '../../src/api/views.ts';
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
    if (name.startsWith('orientation-')) writeFileSync(join(folders.photos, name), bytes);
  }
  library = openLibrary({ ...makeOptions(folders.data), modelFolder });
  library.addRoot(folders.photos);
});
afterEach(async () => {
  await library.close();
  folders.remove();
});

const find = (name: string): number => {
  const photoId = library.findPhotoByPath(join(folders.photos, name));
  if (photoId === null) throw new Error(`no photo ${name}`);
  return photoId;
};
async function attend(name: string): Promise<Extract<AttentionView, { kind: 'map' }>> {
  const view = await library.handlers['photos.attention']({ photoId: find(name) });
  if (view.kind !== 'map') throw new Error('the model says nothing');
  return view;
}

it('lies on the upright photo, whatever way the file is stored', async () => {
  await scanAndIndex(library);
  const upright = await attend('orientation-1.jpg');
  // The corners of the scene have four colours: its map is no symmetric one.
  expect(upright.values).toHaveLength(upright.width * upright.height);
  const corners = [0, upright.width - 1, upright.values.length - upright.width, upright.values.length - 1].map(
    (index) => upright.values[index] ?? 0,
  );
  expect(new Set(corners.map((value) => value.toFixed(2))).size).toBe(4);
  for (let orientation = 2; orientation <= 8; orientation += 1) {
    const map = await attend(`orientation-${orientation}.jpg`);
    expect({ width: map.width, height: map.height }).toEqual({ width: upright.width, height: upright.height });
    const farthest = Math.max(...map.values.map((value, index) => Math.abs(value - (upright.values[index] ?? 0))));
    expect([orientation, farthest < 0.05]).toEqual([orientation, true]);
  }
});

it('takes the size of the model that fits the photo, and needs the preview alone', async () => {
  const scene = sharp(join(folders.photos, 'orientation-1.jpg'));
  await scene.clone().resize({ width: 200, height: 400, fit: 'fill' }).toFile(join(folders.photos, 'tall.jpg'));
  await scanAndIndex(library);
  const photoId = find('tall.jpg');
  rmSync(join(folders.photos, 'tall.jpg'));
  expect(await library.handlers['photos.attention']({ photoId })).toMatchObject({ kind: 'map', width: 2, height: 3 });
  // As long as no file can be read nothing more is known of it.
  expect(await library.handlers['photos.exposure']({ photoId })).toBeNull();
});

it('answers while photos are indexed, and again without computing', async () => {
  await scanAndIndex(library);
  await makePhotos(folders.photos, 12);
  const indexing = scanAndIndex(library);
  const first = await attend('orientation-1.jpg');
  await indexing;
  expect(await attend('orientation-1.jpg')).toBe(first);
  await expect(library.handlers['photos.attention']({ photoId: 999 })).rejects.toMatchObject({
    code: 'photo-unavailable',
  });
});

it('says how a photo was exposed, and where its copies lie', async () => {
  const path = join(folders.photos, 'exposed.jpg');
  await sharp(join(folders.photos, 'orientation-1.jpg'))
    .withExif({ IFD2: { ExposureTime: '1/125', LensModel: 'Some lens' } })
    .toFile(path);
  copyFileSync(path, join(folders.photos, 'copy.jpg'));
  await scanAndIndex(library);
  const photoId = find('exposed.jpg');
  expect(await library.handlers['photos.exposure']({ photoId })).toMatchObject({
    lens: 'Some lens',
    exposureSeconds: 0.008,
    iso: null,
  });
  const { files } = await library.handlers['photos.get']({ photoId });
  expect(files.map(({ fileName }) => fileName).sort()).toEqual(['copy.jpg', 'exposed.jpg']);
  const last = files.at(-1);
  expect(library.locatePhoto(photoId, last?.fileId)?.path).toBe(join(folders.photos, last?.fileName ?? ''));
  expect(library.locatePhoto(find('orientation-1.jpg'), last?.fileId)).toBeNull();
});
