/** @file The photos view's state: filters make another list, answers that were overtaken are dropped. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { describeFilter, listOptions } from '../../../../renderer/state/photos/filter-options.ts';
import { Timeline } from '../../../../renderer/state/photos/timeline.svelte.ts';
import type { PhotoFilter } from '../../../../src/api/photo-filter.ts';
import type { PhotoFacets } from '../../../../src/api/views.ts';

interface Asked {
  readonly name: string;
  readonly filter: PhotoFilter;
  readonly answer: (count: number) => void;
}

/** A main that answers when the test says so. */
function stubMain(): Asked[] {
  const asked: Asked[] = [];
  vi.stubGlobal('window', {
    cairn: {
      call: (name: string, input: { filter?: PhotoFilter }) =>
        new Promise((resolve) => {
          const answer = (count: number): void => {
            const photos = Array.from({ length: count }, (_, index) => ({ id: index + 1, isFavourite: false }));
            const value =
              name === 'photos.timeline'
                ? { total: count, months: [{ startMs: 0, count }] }
                : name === 'albums.get'
                  ? { name: 'Petra' }
                  : { offset: 0, total: count, items: photos };
            resolve({ ok: true, value });
          };
          asked.push({ name, filter: input.filter ?? {}, answer });
        }),
    },
  });
  return asked;
}

const settle = (): Promise<void> => new Promise((resolve) => setTimeout(resolve, 0));

afterEach(() => vi.unstubAllGlobals());

describe('Timeline', () => {
  test('is another list with another filter: nothing selected, months not known yet', async () => {
    const asked = stubMain();
    const timeline = new Timeline(() => undefined);
    timeline.photos.want(0, 0);
    void timeline.refresh();
    for (const { answer } of asked.splice(0)) answer(7);
    await settle();
    expect(timeline.total).toBe(7);
    timeline.selection.toggle(2);
    expect(timeline.selection.size).toBe(1);

    timeline.setFilter('isFavourite', true);
    expect([timeline.total, timeline.selection.size, timeline.isFiltered]).toEqual([null, 0, true]);
    expect(asked.every(({ filter }) => filter.isFavourite === true)).toBe(true);
    for (const { answer } of asked.splice(0)) answer(3);
    await settle();
    expect(timeline.total).toBe(3);
    timeline.setFilter('isFavourite', undefined);
    expect(timeline.filter).toEqual({});
    expect(timeline.activeFilters).toEqual([]);
  });

  test('finds the filters of the last time again, and asks for nothing else by that', async () => {
    const asked = stubMain();
    const timeline = new Timeline(() => undefined);
    timeline.restore({ albumId: 3, year: 2024 });
    expect(timeline.activeFilters).toEqual(['albumId', 'year']);
    expect(asked.map(({ name }) => name)).toEqual(['albums.get']);
    asked[0]?.answer(0);
    await settle();
    expect(timeline.albumName).toBe('Petra');
  });

  test('gives up the filter by an album that is gone since', async () => {
    const errors: unknown[] = [];
    vi.stubGlobal('window', {
      cairn: {
        call: (name: string) =>
          Promise.resolve(
            name === 'albums.get'
              ? { ok: false, error: { code: 'not-found', message: 'There is no such album (any more).' } }
              : { ok: true, value: { months: [], offset: 0, total: 0, items: [] } },
          ),
      },
    });
    const timeline = new Timeline((error) => errors.push(error));
    timeline.restore({ albumId: 3, year: 2024 });
    await settle();
    expect(timeline.filter).toEqual({ year: 2024 });
    expect(errors).toEqual([]);
  });

  test('drops the months of a filter that was given up meanwhile', async () => {
    const asked = stubMain();
    const timeline = new Timeline(() => undefined);
    timeline.setFilter('year', 2024);
    const old = asked.splice(0);
    timeline.setFilter('year', 2023);
    for (const { answer } of asked.splice(0)) answer(5);
    await settle();
    for (const { answer } of old) answer(9);
    await settle();
    expect(timeline.total).toBe(5);
    expect(timeline.photos.total).toBe(5);
  });

  test('knows the name of the album that it is filtered by', async () => {
    const asked = stubMain();
    const timeline = new Timeline(() => undefined);
    timeline.setFilter('albumId', 4);
    for (const { answer } of asked.splice(0)) answer(1);
    await settle();
    expect(describeFilter('albumId', timeline.filter, timeline.albumName)).toBe('Petra');
  });
});

describe('filter options', () => {
  const facets: PhotoFacets = {
    countries: [{ value: 'FR', count: 1200 }],
    cameras: [],
    formats: [{ value: 'heic', count: 3 }],
    years: [{ year: 2024, count: 5 }],
    undated: 2,
    favourites: 0,
    withoutLandmark: 0,
    failures: 0,
  };

  test('are in words, with counts; any comes first, photos without a date last', () => {
    expect(listOptions('year', facets, {}).map(({ label }) => label)).toEqual(['Any', '2024 (5)', 'No date (2)']);
    expect(listOptions('country', facets, {})[1]).toEqual({ value: 'FR', label: 'France (1,200)' });
    expect(listOptions('format', facets, {})[1]?.label).toBe('HEIC (3)');
  });

  test('hold what is chosen, also when no photo has it any more', () => {
    expect(listOptions('camera', facets, { camera: 'X-T5' })).toEqual([
      { value: '', label: 'Any' },
      { value: 'X-T5', label: 'X-T5 (0)' },
    ]);
  });
});
