import { expect, test } from 'vitest';
import { drawCurve, RateHistory } from '../../../../renderer/state/upkeep/rate-history.svelte.ts';
import type { IndexingProgress } from '../../../../src/api/views.ts';

const at = (photosPerSecond: number | null): IndexingProgress => ({
  state: 'indexing',
  done: 1,
  total: 2,
  failed: 0,
  photosPerSecond,
  remainingMs: null,
});

test('keeps one rate each two seconds, the last two minutes of them', () => {
  const history = new RateHistory();
  history.note(at(1), 0);
  history.note(at(9), 500);
  history.note(at(null), 2500);
  history.note(at(2), 3000);
  expect(history.rates).toEqual([1, 2]);
  for (let second = 4; second < 400; second += 1) history.note(at(second), second * 1000);
  expect(history.rates).toHaveLength(60);
});

test('draws the newest at the right and the highest at the top', () => {
  const points = drawCurve([2, 4], 118, 20).split(' ');
  expect(points).toEqual(['116.0,10.0', '118.0,0.0']);
  expect(drawCurve([0, 0], 118, 20)).toBe('116.0,20.0 118.0,20.0');
});
