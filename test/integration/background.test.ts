/** @file Background work as the window uses it: watching, pausing, cancelling, closing. With the fake embedder. */
import { mkdirSync, renameSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { IndexingProgress } from '../../src/api/views.ts';
import type { Library } from '../../src/library/library.ts';
import { createFakeEmbedder, writeFakePhoto, type FakeEmbedder } from './support/fake-embedder.ts';
import { makeFolders, openFakeLibrary, readCatalog, type TestFolders } from './support/test-library.ts';

let folders: TestFolders;
let fake: FakeEmbedder;
let library: Library;
let isClosed = false;

const write = (name: string, index: number): void =>
  writeFakePhoto(join(folders.photos, name), { label: `label ${index}`, index });
const countPhotos = async (): Promise<number> => (await library.handlers['library.overview']({})).photos;
const readProgress = async (): Promise<IndexingProgress> => await library.handlers['indexing.progress']({});
const patience = { timeout: 60_000, interval: 50 };

beforeEach(() => {
  folders = makeFolders();
  fake = createFakeEmbedder();
  library = openFakeLibrary(folders.data, fake);
  isClosed = false;
});
afterEach(async () => {
  if (!isClosed) await library.close();
  folders.remove();
});

it('indexes a folder that is added, and what changes in it afterwards', async () => {
  let revisions = 0;
  library.on('library.changed', () => void (revisions += 1));
  write('a.jpg', 1);
  library.startBackground();
  library.addRoot(folders.photos);
  await expect.poll(countPhotos, patience).toBe(1);
  await expect.poll(async () => (await readProgress()).state, patience).toBe('idle');

  mkdirSync(join(folders.photos, 'new', 'folder'), { recursive: true });
  write('new/folder/b.jpg', 2);
  write('c.jpg', 3);
  await expect.poll(countPhotos, patience).toBe(3);
  renameSync(join(folders.photos, 'c.jpg'), join(folders.photos, 'd.jpg'));
  rmSync(join(folders.photos, 'a.jpg'));
  await expect.poll(countPhotos, patience).toBe(2);
  await expect.poll(() => library.findPhotoByPath(join(folders.photos, 'd.jpg')), patience).not.toBeNull();
  expect(fake.embedded).toHaveLength(3);
  expect(revisions).toBeGreaterThan(0);
});

it('pauses and goes on', async () => {
  for (let index = 0; index < 200; index += 1) write(`${index}.jpg`, index);
  await library.handlers['indexing.pause']({});
  library.startBackground();
  library.addRoot(folders.photos);
  await expect.poll(async () => (await readProgress()).state, patience).toBe('paused');
  await expect
    .poll(() => readCatalog(folders.data, (catalog) => catalog.jobs.countByState().queued), patience)
    .toBe(200);
  expect(await countPhotos()).toBe(0);
  await library.handlers['indexing.resume']({});
  await expect.poll(countPhotos, patience).toBe(200);
  expect(fake.embedded).toHaveLength(200);
});

it('stops when cancelled, keeps the queue, and goes on when asked', async () => {
  for (let index = 0; index < 300; index += 1) write(`${index}.jpg`, index);
  let isCancelled = false;
  library.on('indexing.progress', ({ done }) => {
    if (done === 0 || isCancelled) return;
    isCancelled = true;
    void library.handlers['indexing.cancel']({});
  });
  library.startBackground();
  library.addRoot(folders.photos);
  await expect.poll(async () => (await readProgress()).state, patience).toBe('stopped');
  const done = await countPhotos();
  const jobs = readCatalog(folders.data, (catalog) => catalog.jobs.countByState());
  expect(jobs).toMatchObject({ running: 0, queued: 300 - done });
  await library.handlers['indexing.resume']({});
  await expect.poll(countPhotos, patience).toBe(300);
  expect(new Set(fake.embedded).size).toBe(300);
});

it('closes within a second in the middle of everything, and resumes', async () => {
  for (let index = 0; index < 300; index += 1) write(`${index}.jpg`, index);
  library.startBackground();
  library.addRoot(folders.photos);
  await expect.poll(countPhotos, { ...patience, interval: 5 }).toBeGreaterThan(0);
  const startMs = performance.now();
  await library.close();
  isClosed = true;
  const closedMs = performance.now();
  expect(readCatalog(folders.data, (catalog) => catalog.jobs.countByState().running)).toBe(0);
  const openingMs = performance.now();
  library = openFakeLibrary(folders.data, fake);
  isClosed = false;
  // A second, and slack for a busy machine, on which opening takes longer, too.
  expect(closedMs - startMs).toBeLessThan(Math.max(3000, 50 * (performance.now() - openingMs)));
  library.startBackground();
  await expect.poll(countPhotos, patience).toBe(300);
  expect(readCatalog(folders.data, (catalog) => catalog.checkIntegrity())).toEqual([]);
});

it('forgets a folder but not what was decided about its photos', async () => {
  for (let index = 0; index < 3; index += 1)
    writeFakePhoto(join(folders.photos, `${index}.jpg`), { label: 'same', index });
  library.startBackground();
  const root = library.addRoot(folders.photos);
  await expect.poll(() => library.exportAlbums().length, patience).toBe(1);
  const album = library.exportAlbums()[0];
  library.decisions.rename(album?.id ?? 0, 'Kept');
  library.decisions.confirm(album?.id ?? 0, [album?.photos[0]?.id ?? 0]);
  await library.handlers['roots.remove']({ rootId: root.id });
  expect(await countPhotos()).toBe(0);
  expect(library.exportAlbums()).toEqual([]);
  library.addRoot(folders.photos);
  await expect.poll(() => library.exportAlbums()[0]?.photos.length, patience).toBe(3);
  expect(library.exportAlbums()).toMatchObject([{ id: album?.id, name: 'Kept' }]);
  expect(library.exportAlbums()[0]?.photos.filter(({ state }) => state === 'confirmed')).toHaveLength(1);
});
