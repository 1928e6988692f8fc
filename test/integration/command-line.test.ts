/** @file The command line as a process: every command, every exit code, the shape of every JSON. Real embedder. */
import { createHash } from 'node:crypto';
import { copyFileSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PhotoReasons } from '../../src/api/views.ts';
import { openCatalog } from '../../src/db/catalog.ts';
import { acquireLock } from '../../src/library/lock-file.ts';
import { makePhotos } from './support/make-photos.ts';
import { runCli, type CliResult } from './support/run-cli.ts';
import { makeFolders, modelFolder, readCatalog, type TestFolders } from './support/test-library.ts';

const count = 5;
let folders: TestFolders;
let photos: readonly string[];
let firstScan: CliResult;
let albumId: number;
let otherAlbumId: number;

const run = (...words: string[]): Promise<CliResult> =>
  runCli([...words, '--catalog', folders.data], { env: { CAIRN_PROVIDER: 'cpu' } });

/** Id of a photo that `cairn scan` found, by its content. */
const findId = (path: string): number =>
  readCatalog(folders.data, (catalog) =>
    catalog.photos.findByHash(createHash('sha256').update(readFileSync(path)).digest('hex')),
  ) ?? 0;

beforeAll(async () => {
  folders = makeFolders();
  photos = await makePhotos(folders.photos, count);
  copyFileSync(photos[0] ?? '', join(folders.photos, 'copy.jpg'));
  writeFileSync(join(folders.photos, 'broken.jpg'), 'no image at all');
  writeFileSync(join(folders.photos, 'notes.txt'), 'no photo');
  firstScan = await run('scan', folders.photos, '--json');
  // Whatever was found in these scenes: albums to decide about are made by hand.
  const catalog = openCatalog({ folder: folders.data });
  const make = (name: string): number => catalog.albums.insert({ kind: 'group', landmarkId: null, name });
  albumId = make('By hand');
  otherAlbumId = make('By hand too');
  catalog.close();
});
afterAll(() => folders.remove());

describe('cairn scan', () => {
  it('accounts for every file in JSON alone on standard output', () => {
    expect(firstScan.exitCode).toBe(0);
    const report = JSON.parse(firstScan.stdout) as Record<string, unknown>;
    expect(report).toMatchObject({
      found: count + 2,
      indexed: count + 1,
      unchanged: 0,
      failed: [{ path: join(folders.photos, 'broken.jpg'), reason: expect.any(String) as string }],
      waiting: 0,
      notPhotos: 1,
      missing: 0,
      unreadable: [],
      offline: [],
      interrupted: false,
    });
    expect(report['seconds']).toBeGreaterThan(0);
    expect(report['photosPerSecond']).toBeGreaterThan(0);
    expect(firstScan.stderr).toContain('Looking for photos');
  });

  it('finds nothing to do the second time, and says it in words', async () => {
    const { exitCode, stdout } = await run('scan', folders.photos);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/found +7\n/);
    expect(stdout).toMatch(/indexed +0\n/);
    expect(stdout).toMatch(/unchanged +6\n/);
    expect(stdout).toContain(`${join(folders.photos, 'broken.jpg')}: `);
  });

  it('stops within a second on Ctrl-C and keeps what was done', async () => {
    const many = join(folders.root, 'many');
    const data = join(folders.root, 'many-data');
    await makePhotos(many, 40);
    const { exitCode, stdout, stopMs } = await runCli(
      ['scan', many, '--catalog', data, '--json', '--provider', 'cpu'],
      {
        interruptAt: 'to index.',
      },
    );
    expect(exitCode).toBe(130);
    // A second, and slack for a busy machine.
    expect(stopMs).toBeLessThan(3000);
    const report = JSON.parse(stdout) as { found: number; indexed: number; waiting: number; interrupted: boolean };
    expect(report).toMatchObject({ found: 40, interrupted: true });
    expect(report.indexed + report.waiting).toBe(40);
    readCatalog(data, (catalog) => {
      expect(catalog.photos.count()).toBe(report.indexed);
      expect(catalog.jobs.countByState()).toMatchObject({ running: 0, queued: report.waiting });
    });
  });

  it.each([
    ['no folder', []],
    ['a folder that is not there', ['/nowhere/at/all']],
    ['an unknown option', ['.', '--sideways']],
    ['an unknown provider', ['.', '--provider', 'abacus']],
  ])('refuses %s with exit code 2', async (_, words) => {
    const { exitCode, stdout, stderr } = await run('scan', ...words);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).not.toBe('');
  });

  it('refuses a folder inside another and names that one', async () => {
    const inner = join(folders.photos, 'inner');
    mkdirSync(inner);
    const { exitCode, stderr } = await run('scan', inner);
    rmSync(inner, { recursive: true });
    expect(exitCode).toBe(2);
    expect(stderr).toContain(`${inner} lies inside ${folders.photos}`);
  });
});

describe('the catalog', () => {
  it('that another process holds, is broken or is from the future ends with 3', async () => {
    const lock = acquireLock(folders.data);
    const held = await run('scan', folders.photos);
    lock.release();
    expect(held.exitCode).toBe(3);
    expect(held.stderr).toContain(`process ${process.pid}`);

    const broken = join(folders.root, 'broken-data');
    mkdirSync(broken);
    writeFileSync(join(broken, 'catalog.sqlite'), 'this is no database, whatever its name says'.repeat(100));
    expect((await runCli(['albums', '--catalog', broken])).exitCode).toBe(3);
    expect((await runCli(['albums', '--catalog', join(folders.root, 'nothing')])).exitCode).toBe(3);
    const doctor = await runCli(['doctor', '--catalog', broken, '--json', '--provider', 'cpu']);
    expect(doctor.exitCode).toBe(3);
    expect(JSON.parse(doctor.stdout)).toMatchObject({ catalogProblem: { code: 'catalog-unusable' } });
  });
});

describe('identify --why', () => {
  it('says what speaks for a photo, and goes on after one that cannot be read', async () => {
    const broken = join(folders.root, 'broken.jpg');
    writeFileSync(broken, 'no picture');
    const { exitCode, stdout, stderr } = await run('identify', '--why', broken, photos[0] ?? '', '--json');
    expect(exitCode).toBe(0);
    expect(stderr).toContain('broken.jpg');
    const [failed, explained] = JSON.parse(stdout) as ({ failure: string | null } & Partial<PhotoReasons>)[];
    expect(failed?.failure).toMatch(/\w/);
    expect(explained).toMatchObject({ failure: null, path: photos[0] });
    expect(explained?.none).toBeGreaterThanOrEqual(0);
    expect(explained?.similar?.length).toBeGreaterThan(0);
    const text = (await run('identify', '--why', photos[0] ?? '')).stdout;
    expect(text).toMatch(/it shows a landmark: \d+ %; none of those known: \d+ %/);
    expect(text).toContain('looks like ');
  });
});

describe('a model', () => {
  it('whose checksum is wrong ends with 4 and says so', async () => {
    const model = join(folders.root, 'model');
    mkdirSync(model);
    for (const name of ['manifest.json', 'landmarkness.json', 'self-test.json']) {
      if (existsSync(join(modelFolder, name))) copyFileSync(join(modelFolder, name), join(model, name));
    }
    writeFileSync(join(model, 'model.onnx'), 'not this one');
    const { exitCode, stdout, stderr } = await run('identify', photos[0] ?? '', '--model', model, '--json');
    expect(exitCode).toBe(4);
    expect(stdout).toBe('');
    expect(stderr).toContain('model.onnx');
    const doctor = await runCli(['doctor', '--catalog', join(folders.root, 'none'), '--json'], {
      env: { CAIRN_MODEL: model },
    });
    expect(doctor.exitCode).toBe(4);
    expect(JSON.parse(doctor.stdout)).toMatchObject({
      embedder: { state: 'failed' },
      embedderProblem: { code: 'model-unusable' },
    });
  });
});

describe('decisions', () => {
  it('name photos by path and by id, and are listed', async () => {
    const byPath = await run('confirm', 'By hand', photos[0] ?? '', photos[1] ?? '', '--json');
    expect(byPath.exitCode).toBe(0);
    const { confirmed } = JSON.parse(byPath.stdout) as { albumId: number; confirmed: number[] };
    expect(confirmed).toHaveLength(2);
    expect((await run('rename', String(albumId), 'Tower')).exitCode).toBe(0);
    expect((await run('confirm', String(otherAlbumId), photos[2] ?? '', photos[3] ?? '')).exitCode).toBe(0);
    expect((await run('reject', 'Tower', String(confirmed[1]))).exitCode).toBe(0);
    expect((await run('merge', 'Tower', String(otherAlbumId))).exitCode).toBe(0);

    const { exitCode, stdout } = await run('albums', '--json');
    expect(exitCode).toBe(0);
    const albums = JSON.parse(stdout) as { id: number; photos: { path: string }[] }[];
    const album = albums.find(({ id }) => id === albumId);
    expect(album).toMatchObject({ name: 'Tower', kind: 'group', landmarkId: null, place: null });
    expect(albums.some(({ id }) => id === otherAlbumId)).toBe(false);
    const members = album?.photos ?? [];
    expect(members.map(({ path }) => path).sort()).toEqual([
      join(folders.photos, 'copy.jpg'),
      photos[0],
      photos[2],
      photos[3],
    ]);
    expect(members[0]).toMatchObject({ state: 'confirmed', confidence: null });
    expect((await run('albums')).stdout).toContain('Tower (group, 3 photos)');
  });

  it('answer what a new grouping proposes, by number', async () => {
    const catalog = openCatalog({ folder: folders.data });
    const album = catalog.albums.insert({ kind: 'group', landmarkId: null, name: 'Mill' });
    const [sure = 0, likely = 0] = photos.map(findId);
    for (const photoId of [sure, likely]) {
      // Only here: whatever was found in these scenes is not what this is about.
      for (const { albumId: other } of catalog.memberships.listForPhoto(photoId))
        catalog.memberships.restore(other, photoId, null);
    }
    catalog.memberships.setSuggested(album, sure, 0.9);
    catalog.memberships.setSuggested(album, likely, 0.6, true);
    catalog.close();
    const listed = JSON.parse((await run('regroup', '--json')).stdout) as { kind: string; albumId: number }[];
    const number = listed.findIndex(({ kind, albumId: into }) => kind === 'join' && into === album) + 1;
    expect(listed[number - 1]).toMatchObject({ photoIds: [likely], certainty: 0.6, albumName: 'Mill' });
    expect((await run('regroup')).stdout).toContain('1 photo may belong to "Mill"');
    expect((await run('albums')).stdout).toMatch(/Mill \(group, 1 photos?, 1 more suggested\)/);

    expect((await run('regroup', '--accept', '4711')).exitCode).toBe(2);
    expect((await run('regroup', '--accept', '1', '--dismiss', 'all')).exitCode).toBe(2);
    expect((await run('regroup', '--accept', 'some')).exitCode).toBe(2);
    expect((await run('regroup', '--accept', String(number))).stdout).toContain('Done: 1 accepted, 0 dismissed.');
    const isConfirmed = (): boolean =>
      readCatalog(folders.data, ({ memberships }) => memberships.get(album, likely)?.state === 'confirmed');
    expect(isConfirmed()).toBe(true);
    expect((await run('undo')).exitCode).toBe(0);
    expect(isConfirmed()).toBe(false);

    const again = JSON.parse((await run('regroup', '--dismiss', 'all', '--json')).stdout) as { dismissed: unknown[] };
    expect(again.dismissed.length).toBeGreaterThan(0);
    expect((await run('regroup')).stdout).toContain('Nothing to propose');
  });

  it('about what is not there end with 2', async () => {
    expect((await run('rename', '4711', 'x')).exitCode).toBe(2);
    expect((await run('confirm', String(albumId), join(folders.photos, 'unknown.jpg'))).exitCode).toBe(2);
    expect((await run('merge', String(albumId), String(albumId))).exitCode).toBe(2);
  });
});

describe('reading', () => {
  it('identifies photos, and reports those that cannot be read', async () => {
    const broken = join(folders.photos, 'broken.jpg');
    const before = readFileSync(join(folders.data, 'catalog.sqlite'));
    const { exitCode, stdout, stderr } = await run('identify', photos[0] ?? '', broken, '--json');
    expect(exitCode).toBe(0);
    const answers = JSON.parse(stdout) as Record<string, unknown>[];
    expect(answers.map(({ path }) => path)).toEqual([photos[0], broken]);
    for (const answer of answers) {
      expect(answer).toHaveProperty('landmarkId');
      expect(answer).toHaveProperty('name');
      expect(answer).toHaveProperty('confidence');
      expect(answer['candidates']).toBeInstanceOf(Array);
    }
    expect(answers[1]).toMatchObject({ landmarkId: null, candidates: [] });
    expect(stderr).toContain(broken);
    expect(readFileSync(join(folders.data, 'catalog.sqlite')).equals(before)).toBe(true);
  });

  it('finds similar photos, the same one first', async () => {
    const { exitCode, stdout } = await run('similar', photos[0] ?? '', '-k', '3', '--json');
    expect(exitCode).toBe(0);
    const similar = JSON.parse(stdout) as { path: string; cosine: number }[];
    expect(similar).toHaveLength(3);
    expect([photos[0], join(folders.photos, 'copy.jpg')]).toContain(similar[0]?.path);
    expect(similar[0]?.cosine).toBeGreaterThan(0.999);
    expect(similar[1]?.cosine).toBeLessThan(similar[0]?.cosine ?? 0);
    expect((await run('similar', photos[0] ?? '', '-k', 'many')).exitCode).toBe(2);
  });

  it('embeds a list, with zeros for what cannot be read', async () => {
    const [list, out] = [join(folders.root, 'list.txt'), join(folders.root, 'out.f32')];
    writeFileSync(list, [photos[1], join(folders.root, 'gone.jpg'), photos[0]].join('\n'));
    const { exitCode, stdout } = await runCli(['embed', '--list', list, '--out', out, '--json'], {
      env: { CAIRN_PROVIDER: 'cpu' },
    });
    expect(exitCode).toBe(0);
    const report = JSON.parse(stdout) as { dims: number };
    expect(report).toMatchObject({
      rows: 3,
      model: expect.any(String) as string,
      failed: [{ path: join(folders.root, 'gone.jpg'), reason: expect.any(String) as string }],
      seconds: expect.any(Number) as number,
    });
    const bytes = readFileSync(out);
    expect(bytes.length).toBe(3 * report.dims * 4);
    const norm = (row: number): number =>
      Math.hypot(...Array.from({ length: report.dims }, (_, d) => bytes.readFloatLE(4 * (row * report.dims + d))));
    expect(norm(0)).toBeCloseTo(1, 5);
    expect(norm(1)).toBe(0);
    expect(norm(2)).toBeCloseTo(1, 5);
    expect((await runCli(['embed', '--list', join(folders.root, 'nothing'), '--out', out])).exitCode).toBe(2);
  });

  it('diagnoses versions, providers, model and catalog', async () => {
    const { exitCode, stdout } = await run('doctor', '--json');
    expect(exitCode).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      version: expect.any(String) as string,
      node: process.versions.node,
      embedder: { state: 'ready', provider: 'cpu', verdicts: expect.any(Array) as unknown[] },
      catalog: { problems: [], photos: count, roots: 1, jobs: { failed: 1 } },
    });
    expect((await run('doctor')).stdout).toContain('integrity  good');
  });

  it.each([
    'scan',
    'albums',
    'rename',
    'confirm',
    'reject',
    'merge',
    'regroup',
    'identify',
    'similar',
    'embed',
    'doctor',
  ])('explains itself: %s --help', async (command) => {
    const { exitCode, stdout } = await runCli([command, '--help']);
    expect(exitCode).toBe(0);
    expect(stdout).toContain(`Usage: cairn ${command}`);
  });
});
