import { expect, test, vi } from 'vitest';
import { Placeholders, type FetchPlaceholders } from '../../../../renderer/state/photos/placeholders.ts';

const answer: FetchPlaceholders = (photoIds) =>
  Promise.resolve(photoIds.map((id) => ({ id, thumbhash: id === 3 ? null : `hash ${String(id)}` })));

test('asks once for all pictures of a moment, and keeps what it got', async () => {
  const fetch = vi.fn(answer);
  const placeholders = new Placeholders(fetch);
  expect(placeholders.peek(1)).toBeNull();
  const found = await Promise.all([1, 2, 1, 3].map(placeholders.find));
  expect(found).toEqual(['hash 1', 'hash 2', 'hash 1', null]);
  expect(fetch).toHaveBeenCalledExactlyOnceWith([1, 2, 3]);
  expect(await placeholders.find(2)).toBe('hash 2');
  expect(placeholders.peek(1)).toBe('hash 1');
  expect(fetch).toHaveBeenCalledOnce();
});

test('asks again for one that there was not yet', async () => {
  const fetch = vi.fn(answer);
  const placeholders = new Placeholders(fetch);
  await placeholders.find(3);
  await placeholders.find(3);
  expect(fetch).toHaveBeenCalledTimes(2);
});

test('asks in parts for very many', async () => {
  const fetch = vi.fn(answer);
  const placeholders = new Placeholders(fetch);
  const found = await Promise.all(Array.from({ length: 1500 }, (_, index) => placeholders.find(index + 10)));
  expect(found.at(-1)).toBe('hash 1509');
  expect(fetch.mock.calls.map(([ids]) => ids.length)).toEqual([1000, 500]);
});

test('a question that fails costs the placeholder alone', async () => {
  const placeholders = new Placeholders(() => Promise.reject(new Error('gone')));
  expect(await placeholders.find(1)).toBeNull();
});
