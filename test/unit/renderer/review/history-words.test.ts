/** @file Every kind of decision in words of its own. */
import { expect, test } from 'vitest';
import { describeEntry } from '../../../../renderer/state/review/history-words.ts';
import type { HistoryEntry } from '../../../../src/api/review-views.ts';
import { decisionKinds } from '../../../../src/db/decisions.ts';
import { dismissedKinds } from '../../../../src/library/decisions/log-entries.ts';

const entry = (changes: Partial<HistoryEntry>): HistoryEntry => ({
  id: 1,
  atMs: 0,
  kind: 'confirm',
  isUndone: false,
  steps: 1,
  album: { id: 1, name: 'Castle' },
  other: { id: 2, name: 'Tower' },
  name: 'Signal Hill',
  landmarkName: 'Golden Gate Bridge',
  photoCount: 3,
  photoIds: [],
  proposal: null,
  isFavourite: null,
  ...changes,
});

test('no two kinds are described alike', () => {
  const kinds = decisionKinds.filter((kind) => kind !== 'undo' && kind !== 'redo' && kind !== 'dismiss');
  const texts = [
    ...kinds.map((kind) => describeEntry(entry({ kind }))),
    describeEntry(entry({ kind: 'favourite', isFavourite: false })),
    ...dismissedKinds.map((proposal) => describeEntry(entry({ kind: 'dismiss', proposal }))),
  ];
  expect(new Set(texts).size).toBe(texts.length);
  expect(texts.filter((text) => text.startsWith('Decided'))).toEqual([]);
});

test.each([
  [{ kind: 'confirm', photoCount: 1 }, 'Confirmed 1 photo in Castle'],
  [{ kind: 'move' }, 'Moved 3 photos from Castle to Tower'],
  [{ kind: 'merge' }, 'Merged Tower into Castle'],
  [{ kind: 'rename' }, 'Named “Signal Hill” (it was Castle)'],
  [{ kind: 'dismiss', proposal: 'merge' }, 'Kept Castle and Tower apart'],
  [{ kind: 'dismiss', proposal: 'move' }, 'Left 3 photos in Tower'],
  [{ kind: 'hide', album: null }, 'Hid an album'],
  [{ kind: 'of a later version' }, 'Decided: of a later version'],
] as const)('%o', (changes, text) => expect(describeEntry(entry(changes))).toBe(text));
