/** @file The question "which landmark?" to a main that answers late: what is chosen is an answer to what was typed. */
import { afterEach, beforeEach, expect, test, vi } from 'vitest';
import { NameSearch } from '../../../../renderer/state/albums/name-search.svelte.ts';
import type { NameMatch } from '../../../../src/api/views.ts';

const answerMs = 50;
const names = ['Petra', 'Pantheon', 'Porto Cathedral'];
const problems: unknown[] = [];
let isFailing = false;

beforeEach(() => {
  vi.useFakeTimers();
  problems.length = 0;
  isFailing = false;
  vi.stubGlobal('window', {
    cairn: {
      call: async (_name: string, { text }: { readonly text: string }) => {
        await new Promise((resolve) => setTimeout(resolve, answerMs));
        if (isFailing) return { ok: false, error: { code: 'internal', message: 'broken' } };
        const value = names.flatMap((name, index): readonly NameMatch[] =>
          name.toLowerCase().startsWith(text.toLowerCase())
            ? [
                {
                  albumId: index,
                  landmarkId: null,
                  name,
                  matched: null,
                  place: null,
                  coverPhotoId: null,
                  photoCount: 3,
                },
              ]
            : [],
        );
        return { ok: true, value };
      },
    },
  });
});
afterEach(() => {
  vi.useRealTimers();
  vi.unstubAllGlobals();
});

const settle = (): Promise<unknown> => vi.advanceTimersByTimeAsync(10 * answerMs);
async function openSearch(): Promise<NameSearch> {
  const search = new NameSearch({ onError: (error) => problems.push(error), allowsNew: true });
  void search.refresh();
  await settle();
  return search;
}

test('Enter before the answer takes what the answer begins with, not what was shown before', async () => {
  const search = await openSearch();
  expect(search.active?.key).toBe('album 0');
  search.text = 'p';
  search.text = 'po';
  const chosen = search.choose();
  await settle();
  expect((await chosen)?.match?.name).toBe('Porto Cathedral');
});

test('of a name that nothing has, it makes something new', async () => {
  const search = await openSearch();
  search.text = 'Our tower';
  const chosen = search.choose();
  await settle();
  expect((await chosen)?.choice).toEqual({ kind: 'new', name: 'Our tower' });
});

test('who went to a row stays there when the answer comes, and takes it at once', async () => {
  const search = await openSearch();
  search.text = 'pa';
  search.move(-1);
  expect(search.active?.key).toBe('new');
  expect((await search.choose())?.choice).toEqual({ kind: 'new', name: 'pa' });
  await settle();
  expect(search.rows.map(({ key }) => key)).toEqual(['album 1', 'new']);
  expect(search.active?.key).toBe('new');
  search.text = 'p';
  await settle();
  expect(search.active?.key).toBe('album 0');
});

test('where no answer comes nothing is taken', async () => {
  const search = await openSearch();
  isFailing = true;
  search.text = 'po';
  const chosen = search.choose();
  await settle();
  expect(await chosen).toBeUndefined();
  expect(problems).toHaveLength(1);
});
