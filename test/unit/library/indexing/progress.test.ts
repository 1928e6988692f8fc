import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import type { IndexingProgress } from '../../../../src/api/views.ts';
import { createProgressKeeper } from '../../../../src/library/indexing/indexing-progress.ts';
import { createProgressMeter } from '../../../../src/library/indexing/progress-meter.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('measures the rate of the last ten seconds', () => {
  let nowMs = 0;
  const meter = createProgressMeter(() => nowMs);
  expect(meter.measureRate()).toBeNull();
  for (nowMs = 0; nowMs < 20_000; nowMs += 500) meter.noteDone(1);
  expect(meter.measureRate()).toBeCloseTo(2, 0);
  for (; nowMs < 40_000; nowMs += 500) meter.noteDone(4);
  expect(meter.measureRate()).toBeCloseTo(8, 0);
});

it('counts waiting jobs out, and what came after in', () => {
  const published: IndexingProgress[] = [];
  const keeper = createProgressKeeper((progress) => void published.push(progress));
  const counts = { queued: 10, running: 2, failed: 1, quarantined: 0, waiting: 4 };
  keeper.setState('indexing');
  keeper.refresh(counts);
  expect(keeper.get()).toMatchObject({ state: 'indexing', done: 0, total: 8, failed: 1 });
  keeper.noteDone(3, 1);
  expect(keeper.get()).toMatchObject({ done: 3, total: 8, failed: 2 });
  keeper.refresh({ ...counts, queued: 20 });
  expect(keeper.get()).toMatchObject({ done: 3, total: 21 });
});

it('publishes at most four times a second, and the last state in the end', () => {
  const published: IndexingProgress[] = [];
  const keeper = createProgressKeeper((progress) => void published.push(progress));
  keeper.setState('indexing');
  for (let index = 0; index < 100; index += 1) {
    keeper.noteDone(1, 0);
    vi.advanceTimersByTime(10);
  }
  keeper.setState('idle');
  keeper.flush();
  expect(published.length).toBeLessThanOrEqual(6);
  expect(published.at(-1)).toMatchObject({ state: 'idle', done: 100 });
});

it('tells how far a grouping is, and nothing of one that the review asked for beside something else', () => {
  const keeper = createProgressKeeper(() => undefined);
  keeper.setState('indexing');
  keeper.noteGrouped(0.5);
  expect(keeper.get().groupedShare).toBeNull();
  keeper.setState('grouping');
  keeper.noteGrouped(0.25);
  expect(keeper.get().groupedShare).toBe(0.25);
  keeper.setState('idle');
  expect(keeper.get().groupedShare).toBeNull();
});

it('tells how many photos were found while the folders are looked through, and forgets it afterwards', () => {
  const keeper = createProgressKeeper(() => undefined);
  keeper.setState('scanning');
  keeper.noteFound(3000);
  expect(keeper.get()).toMatchObject({ state: 'scanning', done: 3000, total: 0 });
  keeper.setState('indexing');
  expect(keeper.get()).toMatchObject({ done: 0, total: 0 });
  keeper.noteFound(4000);
  expect(keeper.get()).toMatchObject({ done: 0 });
});
