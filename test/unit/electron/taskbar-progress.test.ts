import { expect, test } from 'vitest';
import { findTaskbarProgress } from '../../../electron/main/taskbar-progress.ts';
import type { IndexingProgress } from '../../../src/api/views.ts';

const at = (state: IndexingProgress['state'], done = 30, total = 120): IndexingProgress => ({
  state,
  done,
  total,
  failed: 0,
  photosPerSecond: null,
  remainingMs: null,
});

test.each([
  ['idle', { value: -1, mode: 'normal' }],
  ['stopped', { value: -1, mode: 'normal' }],
  ['scanning', { value: 2, mode: 'normal' }],
  ['grouping', { value: 2, mode: 'normal' }],
  ['indexing', { value: 0.25, mode: 'normal' }],
  ['embedding-again', { value: 0.25, mode: 'normal' }],
  ['paused', { value: 0.25, mode: 'paused' }],
  ['on-battery', { value: 0.25, mode: 'paused' }],
  ['disk-full', { value: 0.25, mode: 'error' }],
] as const)('%s', (state, shown) => {
  expect(findTaskbarProgress(at(state))).toEqual(shown);
});

test('nothing known yet is no share at all', () => {
  expect(findTaskbarProgress(at('indexing', 0, 0))).toEqual({ value: 0, mode: 'normal' });
});
