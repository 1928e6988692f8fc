/** @file Bursts of events become few runs, and the last change is never missed. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { coalesce } from '../../../renderer/state/coalesce.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

test('runs at once, then once more for a burst', async () => {
  let runs = 0;
  const request = coalesce(() => {
    runs++;
    return Promise.resolve();
  }, 100);
  request();
  expect(runs).toBe(1);
  for (let index = 0; index < 10; index++) request();
  await vi.advanceTimersByTimeAsync(1000);
  expect(runs).toBe(2);
  request();
  expect(runs).toBe(3);
});
