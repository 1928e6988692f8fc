import { join } from 'node:path';
import Database from 'better-sqlite3';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { Catalog } from '../../src/db/catalog.ts';
import { createFakeEmbedder, writeFakePhoto } from './support/fake-embedder.ts';
import { makeFolders, openFakeLibrary, readCatalog, scanAndIndex, type TestFolders } from './support/test-library.ts';

const photoCount = 70;
let folders: TestFolders;

beforeEach(() => {
  folders = makeFolders();
});
afterEach(() => folders.remove());

/** A library as a version left it that knew no placeholders. */
async function makeOldLibrary(): Promise<void> {
  const library = openFakeLibrary(folders.data, createFakeEmbedder());
  library.addRoot(folders.photos);
  for (let index = 0; index < photoCount; index += 1) {
    writeFakePhoto(join(folders.photos, `${index}.jpg`), { label: 'a', index, latitude: 43.7, longitude: 7.26 });
  }
  await scanAndIndex(library);
  await library.close();
  const database = new Database(join(folders.data, 'catalog.sqlite'));
  database.exec('UPDATE photos SET thumbhash = NULL, perceptual_hash = NULL, country = NULL');
  database.close();
}

function countPlaceholders(catalog: Catalog): number {
  return catalog.photos.listPage({ offset: 0, limit: 1000 }).filter(({ thumbhash }) => thumbhash !== null).length;
}

it('come with a photo when it is indexed, its country too', async () => {
  const library = openFakeLibrary(folders.data, createFakeEmbedder());
  library.addRoot(folders.photos);
  writeFakePhoto(join(folders.photos, '1.jpg'), { label: 'a', index: 1, latitude: 43.7, longitude: 7.26 });
  await scanAndIndex(library);
  expect(readCatalog(folders.data, countPlaceholders)).toBe(1);
  expect(await library.handlers['photos.list']({ offset: 0, limit: 9, filter: { country: 'FR' } })).toMatchObject({
    total: 1,
    items: [{ fileName: '1.jpg', thumbhash: 'AQIDBAU=', isFavourite: false }],
  });
  await library.close();
});

it('are made up for photos of an older version, from their thumbnails', async () => {
  await makeOldLibrary();
  const fake = createFakeEmbedder();
  const library = openFakeLibrary(folders.data, fake);
  await scanAndIndex(library);
  expect(readCatalog(folders.data, countPlaceholders)).toBe(photoCount);
  expect(fake.indexed).toEqual([]);
  const french = await library.handlers['photos.timeline']({ filter: { country: 'FR' } });
  expect(french.total).toBe(photoCount);
  await library.close();
});

it('do without a thumbnail that is gone, or ends the embedder, and ask for it once', async () => {
  await makeOldLibrary();
  const fake = createFakeEmbedder();
  let asked = 0;
  fake.hashThumbnail = () => {
    asked += 1;
    if (asked === 40) fake.kill();
    return asked < 10 ? null : { thumbhash: Uint8Array.of(1, 2, 3, 4, 5), perceptualHash: new Uint8Array(8) };
  };
  const library = openFakeLibrary(folders.data, fake);
  await scanAndIndex(library);
  const placed = readCatalog(folders.data, countPlaceholders);
  // The step that was under way when it ended is given up; the first and the last are there.
  expect(placed).toBe(photoCount - 9 - 32);
  expect(asked).toBe(photoCount);
  await scanAndIndex(library);
  expect(asked).toBe(photoCount);
  await library.close();
});
