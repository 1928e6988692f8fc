/** @file The list of albums: headings that fit it, what is asked of main, letters that are typed. */
import { afterEach, describe, expect, test, vi } from 'vitest';
import { AlbumBrowser, fitSections } from '../../../../renderer/state/albums/album-browser.svelte.ts';
import { findFirsts, findHeadings } from '../../../../renderer/state/albums/album-browser-layout.ts';
import { TypeAhead, typeAheadPauseMs } from '../../../../renderer/state/grid/type-ahead.ts';
import type { AlbumSection } from '../../../../src/api/calls/album-lists.ts';

const place = (country: string | null, city: string | null, count: number): AlbumSection => ({
  kind: 'place',
  country,
  city,
  count,
});

afterEach(() => vi.unstubAllGlobals());

describe('sections', () => {
  const sections = [place('France', 'Nice', 3), place('France', 'Paris', 4), place('Peru', null, 2)];

  test('fit the list, also when an album came or went meanwhile', () => {
    const count = (total: number): readonly number[] => fitSections(sections, total).map((section) => section.count);
    expect(count(9)).toEqual([3, 4, 2]);
    expect(count(11)).toEqual([3, 4, 4]);
    expect(count(5)).toEqual([3, 2]);
    expect(count(0)).toEqual([]);
    expect(fitSections([], 7)).toEqual([{ kind: 'all', count: 7 }]);
  });

  test('have the heading of a country above its first city', () => {
    expect(findHeadings(sections)).toEqual([
      { hasHeading: true, hasSubheading: true },
      { hasHeading: false, hasSubheading: true },
      { hasHeading: true, hasSubheading: false },
    ]);
    expect(findHeadings([{ kind: 'all', count: 3 }])).toEqual([{ hasHeading: false, hasSubheading: false }]);
    expect(findFirsts(sections)).toEqual([0, 3, 7]);
  });
});

test('another filter asks for another list, its headings and its counts', async () => {
  const asked: [string, unknown][] = [];
  const answers: Record<string, unknown> = {
    'albums.list': { offset: 0, total: 0, items: [] },
    'albums.sections': [],
    'albums.facets': { countries: [], years: [], named: 0, unnamed: 0, hidden: 0 },
  };
  vi.stubGlobal('window', {
    cairn: {
      call: (name: string, input: unknown) => {
        asked.push([name, input]);
        return Promise.resolve({ ok: true, value: answers[name] });
      },
    },
  });
  const problems: unknown[] = [];
  const browser = new AlbumBrowser((error) => problems.push(error));
  browser.restore('place', {});
  browser.restore('<img>', {});
  await browser.refresh();
  browser.narrow({ country: null });
  browser.narrow({ year: 2019 });
  await expect.poll(() => browser.list.total).toBe(0);
  expect(browser.isNarrowed).toBe(true);
  expect(asked).toContainEqual(['albums.sections', { sort: 'place', country: null, year: 2019 }]);
  expect(asked).toContainEqual(['albums.facets', { country: null, year: 2019 }]);
  browser.narrow({ country: undefined, year: undefined });
  expect(browser.isNarrowed).toBe(false);
  expect(problems).toEqual([]);
});

test('letters typed one after another are one word, until a pause', () => {
  const typing = new TypeAhead();
  expect(typing.takes(' ', 0)).toBe(false);
  expect(typing.takes('Enter', 0)).toBe(false);
  expect(typing.takes('塔', 0)).toBe(true);
  expect(typing.add('g', 0)).toBe('g');
  expect(typing.takes(' ', 10)).toBe(true);
  expect(typing.add(' ', 10)).toBe('g ');
  expect(typing.add('o', 20)).toBe('g o');
  expect(typing.takes(' ', 20 + typeAheadPauseMs)).toBe(false);
  expect(typing.add('p', 20 + typeAheadPauseMs)).toBe('p');
});
