/** @file Cities and countries of the library by name. */
import type { SearchPart } from '../../api/search.ts';
import type { AlbumName } from '../../db/album-names.ts';
import { findChineseCity, findCountryCode } from '../local/local-places.ts';
import { listCountryNames } from './country-names.ts';
import { foldName, matchExactly, matchLoosely, type FoldedName, type FoldedQuery } from './match-name.ts';
import type { NameRating } from './name-finder.ts';
import type { City } from './photo-index.ts';

export interface FoundPlace {
  readonly part: Extract<SearchPart, { kind: 'city' | 'country' }>;
  /** In [0, 1]. */
  readonly quality: number;
}

/** City of an album by its place ("Nice, France"); null when that names none. */
export function readAlbumCity({ place }: Pick<AlbumName, 'place'>): City | null {
  const comma = place?.lastIndexOf(', ') ?? -1;
  const country = place === null || comma < 1 ? null : findCountryCode(place.slice(comma + 2));
  return place === null || country === null ? null : { city: place.slice(0, comma), country };
}

/** Those of `cities` that the text names, and countries of them; the best first. */
export function matchPlaces(text: string, cities: readonly City[], rating: NameRating): FoundPlace[] {
  const query = foldName(text);
  if (query.key === '') return [];
  const rate = rating === 'exact' ? matchExactly : matchLoosely;
  const found = new Map<string, FoundPlace>();
  const add = (part: FoundPlace['part'], quality: number): void => {
    if (quality > 0) found.set(part.kind === 'city' ? `${part.country} ${part.city}` : part.country, { part, quality });
  };
  for (const country of new Set(cities.map((city) => city.country))) {
    add({ kind: 'country', country }, Math.max(...listCountryNames(country).map((name) => rate(query, name))));
  }
  for (const { city, country } of cities) {
    const names = foldCity(city, country);
    const alone = Math.max(...names.map((name) => rate(query, name)));
    const quality = alone > 0 ? alone : Math.max(...names.map((name) => matchCityInCountry(query, name, country)));
    add({ kind: 'city', city, country }, quality);
  }
  return [...found.values()].sort((a, b) => b.quality - a.quality);
}

/** Longest that main is kept from others. */
const sliceMs = 8;

/** Folds in slices what the first `matchPlaces` would fold at once. @param giveWay lets others have a turn */
export async function preparePlaces(cities: readonly City[], giveWay: () => Promise<void>): Promise<void> {
  let startMs = performance.now();
  for (const { city, country } of cities) {
    listCountryNames(country);
    foldCity(city, country);
    if (performance.now() - startMs < sliceMs) continue;
    await giveWay();
    startMs = performance.now();
  }
}

/** "nice france": some words are the city's, the others its country's. */
function matchCityInCountry(query: FoldedQuery, city: FoldedName, country: string): number {
  const others = query.words.filter((typed) => !city.words.some((word) => word.startsWith(typed)));
  if (others.length === 0 || others.length === query.words.length) return 0;
  const rest = foldName(others.join(' '));
  return listCountryNames(country).some((name) => matchExactly(rest, name) > 0) ? 0.8 : 0;
}

const folded = new Map<string, readonly FoldedName[]>();
const maxFolded = 50_000;

/** Its name, and the Chinese one where there is one. */
function foldCity(city: string, country: string): readonly FoldedName[] {
  const key = `${country} ${city}`;
  const known = folded.get(key);
  if (known !== undefined) return known;
  if (folded.size >= maxFolded) folded.clear();
  const chinese = findChineseCity(country, city);
  const fresh = [city, ...(chinese === null ? [] : [chinese])].map(foldName);
  folded.set(key, fresh);
  return fresh;
}
