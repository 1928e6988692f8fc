/**
 * @file Names and paths as file systems have them and people do not expect them: no UTF-8, control characters, 4,000 bytes deep. Each
 * photo is scanned, indexed, shown, copied and found again when it moved. With the real embedder.
 */
import { execFileSync } from 'node:child_process';
import { appendFileSync, copyFileSync, mkdirSync, readdirSync, renameSync, statSync, writeFileSync } from 'node:fs';
import { open } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type Library } from '../../src/library/library.ts';
import { decodePathBytes, toDisplayPath } from '../../src/library/path-encoding.ts';
import { writeTinyModel } from '../fixtures/tiny-model.ts';
import { makeScenes } from './support/make-scenes.ts';
import { makeFolders, makeOptions, readCatalog, type TestFolders } from './support/test-library.ts';

const { signal } = new AbortController();
let folders: TestFolders;
let library: Library;
let template: string;

beforeEach(async () => {
  folders = makeFolders();
  writeTinyModel(join(folders.root, 'model'), { seed: 3, hasLandmarkness: true });
  [template = ''] = await makeScenes(join(folders.root, 'template'), [1], 1);
  library = openLibrary({ ...makeOptions(folders.data), modelFolder: join(folders.root, 'model') });
});
afterEach(async () => {
  await library.close();
  // Node's own rm cannot name everything that lies there.
  execFileSync('rm', ['-rf', folders.root]);
});

const latin1 = (text: string): Buffer => Buffer.from(text, 'latin1');
const long = 'ä'.repeat(60);

/** Names of files, as bytes. Every file system of Linux takes them but `/` and NUL. */
const names: readonly (readonly [what: string, name: Buffer])[] = [
  ['Latin-1', latin1('caf\u00e9.jpg')],
  ['Shift JIS', Buffer.of(0x8e, 0xca, 0x90, 0x5e, 0x2e, 0x6a, 0x70, 0x67)],
  ['bytes that are in no encoding', Buffer.concat([Buffer.of(0xff, 0xfe, 0xc0, 0x80), Buffer.from('.jpg')])],
  ['a lone surrogate', Buffer.concat([Buffer.of(0xed, 0xa0, 0x80), Buffer.from('.jpg')])],
  ['a private character that stands for a byte', Buffer.from('\u{10ffe9}.jpg')],
  ['line breaks', Buffer.from('a\nb\r\nc.jpg')],
  ['control characters', Buffer.from('bell\u0007 escape\u001b[31m tab\t.jpg')],
  ['a right-to-left override', Buffer.from('photo\u202egpj.exe.jpg')],
  ['characters without a width', Buffer.from('a\u200b\u2060\ufeff.jpg')],
  ['a backslash and quotes', Buffer.from('a\\b "c" \'d\' `e` $(f) %2e%2e.jpg')],
  ['composed letters', Buffer.from(`${long.normalize('NFC')}.jpg`)],
  ['the same letters decomposed', Buffer.from(`${long.normalize('NFD')}.jpg`)],
  ['small letters', Buffer.from('case.jpg')],
  ['capital letters', Buffer.from('CASE.JPG')],
  ['a leading dash', Buffer.from('-rf.jpg')],
  ['spaces at its ends', Buffer.from(' .jpg')],
  ['255 bytes', Buffer.from(`${'x'.repeat(251)}.jpg`)],
];

function listTies(): ReadonlyMap<string, number | null> {
  return readCatalog(
    folders.data,
    (catalog) =>
      new Map(
        [...catalog.files.listForRoot(1)]
          .filter(({ state }) => state === 'present')
          .map(({ relativePath, photoId }) => [relativePath, photoId]),
      ),
  );
}

/** Everything that a person does with a photo works. */
async function expectUsable(photoId: number, what: string): Promise<void> {
  for (const variant of ['grid', 'screen'] as const)
    expect(await library.getThumbnail(photoId, variant), what).not.toBeNull();
  const located = library.locatePhoto(photoId);
  const handle = await open(located?.path ?? '', 'r');
  expect((await handle.stat()).size, what).toBeGreaterThan(1000);
  await handle.close();
  const details = await library.handlers['photos.get']({ photoId });
  expect(details.id, what).toBe(photoId);
}

describe.runIf(process.platform === 'linux')('names', () => {
  it('of every kind are scanned, indexed, shown, copied, and known again when they moved', async () => {
    const folder = Buffer.concat([Buffer.from(folders.photos), Buffer.from('/'), latin1('\u00c9t\u00e9 2019\n')]);
    const buildPath = (name: Buffer, parent = folder): Buffer => Buffer.concat([parent, Buffer.from('/'), name]);
    mkdirSync(folder);
    for (const [what, name] of names) {
      copyFileSync(template, buildPath(name));
      appendFileSync(buildPath(name), what);
    }
    library.addRoot(folders.photos);
    expect(await library.scan({ signal })).toMatchObject({ found: names.length, unreadable: [] });
    expect(await library.indexUntilDone({ signal })).toMatchObject({ indexed: names.length });
    expect(library.listFailures([1])).toEqual([]);
    expect(await library.scan({ signal })).toMatchObject({ changed: 0, unchanged: names.length, missing: 0 });

    const before = listTies();
    for (const [what, name] of names) {
      const photoId = before.get(`${decodePathBytes(latin1('\u00c9t\u00e9 2019\n'))}/${decodePathBytes(name)}`) ?? 0;
      expect(photoId, what).toBeGreaterThan(0);
      await expectUsable(photoId, what);
    }
    const { items } = await library.handlers['photos.list']({ offset: 0, limit: 100 });
    expect(items.map(({ fileName }) => fileName).sort()).toEqual(
      names.map(([, name]) => toDisplayPath(decodePathBytes(name))).sort(),
    );

    // By the part of a name that can be typed.
    for (const [text, count] of Object.entries({ escape: 1, case: 2, caf: 1, photo: 1 })) {
      const { groups } = await library.handlers['search.query']({ text, limit: 10 });
      const byName = groups.find(({ reasons }) => reasons.some(({ kind }) => kind === 'file-name'));
      expect(byName?.count, text).toBe(count);
    }

    const [album] = library.exportAlbums();
    const target = join(folders.root, 'copies');
    mkdirSync(target);
    const copied = await library.exports.copyFiles({ albumId: album?.id ?? 0, photoIds: null }, target);
    expect(copied).toMatchObject({ exported: names.length, left: [] });
    const copies = readdirSync(target, { encoding: 'buffer' });
    expect(copies).toHaveLength(names.length);
    for (const copy of copies) expect(statSync(buildPath(copy, Buffer.from(target))).size).toBeGreaterThan(1000);

    const moved = buildPath(latin1('\u00e0 part'), Buffer.from(folders.photos));
    renameSync(folder, moved);
    expect(await library.scan({ signal })).toMatchObject({ changed: names.length, missing: names.length });
    expect(await library.indexUntilDone({ signal })).toMatchObject({ indexed: 0, known: names.length });
    expect([...listTies().values()].sort()).toEqual([...before.values()].sort());
  });

  it('that only differ in case or in their way of writing letters are files of their own, and are told apart', async () => {
    for (const name of ['a.jpg', 'A.jpg', `${'é'.normalize('NFC')}.jpg`, `${'é'.normalize('NFD')}.jpg`]) {
      copyFileSync(template, join(folders.photos, name));
      appendFileSync(join(folders.photos, name), name);
    }
    library.addRoot(folders.photos);
    await library.scan({ signal });
    await library.indexUntilDone({ signal });
    const ties = listTies();
    expect(new Set(ties.values()).size).toBe(4);
    renameSync(join(folders.photos, 'A.jpg'), join(folders.photos, 'b.jpg'));
    await library.scan({ signal });
    await library.indexUntilDone({ signal });
    expect(listTies().get('b.jpg')).toBe(ties.get('A.jpg'));
    expect(listTies().get('a.jpg')).toBe(ties.get('a.jpg'));
  });
});

describe.runIf(process.platform === 'linux')('a path', () => {
  /** Folders inside one another until the whole path has this many bytes, made step by step: no call takes the whole. */
  const makeDeep = (bytes: number, fileName: string): void => {
    const script = `
      const { copyFileSync, mkdirSync, readFileSync, writeFileSync } = require('node:fs');
      const [template, bytes, fileName] = process.argv.slice(1);
      const content = readFileSync(template);
      let length = ${Buffer.byteLength(folders.photos)} + 1 + fileName.length;
      while (length < Number(bytes)) {
        const name = 'd'.repeat(Math.min(200, Math.max(1, Number(bytes) - length - 1)));
        try { mkdirSync(name); } catch {}
        process.chdir(name);
        length += name.length + 1;
      }
      writeFileSync(fileName, Buffer.concat([content, Buffer.from(fileName + bytes)]));`;
    execFileSync(process.execPath, ['--eval', script, template, String(bytes), fileName], { cwd: folders.photos });
  };

  it('of 4,000 bytes is indexed and shown; what lies beyond the limit of the system is named, and nothing stops', async () => {
    writeFileSync(join(folders.photos, 'note.txt'), '');
    copyFileSync(template, join(folders.photos, 'z.jpg'));
    makeDeep(4000, 'deep.jpg');
    makeDeep(4095, 'last.jpg');
    makeDeep(6000, 'beyond.jpg');
    library.addRoot(folders.photos);
    const scan = await library.scan({ signal });
    expect(scan.found).toBe(3);
    expect(scan.unreadable.length).toBeGreaterThan(0);
    for (const { reason } of scan.unreadable) expect(reason).toBe('Its path is longer than this system can open.');
    expect(await library.indexUntilDone({ signal })).toMatchObject({ indexed: 3 });
    expect(library.listFailures([1])).toEqual([]);
    const ties = listTies();
    expect([...ties.keys()].map((path) => path.slice(path.lastIndexOf('/') + 1)).sort()).toEqual([
      'deep.jpg',
      'last.jpg',
      'z.jpg',
    ]);
    for (const [path, photoId] of ties) await expectUsable(photoId ?? 0, `${path.length} characters`);
    const [album] = library.exportAlbums();
    const target = join(folders.root, 'copies');
    mkdirSync(target);
    expect(await library.exports.copyFiles({ albumId: album?.id ?? 0, photoIds: null }, target)).toMatchObject({
      exported: 3,
    });

    // The window watches it, too.
    library.startBackground();
    const patience = { timeout: 30_000, interval: 50 };
    await expect.poll(async () => (await library.handlers['indexing.progress']({})).state, patience).toBe('idle');
    copyFileSync(template, join(folders.photos, 'new.jpg'));
    appendFileSync(join(folders.photos, 'new.jpg'), 'new');
    await expect.poll(() => listTies().get('new.jpg') ?? null, patience).not.toBeNull();
    expect(listTies().size).toBe(4);
  });
});
