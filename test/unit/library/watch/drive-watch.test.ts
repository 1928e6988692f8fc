import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createDriveWatch, type MovedRoot } from '../../../../src/library/watch/drive-watch.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

it('tells of a drive that goes and comes at once, and of one that is still not settled once a minute', () => {
  let moved: readonly MovedRoot[] = [];
  const told: (readonly number[])[] = [];
  const watch = createDriveWatch({
    findMoved: () => moved,
    onMoved: (rootIds) => void told.push(rootIds),
    onError: () => undefined,
  });
  watch.start();
  vi.advanceTimersByTime(20_000);
  expect(told).toEqual([]);
  moved = [{ rootId: 7, isBack: false }];
  vi.advanceTimersByTime(5000);
  moved = [{ rootId: 7, isBack: true }];
  vi.advanceTimersByTime(5000);
  expect(told).toEqual([[7], [7]]);
  vi.advanceTimersByTime(50_000);
  expect(told).toHaveLength(2);
  vi.advanceTimersByTime(15_000);
  expect(told).toHaveLength(3);
  watch.close();
  vi.advanceTimersByTime(300_000);
  expect(told).toHaveLength(3);
});

it('goes on after a look that failed', () => {
  const errors: unknown[] = [];
  let looks = 0;
  const watch = createDriveWatch({
    findMoved: () => {
      looks += 1;
      throw new Error('no list of mounts');
    },
    onMoved: () => undefined,
    onError: (error) => void errors.push(error),
  });
  watch.start();
  vi.advanceTimersByTime(15_000);
  watch.close();
  expect([looks, errors.length]).toEqual([3, 3]);
});
