/** @file Another model: photos are embedded again in the background, the albums stay, then switch. With the fake embedder. */
import { mkdirSync, renameSync, utimesSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import type { EmbedderView } from '../../src/api/views.ts';
import { openCatalog, type Catalog } from '../../src/db/catalog.ts';
import type { Library } from '../../src/library/library.ts';
import { storeModelChoice } from '../../src/library/models/model-choice.ts';
import { createFakeEmbedder, writeFakePhoto, type FakeEmbedder } from './support/fake-embedder.ts';
import {
  makeFolders,
  openFakeLibrary,
  openTestLibrary,
  readCatalog,
  scanAndIndex,
  type TestFolders,
} from './support/test-library.ts';

const oldModel = 'a'.repeat(64);
const newModel = 'b'.repeat(64);
const patience = { timeout: 60_000, interval: 50 };
const { signal } = new AbortController();

let folders: TestFolders;
let fake: FakeEmbedder;
let library: Library;
let written = 0;

beforeEach(() => {
  folders = makeFolders();
  fake = createFakeEmbedder();
  library = openFakeLibrary(folders.data, fake);
  library.addRoot(folders.photos);
  written = 0;
});
afterEach(async () => {
  await library.close();
  folders.remove();
});

/** Writes photos `<label>-<n>.jpg`, later ones newer. */
function add(label: string, count: number, first = 0, folder = folders.photos): void {
  mkdirSync(folder, { recursive: true });
  for (let index = first; index < first + count; index += 1) {
    const path = join(folder, `${label}-${index}.jpg`);
    writeFakePhoto(path, { label, index });
    written += 1;
    utimesSync(path, 1_600_000_000, 1_600_000_000 + written);
  }
}

async function openWith(modelHash: string): Promise<void> {
  await library.close();
  fake.modelHash = modelHash;
  fake.embedded.length = 0;
  library = openFakeLibrary(folders.data, fake);
}

/** Lets so many photos through the model, then no more until the returned function is called. */
function stopAfter(count: number): () => void {
  let passed = 0;
  let open: () => void = () => undefined;
  const gate = new Promise<void>((resolve) => {
    open = resolve;
  });
  fake.beforeEmbedding = () => {
    passed += 1;
    return passed > count ? gate : Promise.resolve();
  };
  return () => {
    fake.beforeEmbedding = () => Promise.resolve();
    open();
  };
}

const photoId = (name: string): number => library.findPhotoByPath(join(folders.photos, name)) ?? 0;
const read = <Value>(look: (catalog: Catalog) => Value): Value => readCatalog(folders.data, look);
/** Vectors of the old and of the new model. */
const countVectors = (): number[] => {
  const models = read(({ embeddings }) => embeddings.listModels());
  return [oldModel, newModel].map((hash) => models.find((model) => model.hash === hash)?.photos ?? 0);
};
/** Names of the files in each album, sorted, by album id. */
const listAlbums = (): Record<number, string[]> =>
  Object.fromEntries(
    library.exportAlbums().map(({ id, photos }) => [id, photos.map(({ path }) => basename(path)).sort()]),
  );
const listIds = (): number[] => Object.keys(listAlbums()).map(Number);
/** Indexes until `count` photos have the new model's vector, then stops as Ctrl-C does. */
async function indexUntil(count: number): Promise<void> {
  const stopper = new AbortController();
  const open = stopAfter(count);
  await library.scan({ signal });
  const work = library.indexUntilDone({ signal: stopper.signal });
  await expect.poll(() => countVectors()[1], patience).toBe(count);
  stopper.abort();
  await work;
  open();
}

it('keeps albums usable while photos are embedded again, then switches: ids, names and decisions stay', async () => {
  add('a', 6);
  add('b', 4);
  add('c', 5);
  await scanAndIndex(library);
  const before = listAlbums();
  const [a = 0, b = 0, c = 0] = ['a-0.jpg', 'b-0.jpg', 'c-0.jpg'].map((name) =>
    listIds().find((id) => before[id]?.includes(name)),
  );
  library.decisions.rename(b, 'The mill');
  library.decisions.confirm(b, [photoId('b-0.jpg')]);
  library.decisions.reject(b, [photoId('b-1.jpg')]);
  const corrected = listAlbums();
  // The new model sees that the later photos of each label show another place.
  fake.seeAs = ({ label, index }) => (index > 2 ? `another ${label}` : label);
  await openWith(newModel);
  add('a', 1, 10);

  const goOn = stopAfter(9);
  await library.scan({ signal });
  const work = library.indexUntilDone({ signal });
  await expect.poll(countVectors, patience).toEqual([15, 9]);
  expect(await library.handlers['indexing.progress']({})).toMatchObject({ state: 'embedding-again', total: 16 });
  // The newest came first: it is there, and in no album yet.
  expect(photoId('a-10.jpg')).not.toBe(0);
  expect(listAlbums()).toEqual(corrected);
  library.decisions.rename(c, 'The bridge');
  expect(fake.counts.groups).toBe(1);
  goOn();
  expect((await work).byRoot.get(1)).toEqual({ indexed: 16, embeddedAgain: 15, known: 0 });

  expect(listAlbums()).toEqual({
    // Nobody touched it: the new model's two places, the greater one with the old id.
    [a]: ['a-10.jpg', 'a-3.jpg', 'a-4.jpg', 'a-5.jpg'],
    [Math.max(a, b, c) + 1]: ['a-0.jpg', 'a-1.jpg', 'a-2.jpg'],
    // A person's, one of them since the middle of it.
    [b]: ['b-0.jpg', 'b-2.jpg', 'b-3.jpg'],
    [c]: ['c-0.jpg', 'c-1.jpg', 'c-2.jpg', 'c-3.jpg', 'c-4.jpg'],
  });
  const names = new Map(library.exportAlbums().map(({ id, name }) => [id, name]));
  expect([names.get(b), names.get(c)]).toEqual(['The mill', 'The bridge']);
  expect(read((catalog) => catalog.memberships.listDecided())).toEqual([
    { albumId: b, photoId: photoId('b-1.jpg'), state: 'rejected' },
    { albumId: b, photoId: photoId('b-0.jpg'), state: 'confirmed' },
  ]);
  expect(countVectors()).toEqual([0, 16]);
  expect(read((catalog) => catalog.checkIntegrity())).toEqual([]);

  // Nothing is left to do.
  const settled = listAlbums();
  const { launches } = fake.counts;
  await scanAndIndex(library);
  expect(listAlbums()).toEqual(settled);
  expect(fake.embedded).toHaveLength(16);
  await openWith(newModel);
  await scanAndIndex(library);
  expect(fake.counts.launches).toBe(launches);
});

it('embeds the newest first, goes on after a kill, and shows no mixture', async () => {
  add('a', 60);
  await scanAndIndex(library);
  const before = listAlbums();
  fake.seeAs = ({ index }) => (index > 40 ? 'another' : 'a');
  await openWith(newModel);
  await indexUntil(20);
  expect(fake.embedded.slice(0, 20).map((path) => basename(path))).toEqual(
    Array.from({ length: 20 }, (_, index) => `a-${59 - index}.jpg`),
  );
  expect(listAlbums()).toEqual(before);
  expect(countVectors()).toEqual([60, 20]);
  fake.kill();

  await openWith(newModel);
  // Neither a scan nor a changed file: the change itself is remembered.
  await library.indexUntilDone({ signal });
  expect(fake.embedded).toHaveLength(40);
  expect(countVectors()).toEqual([0, 60]);
  expect(Object.values(listAlbums()).map(({ length }) => length)).toEqual([41, 19]);
});

it('makes up for the switch when it was stopped just before', async () => {
  add('a', 6);
  await scanAndIndex(library);
  const before = listAlbums();
  fake.seeAs = ({ index }) => (index > 3 ? 'another' : 'a');
  await openWith(newModel);
  let release: () => void = () => undefined;
  const isGrouping = new Promise<void>((resolve) => {
    fake.beforeGrouping = () => {
      resolve();
      return new Promise((done) => {
        release = done;
      });
    };
  });
  const stopper = new AbortController();
  await library.scan({ signal });
  const work = library.indexUntilDone({ signal: stopper.signal });
  await isGrouping;
  stopper.abort();
  release();
  await work;
  expect(countVectors()).toEqual([6, 6]);
  expect(listAlbums()).toEqual(before);

  fake.beforeGrouping = () => Promise.resolve();
  await openWith(newModel);
  await library.indexUntilDone({ signal });
  expect(fake.embedded).toEqual([]);
  expect(countVectors()).toEqual([0, 6]);
  expect(Object.values(listAlbums())).toEqual([['a-0.jpg', 'a-1.jpg', 'a-2.jpg', 'a-3.jpg']]);
});

it('leaves photos that are away or broken in their albums, and embeds them when they are back', async () => {
  const [drive, elsewhere] = [join(folders.root, 'drive'), join(folders.root, 'elsewhere')];
  add('a', 5);
  add('a', 2, 10, drive);
  library.addRoot(drive);
  await scanAndIndex(library);
  const [album = 0] = listIds();
  const before = listAlbums();
  expect(before[album]).toHaveLength(7);
  // A drive is taken out, a file is moved away, one cannot be read.
  renameSync(drive, elsewhere);
  renameSync(join(folders.photos, 'a-0.jpg'), join(folders.root, 'a-0.jpg'));
  fake.isBroken = (path) => path.endsWith('a-1.jpg');
  await openWith(newModel);
  await scanAndIndex(library);
  expect(countVectors()).toEqual([4, 3]);
  const rootId = library.findRoot(folders.photos)?.id ?? 0;
  expect(library.listFailures([rootId]).map(({ path }) => basename(path))).toEqual(['a-1.jpg']);
  expect(read((catalog) => catalog.memberships.listForAlbum(album))).toHaveLength(7);

  renameSync(elsewhere, drive);
  renameSync(join(folders.root, 'a-0.jpg'), join(folders.photos, 'a-0.jpg'));
  await scanAndIndex(library);
  expect(countVectors()).toEqual([1, 6]);
  fake.isBroken = () => false;
  await library.handlers['indexing.retryFailed']({});
  await expect.poll(countVectors, patience).toEqual([0, 7]);
  expect(listAlbums()).toEqual(before);
  expect(read((catalog) => catalog.checkIntegrity())).toEqual([]);
});

it('does not switch while most of the library is away, and finds albums of what is there', async () => {
  const [drive, elsewhere] = [join(folders.root, 'drive'), join(folders.root, 'elsewhere')];
  add('a', 3);
  add('b', 9, 10, drive);
  library.addRoot(drive);
  await scanAndIndex(library);
  const before = listAlbums();
  renameSync(drive, elsewhere);
  fake.seeAs = ({ label, index }) => (index > 15 ? 'another' : label);
  await openWith(newModel);
  add('c', 4);
  await scanAndIndex(library);
  expect(countVectors()).toEqual([12, 7]);
  expect(Object.values(listAlbums())).toEqual([...Object.values(before), ['c-0.jpg', 'c-1.jpg', 'c-2.jpg', 'c-3.jpg']]);
  // Nothing more to do until the drive is back.
  const { groups } = fake.counts;
  await scanAndIndex(library);
  expect(fake.counts.groups).toBe(groups);

  renameSync(elsewhere, drive);
  await scanAndIndex(library);
  expect(countVectors()).toEqual([0, 16]);
  expect(Object.values(listAlbums()).map(({ length }) => length)).toEqual([6, 3, 4, 3]);
});

it('does not try a photo that ends the embedder at every start', async () => {
  add('a', 4);
  add('late', 1);
  await scanAndIndex(library);
  renameSync(join(folders.photos, 'late-0.jpg'), join(folders.photos, 'crash.jpg'));
  await openWith(newModel);
  await scanAndIndex(library);
  expect(read((catalog) => catalog.jobs.countByState())).toMatchObject({ queued: 0, running: 0, quarantined: 1 });
  expect(countVectors()).toEqual([1, 4]);
  const { crashes } = fake.counts;
  expect(crashes).toBe(2);
  await openWith(newModel);
  add('b', 1);
  await scanAndIndex(library);
  expect(fake.counts.crashes).toBe(crashes);
  expect(countVectors()).toEqual([1, 5]);
});

it('goes back to the old model without a switch when the new one did not get far', async () => {
  add('a', 30);
  await scanAndIndex(library);
  const [album = 0] = listIds();
  await openWith(newModel);
  add('a', 1, 90);
  await indexUntil(8);
  await openWith(oldModel);
  await library.indexUntilDone({ signal });
  // Only the photo that came meanwhile is new to it.
  expect(fake.embedded.map((path) => basename(path))).toEqual(['a-90.jpg']);
  expect(countVectors()).toEqual([31, 0]);
  expect(listIds()).toEqual([album]);
  expect(listAlbums()[album]).toHaveLength(31);
});

it('finds new photos while it embeds again in the background, also when that is paused', async () => {
  add('a', 60);
  await scanAndIndex(library);
  await openWith(newModel);
  const goOn = stopAfter(10);
  library.startBackground();
  await expect.poll(countVectors, patience).toEqual([60, 10]);
  add('fresh', 1);
  await library.handlers['roots.rescan']({});
  await expect.poll(() => read((catalog) => catalog.files.findByPath(1, 'fresh-0.jpg')), patience).not.toBeNull();
  expect(countVectors()).toEqual([60, 10]);
  await library.handlers['indexing.pause']({});
  goOn();
  await expect.poll(async () => (await library.handlers['indexing.progress']({})).state, patience).toBe('paused');
  expect(countVectors()[0]).toBe(60);
  await library.handlers['indexing.resume']({});
  await expect.poll(countVectors, patience).toEqual([0, 61]);
  const order = fake.embedded.map((path) => basename(path));
  // Newest first: before all that was not under way when it came.
  expect(order.indexOf('fresh-0.jpg')).toBeLessThan(order.indexOf('a-0.jpg'));
});

it('answers about similar photos within one model only', async () => {
  add('a', 40);
  await scanAndIndex(library);
  const [newest, oldest] = [photoId('a-39.jpg'), photoId('a-0.jpg')];
  await openWith(newModel);
  await indexUntil(10);
  const similar = await library.handlers['photos.similar']({ photoId: newest, limit: 50 });
  expect(similar).toHaveLength(9);
  expect(similar.every(({ cosine }) => cosine > 0.9)).toBe(true);
  expect(await library.handlers['photos.similar']({ photoId: oldest, limit: 50 })).toEqual([]);
});

it('opens and shows the albums when its model is gone, and says how to go on', async () => {
  add('a', 4);
  await scanAndIndex(library);
  const before = listAlbums();
  await library.close();
  const catalog = openCatalog({ folder: folders.data });
  storeModelChoice(catalog, 'e'.repeat(64));
  catalog.close();
  library = openTestLibrary(folders.data);
  library.startBackground();
  add('a', 1, 10);
  await library.handlers['roots.rescan']({});
  const readEmbedder = async (): Promise<EmbedderView> => (await library.handlers['settings.get']({})).embedder;
  await expect.poll(async () => (await readEmbedder()).state, patience).toBe('failed');
  expect((await readEmbedder()).problem).toContain('cairn model use bundled');
  expect(listAlbums()).toEqual(before);
  library.decisions.rename(listIds()[0] ?? 0, 'The mill');
  expect(library.exportAlbums()).toMatchObject([{ name: 'The mill' }]);
  await expect(library.indexUntilDone({ signal })).rejects.toMatchObject({ code: 'model-unusable' });
});
