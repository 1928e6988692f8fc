import { expect, test } from 'vitest';
import { createEmbedderClient, EmbedderExitError } from '../../../../src/library/embedder/embedder-client.ts';
import { checkOutcome } from '../../../../src/library/indexing/check-outcome.ts';
import type { FromEmbedder } from '../../../../src/ml/embedder-messages.ts';

test.each([
  ['nothing', null],
  ['a text', 'response'],
  ['an unknown type', { type: 'run', command: 'rm' }],
  ['an error that is none', { type: 'response', id: 1, ok: false, error: null }],
  ['an error of an unknown code', { type: 'response', id: 1, ok: false, error: { code: 'x', message: 'y' } }],
  ['a hash that is none', { type: 'is-known', key: 1, contentHash: "' OR 1" }],
  ['a key that is none', { type: 'photo-started', key: {} }],
  ['a check that is none', { type: 'model-check', event: { kind: 'done', name: 'rm' } }],
])('a process that says %s is ended, as after a crash', async (_, message) => {
  let hear: (message: FromEmbedder) => void = () => undefined;
  let announceExit: (reason: string) => void = () => undefined;
  const client = createEmbedderClient(
    {
      send: () => undefined,
      onMessage: (listener) => (hear = listener),
      onExit: (listener) => (announceExit = listener),
      kill: () => announceExit('signal SIGKILL'),
    },
    {
      onPhotoStarted: () => expect.unreachable(),
      isKnown: () => expect.unreachable(),
      onModelCheck: () => expect.unreachable(),
      onActivity: () => undefined,
      onExit: () => undefined,
    },
  );
  const asked = client.request('memory', {});
  hear(message as FromEmbedder);
  await expect(asked).rejects.toBeInstanceOf(EmbedderExitError);
  expect(client.isAlive()).toBe(false);
});

test('an outcome that is none becomes a failure of its photo', () => {
  const failure = { kind: 'failed', isTransient: true };
  for (const outcome of [null, 1, {}, { kind: 'indexed', contentHash: 'x' }, { kind: 'known', contentHash: 7 }]) {
    expect(checkOutcome(outcome)).toMatchObject(failure);
  }
  const gone = { kind: 'failed', reason: 'The file is no longer there.', isTransient: true } as const;
  expect(checkOutcome(gone)).toEqual({ ...gone, isDiskFull: false });
});
