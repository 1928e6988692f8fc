/** @file Waits until something is so: in page models and hooks, where Vitest's `expect.poll` cannot be used. */
import { isDeepStrictEqual } from 'node:util';

/** The machine may be busy with other things. */
const limitMs = 20_000;
const pauseMs = 100;

/** Reads again and again until the value is right, and returns it. @throws Error with the last value when it never is */
export async function waitUntil<Value>(
  read: () => Promise<Value>,
  isRight: (value: Value) => boolean,
  timeoutMs = limitMs,
): Promise<Value> {
  const endMs = Date.now() + timeoutMs;
  for (;;) {
    const value = await read();
    if (isRight(value)) return value;
    if (Date.now() > endMs)
      throw new Error(`It did not come true in time; the last value is ${JSON.stringify(value)}.`);
    await new Promise((resolve) => setTimeout(resolve, pauseMs));
  }
}

/** The same for one value that is expected. */
export async function waitUntilIs<Value>(read: () => Promise<Value>, expected: Value): Promise<void> {
  await waitUntil(read, (value) => isDeepStrictEqual(value, expected));
}
