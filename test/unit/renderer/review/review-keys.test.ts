/** @file The keys of the review. */
import { expect, test } from 'vitest';
import { findReviewCommand } from '../../../../renderer/state/review/review-keys.ts';

const none = { ctrlKey: false, metaKey: false, altKey: false, shiftKey: false };
const find = (key: string, held: Partial<typeof none> = {}, direction: 'ltr' | 'rtl' = 'ltr') =>
  findReviewCommand({ key, ...none, ...held }, direction);

test.each([
  ['y', 'yes'],
  ['Y', 'yes'],
  ['ArrowRight', 'yes'],
  ['n', 'no'],
  ['ArrowLeft', 'no'],
  ['s', 'skip'],
  ['ArrowDown', 'skip'],
  ['u', 'undo'],
  ['h', 'hide'],
  ['Enter', 'first-name'],
  ['F2', 'other-name'],
  [' ', 'larger'],
])('"%s" is %s', (key, kind) => expect(find(key)).toEqual({ kind }));

test('numbers count from the first', () => {
  expect(['1', '5', '9'].map((key) => find(key))).toEqual([0, 4, 8].map((index) => ({ kind: 'number', index })));
  expect(find('0')).toBeNull();
});

test('the arrows follow the direction of writing, the letters do not', () => {
  expect(find('ArrowRight', {}, 'rtl')).toEqual({ kind: 'no' });
  expect(find('ArrowLeft', {}, 'rtl')).toEqual({ kind: 'yes' });
  expect(find('y', {}, 'rtl')).toEqual({ kind: 'yes' });
});

test('undo and redo are those of everywhere', () => {
  expect(find('z', { ctrlKey: true })).toEqual({ kind: 'undo' });
  expect(find('Z', { metaKey: true, shiftKey: true })).toEqual({ kind: 'redo' });
  expect(find('y', { ctrlKey: true })).toEqual({ kind: 'redo' });
});

test('leaves the keys of others alone', () => {
  expect([
    find('ArrowLeft', { altKey: true }),
    find('h', { ctrlKey: true }),
    find('?', { shiftKey: true }),
    find('Tab'),
    find('Escape'),
  ]).toEqual([null, null, null, null, null]);
});
