import { expect, test } from 'vitest';
import { createRequestCounter } from '../../../electron/main/request-counter.ts';

test('counts what stays inside and what is refused', () => {
  const counter = createRequestCounter(() => 42);
  expect(counter.get()).toEqual({ sinceMs: 42, localRequests: 0, blockedRequests: 0, lastBlocked: null });
  counter.note('app://cairn/index.html', true);
  counter.note('photo://library/grid/1', true);
  counter.note('https://ada:secret@example.com:8443/collect?photo=home', false);
  expect(counter.get()).toMatchObject({
    localRequests: 2,
    blockedRequests: 1,
    lastBlocked: 'https://example.com:8443',
  });
});

test.each([
  ['data:text/html,hello', 'data:'],
  ['no address', '?'],
  [`ws://${'x'.repeat(5000)}/`, `ws://${'x'.repeat(195)}`],
])('names no more than scheme and host of %.20s', (url, shown) => {
  const counter = createRequestCounter();
  counter.note(url, false);
  expect(counter.get().lastBlocked).toBe(shown);
});
