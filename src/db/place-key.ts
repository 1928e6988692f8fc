/** @file How places sort: by country, then by city. */
import { buildSortKey } from './sort-key.ts';

/** After every name. */
const unknown = '\u{10FFFF}';
/** Before every letter, so that the cities of "Niger" do not mix with those of "Nigeria". */
const separator = '\u0001';

/** @param place "Nice, France"; null sorts last */
export function buildPlaceKey(place: string | null): string {
  if (place === null) return unknown;
  const comma = place.lastIndexOf(',');
  const country = buildSortKey(place.slice(comma + 1));
  return comma < 0 ? country : `${country}${separator}${buildSortKey(place.slice(0, comma))}`;
}
