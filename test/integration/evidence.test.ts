/** @file What the library knows of photos beside their vectors: places, walks, words; and how it says why. With the fake embedder. */
import { mkdirSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { PhotoReasons } from '../../src/api/views.ts';
import type { Library } from '../../src/library/library.ts';
import { createFakeEmbedder, writeFakePhoto, type FakePhoto } from './support/fake-embedder.ts';
import { writeLandmarkFacts } from './support/landmark-facts.ts';
import { makeFolders, openFakeLibrary, scanAndIndex, type TestFolders } from './support/test-library.ts';

let folders: TestFolders;
let library: Library;

const add = (path: string, photo: FakePhoto): void => {
  mkdirSync(dirname(join(folders.photos, path)), { recursive: true });
  writeFakePhoto(join(folders.photos, path), photo);
};
const explain = async (path: string): Promise<PhotoReasons> => {
  const photoId = library.findPhotoByPath(join(folders.photos, path));
  if (photoId === null) throw new Error(`no photo ${path}`);
  return await library.handlers['photos.why']({ photoId });
};

beforeEach(() => {
  folders = makeFolders();
  writeLandmarkFacts(folders.data);
  library = openFakeLibrary(folders.data, createFakeEmbedder());
  library.addRoot(folders.photos);
});
afterEach(async () => {
  await library.close();
  folders.remove();
});

it('says which words around a photo name its landmark, and which photos look alike', async () => {
  add('2019-06 The tower/first.jpg', { label: 'known-tower', index: 0 });
  add('other/second.jpg', { label: 'known-tower', index: 1 });
  await scanAndIndex(library);
  const reasons = await explain('2019-06 The tower/first.jpg');
  expect(reasons).toMatchObject({ landmarkId: 'known-tower', name: 'The tower', estimatedPlace: null, twins: [] });
  expect(reasons.landmarks[0]?.evidence).toContainEqual({
    kind: 'folder',
    logOdds: 1,
    words: 'The tower',
  });
  expect(reasons.similar).toMatchObject([{ albums: ['The tower'] }]);
});

it('says which photos of the same walk show the landmark', async () => {
  add('a.jpg', { label: 'known-tower', index: 0 });
  add('b.jpg', { label: 'known-tower', index: 120 });
  await scanAndIndex(library);
  expect((await explain('b.jpg')).landmarks[0]?.evidence).toContainEqual({
    kind: 'walk',
    logOdds: 1,
    minutes: 2,
  });
});

it('estimates where a photo was taken, also when its neighbours come later', async () => {
  add('middle.jpg', { label: 'meal', index: 60 });
  await scanAndIndex(library);
  expect((await explain('middle.jpg')).estimatedPlace).toBeNull();
  add('before.jpg', { label: 'known-tower', index: 0, latitude: 43.7, longitude: 7.26 });
  add('after.jpg', { label: 'known-bridge', index: 120, latitude: 43.7, longitude: 7.262 });
  await scanAndIndex(library);
  const { estimatedPlace } = await explain('middle.jpg');
  expect(estimatedPlace).toMatchObject({ place: 'Nice, France' });
  expect(estimatedPlace?.latitude).toBeCloseTo(43.7, 6);
  expect(estimatedPlace?.longitude).toBeCloseTo(7.261, 6);
  expect((await explain('before.jpg')).estimatedPlace).toBeNull();
});

it('knows nothing of photos that are not there', async () => {
  await scanAndIndex(library);
  await expect(library.handlers['photos.why']({ photoId: 99 })).rejects.toMatchObject({ code: 'not-found' });
  expect(await library.handlers['photos.doubtful']({})).toEqual([]);
});

it('explains a file that is not in the library', async () => {
  await scanAndIndex(library);
  const path = join(folders.root, 'the tower.jpg');
  writeFakePhoto(path, { label: 'known-tower', index: 5 });
  const reasons = await library.explainFile(path);
  expect(reasons).toMatchObject({ landmarkId: 'known-tower', similar: [] });
  expect(reasons.landmarks[0]?.evidence).toContainEqual({
    kind: 'file-name',
    logOdds: 1,
    words: 'the tower',
  });
});
