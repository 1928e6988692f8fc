/** @file `cairn model`, and a catalog that goes from one model to another: real processes, real ONNX of a few kilobytes. */
import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acquireLock } from '../../src/library/lock-file.ts';
import { writeTinyModel } from '../fixtures/tiny-model.ts';
import { makeScenes } from './support/make-scenes.ts';
import { runCli, type CliResult } from './support/run-cli.ts';
import { cliEntry, makeFolders, readCatalog, type TestFolders } from './support/test-library.ts';

interface Album {
  readonly id: number;
  readonly name: string;
  readonly photos: readonly { readonly path: string }[];
}

interface ModelRow {
  readonly origin: string;
  readonly name: string;
  readonly hash: string | null;
  readonly isInUse: boolean;
  readonly photos: number;
}

const [scenes, perScene] = [[1, 2, 3], 4];
let folders: TestFolders;
let first: { folder: string; hash: string };
let second: { folder: string; hash: string };

const run = (...words: string[]): Promise<CliResult> =>
  runCli([...words, '--catalog', folders.data], { env: { CAIRN_PROVIDER: 'cpu' } });
const runJson = async <Value>(...words: string[]): Promise<Value> => {
  const { exitCode, stdout, stderr } = await run(...words, '--json');
  expect(exitCode, stderr).toBe(0);
  return JSON.parse(stdout) as Value;
};
/** Names of the files of each album, by album id. */
const listAlbums = async (): Promise<Record<number, string[]>> => {
  const albums = await runJson<Album[]>('albums');
  return Object.fromEntries(albums.map(({ id, photos }) => [id, photos.map(({ path }) => basename(path)).sort()]));
};
const listModels = (): Promise<ModelRow[]> => runJson<ModelRow[]>('model', 'list');

beforeAll(async () => {
  folders = makeFolders();
  await makeScenes(folders.photos, scenes, perScene);
  const make = (name: string, seed: number, hasLandmarkness: boolean): { folder: string; hash: string } => {
    const folder = join(folders.root, name);
    return { folder, hash: writeTinyModel(folder, { seed, hasLandmarkness }) };
  };
  first = make('first', 1, true);
  second = make('second', 2, false);
});
afterAll(() => folders.remove());

describe('a catalog', () => {
  it('begins with the bundled model and takes another one', async () => {
    expect(await listModels()).toMatchObject([{ origin: 'bundled', isInUse: true, photos: 0, problem: null }]);
    const use = await runJson<{ chosen: { hash: string }; notes: string[] }>('model', 'use', first.folder);
    expect(use.chosen.hash).toBe(first.hash);
    expect(use.notes).toEqual([expect.stringContaining('was built for another model')]);
    expect(readdirSync(join(folders.data, 'models'))).toEqual([first.hash]);
    expect(await listModels()).toMatchObject([
      { origin: 'bundled', isInUse: false },
      { origin: 'installed', name: 'tiny-1 1', hash: first.hash, isInUse: true, dims: 48 },
    ]);
  });

  it('finds albums with it, without an atlas', async () => {
    const report = await runJson<object>('scan', folders.photos);
    expect(report).toMatchObject({ found: 12, indexed: 12, embeddedAgain: 0, failed: [] });
    expect(Object.values(await listAlbums()).map(({ length }) => length)).toEqual([perScene, perScene, perScene]);
    const albums = await runJson<Album[]>('albums');
    expect(albums.map(({ name }) => name)).toEqual(['Unnamed landmark', 'Unnamed landmark 2', 'Unnamed landmark 3']);
    const doctor = await runJson<object>('doctor');
    expect(doctor).toMatchObject({
      embedder: { model: 'tiny-1 1', atlas: null },
      atlasProblem: expect.stringContaining('was built for another model') as string,
      hasLandmarkness: true,
      catalog: { embeddings: 12, isModelChanging: false },
    });
  });

  it('embeds everything again with the next one; ids, names and decisions stay', async () => {
    const before = await listAlbums();
    const [id = 0] = Object.keys(before).map(Number);
    const [kept = '', taken = ''] = (before[id] ?? []).map((name) => join(folders.photos, name));
    await runJson('rename', String(id), 'The wall');
    await runJson('confirm', String(id), kept);
    await runJson('reject', String(id), taken);
    const use = await run('model', 'use', second.folder);
    expect(use.exitCode).toBe(0);
    expect(use.stdout).toContain('12 photos are embedded with it at the next scan');
    expect(use.stdout).toContain('every photo may be named and grouped');
    const corrected = { ...before, [id]: before[id]?.filter((name) => name !== basename(taken)) };
    expect(await listAlbums()).toEqual(corrected);

    const doctor = await run('doctor');
    expect(doctor.stdout).toContain('of another model, until the photos are embedded with this one');
    expect(doctor.stdout).toContain('gate       none');
    const scan = await run('scan', folders.photos);
    expect(scan.stdout).toMatch(/indexed +12 \(12 again, with another model\)/);
    expect(await listAlbums()).toEqual(corrected);
    expect(await runJson<Album[]>('albums')).toMatchObject([{ id, name: 'The wall' }, {}, {}]);
    expect((await listModels()).map(({ photos }) => photos)).toEqual([0, 0, 12]);
    readCatalog(folders.data, (catalog) => {
      expect(catalog.memberships.listDecided()).toMatchObject([{ albumId: id }, { albumId: id }]);
      expect(catalog.checkIntegrity()).toEqual([]);
    });
    expect(await runJson<object>('scan', folders.photos)).toMatchObject({ indexed: 0, unchanged: 12 });
  });

  it('says how to go on when its model is damaged or gone, and shows the albums all the same', async () => {
    const installed = join(folders.data, 'models', second.hash);
    writeFileSync(join(installed, 'model.onnx'), 'damaged');
    await makeScenes(folders.photos, [9], 1);
    const damaged = await run('scan', folders.photos);
    expect(damaged.exitCode).toBe(4);
    expect(damaged.stderr).toContain('cairn model use bundled');
    expect((await run('model', 'show')).exitCode).toBe(4);
    rmSync(installed, { recursive: true });
    const gone = await run('scan', folders.photos);
    expect(gone.exitCode).toBe(4);
    expect(gone.stderr).toContain('cairn model use bundled');
    expect(Object.keys(await listAlbums())).toHaveLength(3);
    expect(await listModels()).toMatchObject([
      {},
      { name: 'tiny-1 1' },
      { origin: 'installed', isInUse: true, problem: expect.stringContaining('cannot be read') as string },
      { origin: 'gone', name: 'tiny-2 1', photos: 12 },
    ]);
    expect((await run('doctor')).exitCode).toBe(4);

    // By its name: it is installed.
    expect((await run('model', 'use', 'tiny-1')).exitCode).toBe(0);
    expect(await runJson<object>('scan', folders.photos)).toMatchObject({ indexed: 13, embeddedAgain: 12 });
    expect(Object.keys(await listAlbums())).toHaveLength(3);
    const back = await runJson<{ chosen: { name: string }; toEmbed: number }>('model', 'use', 'bundled');
    expect(back).toMatchObject({ toEmbed: 13 });
    expect((await listModels())[0]).toMatchObject({ origin: 'bundled', isInUse: true });
  });

  it('that another process has keeps its model', async () => {
    const lock = acquireLock(folders.data);
    const { exitCode, stderr } = await run('model', 'use', first.folder);
    lock.release();
    expect(exitCode).toBe(3);
    expect(stderr).toContain(`process ${process.pid}`);
    expect((await listModels())[0]).toMatchObject({ isInUse: true });
  });
});

describe('kill -9 of the whole process', () => {
  it('in the middle of embedding again loses nothing, and the next scan goes on', async () => {
    const many = join(folders.root, 'many');
    const data = join(folders.root, 'many-data');
    const count = 300;
    await makeScenes(many, [1, 2, 3], count / 3);
    const call = (...words: string[]): Promise<CliResult> =>
      runCli([...words, '--catalog', data, '--json'], { env: { CAIRN_PROVIDER: 'cpu' } });
    const countVectors = (): number =>
      readCatalog(
        data,
        ({ embeddings }) => embeddings.listModels().find(({ hash }) => hash === second.hash)?.photos ?? 0,
      );
    for (const words of [
      ['model', 'use', first.folder],
      ['scan', many],
      ['model', 'use', second.folder],
    ]) {
      expect((await call(...words)).exitCode).toBe(0);
    }
    const before = JSON.parse((await call('albums')).stdout) as Album[];
    const scan = spawn(process.execPath, [cliEntry, 'scan', many, '--catalog', data, '--provider', 'cpu'], {
      stdio: 'ignore',
    });
    await expect.poll(countVectors, { timeout: 100_000, interval: 20 }).toBeGreaterThan(0);
    scan.kill('SIGKILL');
    await once(scan, 'exit');
    const done = countVectors();
    expect(done).toBeLessThan(count);
    expect(JSON.parse((await call('albums')).stdout)).toEqual(before);
    expect(JSON.parse((await call('scan', many)).stdout)).toMatchObject({ embeddedAgain: count - done, failed: [] });
    expect(countVectors()).toBe(count);
    const after = JSON.parse((await call('albums')).stdout) as Album[];
    // The new model draws the borders of its groups a little otherwise; the albums are the same.
    expect(after.map(({ id }) => id)).toEqual(expect.arrayContaining(before.map(({ id }) => id)));
    readCatalog(data, (catalog) => expect(catalog.checkIntegrity()).toEqual([]));
  });
});

describe('cairn model show', () => {
  it('says what a model is, by name, by hash and by folder', async () => {
    for (const word of ['tiny-1', first.hash.slice(0, 8), first.folder]) {
      expect(await runJson<object>('model', 'show', word)).toMatchObject({
        hash: first.hash,
        isIntact: true,
        hasLandmarkness: true,
        atlas: null,
        goldenEmbeddings: 0,
        verdicts: [{ provider: 'cpu', verdict: 'passed' }],
        failure: null,
      });
    }
    const { stdout } = await run('model', 'show', second.folder);
    expect(stdout).toMatch(/card +.*MODEL_CARD\.md/);
    expect(stdout).toMatch(/atlas +none: no landmark has a name/);
    expect(stdout).toMatch(/gate +The model has no landmarkness\.json/);
  });

  it('knows no other', async () => {
    const { exitCode, stderr } = await run('model', 'show', 'nonsense');
    expect(exitCode).toBe(2);
    expect(stderr).toContain('cairn model list');
  });
});

describe('cairn model check', () => {
  it('tells each check of a good model and ends with 0', async () => {
    const { exitCode, stdout } = await run('model', 'check', first.folder);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^ok +manifest +tiny-1 1, 48 dims/);
    expect(stdout).toContain('The model meets the contract.');
  });

  it('ends with 4 for a bad one, which cannot be chosen either and leaves no trace', async () => {
    const bad = join(folders.root, 'bad');
    writeTinyModel(bad, { seed: 3, defect: 'not-unit-length' });
    const check = await run('model', 'check', bad, '--json');
    expect(check.exitCode).toBe(4);
    expect(JSON.parse(check.stdout)).toMatchObject({
      passed: false,
      checks: expect.arrayContaining([expect.objectContaining({ name: 'sizes', outcome: 'failed' })]) as unknown[],
    });
    const installed = existsSync(join(folders.data, 'models')) ? readdirSync(join(folders.data, 'models')) : [];
    const use = await run('model', 'use', bad);
    expect(use.exitCode).toBe(4);
    expect(use.stdout).toContain('nothing was changed');
    expect(readdirSync(join(folders.data, 'models'))).toEqual(installed);
  });

  it('copies nothing but the files of a model', async () => {
    const folder = join(folders.root, 'chatty');
    const hash = writeTinyModel(folder, { seed: 4, hasCard: false });
    writeFileSync(join(folder, 'diary.txt'), 'private');
    expect((await run('model', 'use', folder)).exitCode).toBe(0);
    const installed = join(folders.data, 'models', hash);
    expect(readdirSync(installed).sort()).toEqual(['manifest.json', 'model.onnx']);
    expect(readFileSync(join(installed, 'model.onnx')).equals(readFileSync(join(folder, 'model.onnx')))).toBe(true);
  });

  it.each(['list', 'show', 'check', 'use'])('explains itself: model %s --help', async (command) => {
    const { exitCode, stdout } = await runCli(['model', command, '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`Usage: cairn model ${command}`);
  });
});
