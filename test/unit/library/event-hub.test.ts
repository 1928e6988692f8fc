import { afterEach, beforeEach, expect, it, vi } from 'vitest';
import { createEventHub } from '../../../src/library/event-hub.ts';

beforeEach(() => vi.useFakeTimers());
afterEach(() => vi.useRealTimers());

it('makes one event of a burst, at most four a second, and forgets none', () => {
  const hub = createEventHub(() => undefined);
  const revisions: number[] = [];
  const stop = hub.on('library.changed', ({ revision }) => void revisions.push(revision));
  for (let index = 0; index < 100; index += 1) {
    hub.markChanged();
    vi.advanceTimersByTime(10);
  }
  vi.advanceTimersByTime(1000);
  expect(revisions.length).toBeGreaterThan(2);
  expect(revisions.length).toBeLessThanOrEqual(6);
  stop();
  hub.markChanged();
  vi.advanceTimersByTime(1000);
  expect(revisions).toEqual(revisions.map((_, index) => index + 1));
});

it('lets the other listeners hear when one fails', () => {
  const failures: unknown[] = [];
  const hub = createEventHub((error) => void failures.push(error));
  let heard = 0;
  hub.on('library.changed', () => {
    throw new Error('mine');
  });
  hub.on('library.changed', () => void (heard += 1));
  hub.emit('library.changed', { revision: 1 });
  expect(heard).toBe(1);
  expect(failures).toHaveLength(1);
});
