/** @file A screen reader hears the start, the end and a word now and then: not every photo. */
import { expect, test } from 'vitest';
import { ProgressAnnouncer } from '../../../../renderer/state/upkeep/progress-announcer.ts';
import type { IndexingProgress } from '../../../../src/api/views.ts';

const at = (state: IndexingProgress['state'], done = 0): IndexingProgress => ({
  state,
  done,
  total: 1000,
  failed: 0,
  photosPerSecond: null,
  remainingMs: null,
});

test('says little during a long run', () => {
  const announcer = new ProgressAnnouncer(({ state, done }) => `${state} ${String(done)}`);
  const said: (string | null)[] = [];
  expect(announcer.update(at('idle'), 0)).toBeNull();
  // Four events a second for a minute.
  for (let index = 0; index < 240; index++) said.push(announcer.update(at('indexing', index), 1000 + index * 250));
  expect(said.filter((words) => words !== null)).toEqual(['indexing 0', 'indexing 80', 'indexing 160']);
  expect(announcer.update(at('idle'), 62_000)).toBe('idle 0');
  expect(announcer.update(at('idle'), 90_000)).toBeNull();
});

test('does not report each step between scanning, indexing and grouping', () => {
  const announcer = new ProgressAnnouncer(({ state }) => state);
  expect(announcer.update(at('scanning'), 1000)).toBe('scanning');
  expect(announcer.update(at('indexing'), 2000)).toBeNull();
  expect(announcer.update(at('embedding-again'), 2500)).toBeNull();
  expect(announcer.update(at('grouping'), 3000)).toBeNull();
  expect(announcer.update(at('paused'), 4000)).toBe('paused');
});
