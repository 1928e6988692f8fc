/** @file Lists of albums against a naive reading of all of them: filters, orders, headings, facets, type-ahead. */
import { describe, expect, it } from 'vitest';
import type { AlbumFilter, AlbumSort } from '../../../src/api/calls/album-lists.ts';
import { albumSorts } from '../../../src/api/calls/album-lists.ts';
import type { AlbumSummary } from '../../../src/api/views.ts';
import type { Catalog } from '../../../src/db/catalog.ts';
import { buildSortKey } from '../../../src/db/sort-key.ts';
import { countFacets } from '../../../src/library/albums/album-facets.ts';
import { buildSections } from '../../../src/library/albums/album-sections.ts';
import { addGroup, addPhoto, addRoot, openTestCatalog } from './temporary-catalog.ts';

const places = ['Paris, France', 'Nice, France', 'Niamey, Niger', 'Abuja, Nigeria', 'Évora, Portugal', 'Monaco', null];
const names = ['Élysée', 'eiffel', 'The Tower', 'Unnamed landmark', 'zoo', '塔', 'Notre-Dame de la Garde'];

interface Scene {
  readonly catalog: Catalog;
  readonly albums: readonly AlbumSummary[];
  readonly years: ReadonlyMap<number, ReadonlySet<number>>;
}

/** Albums of every mixture: with and without place, name, dates; hidden, merged and empty ones. */
const makeScene = (): Scene => {
  const catalog = openTestCatalog();
  const root = addRoot(catalog);
  const years = new Map<number, Set<number>>();
  for (let index = 0; index < 90; index++) {
    const isNamedByPerson = index % 3 === 0;
    const name = `${names[index % names.length] ?? ''} ${String(index % 11)}`;
    const id = addGroup(catalog, name, { place: places[index % places.length] ?? null, isNamedByPerson });
    years.set(id, new Set());
    if (index % 17 === 5) continue;
    for (let photo = 0; photo < 1 + (index % 4); photo++) {
      const year = 1996 + ((index * 7 + photo * 5) % 24);
      const takenMs =
        index % 13 === 1 ? null : Date.UTC(year, photo === 0 ? 0 : 11, photo === 0 ? 1 : 31, 23, 59, 59, 999);
      const { photoId } = addPhoto(catalog, root, `${String(index)}-${String(photo)}`, { takenMs });
      catalog.memberships.setSuggested(id, photoId, 0.9);
      if (takenMs !== null) years.get(id)?.add(year);
    }
    const row = catalog.albums.get(id);
    if (row === null) throw new Error('lost');
    if (index % 10 === 7) catalog.albums.put({ ...row, isHidden: true });
    if (index % 31 === 30) catalog.albums.put({ ...row, mergedIntoId: 1 });
  }
  const albums = catalog.albums.listAll().flatMap(({ id, mergedIntoId }) => {
    const summary = mergedIntoId === null ? catalog.albums.getSummary(id) : null;
    return summary === null || summary.photoCount === 0 ? [] : [summary];
  });
  return { catalog, albums, years };
};

const readCountry = ({ place }: AlbumSummary): string | null => place?.split(',').at(-1)?.trim() ?? null;
const readCity = ({ place }: AlbumSummary): string | null =>
  place?.includes(',') === true ? place.split(',').slice(0, -1).join(',').trim() : null;
const passes = (scene: Scene, album: AlbumSummary, filter: AlbumFilter): boolean =>
  album.isHidden === (filter.isHidden ?? false) &&
  (filter.country === undefined || readCountry(album) === filter.country) &&
  (filter.year === undefined || scene.years.get(album.id)?.has(filter.year) === true) &&
  (filter.naming === undefined || (album.kind === 'group' && !album.isNamedByPerson) === (filter.naming === 'unnamed'));

const compareText = (a: string, b: string): number => Buffer.compare(Buffer.from(a), Buffer.from(b));
const compareNames = (a: AlbumSummary, b: AlbumSummary): number =>
  compareText(buildSortKey(a.name), buildSortKey(b.name)) || a.id - b.id;
const comparePlaces = (a: AlbumSummary, b: AlbumSummary): number => {
  if (a.place === null || b.place === null) return Number(a.place === null) - Number(b.place === null);
  const key = (album: AlbumSummary) => [readCountry(album) ?? '', readCity(album) ?? ''].map(buildSortKey);
  const [countryA = '', cityA = ''] = key(a);
  const [countryB = '', cityB = ''] = key(b);
  return compareText(countryA, countryB) || compareText(cityA, cityB);
};
const orders: Record<AlbumSort, (a: AlbumSummary, b: AlbumSummary) => number> = {
  photos: (a, b) => b.photoCount - a.photoCount || compareNames(a, b),
  name: compareNames,
  recent: (a, b) => (b.latestTakenMs ?? -1) - (a.latestTakenMs ?? -1) || compareNames(a, b),
  place: (a, b) => comparePlaces(a, b) || compareNames(a, b),
};

const filters: readonly AlbumFilter[] = [
  {},
  { country: 'France' },
  { country: 'Niger' },
  { country: null },
  { country: 'Monaco', naming: 'named' },
  { year: 2003 },
  { year: 2003, naming: 'unnamed' },
  { year: 1996, country: 'France' },
  { naming: 'named' },
  { isHidden: true },
  { isHidden: true, country: 'France', year: 2010 },
  { country: "x' OR 1 --" },
];

describe.each(albumSorts)('albums by %s', (sort) => {
  it('are those of a naive list, whatever they are narrowed to, page by page', () => {
    const scene = makeScene();
    const found = new Set<number>();
    for (const filter of filters) {
      const expected = scene.albums.filter((album) => passes(scene, album, filter)).sort(orders[sort]);
      const list = (offset: number, limit: number) => scene.catalog.albums.listPage({ sort, offset, limit, ...filter });
      expect(list(0, 1000)).toEqual({ total: expected.length, items: expected });
      expect(list(2, 3).items).toEqual(expected.slice(2, 5));
      found.add(expected.length);
    }
    // Not all of them empty or whole.
    expect(found.size).toBeGreaterThan(5);
  });

  it('have headings that add up', () => {
    const { catalog } = makeScene();
    for (const filter of filters) {
      const { total } = catalog.albums.listPage({ sort, offset: 0, limit: 1, ...filter });
      const sections = buildSections(sort, catalog.albums.listMarks(sort, filter));
      expect(sections.reduce((sum, { count }) => sum + count, 0)).toBe(total);
      expect(sections.every(({ count }) => count > 0)).toBe(true);
    }
  });

  it('are found by the first letters of a name, else of a later word', () => {
    const scene = makeScene();
    const { items } = scene.catalog.albums.listPage({ sort, offset: 0, limit: 1000 });
    const find = (words: string) => scene.catalog.albums.findByName(words, sort, {});
    expect(find('ELY')).toBe(items.findIndex(({ name }) => name.startsWith('Élysée')));
    expect(find('塔')).toBe(items.findIndex(({ name }) => name.startsWith('塔')));
    expect(find('t')).toBe(items.findIndex(({ name }) => name.startsWith('The')));
    expect(find('garde')).toBe(items.findIndex(({ name }) => name.includes('Garde')));
    expect(find('nothing')).toBeNull();
    expect(find(' ')).toBeNull();
    expect(scene.catalog.albums.findByName('zoo', sort, { country: 'Atlantis' })).toBeNull();
  });
});

it('puts one country after the other, its cities together, unknown places last', () => {
  const { catalog } = makeScene();
  const sections = buildSections('place', catalog.albums.listMarks('place', {}));
  expect(sections.map((section) => (section.kind === 'place' ? [section.country, section.city] : null))).toEqual([
    ['France', 'Nice'],
    ['France', 'Paris'],
    ['Monaco', null],
    ['Niger', null],
    ['Nigeria', null],
    ['Portugal', null],
    [null, null],
  ]);
});

it('counts for each choice the albums that would be left', () => {
  const scene = makeScene();
  const { catalog, albums } = scene;
  const traits = { albums: catalog.albums.listTraits(), years: catalog.albums.listYears() };
  for (const filter of filters) {
    const facets = countFacets(traits, filter);
    const count = (change: AlbumFilter): number =>
      albums.filter((album) => passes(scene, album, { ...filter, ...change })).length;
    for (const one of facets.countries) expect(one.count).toBe(count({ country: one.country }));
    for (const one of facets.years) expect(one.count).toBe(count({ year: one.year }));
    expect(facets.named).toBe(count({ naming: 'named' }));
    expect(facets.unnamed).toBe(count({ naming: 'unnamed' }));
    expect(facets.hidden).toBe(albums.filter(({ isHidden }) => isHidden).length);
    expect(facets.countries.reduce((sum, one) => sum + one.count, 0)).toBe(count({ country: undefined }));
  }
  const all = countFacets(traits, {});
  expect(all.countries.map(({ country }) => country)).toEqual([
    'France',
    'Monaco',
    'Niger',
    'Nigeria',
    'Portugal',
    null,
  ]);
  expect(all.years.map(({ year }) => year)).toEqual([...all.years.map(({ year }) => year)].sort((a, b) => b - a));
  expect(all.years.length).toBeGreaterThan(15);
});

it('knows the years of photos from before 1970 and of broken clocks', () => {
  const catalog = openTestCatalog();
  const root = addRoot(catalog);
  const id = addGroup(catalog, 'Old tower');
  const times = [Date.UTC(1912, 5), Date.UTC(1969, 11, 31, 12), 0, Date.UTC(1970, 4), 8.64e15, -6.3e13];
  times.forEach((takenMs, index) => {
    catalog.memberships.setSuggested(id, addPhoto(catalog, root, String(index), { takenMs }).photoId, 0.9);
  });
  expect(catalog.albums.listYears().map(({ year }) => year)).toEqual(expect.arrayContaining([1912, 1969, 1970]));
  const years = catalog.albums.listYears().map(({ year }) => year);
  expect(years.every((year) => year >= 1800 && year < 9999)).toBe(true);
});
