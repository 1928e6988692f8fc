import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PhotoEvaluation } from '../../../../src/library/evaluation/evaluate-photos.ts';
import { listLandmarkFigures } from '../../../../src/library/evaluation/landmark-figures.ts';
import { markup } from '../../../../src/library/evaluation/report/markup.ts';
import { prepareReportFolder, writeReport } from '../../../../src/library/evaluation/report/write-report.ts';
import { summarizeEvaluation } from '../../../../src/library/evaluation/summarize-evaluation.ts';
import { listConfusions, listMisses } from '../../../../src/library/evaluation/worst-cases.ts';
import { evaluateVectors } from '../../../../src/ml/metrics/evaluate-vectors.ts';

const hostile = `<script>alert(1)</script>"'&\u0007`;
let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

/** Photos in the plane: the labels and the directions of the test in test/unit/ml/metrics/evaluate-vectors.test.ts. */
async function makeEvaluation(names: readonly [string, string]): Promise<PhotoEvaluation> {
  const degrees = [0, 20, 90, 30, 180];
  const labels = [names[0], names[0], names[1], names[1], null];
  const vectors = await evaluateVectors(
    {
      vectors: Float32Array.from(
        degrees.flatMap((d) => [Math.cos((d * Math.PI) / 180), Math.sin((d * Math.PI) / 180)]),
      ),
      dims: 2,
      labels,
      calibration: { slope: 10, intercept: -3 },
      landmarkness: null,
    },
    { resamples: 20 },
  );
  return {
    model: {
      name: 'plane 1',
      hash: 'ab'.repeat(32),
      dims: 2,
      calibration: { kind: 'logistic', slope: 10, intercept: -3 },
    },
    photos: labels.map((landmark, row) => ({
      path: `../${hostile}/${row}.jpg`,
      file: join(folder, `${row}.jpg`),
      landmark,
    })),
    failed: [{ path: hostile, reason: 'It is no image & no photo.' }],
    vectors,
  };
}

function write(evaluation: PhotoEvaluation, target: string, signal = new AbortController().signal): Promise<string> {
  return writeReport({
    folder: target,
    evaluation,
    summary: summarizeEvaluation(evaluation, { table: `/elsewhere/${hostile}.csv`, split: hostile }),
    renderThumbnail: (file) => Promise.resolve(file.endsWith('2.jpg') ? null : Buffer.from('picture')),
    signal,
    madeMs: Date.UTC(2026, 0, 2),
  });
}

describe('worst cases', () => {
  it('are the surest wrong answers, each pair once, and the landmarks that rank last', async () => {
    const { vectors } = await makeEvaluation(['a', 'b']);
    // a20 and b30 are taken for each other: one confusion. The non-landmark is taken for b90.
    expect(listConfusions(vectors, 9).map(({ photo, answer }) => [photo, answer])).toEqual([
      [1, 3],
      [4, 2],
    ]);
    expect(listConfusions(vectors, 1)).toHaveLength(1);
    const misses = listMisses(vectors, 9);
    expect(misses.map(({ photo, first, mate, rank }) => [photo, first, mate, rank])).toEqual([
      [3, 1, 2, 3],
      [1, 3, 0, 2],
    ]);
  });

  it('fills no page with one pair of landmarks', async () => {
    // Ten photos of a stand amid ten of b, each a photo of the other nearer than its own.
    const labels = Array.from({ length: 20 }, (_, row) => (row % 2 === 0 ? 'a' : 'b'));
    const angles = labels.map((_, row) => (Math.floor(row / 2) * 10 + (row % 2)) * (Math.PI / 180));
    const vectors = await evaluateVectors(
      {
        vectors: Float32Array.from(angles.flatMap((angle) => [Math.cos(angle), Math.sin(angle)])),
        dims: 2,
        labels,
        calibration: { slope: 10, intercept: -3 },
        landmarkness: null,
      },
      { resamples: 0 },
    );
    expect(listConfusions(vectors, 9)).toHaveLength(2);
    expect(listMisses(vectors, 99)).toHaveLength(6);
  });
});

describe('listLandmarkFigures', () => {
  it('puts the worst first and says what it is taken for', async () => {
    const { vectors } = await makeEvaluation(['a', 'b']);
    expect(listLandmarkFigures(vectors)).toEqual([
      {
        landmark: 'b',
        photos: 2,
        mAP: expect.closeTo((1 + 1 / 3) / 2) as number,
        precisionAt1: 0.5,
        takenFor: { landmark: 'a', photos: 1 },
      },
      {
        landmark: 'a',
        photos: 2,
        mAP: expect.closeTo((1 + 1 / 2) / 2) as number,
        precisionAt1: 0.5,
        takenFor: { landmark: 'b', photos: 1 },
      },
    ]);
  });
});

describe('markup', () => {
  it('escapes every value that is not markup', () => {
    const inner = markup`<b>${'<&>'}</b>`;
    expect(markup`<p title="${'"\''}">${[inner, null, 1.5, '\u0000']}</p>`.text).toBe(
      '<p title="&quot;&#39;"><b>&lt;&amp;&gt;</b>1.5\ufffd</p>',
    );
  });
});

describe('writeReport', () => {
  it('writes names of its own into its folder, and escapes what comes from outside', async () => {
    const target = join(folder, 'report');
    await prepareReportFolder(target);
    const page = await write(await makeEvaluation([hostile, `${hostile}2`]), target);
    expect(page).toBe(join(target, 'index.html'));
    expect(readdirSync(folder)).toEqual(['report']);
    expect(readdirSync(target).sort()).toEqual(['figures.json', 'index.html', 'thumbnails']);
    const html = readFileSync(page, 'utf8');
    expect(html).not.toContain('<script');
    expect(html).toContain('&lt;script&gt;alert(1)&lt;/');
    expect(html).not.toMatch(/[^\P{Cc}\n]/u);
    // Every address is a thumbnail that is there; nothing comes from the network.
    const addresses = [...html.matchAll(/(?:src|href|url)\s*[=(]\s*["']?([^"')\s]+)/g)].map(([, address]) => address);
    const names = readdirSync(join(target, 'thumbnails'));
    expect(new Set(addresses)).toEqual(new Set(names.map((name) => `thumbnails/${name}`)));
    expect(names.every((name) => /^\d{4}\.webp$/.test(name))).toBe(true);
    expect(html).not.toMatch(/https?:/);
    expect(html).toContain('no picture');
    expect(html).toContain('Made on 2026-01-02');
    expect(html).toContain('the intervals are too narrow');
    for (const word of ['Worst confusions', 'Worst misses', 'Left out', 'It is no image &amp; no photo.']) {
      expect(html).toContain(word);
    }
    expect(html.match(/<svg viewBox="0 0 440 300"/g)).toHaveLength(4);
    const figures = JSON.parse(readFileSync(join(target, 'figures.json'), 'utf8')) as Record<string, unknown>;
    expect(figures).toMatchObject({ photos: 5, queries: 4, figures: { landmarknessAuc: { value: null } } });
  });

  it('replaces an earlier report and refuses a folder with other things', async () => {
    const target = join(folder, 'again');
    await prepareReportFolder(target);
    const evaluation = await makeEvaluation(['a', 'b']);
    await write(evaluation, target);
    writeFileSync(join(target, 'thumbnails', '0099.webp'), 'of an earlier one');
    await prepareReportFolder(target);
    await write(evaluation, target);
    expect(existsSync(join(target, 'thumbnails', '0099.webp'))).toBe(false);

    const other = join(folder, 'other');
    mkdirSync(other);
    writeFileSync(join(other, 'index.html'), '<p>My page</p>');
    await expect(prepareReportFolder(other)).rejects.toThrow('holds other files');
    await expect(prepareReportFolder(join(other, 'index.html'))).rejects.toMatchObject({ code: 'invalid-input' });
    expect(readFileSync(join(other, 'index.html'), 'utf8')).toBe('<p>My page</p>');
  });

  it('stops when it is told to, and leaves no page', async () => {
    const target = join(folder, 'stopped');
    await prepareReportFolder(target);
    await expect(write(await makeEvaluation(['a', 'b']), target, AbortSignal.abort())).rejects.toMatchObject({
      code: 'cancelled',
    });
    expect(existsSync(join(target, 'index.html'))).toBe(false);
  });
});
