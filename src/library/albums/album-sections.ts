/** @file Headings of a list of albums, from its albums in their order. */
import type { AlbumSection, AlbumSort } from '../../api/calls/album-lists.ts';
import type { AlbumMark } from '../../db/album-browse.ts';

/** A country with fewer albums is one section. */
const leastForCities = 8;
/** Headings over single albums say less than they take: a country of such cities is one section. */
const leastPerCity = 2;
/** A shorter list by name needs no headings. */
const leastForInitials = 40;

/** The sections of a list, in its order; their counts add up to its length. Empty for an empty list. */
export function buildSections(sort: AlbumSort, marks: readonly AlbumMark[]): readonly AlbumSection[] {
  if (marks.length === 0) return [];
  if (sort === 'place') return buildPlaceSections(marks);
  if (sort === 'recent') return countRuns(marks.map(readYear)).map(([year, count]) => ({ kind: 'year', year, count }));
  if (sort === 'name' && marks.length >= leastForInitials) {
    return countRuns(marks.map(readInitial)).map(([letter, count]) => ({ kind: 'initial', letter, count }));
  }
  return [{ kind: 'all', count: marks.length }];
}

function buildPlaceSections(marks: readonly AlbumMark[]): readonly AlbumSection[] {
  let start = 0;
  return countRuns(marks.map(({ country }) => country)).flatMap(([country, count]): AlbumSection[] => {
    const cities = countRuns(marks.slice(start, start + count).map(({ city }) => city));
    start += count;
    const areCitiesShown = country !== null && count >= leastForCities && count >= leastPerCity * cities.length;
    if (!areCitiesShown || cities.length === 1) return [{ kind: 'place', country, city: null, count }];
    return cities.map(([city, inCity]) => ({ kind: 'place', country, city, count: inCity }));
  });
}

function readYear({ latestTakenMs }: AlbumMark): number | null {
  return latestTakenMs === null ? null : new Date(latestTakenMs).getUTCFullYear();
}

function readInitial({ initial }: AlbumMark): string {
  return /^[a-z]$/.test(initial) ? initial.toUpperCase() : '#';
}

/** Values that follow each other, with how often. */
function countRuns<Value>(values: readonly Value[]): readonly (readonly [Value, number])[] {
  const runs: [Value, number][] = [];
  for (const value of values) {
    const last = runs.at(-1);
    if (last !== undefined && last[0] === value) last[1] += 1;
    else runs.push([value, 1]);
  }
  return runs;
}
