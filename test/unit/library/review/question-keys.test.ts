import { describe, expect, it } from 'vitest';
import {
  buildQuestionKey,
  listSkipKeys,
  parseQuestionKey,
  type NamedQuestion,
} from '../../../../src/library/review/question-keys.ts';

const questions: readonly NamedQuestion[] = [
  { kind: 'same-place', albumId: 7, photoIds: [12, 15] },
  { kind: 'name', albumId: 7 },
  { kind: 'regroup', proposalKey: '0f'.repeat(16) },
  { kind: 'doubtful', albumId: 7, photoId: 12 },
];

describe('the key of a question', () => {
  it.each(questions)('of $kind says what it asks about', (question) => {
    expect(parseQuestionKey(buildQuestionKey(question))).toEqual(question);
  });

  it.each([
    '',
    'name',
    'name x',
    'name -1',
    'name 1.5',
    'same-place 1',
    'same-place 1 a,2',
    'doubtful 1',
    'regroup',
    'x 1 2',
  ])('is not "%s"', (key) => expect(parseQuestionKey(key)).toBeNull());

  it('remembers each photo of a pack by itself', () => {
    expect(questions.map(listSkipKeys)).toEqual([
      ['same-place 7 12', 'same-place 7 15'],
      ['name 7'],
      [`regroup ${'0f'.repeat(16)}`],
      ['doubtful 7 12'],
    ]);
  });
});
