import { describe, expect, it } from 'vitest';
import { countForgiven, measureErrors } from '../../../../src/library/search/measure-errors.ts';

describe('measureErrors', () => {
  it.each([
    ['bridge', 'bridge', 0],
    ['bride', 'bridge', 1],
    ['bridgge', 'bridge', 1],
    ['bridqe', 'bridge', 1],
    ['birdge', 'bridge', 1],
    ['brdieg', 'bridge', 2],
    ['', 'ab', 2],
  ])('finds in %s for %s %i', (typed, word, errors) => {
    expect(measureErrors(typed, word, 4)).toBe(errors);
  });

  it('stops at the limit', () => {
    expect(measureErrors('abcdefgh', 'zyxwvuts', 2)).toBe(3);
    expect(measureErrors('a', 'abcdef', 2)).toBe(3);
  });

  it('compares a word that is still typed with the beginning', () => {
    expect(measureErrors('neuschwan', 'neuschwanstein', 2, true)).toBe(0);
    expect(measureErrors('neushcwan', 'neuschwanstein', 2, true)).toBe(1);
  });
});

describe('countForgiven', () => {
  it('forgives nothing in short words', () => {
    expect([3, 4, 7, 8].map(countForgiven)).toEqual([0, 1, 1, 2]);
  });
});
