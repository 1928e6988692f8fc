/** @file `cairn eval` as a process, with the real embedder and a tiny model. */
import { existsSync, mkdirSync, readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import sharp from 'sharp';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EvaluationSummary } from '../../src/library/evaluation/summarize-evaluation.ts';
import { figureNames } from '../../src/ml/metrics/evaluate-vectors.ts';
import { writeTinyModel } from '../fixtures/tiny-model.ts';
import { makeScenes } from './support/make-scenes.ts';
import { runCli, type CliOptions, type CliResult } from './support/run-cli.ts';
import { makeFolders, type TestFolders } from './support/test-library.ts';

let folders: TestFolders;
let model: string;
let table: string;
let temporary: string;

const run = (words: readonly string[], options: CliOptions = {}): Promise<CliResult> =>
  runCli(['eval', ...words, '--catalog', folders.data, '--provider', 'cpu'], {
    ...options,
    env: { TMPDIR: temporary, CAIRN_MODEL: model },
  });

beforeAll(async () => {
  folders = makeFolders();
  model = join(folders.root, 'model');
  temporary = join(folders.root, 'tmp');
  mkdirSync(temporary);
  writeTinyModel(model, { seed: 5, hasLandmarkness: true });
  const photos = await makeScenes(folders.photos, [1, 2, 3], 4);
  const others = await makeScenes(folders.photos, [11, 12, 13, 14, 15, 16], 1);
  writeFileSync(join(folders.photos, 'broken.jpg'), 'no image at all');
  table = join(folders.photos, 'photos.csv');
  const rows = [
    ...photos.map((path, row) => `${basename(path)},"Tower ${Math.floor(row / 4)}, <old>",test`),
    ...others.map((path) => `${basename(path)},,test`),
    'broken.jpg,"Tower 0, <old>",test',
    'gone.jpg,,test',
    `${basename(photos[0] ?? '')}.not-there,Tower 9,train`,
  ];
  writeFileSync(table, ['path,landmark,split', ...rows].join('\n'));
});
afterAll(() => folders.remove());

describe('cairn eval TABLE', () => {
  it('measures, accounts for every photo and writes a report, and nothing elsewhere', async () => {
    const before = readdirSync(folders.photos);
    const report = join(folders.root, 'report');
    const { exitCode, stdout, stderr } = await run([table, '--split', 'test', '--report', report, '--json']);
    expect(stderr).toContain('broken.jpg: ');
    expect(exitCode).toBe(0);
    const summary = JSON.parse(stdout) as EvaluationSummary & { readonly report: string; readonly seconds: number };
    expect(summary).toMatchObject({
      table: 'photos.csv',
      split: 'test',
      model: { name: 'tiny-5 1', dims: 48 },
      photos: 18,
      landmarks: 3,
      landmarkPhotos: 12,
      nonLandmarks: 6,
      queries: 12,
      failed: [
        { path: 'broken.jpg', reason: expect.any(String) as string },
        { path: 'gone.jpg', reason: expect.any(String) as string },
      ],
      report: join(report, 'index.html'),
    });
    // Photos of one scene are nearly alike, others are not.
    expect(summary.figures.mAP).toEqual({ value: 1, low: 1, high: 1 });
    expect(summary.figures.gapPenalised.value).toBe(1);
    expect(summary.figures.pairF1.value).toBe(1);
    // This unit scores every photo alike.
    expect(summary.figures.landmarknessAuc.value).toBe(0.5);
    for (const name of figureNames) expect(summary.figures[name].low, name).not.toBeNull();

    const { report: page, seconds, ...stored } = summary;
    expect(seconds).toBeGreaterThan(0);
    expect(JSON.parse(readFileSync(join(report, 'figures.json'), 'utf8'))).toEqual(stored);
    const html = readFileSync(page, 'utf8');
    expect(html).toContain('Tower 0, &lt;');
    expect(html).not.toContain('<old>');
    // The six photos of no landmark are taken for some: their pictures are there.
    const thumbnails = readdirSync(join(report, 'thumbnails'));
    expect(thumbnails.length).toBeGreaterThan(6);
    const { format, width } = await sharp(join(report, 'thumbnails', thumbnails[0] ?? '')).metadata();
    expect([format, width]).toEqual(['webp', 240]);

    expect(readdirSync(folders.photos)).toEqual(before);
    expect(existsSync(folders.data)).toBe(false);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it('says it in words, without landmark-ness where a model has none', async () => {
    const plain = join(folders.root, 'plain-model');
    writeTinyModel(plain, { seed: 6 });
    const { exitCode, stdout } = await run([table, '--split', 'test', '--model', plain]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^Model +tiny-6 1 /m);
    expect(stdout).toContain('18: 12 of 3 landmarks, 6 of none');
    expect(stdout).toMatch(/^mAP +1\.000 +1\.000 to 1\.000$/m);
    expect(stdout).toMatch(/^landmark-ness AUC +–$/m);
    expect(stdout).not.toContain('Report');
  });

  it('stops on Ctrl-C without a page, and cleans up', async () => {
    const report = join(folders.root, 'interrupted');
    const { exitCode } = await run([table, '--split', 'test', '--report', report], { interruptAt: 'Embedding' });
    expect(exitCode).toBe(130);
    expect(readdirSync(report)).toEqual([]);
    expect(readdirSync(temporary)).toEqual([]);
  });

  it.each([
    ['no table', [], 'missing required argument'],
    ['a table that is not there', ['/nowhere/at/all.csv'], 'cannot be read'],
    ['a split that is not there', ['TABLE', '--split', 'validation'], 'there are: test, train'],
    ['a folder with other things', ['TABLE', '--report', 'PHOTOS'], 'holds other files'],
    ['a split in which nothing can be found', ['TABLE', '--split', 'train'], 'no landmark has two photos'],
  ])('refuses %s with exit code 2', async (_, words, message) => {
    const named = words.map((word) => (word === 'TABLE' ? table : word === 'PHOTOS' ? folders.photos : word));
    const { exitCode, stdout, stderr } = await run(named);
    expect(exitCode).toBe(2);
    expect(stdout).toBe('');
    expect(stderr).toContain(message);
  });

  it('ends with 2 when too few photos can be read, with 4 for a broken model', async () => {
    const unreadable = join(folders.photos, 'unreadable.csv');
    writeFileSync(unreadable, 'path,landmark\nbroken.jpg,a\ngone.jpg,a\n');
    const nothing = await run([unreadable]);
    expect(nothing.exitCode).toBe(2);
    expect(nothing.stderr).toContain('Of the 0 photos that can be read no landmark has two photos');
    const broken = join(folders.root, 'broken-model');
    writeTinyModel(broken, { seed: 7 });
    writeFileSync(join(broken, 'model.onnx'), 'not this one');
    expect((await run([table, '--split', 'test', '--model', broken])).exitCode).toBe(4);
  });
});

describe('cairn eval gldv2', () => {
  const write = (name: string, ...lines: string[]): string => {
    const file = join(folders.root, name);
    writeFileSync(file, lines.join('\n'));
    return file;
  };

  it('scores recognition, in words and as JSON, and names the line of a fault', async () => {
    const solution = write(
      'solution.csv',
      'id,landmarks,Usage',
      'a,7,Public',
      'b,,Private',
      'c,8,Private',
      'd,1,Ignored',
    );
    const predictions = write('predictions.csv', 'id,landmarks', 'a,7 0.4', 'b,3 0.9', 'c,8 0.5');
    const words = ['gldv2', 'recognition', solution, predictions];
    const json = await runCli(['eval', ...words, '--json']);
    expect(json.exitCode).toBe(0);
    expect(JSON.parse(json.stdout)).toEqual({
      public: { images: 1, landmarkImages: 1, predicted: 1, gap: 1, top1: 1 },
      private: { images: 2, landmarkImages: 1, predicted: 2, gap: 1 / 2, top1: 1 },
      all: { images: 3, landmarkImages: 2, predicted: 3, gap: (1 / 2 + 2 / 3) / 2, top1: 1 },
      ignored: 1,
    });
    const { stdout } = await runCli(['eval', ...words]);
    expect(stdout).toMatch(/^Private +2 +1 +2 +0\.50000 +1\.00000$/m);
    expect(stdout).toMatch(/^All .* 0\.58333 /m);
    const wrong = await runCli(['eval', 'gldv2', 'recognition', solution, write('wrong.csv', 'id,landmarks', 'x,7 1')]);
    expect(wrong.exitCode).toBe(2);
    expect(wrong.stderr).toContain('wrong.csv, line 2: the solution has no image "x".');
  });

  it('scores retrieval', async () => {
    const solution = write('solution.csv', 'id,images,Usage', 'a,x y,Public', 'b,None,Ignored');
    const predictions = write('predictions.csv', 'id,images', 'a,x n y');
    const { exitCode, stdout } = await runCli(['eval', 'gldv2', 'retrieval', solution, predictions]);
    expect(exitCode).toBe(0);
    expect(stdout).toMatch(/^Public +1 +1 +0\.83333$/m);
    expect(stdout).not.toContain('Private');
    expect(stdout).toContain('1 ignored');
  });

  it.each([[[]], [['gldv2']], [['gldv2', 'recognition']], [['gldv2', 'retrieval']]])(
    'explains itself: eval %j --help',
    async (words) => {
      const { exitCode, stdout } = await runCli(['eval', ...words, '--help']);
      expect(exitCode).toBe(0);
      expect(stdout).toContain(`Usage: ${['cairn eval', ...words].join(' ')}`);
    },
  );
});
