import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { scoreRecognition, scoreRetrieval } from '../../../../src/library/evaluation/score-gldv2.ts';

let folder: string;

beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-test-'));
});
afterAll(() => rmSync(folder, { recursive: true }));

function write(name: string, lines: readonly string[]): string {
  const file = join(folder, name);
  writeFileSync(file, `${lines.join('\n')}\n`);
  return file;
}

const recognition = [
  'id,landmarks,Usage',
  '0001,7,Public',
  '0002,,Public',
  '0003,8 9,Public',
  '0004,9,Private',
  '0005,5,Ignored',
  '0006,,Private',
];

describe('scoreRecognition', () => {
  it('scores public and private images and both together', async () => {
    const solution = write('solution.csv', recognition);
    const predictions = write('predictions.csv', [
      'id,landmarks',
      '0004,9 0.2',
      '0001,7 0.5',
      '0002,7 0.9',
      '0003,9 0.4 ',
      '',
      '0005,5 1',
      '0006,',
    ]);
    const scores = await scoreRecognition(solution, predictions);
    // Public: a wrong one first, then two right ones. Private: one right answer. All: ranks 2, 3 and 4 are right.
    expect(scores).toEqual({
      public: { images: 3, landmarkImages: 2, predicted: 3, gap: (1 / 2 + 2 / 3) / 2, top1: 1 },
      private: { images: 2, landmarkImages: 1, predicted: 1, gap: 1, top1: 1 },
      all: { images: 5, landmarkImages: 3, predicted: 4, gap: (1 / 2 + 2 / 3 + 3 / 4) / 3, top1: 1 },
      ignored: 1,
    });
  });

  it('ranks equal confidences by id, whatever the order of the file', async () => {
    const solution = write('solution.csv', ['id,landmarks,Usage', 'b,1,Public', 'a,1,Public']);
    const predictions = write('predictions.csv', ['id,landmarks', 'b,2 0.5', 'a,1 0.5']);
    const { all, private: none } = await scoreRecognition(solution, predictions);
    expect(all.gap).toBe(1 / 2);
    expect(none).toBeNull();
  });

  it.each([
    [['id,landmarks', '0009,7 0.5'], 'predictions.csv, line 2: the solution has no image "0009"'],
    [['id,landmarks', '0001,7 0.5', '0001,7 0.5'], 'predictions.csv, line 3: 0001 is in line 2 already'],
    [['id,landmarks', '0001,7'], 'predictions.csv, line 2: "7" is not a label and its confidence'],
    [['id,landmarks', '0001,7 0.5 8 0.4'], 'predictions.csv, line 2: "7 0.5 8 0.4" is not'],
    [['id,landmarks', '0001,7 nan'], 'predictions.csv, line 2: "7 nan" is not'],
    [['id,images', '0001,7 0.5'], 'landmarks missing'],
  ])('refuses predictions %j', async (lines, message) => {
    const solution = write('solution.csv', recognition);
    await expect(scoreRecognition(solution, write('predictions.csv', lines))).rejects.toThrow(message);
  });

  it.each([
    [['id,landmarks', '1,7'], 'Usage missing'],
    [['id,landmarks,Usage', '1,7,Secret'], 'solution.csv, line 2: the Usage is "Secret"'],
    [['id,landmarks,Usage', '1,7,Public', '1,8,Public'], 'solution.csv, line 3: 1 is in line 2 already'],
    [['id,landmarks,Usage', ',7,Public'], 'solution.csv, line 2: there is no id'],
  ])('refuses a solution %j', async (lines, message) => {
    const predictions = write('predictions.csv', ['id,landmarks']);
    await expect(scoreRecognition(write('solution.csv', lines), predictions)).rejects.toThrow(message);
  });
});

describe('scoreRetrieval', () => {
  it('divides by min(G, 100), counts a repeated image once, ignores queries without images', async () => {
    const many = Array.from({ length: 150 }, (_, n) => `i${n}`);
    const solution = write('solution.csv', [
      'id,images,Usage',
      'q1,x y,Public',
      'q2,None,Ignored',
      'q3,z,Private',
      'q4,,Public',
      `q5,${many.join(' ')},Private`,
      'q6,None,Public',
    ]);
    const predictions = write('predictions.csv', [
      'id,images',
      'q1,x x n y',
      `q5,${many.slice(0, 100).join(' ')}`,
      'q2,x',
      'q6,x',
    ]);
    expect(await scoreRetrieval(solution, predictions)).toEqual({
      public: { queries: 1, predicted: 1, mAPAt100: (1 + 2 / 4) / 2 },
      private: { queries: 2, predicted: 1, mAPAt100: 1 / 2 },
      all: { queries: 3, predicted: 2, mAPAt100: ((1 + 2 / 4) / 2 + 1) / 3 },
      ignored: 3,
    });
  });

  it('looks at the first 100 images alone', async () => {
    const solution = write('solution.csv', ['id,images,Usage', 'q,x,Public']);
    const wrong = (count: number): string => 'n '.repeat(count);
    const at100 = await scoreRetrieval(solution, write('predictions.csv', ['id,images', `q,${wrong(99)}x`]));
    expect(at100.all.mAPAt100).toBe(1 / 100);
    const at101 = await scoreRetrieval(solution, write('predictions.csv', ['id,images', `q,${wrong(100)}x`]));
    expect(at101.all.mAPAt100).toBe(0);
  });
});
