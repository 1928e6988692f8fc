/** @file `cairn atlas`: packs that are built, exported, imported, refused; real processes, real ONNX of a few kilobytes. */
import { createHash } from 'node:crypto';
import { cpSync, existsSync, mkdirSync, readdirSync, readFileSync, renameSync, rmSync, writeFileSync } from 'node:fs';
import { basename, dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { acquireLock } from '../../src/library/lock-file.ts';
import { bundledAtlasName } from '../../src/ml/recognition/atlas.ts';
import { readAtlasSummary } from '../../src/ml/recognition/load-atlas.ts';
import { writeTinyModel } from '../fixtures/tiny-model.ts';
import { makeScenes } from './support/make-scenes.ts';
import { runCli, type CliResult } from './support/run-cli.ts';
import { makeFolders, type TestFolders } from './support/test-library.ts';

interface Album {
  readonly id: number;
  readonly name: string;
  readonly kind: string;
  readonly photos: readonly { readonly path: string }[];
}

interface AtlasRow {
  readonly origin: string;
  readonly name: string;
  readonly fingerprint: string;
  readonly isInUse: boolean;
  readonly landmarks: number;
  readonly problem: string | null;
}

interface Built {
  readonly landmarks: readonly {
    readonly id: string;
    readonly name: string;
    readonly isKnown: boolean;
    readonly photos: number;
    readonly references: number;
    readonly outliers: readonly string[];
  }[];
  readonly nonLandmarks: number;
  readonly failedCount: number;
  readonly empty: number;
}

const seed = 1;
let folders: TestFolders;
let model: string;
let otherModel: string;

const run = (catalog: string, ...words: string[]): Promise<CliResult> =>
  runCli([...words, '--catalog', join(folders.root, catalog)], { env: { CAIRN_PROVIDER: 'cpu' } });
const runJson = async <Value>(catalog: string, ...words: string[]): Promise<Value> => {
  const { exitCode, stdout, stderr } = await run(catalog, ...words, '--json');
  expect(exitCode, stderr).toBe(0);
  return JSON.parse(stdout) as Value;
};
const at = (...names: string[]): string => join(folders.root, ...names);
/** Names of the files of each album, by album name. */
const listAlbums = async (catalog: string): Promise<Record<string, string[]>> => {
  const albums = await runJson<Album[]>(catalog, 'albums');
  return Object.fromEntries(albums.map(({ name, photos }) => [name, photos.map(({ path }) => basename(path)).sort()]));
};
/** Photos of scenes that are none of the first `skipped` of each. */
async function makeLaterScenes(
  folder: string,
  scenes: readonly number[],
  skipped: number,
  count: number,
): Promise<void> {
  const paths = await makeScenes(folder, scenes, skipped + count);
  for (const path of paths) if (Number(/-(\d+)\.jpg$/.exec(path)?.[1]) < skipped) rmSync(path);
}

beforeAll(async () => {
  folders = makeFolders();
  model = at('model');
  writeTinyModel(model, { seed, hasLandmarkness: true });
  otherModel = at('other-model');
  writeTinyModel(otherModel, { seed: 2, hasLandmarkness: true });
  for (const catalog of ['giver', 'taker']) await runJson(catalog, 'model', 'use', model);
  await runJson('stranger', 'model', 'use', otherModel);
});
afterAll(() => folders.remove());

describe('a pack of what a person confirmed', () => {
  it('is refused while nothing is confirmed and named', async () => {
    await makeScenes(at('holiday'), [1, 2, 3], 6);
    await runJson('giver', 'scan', at('holiday'));
    const { exitCode, stderr } = await run('giver', 'atlas', 'export', '--out', at('none.cairn-atlas'));
    expect(exitCode).toBe(2);
    expect(stderr).toContain('nothing to export');
    expect(existsSync(at('none.cairn-atlas'))).toBe(false);
  });

  it('holds names and vectors, no photos and no places, and says what vectors tell', async () => {
    const albums = await runJson<Album[]>('giver', 'albums');
    expect(albums).toHaveLength(3);
    for (const { id, photos } of albums) {
      const paths = photos.map(({ path }) => path);
      const scene = /scene-(\d)/.exec(paths[0] ?? '')?.[1] ?? '';
      // The third album is confirmed and keeps the name that Cairn gave it.
      if (scene !== '3') await runJson('giver', 'rename', String(id), scene === '1' ? 'Our chapel' : 'Старый мост');
      await runJson('giver', 'confirm', String(id), ...paths);
    }
    const exported = await runJson<{ landmarks: { id: string; name: string; photos: number }[]; unnamed: number }>(
      'giver',
      ...['atlas', 'export', '--out', at('ours.cairn-atlas'), '--name', 'Ours'],
    );
    expect(exported).toMatchObject({ unnamed: 1, warning: expect.stringContaining('vectors tell') as string });
    expect(exported.landmarks.map(({ name, photos }) => [name, photos]).sort()).toEqual([
      ['Our chapel', 6],
      ['Старый мост', 6],
    ]);
    const bytes = readFileSync(at('ours.cairn-atlas'));
    expect(bytes.length).toBeLessThan(5000);
    expect(bytes.includes('holiday')).toBe(false);
    expect(bytes.includes('scene-')).toBe(false);
    const { header } = await readAtlasSummary(at('ours.cairn-atlas'));
    for (const { id, latitude, references } of header.landmarks) {
      expect(id).toMatch(/^own-[0-9a-f-]{36}$/);
      expect([latitude, references]).toEqual([null, 6]);
    }
    const again = await run('giver', 'atlas', 'export', '--out', at('again.cairn-atlas'), '--name', 'Ours');
    expect(again.stderr).toContain('vectors tell');
    expect(readFileSync(at('again.cairn-atlas')).equals(bytes)).toBe(true);
  });

  it('brings nothing new to the catalog that it comes from, and takes nothing away', async () => {
    const before = await listAlbums('giver');
    await runJson('giver', 'atlas', 'import', at('ours.cairn-atlas'));
    await makeLaterScenes(at('more'), [1], 9, 2);
    await runJson('giver', 'scan', at('more'));
    expect(await listAlbums('giver')).toEqual({
      ...before,
      'Our chapel': [...(before['Our chapel'] ?? []), 'scene-1-10.jpg', 'scene-1-9.jpg'].sort(),
    });
    await runJson('giver', 'atlas', 'remove', 'Ours');
    await runJson('giver', 'scan', at('more'));
    expect((await listAlbums('giver'))['Our chapel']).toHaveLength(8);
  });

  it('names the same places in another catalog, before and after their photos came', async () => {
    await makeLaterScenes(at('before'), [1, 9], 6, 3);
    await runJson('taker', 'scan', at('before'));
    expect(Object.keys(await listAlbums('taker')).sort()).toEqual(['Unnamed landmark', 'Unnamed landmark 2']);
    const imported = await run('taker', 'atlas', 'import', at('ours.cairn-atlas'));
    expect(imported.stdout).toContain('Imported: Ours 1, 2 landmarks.');
    await makeLaterScenes(at('after'), [2], 6, 3);
    await runJson('taker', 'scan', at('after'));
    const albums = await listAlbums('taker');
    expect(albums['Our chapel']).toEqual(['scene-1-6.jpg', 'scene-1-7.jpg', 'scene-1-8.jpg']);
    expect(albums['Старый мост']).toEqual(['scene-2-6.jpg', 'scene-2-7.jpg', 'scene-2-8.jpg']);
    const [identified] = await runJson<{ name: string | null }[]>('taker', 'identify', at('holiday', 'scene-1-0.jpg'));
    expect(identified?.name).toBe('Our chapel');
    const [stranger] = await runJson<{ name: string | null }[]>('taker', 'identify', at('before', 'scene-9-6.jpg'));
    expect(stranger?.name).toBeNull();
  });

  it('is one of those in use until it is removed; what it named stays', async () => {
    const list = (): Promise<AtlasRow[]> => runJson<AtlasRow[]>('taker', 'atlas', 'list');
    const [bundled, ours] = await list();
    expect(bundled).toMatchObject({ origin: 'bundled', isInUse: true });
    expect(bundled?.problem).toContain('another model');
    expect(ours).toMatchObject({ origin: 'installed', name: 'Ours 1', isInUse: true, landmarks: 2, problem: null });
    expect(readdirSync(at('taker', 'atlases'))).toEqual([`${ours?.fingerprint ?? ''}.cairn-atlas`]);
    await runJson('taker', 'atlas', 'use', 'none');
    expect((await list()).map(({ isInUse }) => isInUse)).toEqual([false, false]);
    const [unknown] = await runJson<{ name: string | null }[]>('taker', 'identify', at('holiday', 'scene-1-0.jpg'));
    expect(unknown?.name).toBeNull();
    await runJson('taker', 'atlas', 'use', ours?.fingerprint.slice(0, 8) ?? '');
    expect((await list()).map(({ isInUse }) => isInUse)).toEqual([false, true]);
    expect((await run('taker', 'atlas', 'use', 'Theirs')).stderr).toContain('There is no atlas "Theirs"');
    expect((await run('taker', 'atlas', 'remove', 'bundled')).exitCode).toBe(2);
    await runJson('taker', 'atlas', 'remove', 'Ours');
    expect(await list()).toHaveLength(1);
    expect(readdirSync(at('taker', 'atlases'))).toEqual([]);
    await runJson('taker', 'scan', at('before'));
    expect((await listAlbums('taker'))['Our chapel']).toHaveLength(3);
  });

  it('that is a copy of the bundled one is that one, used again', async () => {
    const copy = at('a-copy.cairn-atlas');
    cpSync(join('src', 'ml', 'atlas', 'bundled', bundledAtlasName), copy);
    await runJson('newcomer', 'atlas', 'use', 'none');
    expect(await runJson('newcomer', 'atlas', 'import', copy)).toMatchObject({ origin: 'bundled', isInUse: true });
    const list = await runJson<AtlasRow[]>('newcomer', 'atlas', 'list');
    expect(list.map(({ origin, isInUse }) => ({ origin, isInUse }))).toEqual([{ origin: 'bundled', isInUse: true }]);
  });

  it('is refused by another model, with the reason, and built again where the photos are', async () => {
    const refused = await run('stranger', 'atlas', 'import', at('ours.cairn-atlas'));
    expect(refused.exitCode).toBe(4);
    expect(refused.stderr).toContain('was built for the model tiny-1 1, this catalog uses tiny-2 1');
    expect(refused.stderr).toContain('--photos');
    expect(existsSync(at('stranger', 'atlases'))).toBe(false);
    for (const [scene, name] of [
      [1, 'Our chapel'],
      [2, 'Старый мост'],
    ] as const) {
      mkdirSync(at('labelled', name), { recursive: true });
      for (const file of readdirSync(at('holiday')).filter((entry) => entry.startsWith(`scene-${scene}`))) {
        cpSync(at('holiday', file), at('labelled', name, file));
      }
    }
    const words = ['atlas', 'import', at('ours.cairn-atlas'), '--photos', at('labelled')];
    const rebuilt = await runJson<AtlasRow & { isRebuilt: boolean }>('stranger', ...words);
    expect(rebuilt).toMatchObject({ isRebuilt: true, name: 'Ours 1', landmarks: 2, problem: null });
    const ids = async (file: string): Promise<string[]> =>
      (await readAtlasSummary(file)).header.landmarks.map(({ id }) => id);
    const file = at('stranger', 'atlases', `${rebuilt.fingerprint}.cairn-atlas`);
    expect(await ids(file)).toEqual(await ids(at('ours.cairn-atlas')));
    const [identified] = await runJson<{ name: string | null }[]>(
      'stranger',
      'identify',
      at('before', 'scene-1-6.jpg'),
    );
    expect(identified?.name).toBe('Our chapel');
  });

  it('changes nothing when it is damaged, when it is none, or when another process has the catalog', async () => {
    const bytes = readFileSync(at('ours.cairn-atlas'));
    const broken = Buffer.from(bytes);
    broken[broken.length - 1] = (broken.at(-1) ?? 0) ^ 1;
    writeFileSync(at('broken.cairn-atlas'), broken);
    writeFileSync(at('cut.cairn-atlas'), bytes.subarray(0, bytes.length - 5));
    for (const [file, reason] of [
      ['broken.cairn-atlas', 'wrong checksum'],
      ['cut.cairn-atlas', 'bytes instead of'],
      ['holiday/scene-1-0.jpg', 'not an atlas'],
      ['nowhere.cairn-atlas', 'missing'],
    ] as const) {
      const { exitCode, stderr } = await run('taker', 'atlas', 'import', at(file));
      expect(exitCode).toBe(4);
      expect(stderr).toContain(reason);
    }
    const lock = acquireLock(at('taker'));
    expect((await run('taker', 'atlas', 'import', at('ours.cairn-atlas'))).exitCode).toBe(3);
    lock.release();
    expect(readdirSync(at('taker', 'atlases'))).toEqual([]);
    expect(await runJson<AtlasRow[]>('taker', 'atlas', 'list')).toHaveLength(1);
  });

  it('that breaks after it was installed costs its own names alone', async () => {
    const { fingerprint } = await runJson<AtlasRow>('taker', 'atlas', 'import', at('ours.cairn-atlas'));
    await runJson('taker', 'atlas', 'build', at('labelled'), '--out', at('second.cairn-atlas'), '--name', 'Second');
    await runJson('taker', 'atlas', 'import', at('second.cairn-atlas'));
    writeFileSync(
      at('taker', 'atlases', `${fingerprint}.cairn-atlas`),
      'CAIRNATL and nothing more, alas, for 48 bytes and more',
    );
    const [identified] = await runJson<{ name: string | null }[]>('taker', 'identify', at('holiday', 'scene-1-0.jpg'));
    expect(identified?.name).toBe('Our chapel');
    const doctor = await runJson<{ atlasProblem: string; embedder: { atlas: string } }>('taker', 'doctor');
    expect(doctor.embedder.atlas).toBe('Second 1');
    expect(doctor.atlasProblem).toContain(fingerprint);
  });
});

describe('cairn atlas build', () => {
  it('knows landmarks by their names in a table, and leaves label noise out', async () => {
    await makeScenes(at('table'), [20, 21, 22], 6);
    const rows = readdirSync(at('table')).map((file) => {
      const scene = Number(/scene-(\d+)/.exec(file)?.[1]);
      return `${file},${scene === 20 ? 'TAJ MAHĀL' : scene === 21 ? '"Uncle Bob\'s barn, the red one"' : ''}`;
    });
    // One photo of the barn carries the wrong label.
    const noisy = rows.map((row) => (row.startsWith('scene-21-5') ? 'scene-21-5.jpg,TAJ MAHĀL' : row));
    writeFileSync(at('table', 'labels.csv'), ['path,landmark', ...noisy, 'gone.jpg,TAJ MAHĀL', ''].join('\n'));
    const words = ['atlas', 'build', at('table', 'labels.csv'), '--out', at('table.cairn-atlas')];
    const built = await runJson<Built>('giver', ...words, '--references', '2');
    expect(built).toMatchObject({ nonLandmarks: 6, failedCount: 1, empty: 0 });
    const [barn, tower] = [...built.landmarks].sort((a, b) => Number(a.isKnown) - Number(b.isKnown));
    expect(tower).toMatchObject({ name: 'Taj Mahal', isKnown: true, photos: 6, references: 2 });
    expect(tower?.outliers.map((file) => basename(file))).toEqual(['scene-21-5.jpg']);
    expect(barn).toMatchObject({ name: "Uncle Bob's barn, the red one", isKnown: false, photos: 5, references: 2 });
    const { header } = await readAtlasSummary(at('table.cairn-atlas'));
    expect(header).toMatchObject({ name: 'labels', nonLandmarkReferences: 6 });
    expect(header.landmarks.find(({ name }) => name === 'Taj Mahal')).toMatchObject({ country: 'IN', photos: 6 });
    expect(readdirSync(folders.root).filter((name) => name.endsWith('.part'))).toEqual([]);
  });

  it('says what is wrong with a source, and writes nothing', async () => {
    mkdirSync(at('empty'));
    writeFileSync(at('no-columns.csv'), 'file,place\na.jpg,x\n');
    writeFileSync(at('unreadable.csv'), 'path,landmark\nno-columns.csv,x\n');
    for (const [source, reason] of [
      ['empty', 'no landmarks'],
      ['nowhere', 'There is no'],
      ['no-columns.csv', 'path, landmark'],
      ['unreadable.csv', 'No photo of a landmark'],
    ] as const) {
      const { exitCode, stderr } = await run('giver', 'atlas', 'build', at(source), '--out', at('bad.cairn-atlas'));
      expect(exitCode, source).toBe(2);
      expect(stderr).toContain(reason);
    }
    const words = ['atlas', 'build', at('table', 'labels.csv'), '--out', at('bad.cairn-atlas')];
    expect((await run('giver', ...words, '--references', '0')).exitCode).toBe(2);
    expect(existsSync(at('bad.cairn-atlas'))).toBe(false);
  });
});

describe('Google Landmarks v2 in small', () => {
  const makeId = (text: string): string => createHash('sha256').update(text).digest('hex').slice(0, 16);
  const photosEach = 10;

  beforeAll(async () => {
    await runJson('visitor', 'model', 'use', model);
    const folder = at('gldv2');
    const labels = new Map<string, number>();
    for (const [landmark, scene] of [
      [17, 31],
      [203, 32],
      [5081, 33],
    ] as const) {
      for (const path of await makeScenes(at('drawn'), [scene], photosEach)) {
        const id = makeId(path);
        const target = join(folder, 'train', id.charAt(0), id.charAt(1), id.charAt(2), `${id}.jpg`);
        mkdirSync(dirname(target), { recursive: true });
        renameSync(path, target);
        labels.set(id, landmark);
      }
    }
    const idsOf = (landmark: number): string[] =>
      [...labels].flatMap(([id, label]) => (label === landmark ? [id] : []));
    writeFileSync(
      join(folder, 'train.csv'),
      [
        'id,url,landmark_id',
        ...[...labels].sort().map(([id, landmark]) => `${id},"https://example.org/a,b/${id}.jpg",${landmark}`),
        // Ids become parts of paths: these must not.
        '../../../model.onnx,https://example.org/x.jpg,17',
        `${makeId('gone')},https://example.org/x.jpg,../../17`,
        `${makeId('missing')},https://example.org/x.jpg,5081`,
      ].join('\n'),
    );
    writeFileSync(
      join(folder, 'train_clean.csv'),
      `landmark_id,images\n17,${idsOf(17).slice(0, 9).join(' ')} ../../etc/passwd\n203,${idsOf(203).join(' ')}\n`,
    );
    writeFileSync(
      join(folder, 'train_label_to_category.csv'),
      [
        'landmark_id,category',
        '17,http://commons.wikimedia.org/wiki/Category:Happy_Valley_Racecourse,_Hong_Kong'.replace(
          /,(http.*)$/,
          ',"$1"',
        ),
        '203,http://commons.wikimedia.org/wiki/Category:%C5%A0ipan%20%28Hrvatska%29',
        '5081,http://commons.wikimedia.org/wiki/Category:Taj_Mahal',
      ].join('\n'),
    );
  });

  it('is read as published: the clean part, with names from the label file', async () => {
    const built = await runJson<Built>('visitor', 'atlas', 'build', at('gldv2'), '--out', at('gldv2.cairn-atlas'));
    expect(built.failedCount).toBe(0);
    expect(built.landmarks).toMatchObject([
      { id: 'gldv2-17', name: 'Happy Valley Racecourse, Hong Kong', photos: 9, references: 3 },
      { id: 'gldv2-203', name: 'Šipan (Hrvatska)', photos: 10, references: 3 },
    ]);
  });

  it('or as a whole, where known landmarks are known ones; and recognises', async () => {
    const words = [
      'atlas',
      'build',
      at('gldv2'),
      '--variant',
      'full',
      '--out',
      at('full.cairn-atlas'),
      '--name',
      'GLDv2',
    ];
    const built = await runJson<Built>('visitor', ...words);
    // The photo that is not there.
    expect(built.failedCount).toBe(1);
    expect(built.landmarks).toMatchObject([
      { id: 'gldv2-17', photos: 10 },
      { id: 'gldv2-203' },
      { name: 'Taj Mahal', isKnown: true, photos: 10 },
    ]);
    await runJson('visitor', 'atlas', 'import', at('full.cairn-atlas'));
    await makeLaterScenes(at('asked'), [31, 33], photosEach, 1);
    const files = readdirSync(at('asked')).sort();
    const identified = await runJson<{ name: string | null }[]>(
      'visitor',
      'identify',
      ...files.map((file) => at('asked', file)),
    );
    expect(identified.map(({ name }) => name)).toEqual(['Happy Valley Racecourse, Hong Kong', 'Taj Mahal']);
  });

  it('refuses broken tables with the line', async () => {
    const folder = at('broken-gldv2');
    mkdirSync(folder);
    const build = (): Promise<CliResult> => run('visitor', 'atlas', 'build', folder, '--out', at('bad.cairn-atlas'));
    for (const [content, reason] of [
      ['', 'is empty'],
      ['id,url\n', 'columns landmark_id are missing'],
      ['id,landmark_id\n0123456789abcdef\n', 'line 2: 1 cells'],
      ['id,landmark_id\n"0123456789abcdef,17\n', 'never closed'],
      ['id,landmark_id\n', 'no landmarks'],
    ] as const) {
      writeFileSync(join(folder, 'train.csv'), content);
      const { exitCode, stderr } = await build();
      expect(exitCode, content).toBe(2);
      expect(stderr).toContain(reason);
    }
  });
});
