import { expect, it } from 'vitest';
import { isFromEmbedder } from '../../../src/ml/embedder-messages.ts';

const done = { kind: 'done', name: 'manifest', outcome: 'ok', detail: 'fine' };

it('takes what an embedder says, and nothing that only looks like it', () => {
  expect(isFromEmbedder({ type: 'model-check', event: done })).toBe(true);
  expect(isFromEmbedder({ type: 'model-check', event: { ...done, outcome: 'perhaps' } })).toBe(false);
  // Without a way to become a text: whoever tries throws.
  const mute: unknown = Object.assign(Object.create(null) as object, { x: 1 });
  for (const key of Object.keys(done)) {
    expect(isFromEmbedder({ type: 'model-check', event: { ...done, [key]: mute } })).toBe(false);
  }
  expect(isFromEmbedder(mute)).toBe(false);
  expect(isFromEmbedder({ type: mute })).toBe(false);
});
