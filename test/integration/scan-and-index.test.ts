/** @file Scan and index with the fake embedder: every file accounted for, whatever happens to the folder. */
import { mkdirSync, renameSync, rmSync, symlinkSync, utimesSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import type { Library } from '../../src/library/library.ts';
import { createFakeEmbedder, writeFakePhoto, type FakeEmbedder } from './support/fake-embedder.ts';
import { makeFolders, openFakeLibrary, readCatalog, scanAndIndex, type TestFolders } from './support/test-library.ts';

const { signal } = new AbortController();

describe('a folder that is scanned again and again', () => {
  let folders: TestFolders;
  let fake: FakeEmbedder;
  let library: Library;
  const file = (...parts: string[]): string => join(folders.photos, ...parts);

  beforeEach(() => {
    folders = makeFolders();
    fake = createFakeEmbedder();
    library = openFakeLibrary(folders.data, fake);
    for (let index = 0; index < 10; index += 1) writeFakePhoto(file(`p${index}.jpg`), { label: 'a', index });
    library.addRoot(folders.photos);
  });
  afterEach(async () => {
    await library.close();
    folders.remove();
  });

  it('indexes each photo once and counts what is no photo', async () => {
    writeFileSync(file('notes.txt'), 'no photo');
    const scan = await library.scan({ signal });
    expect(scan).toMatchObject({ found: 10, changed: 10, unchanged: 0, notPhotos: 1, missing: 0 });
    const totals = await library.indexUntilDone({ signal });
    expect(totals).toMatchObject({ indexed: 10, known: 0 });
    const again = await library.scan({ signal });
    expect(again).toMatchObject({ found: 10, changed: 0, unchanged: 10 });
    await library.indexUntilDone({ signal });
    expect(fake.indexed).toHaveLength(10);
  });

  it('takes the newest photo first', async () => {
    for (let index = 0; index < 10; index += 1) utimesSync(file(`p${index}.jpg`), 1_000_000, 1_000_000 + index);
    await scanAndIndex(library);
    expect(fake.indexed).toEqual(Array.from({ length: 10 }, (_, index) => file(`p${9 - index}.jpg`)));
  });

  it('finds moved and renamed files by their content', async () => {
    await scanAndIndex(library);
    const before = readCatalog(folders.data, (catalog) => catalog.photos.listPage({ offset: 0, limit: 20 }));
    mkdirSync(file('deep', 'er'), { recursive: true });
    renameSync(file('p1.jpg'), file('deep', 'er', 'moved.jpg'));
    renameSync(file('p2.jpg'), file('renamed.jpg'));
    const scan = await library.scan({ signal });
    expect(scan).toMatchObject({ found: 10, changed: 2, missing: 2 });
    expect(await library.indexUntilDone({ signal })).toMatchObject({ indexed: 0, known: 2 });
    const after = readCatalog(folders.data, (catalog) => catalog.photos.listPage({ offset: 0, limit: 20 }));
    expect(after.map(({ id }) => id).sort()).toEqual(before.map(({ id }) => id).sort());
    expect(after.every(({ availability }) => availability === 'present')).toBe(true);
  });

  it('marks deleted photos missing and takes them back', async () => {
    await scanAndIndex(library);
    renameSync(file('p1.jpg'), join(folders.root, 'kept.jpg'));
    expect(await library.scan({ signal })).toMatchObject({ found: 9, missing: 1 });
    expect(library.handlers['photos.list']({ offset: 0, limit: 20 })).toMatchObject({ total: 9 });
    renameSync(join(folders.root, 'kept.jpg'), file('p1.jpg'));
    expect(await library.scan({ signal })).toMatchObject({ found: 10, changed: 0, returned: 1 });
    expect(library.handlers['photos.list']({ offset: 0, limit: 20 })).toMatchObject({ total: 10 });
    expect(fake.embedded).toHaveLength(10);
  });

  it('indexes a changed file again, and copies only once', async () => {
    await scanAndIndex(library);
    writeFakePhoto(file('p1.jpg'), { label: 'other', index: 1 });
    writeFakePhoto(file('copy.jpg'), { label: 'a', index: 2 });
    const scan = await library.scan({ signal });
    expect(scan).toMatchObject({ found: 11, changed: 2 });
    expect(await library.indexUntilDone({ signal })).toMatchObject({ indexed: 1, known: 1 });
    expect(library.handlers['photos.list']({ offset: 0, limit: 20 })).toMatchObject({ total: 10 });
  });

  it('reports what cannot be indexed and does not try it at every scan', async () => {
    writeFakePhoto(file('broken.jpg'), { label: 'x', index: 1 });
    await scanAndIndex(library);
    const rootId = library.findRoot(folders.photos)?.id ?? 0;
    expect(library.listFailures([rootId])).toEqual([{ path: file('broken.jpg'), reason: 'Not an image.' }]);
    const tried = fake.indexed.length;
    expect(await library.scan({ signal })).toMatchObject({ changed: 0, unchanged: 11 });
    await library.indexUntilDone({ signal });
    expect(fake.indexed).toHaveLength(tried);
    await library.handlers['indexing.retryFailed']({});
    await expect.poll(() => fake.indexed.length).toBe(tried + 1);
  });

  it('leaves everything as it is when the folder vanishes, and goes on when it is back', async () => {
    await scanAndIndex(library);
    const away = join(folders.root, 'away');
    renameSync(folders.photos, away);
    expect(await library.scan({ signal })).toMatchObject({ found: 0, missing: 0, offlineRoots: [folders.photos] });
    const page = await library.handlers['photos.list']({ offset: 0, limit: 20 });
    expect(page.total).toBe(10);
    expect(page.items.every(({ availability }) => availability === 'offline')).toBe(true);
    expect(await library.handlers['roots.list']({})).toMatchObject([{ state: 'offline', photoCount: 10 }]);
    renameSync(away, folders.photos);
    expect(await library.scan({ signal })).toMatchObject({ found: 10, changed: 0, offlineRoots: [] });
    expect(fake.indexed).toHaveLength(10);
  });

  it('counts links once, follows no folder link, and survives loops', async () => {
    const elsewhere = join(folders.root, 'elsewhere');
    mkdirSync(elsewhere);
    writeFakePhoto(join(elsewhere, 'linked.jpg'), { label: 'c', index: 1 });
    symlinkSync(folders.photos, file('loop'));
    symlinkSync(elsewhere, file('folder-link'));
    symlinkSync(file('p1.jpg'), file('inside.jpg'));
    symlinkSync(join(elsewhere, 'linked.jpg'), file('outside.jpg'));
    symlinkSync(file('self.jpg'), file('self.jpg'));
    const scan = await library.scan({ signal });
    expect(scan).toMatchObject({ found: 11, changed: 11 });
    expect(scan.unreadable).toEqual([{ path: file('self.jpg'), reason: 'It is a link that leads to itself.' }]);
  });

  it.runIf(process.platform === 'linux')('keeps names that are no text, and opens them', async () => {
    const odd = Buffer.concat([Buffer.from(file('caf')), Buffer.of(0xe9), Buffer.from('.jpg')]);
    writeFileSync(odd, JSON.stringify({ label: 'odd', index: 1 }));
    writeFakePhoto(file('snow ☃ \n quote".jpg'), { label: 'odd', index: 2 });
    await scanAndIndex(library);
    expect(await library.scan({ signal })).toMatchObject({ found: 12, changed: 0, unchanged: 12 });
    const { items } = await library.handlers['photos.list']({ offset: 0, limit: 20 });
    expect(items.map(({ fileName }) => fileName)).toEqual(
      expect.arrayContaining(['caf\ufffd.jpg', 'snow ☃ \n quote".jpg']),
    );
    const photo = items.find(({ fileName }) => fileName === 'caf\ufffd.jpg');
    expect(library.locatePhoto(photo?.id ?? 0)?.path).toMatch(/odd-names.*\.jpg$/);
    rmSync(odd);
    expect(await library.scan({ signal })).toMatchObject({ found: 11, missing: 1 });
  });
});
