/** @file Files whose times are nobody's: in the future, before 1970, beyond every calendar; and a clock that is put back between two scans. */
import { statSync, utimesSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { launchEmbedderWithNode } from '../../src/library/embedder-node-channel.ts';
import { openLibrary, type Library } from '../../src/library/library.ts';
import { writeTinyModel } from '../fixtures/tiny-model.ts';
import { createFakeEmbedder, writeFakePhoto, type FakeEmbedder } from './support/fake-embedder.ts';
import { makeScenes } from './support/make-scenes.ts';
import {
  embedderEntry,
  makeFolders,
  makeOptions,
  openFakeLibrary,
  readCatalog,
  scanAndIndex,
  type TestFolders,
} from './support/test-library.ts';

const { signal } = new AbortController();
let folders: TestFolders;
let fake: FakeEmbedder;
let library: Library;

beforeEach(() => {
  folders = makeFolders();
  fake = createFakeEmbedder();
  library = openFakeLibrary(folders.data, fake);
  library.addRoot(folders.photos);
});
afterEach(async () => {
  await library.close();
  folders.remove();
});

/** Seconds since 1970. What a file system cannot hold it cuts off. */
const oddSeconds = [-2_000_000_000, -1.5, 0, 4_102_444_800, 15_000_000_000, 253_402_300_800, 8_640_000_000_000];

it('are indexed once, whatever their time, listed by it, and unchanged at the next scan', async () => {
  await library.close();
  const model = join(folders.root, 'model');
  writeTinyModel(model, { seed: 1, hasLandmarkness: true });
  const launch = launchEmbedderWithNode(embedderEntry);
  library = openLibrary({ ...makeOptions(`${folders.data}-2`, launch), modelFolder: model, isModelNamed: true });
  library.addRoot(folders.photos);
  const paths = await makeScenes(folders.photos, [1], oddSeconds.length);
  paths.forEach((path, index) => utimesSync(path, oddSeconds[index] ?? 0, oddSeconds[index] ?? 0));
  await scanAndIndex(library);
  const stored = readCatalog(`${folders.data}-2`, (catalog) => [...catalog.files.listForRoot(1)]);
  expect(stored.map(({ mtimeMs }) => mtimeMs)).toEqual(paths.map((path) => Math.trunc(statSync(path).mtimeMs)));
  expect(await library.scan({ signal })).toMatchObject({ unchanged: oddSeconds.length, changed: 0 });
  expect(await library.indexUntilDone({ signal })).toMatchObject({ indexed: 0 });
  const { items } = await library.handlers['photos.list']({ offset: 0, limit: 100 });
  expect(items).toHaveLength(oddSeconds.length);
  const { months } = await library.handlers['photos.timeline']({});
  expect(months.reduce((sum, { count }) => sum + count, 0)).toBe(oddSeconds.length);
  await library.handlers['albums.facets']({});
  await library.handlers['search.query']({ text: 'last year', limit: 10 });
  expect(readCatalog(`${folders.data}-2`, (catalog) => catalog.checkIntegrity())).toEqual([]);
});

it('a newer photo with an older time is taken for what it is: another one', async () => {
  const path = join(folders.photos, 'a.jpg');
  writeFakePhoto(path, { label: 'a', index: 1 });
  utimesSync(path, 1_700_000_000, 1_700_000_000);
  await scanAndIndex(library);
  // The clock was put back by ten years, and a program wrote the photo anew.
  writeFakePhoto(path, { label: 'a', index: 2 });
  utimesSync(path, 1_400_000_000, 1_400_000_000);
  expect(await library.scan({ signal })).toMatchObject({ changed: 1, unchanged: 0 });
  await library.indexUntilDone({ signal });
  expect(fake.embedded).toHaveLength(2);
  expect(await library.scan({ signal })).toMatchObject({ changed: 0, unchanged: 1 });
});
