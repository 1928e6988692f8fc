/** @file What a person decides on the command line, as processes: each command, undo across them, and the way to another catalog. */
import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { createFakeEmbedder, writeFakePhoto } from './support/fake-embedder.ts';
import { writeLandmarkFacts } from './support/landmark-facts.ts';
import { runCli, type CliResult } from './support/run-cli.ts';
import { makeFolders, openFakeLibrary, scanAndIndex, type TestFolders } from './support/test-library.ts';

interface ListedAlbum {
  readonly id: number;
  readonly name: string;
  readonly landmarkId: string | null;
  readonly isHidden: boolean;
  readonly photos: readonly { readonly path: string; readonly state: string }[];
}

let folders: TestFolders;
let other: TestFolders;
let [castle, mill] = [0, 0];

/** A catalog of photos of two groups and of a landmark that the atlas knows: `a1` to `a4`, `b1` to `b4`, `known-tower1`, ... */
async function fill({ data, photos }: TestFolders, hasPhotos: boolean): Promise<void> {
  writeLandmarkFacts(data);
  if (hasPhotos) writePhotos(photos);
  const library = openFakeLibrary(data, createFakeEmbedder());
  library.addRoot(photos);
  await scanAndIndex(library);
  await library.close();
}

function writePhotos(folder: string): void {
  for (const label of ['a', 'b', 'known-tower']) {
    for (let index = 1; index <= 4; index += 1) writeFakePhoto(join(folder, `${label}${index}.jpg`), { label, index });
  }
}

const runIn = ({ data }: TestFolders, words: readonly string[]): Promise<CliResult> =>
  runCli([...words, '--catalog', data]);
const run = (...words: string[]): Promise<CliResult> => runIn(folders, words);
const photo = (name: string): string => join(folders.photos, `${name}.jpg`);

async function list(where = folders, ...words: string[]): Promise<readonly ListedAlbum[]> {
  return JSON.parse((await runIn(where, ['albums', '--json', ...words])).stdout) as readonly ListedAlbum[];
}

/** "a1 confirmed" for each photo of the album. */
function show(albums: readonly ListedAlbum[], id: number): string[] {
  const photos = albums.find((album) => album.id === id)?.photos ?? [];
  return photos.map(({ path, state }) => `${path.replace(/^.*\/|\.jpg$/g, '')} ${state}`).sort();
}

beforeAll(async () => {
  [folders, other] = [makeFolders(), makeFolders()];
  await fill(folders, true);
  await fill(other, false);
  const albums = await list();
  const find = (name: string): number =>
    albums.find(({ photos }) => photos.some(({ path }) => path === photo(name)))?.id ?? 0;
  [castle, mill] = [find('a1'), find('b1')];
});
afterAll(() => {
  folders.remove();
  other.remove();
});

describe('decisions', () => {
  it('move photos, split them off, and come undone and done again in other processes', async () => {
    const start = await list();
    expect((await run('move', String(castle), String(mill), photo('a1'), photo('a2'))).exitCode).toBe(0);
    const split = JSON.parse((await run('split', String(castle), photo('a3'), '--name', 'Gate', '--json')).stdout) as {
      readonly albumId: number;
    };
    const end = await list();
    expect(show(end, castle)).toEqual(['a4 suggested']);
    expect(show(end, mill)).toEqual([
      'a1 confirmed',
      'a2 confirmed',
      ...[1, 2, 3, 4].map((index) => `b${index} suggested`),
    ]);
    expect(show(end, split.albumId)).toEqual(['a3 confirmed']);

    expect(JSON.parse((await run('undo', '--json')).stdout)).toEqual({ undo: 'split' });
    expect((await run('undo')).stdout).toContain('Done: undo of "move".');
    expect(await list()).toEqual(start);
    expect((await run('undo')).stdout).toContain('There is nothing to undo.');
    expect((await run('redo')).exitCode).toBe(0);
    expect((await run('redo')).exitCode).toBe(0);
    expect(await list()).toEqual(end);
    expect((await run('redo')).stdout).toContain('There is nothing to redo.');
  });

  it('hide, show, choose covers, name landmarks, and say what is none', async () => {
    expect((await run('hide', String(mill))).exitCode).toBe(0);
    expect((await list()).some(({ id }) => id === mill)).toBe(false);
    expect((await list(folders, '--hidden')).find(({ id }) => id === mill)).toMatchObject({ isHidden: true });
    expect((await run('show', String(mill))).exitCode).toBe(0);
    expect((await run('cover', String(mill), photo('b2'))).exitCode).toBe(0);
    expect((await run('cover', String(mill), photo('a4'))).exitCode).toBe(2);
    expect((await run('link', String(mill), 'the BRIDGE')).exitCode).toBe(0);
    expect((await list()).find(({ id }) => id === mill)).toMatchObject({
      name: 'The bridge',
      landmarkId: 'known-bridge',
    });
    expect((await run('link', String(mill), 'Atlantis')).exitCode).toBe(2);
    const denied = await run('not-landmark', photo('b3'), photo('b4'));
    expect(denied.exitCode).toBe(0);
    expect(show(await list(), mill)).toEqual(['a1 confirmed', 'a2 confirmed', 'b1 suggested', 'b2 suggested']);
  });

  it('are listed, and go to another catalog by a file, before its photos are there', async () => {
    const listed = (await run('decisions', 'list')).stdout;
    expect(listed).toMatch(/move: 2 photos, .* into /);
    expect(listed).toContain('not-landmark: 2 photos');
    const file = join(folders.root, 'decisions.jsonl');
    expect((await run('decisions', 'export', file)).exitCode).toBe(0);
    // Never over a file that is there.
    expect((await run('decisions', 'export', file)).exitCode).toBe(2);
    expect(readFileSync(file, 'utf8')).not.toContain(folders.photos);

    const imported = await runIn(other, ['decisions', 'import', file, '--json']);
    expect(imported.exitCode).toBe(0);
    expect(JSON.parse(imported.stdout)).toMatchObject({ made: 7, known: 0, refused: [] });
    mkdirSync(join(other.photos, 'later'));
    writePhotos(join(other.photos, 'later'));
    const library = openFakeLibrary(other.data, createFakeEmbedder());
    await scanAndIndex(library);
    await library.close();
    const albums = await list(other);
    const bridge = albums.find(({ landmarkId }) => landmarkId === 'known-bridge');
    expect(show(albums, bridge?.id ?? 0)).toEqual(expect.arrayContaining(['a1 confirmed', 'a2 confirmed']));
    const shown = albums.flatMap(({ photos }) => photos.map(({ path }) => path));
    expect(shown.filter((path) => /b[34]\.jpg$/.test(path))).toEqual([]);
    expect(JSON.parse((await runIn(other, ['decisions', 'import', file, '--json'])).stdout)).toMatchObject({
      made: 0,
      known: 7,
    });
  });

  it('are not read from what is no file of them', async () => {
    const file = join(folders.root, 'no-decisions');
    writeFileSync(file, Buffer.from([0xff, 0xfe, 0, 1]));
    for (const path of [file, folders.root, join(folders.root, 'nothing')]) {
      const { exitCode, stderr } = await run('decisions', 'import', path);
      expect(exitCode).toBe(2);
      expect(stderr).toContain('file of decisions');
    }
    expect(existsSync(join(folders.root, 'nothing'))).toBe(false);
  });
});
