/** @file Answers about the photo on the stage: never those about another one. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { PhotoAnswer } from '../../../../renderer/state/viewer/photo-answer.svelte.ts';
import { CairnError } from '../../../../src/api/errors.ts';

beforeEach(() => void vi.useFakeTimers());
afterEach(() => void vi.useRealTimers());

function create() {
  const asked: number[] = [];
  const answers = new Map<number, (value: string | Error) => void>();
  const answer = new PhotoAnswer<string>({
    ask: (photoId) => {
      asked.push(photoId);
      return new Promise((resolve, reject) => {
        answers.set(photoId, (value) => (value instanceof Error ? reject(value) : resolve(value)));
      });
    },
    delayMs: 100,
  });
  const settle = async (photoId: number, value: string | Error): Promise<void> => {
    answers.get(photoId)?.(value);
    await vi.advanceTimersByTimeAsync(0);
  };
  return { answer, asked, settle };
}

test('does not ask about photos that are only passed', async () => {
  const { answer, asked, settle } = create();
  for (const photoId of [1, 2, 3]) answer.ask(photoId);
  await vi.advanceTimersByTimeAsync(100);
  expect(asked).toEqual([3]);
  answer.ask(3);
  await settle(3, 'three');
  expect([answer.value, asked]).toEqual(['three', [3]]);
});

test('drops the answer about the photo before', async () => {
  const { answer, settle } = create();
  answer.ask(1);
  await vi.advanceTimersByTimeAsync(100);
  answer.ask(2);
  expect(answer.value).toBeNull();
  await vi.advanceTimersByTimeAsync(100);
  await settle(1, 'one');
  expect(answer.value).toBeNull();
  await settle(2, 'two');
  expect(answer.value).toBe('two');
});

test('says why there is no answer, and asks again', async () => {
  const { answer, settle } = create();
  answer.ask(1);
  await vi.advanceTimersByTimeAsync(100);
  await settle(1, new CairnError('embedder-unavailable', 'no embedder'));
  expect(answer.problem).toEqual({ code: 'embedder-unavailable', message: 'no embedder' });
  answer.retry();
  await vi.advanceTimersByTimeAsync(0);
  await settle(1, 'one');
  expect([answer.value, answer.problem]).toEqual(['one', null]);
});

test('keeps what is shown while it asks once more, also when that fails', async () => {
  const { answer, settle } = create();
  answer.ask(1);
  await vi.advanceTimersByTimeAsync(100);
  await settle(1, 'one');
  void answer.askAgain();
  await settle(1, new Error('no'));
  expect([answer.value, answer.problem]).toEqual(['one', null]);
  answer.forget();
  expect(answer.value).toBeNull();
});
