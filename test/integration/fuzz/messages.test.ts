/** @file A part of what `npm run fuzz` does to calls, messages and addresses, through the same code, always with the same seed. */
import { expect, it } from 'vitest';
import { calls } from '../../../src/api/calls.ts';
import { embedderMessagesTarget } from '../../fuzz/targets/embedder-messages.ts';
import { messagesTarget } from '../../fuzz/targets/messages.ts';
import { urlsTarget } from '../../fuzz/targets/urls.ts';

const seed = 7;

it('answers every call with any input: with a value, or with an error that has a code', async () => {
  const report = await messagesTarget.run({ count: 1000, seed });
  expect(report.faults).toEqual([]);
  expect(report.endings['answered']).toBeGreaterThan(Object.keys(calls).length);
  expect(report.endings['invalid-input']).toBeGreaterThan(100);
});

it('goes on whatever main and the embedder say to each other', async () => {
  const report = await embedderMessagesTarget.run({ count: 150, seed });
  expect(report.faults).toEqual([]);
  expect(report.endings['process ended']).toBeGreaterThan(0);
});

it("sends nothing but the photos of the person's folders, Cairn's pictures and the page's files", async () => {
  const report = await urlsTarget.run({ count: 5000, seed });
  expect(report.faults).toEqual([]);
  for (const ending of ['photo: 200', 'photo: 404', 'app: 200', 'app: 404']) {
    expect(report.endings[ending], ending).toBeGreaterThan(0);
  }
});
