import { expect, it } from 'vitest';
import { buildNameKey } from '../../../../src/db/name-key.ts';
import { findHints } from '../../../../src/library/evidence/find-hints.ts';

const known = new Map(
  Object.entries({
    'Eiffel Tower': 'eiffel',
    'Tour Eiffel': 'eiffel',
    'Eiffel Tower Museum': 'museum',
    Uluru: 'uluru',
  }).map(([name, id]) => [buildNameKey(name), id]),
);
const find = (name: string): string | null => known.get(buildNameKey(name)) ?? null;

it.each([
  ['2019-06 Paris, Eiffel Tower', ['eiffel']],
  ['EiffelTower_2019', ['eiffel']],
  ['tour-eiffel', ['eiffel']],
  ['The EIFFEL TOWER at night', ['eiffel']],
  ['Eiffel Tower Museum', ['museum']],
  ['Eiffel Tower and Uluru', ['eiffel', 'uluru']],
  ['DCIM', []],
  ['Tower', []],
  ['', []],
])('folder "%s" names %j', (folder, ids) => {
  const hints = findHints({ folders: [folder], fileName: 'IMG_1.jpg', keywords: [] }, find);
  expect(hints.map(({ landmarkId }) => landmarkId)).toEqual(ids);
  expect(hints.every(({ source }) => source === 'folder')).toBe(true);
});

it('says where each name stands, the nearest folder first, once a source', () => {
  const words = {
    folders: ['Uluru', 'Eiffel Tower', 'tour eiffel'],
    fileName: 'eiffel tower 1.jpg',
    keywords: ['Paris', 'Tour Eiffel'],
  };
  expect(findHints(words, find)).toEqual([
    { landmarkId: 'eiffel', source: 'folder', text: 'tour eiffel' },
    { landmarkId: 'uluru', source: 'folder', text: 'Uluru' },
    { landmarkId: 'eiffel', source: 'file-name', text: 'eiffel tower' },
    { landmarkId: 'eiffel', source: 'keyword', text: 'Tour Eiffel' },
  ]);
});

it('is bounded for names of any length', () => {
  let asked = 0;
  const count = (): null => {
    asked += 1;
    return null;
  };
  findHints({ folders: ['many words '.repeat(10_000)], fileName: 'x'.repeat(100_000), keywords: [] }, count);
  expect(asked).toBeLessThan(300);
});
