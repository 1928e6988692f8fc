/**
 * @file Files that change, vanish or become something else between scan, hash and decode, and files that are no files: with the real
 * embedder. Nothing hangs, and no vector is stored under the hash of another content.
 */
import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import {
  appendFileSync,
  copyFileSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  statSync,
  symlinkSync,
  truncateSync,
  utimesSync,
  writeFileSync,
} from 'node:fs';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openLibrary, type Library } from '../../src/library/library.ts';
import { writeTinyModel } from '../fixtures/tiny-model.ts';
import { makeScenes } from './support/make-scenes.ts';
import { makeFolders, makeOptions, readCatalog, type TestFolders } from './support/test-library.ts';

const { signal } = new AbortController();
let folders: TestFolders;
let library: Library;
const file = (...parts: string[]): string => join(folders.photos, ...parts);

beforeEach(async () => {
  folders = makeFolders();
  writeTinyModel(join(folders.root, 'model'), { seed: 3, hasLandmarkness: true });
  await makeScenes(folders.photos, [1, 2], 4);
  library = openLibrary({ ...makeOptions(folders.data), modelFolder: join(folders.root, 'model') });
  library.addRoot(folders.photos);
});
afterEach(async () => {
  await library.close();
  folders.remove();
});

/** Content hash of what each present file of the catalog is tied to, by path; null without a photo. */
function readTies(): Map<string, string | null> {
  return readCatalog(folders.data, (catalog) => {
    const files = [...catalog.files.listForRoot(1)].filter(({ state }) => state === 'present');
    return new Map(
      files.map(({ relativePath, photoId }) => [
        relativePath,
        photoId === null ? null : (catalog.photos.get(photoId)?.contentHash ?? null),
      ]),
    );
  });
}

const hashFile = (path: string): string => createHash('sha256').update(readFileSync(path)).digest('hex');
const listFailures = (): Record<string, string> =>
  Object.fromEntries(
    library.listFailures([1]).map(({ path, reason }) => [path.slice(folders.photos.length + 1), reason]),
  );

it('changed, cut, replaced or deleted between scan and reading, each is told and indexed when it has settled', async () => {
  await library.scan({ signal });
  const [grown, cut, replaced, deleted, folder, pipe] = [0, 1, 2, 3]
    .map((n) => `scene-1-${n}.jpg`)
    .concat(['scene-2-0.jpg', 'scene-2-1.jpg']) as [string, string, string, string, string, string];
  appendFileSync(file(grown), 'more');
  truncateSync(file(cut), 100);
  copyFileSync(file('scene-2-2.jpg'), file('new'));
  renameSync(file('new'), file(replaced));
  rmSync(file(deleted));
  for (const name of [folder, pipe]) rmSync(file(name));
  mkdirSync(file(folder));
  execFileSync('mkfifo', [file(pipe)]);
  await library.indexUntilDone({ signal });
  const failures = listFailures();
  expect(Object.keys(failures).sort()).toEqual([cut, deleted, folder, pipe].sort());
  expect(failures[deleted]).toBe('The file is no longer there.');
  expect(failures[folder]).toBe('This is not a regular file.');
  expect(failures[pipe]).toBe('This is not a regular file.');
  for (const [name, hash] of readTies()) if (hash !== null) expect(hash, name).toBe(hashFile(file(name)));

  // What is no file any more is missing, and its failure goes with it; what has another size is tried again.
  expect(await library.scan({ signal })).toMatchObject({ missing: 3 });
  expect(listFailures()).toEqual({});
  await library.indexUntilDone({ signal });
  expect(Object.keys(listFailures())).toEqual([cut]);
  copyFileSync(file('scene-2-3.jpg'), file(cut));
  appendFileSync(file(cut), 'whole again');
  await library.scan({ signal });
  await library.indexUntilDone({ signal });
  expect(listFailures()).toEqual({});
  const ties = readTies();
  expect([...ties.keys()].sort()).toEqual([grown, cut, replaced, 'scene-2-2.jpg', 'scene-2-3.jpg'].sort());
  for (const [name, hash] of ties) expect(hash, name).toBe(hashFile(file(name)));
});

it('rewritten again and again while they are read, none keeps a vector of another content', async () => {
  const variants = [0, 1, 2, 3].map((n) => readFileSync(file(`scene-2-${n}.jpg`)));
  const size = Math.max(...variants.map(({ length }) => length)) + 8;
  // Of one size, so that only the file's times tell.
  const contents = variants.map((bytes) => Buffer.concat([bytes, Buffer.alloc(size - bytes.length)]));
  const names = [0, 1, 2, 3].map((n) => `scene-1-${n}.jpg`);
  let round = 0;
  const rewrite = (): void => {
    round += 1;
    names.forEach((name, index) => {
      writeFileSync(file(name), contents[(index + round) % 4] ?? '', { flag: 'r+' });
    });
  };
  names.forEach((name) => writeFileSync(file(name), contents[0] ?? ''));
  await library.scan({ signal });
  const writing = setInterval(rewrite, 1);
  await library.indexUntilDone({ signal });
  clearInterval(writing);
  expect(round).toBeGreaterThan(3);
  // In the middle of it anything may have been read, but only as a whole.
  const known = new Set(contents.map((bytes) => createHash('sha256').update(bytes).digest('hex')));
  for (const name of names) {
    const hash = readTies().get(name) ?? null;
    if (hash !== null) expect(known, `${name} has a content that was never written as a whole`).toContain(hash);
  }
  await new Promise((resolve) => setTimeout(resolve, 20));
  rewrite();
  await library.scan({ signal });
  await library.indexUntilDone({ signal });
  for (const [name, hash] of readTies()) expect(hash, name).toBe(hashFile(file(name)));
  expect(listFailures()).toEqual({});
});

describe.runIf(process.platform === 'linux')('what is called a photo and is none', () => {
  it('pipes, sockets, devices and links to them, loops and links to nowhere are passed over; a link to a photo elsewhere counts', async () => {
    execFileSync('mkfifo', [file('pipe.jpg')]);
    const server = createServer().listen(file('socket.jpg'));
    symlinkSync('/dev/zero', file('zero.jpg'));
    symlinkSync(file('pipe.jpg'), file('to-pipe.jpg'));
    symlinkSync(file('b.jpg'), file('a.jpg'));
    symlinkSync(file('a.jpg'), file('b.jpg'));
    symlinkSync(file('nowhere'), file('dangling.jpg'));
    symlinkSync(folders.photos, file('loop'));
    const elsewhere = join(folders.root, 'elsewhere.jpg');
    copyFileSync(file('scene-1-0.jpg'), elsewhere);
    appendFileSync(elsewhere, 'x');
    symlinkSync(elsewhere, file('outside.jpg'));
    if (process.getuid?.() === 0) execFileSync('mknod', [file('device.jpg'), 'c', '1', '5']);
    const scan = await library.scan({ signal });
    server.close();
    expect(scan.found).toBe(9);
    expect(scan.unreadable.map(({ path }) => path.slice(folders.photos.length + 1)).sort()).toEqual([
      'a.jpg',
      'b.jpg',
      'dangling.jpg',
    ]);
    expect(await library.indexUntilDone({ signal })).toMatchObject({ indexed: 9 });
    expect(listFailures()).toEqual({});
  });

  it('nothing waits for the other end of a pipe that took a photo’s place: neither export nor viewer nor indexing', async () => {
    await library.scan({ signal });
    await library.indexUntilDone({ signal });
    const photoId = library.findPhotoByPath(file('scene-1-0.jpg')) ?? 0;
    const album = library.exportAlbums().find(({ photos }) => photos.some(({ id }) => id === photoId));
    const { mtime } = statSync(file('scene-1-0.jpg'));
    rmSync(file('scene-1-0.jpg'));
    execFileSync('mkfifo', [file('scene-1-0.jpg')]);
    utimesSync(file('scene-1-0.jpg'), mtime, mtime);
    const target = join(folders.root, 'export');
    mkdirSync(target);
    const report = await library.exports.copyFiles({ albumId: album?.id ?? 0, photoIds: [photoId] }, target);
    expect(report).toMatchObject({ exported: 0, left: ['scene-1-0.jpg'] });
    rmSync(join(folders.data, 'thumbnails'), { recursive: true, force: true });
    expect(await library.getThumbnail(photoId, 'grid')).toBeNull();
    expect(await library.renderOriginal(photoId)).toBeNull();
  });
});
