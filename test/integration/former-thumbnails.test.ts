/** @file Pictures that an earlier version of Cairn made are shown, also of photos that cannot be read now. */
import { mkdirSync, rmSync } from 'node:fs';
import { dirname, join } from 'node:path';
import sharp from 'sharp';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { listThumbnailPaths } from '../../src/ml/thumbnails-path.ts';
import { createFakeEmbedder, writeFakePhoto } from './support/fake-embedder.ts';
import { makeFolders, openFakeLibrary, readCatalog, scanAndIndex, type TestFolders } from './support/test-library.ts';

let folders: TestFolders;

beforeEach(() => {
  folders = makeFolders();
});
afterEach(() => folders.remove());

it('shows the picture of an earlier version until there is one of this', async () => {
  const library = openFakeLibrary(folders.data, createFakeEmbedder());
  library.addRoot(folders.photos);
  const path = join(folders.photos, '1.jpg');
  writeFakePhoto(path, { label: 'a', index: 1 });
  await scanAndIndex(library);
  const photo = readCatalog(folders.data, (catalog) => catalog.photos.listPage({ offset: 0, limit: 1 })[0]);
  if (photo === undefined) expect.fail('no photo');
  const { id, contentHash } = readCatalog(folders.data, (catalog) => catalog.photos.get(photo.id)) ?? expect.fail();
  const [now = '', former = ''] = listThumbnailPaths(join(folders.data, 'thumbnails'), contentHash, 'screen');
  expect([now, former].map((name) => name.slice(name.indexOf(contentHash) + contentHash.length))).toEqual([
    '.screen.jpg',
    '.screen.webp',
  ]);
  mkdirSync(dirname(former), { recursive: true });
  const picture = sharp({ create: { width: 16, height: 12, channels: 3, background: '#8a6d3b' } });
  await picture.clone().webp().toFile(former);
  rmSync(path);
  expect(await library.getThumbnail(id, 'screen')).toBe(former);
  await picture.clone().jpeg().toFile(now);
  expect(await library.getThumbnail(id, 'screen')).toBe(now);
  await library.close();
});
