/** @file The filters of the photos view in words: what can be chosen, and what is. */
import type { PhotoFilter } from '../../../src/api/photo-filter.ts';
import type { FacetValue, PhotoFacets } from '../../../src/api/views.ts';
import { formatCountry, formatYear } from '../../strings/format.ts';
import { t } from '../../strings/index.ts';
import type { FilterName } from './timeline.svelte.ts';

export interface FilterOption {
  /** ''; any. */
  readonly value: string;
  readonly label: string;
}

/** What each list of the filter menu offers; what is chosen is there even if no photo has it any more. */
export function listOptions(
  name: 'year' | 'country' | 'camera' | 'format',
  facets: PhotoFacets,
  filter: PhotoFilter,
): readonly FilterOption[] {
  const words = t.photos.filters;
  const values: readonly FacetValue[] =
    name === 'year'
      ? [
          ...facets.years.map(({ year, count }) => ({ value: String(year), count })),
          ...(facets.undated > 0 ? [{ value: 'none', count: facets.undated }] : []),
        ]
      : { country: facets.countries, camera: facets.cameras, format: facets.formats }[name];
  const chosen = filter[name];
  const isMissing = chosen !== undefined && values.every(({ value }) => value !== String(chosen));
  const shown = isMissing ? [...values, { value: String(chosen), count: 0 }] : values;
  return [
    { value: '', label: words.any },
    ...shown.map(({ value, count }) => ({ value, label: words.counted(nameValue(name, value), count) })),
  ];
}

function nameValue(name: 'year' | 'country' | 'camera' | 'format', value: string): string {
  if (name === 'year') return value === 'none' ? t.photos.noDate : formatYear(Date.UTC(Number(value), 0));
  if (name === 'country') return formatCountry(value);
  return name === 'format' ? value.toUpperCase() : value;
}

/** A filter that is in use, on its chip. */
export function describeFilter(name: FilterName, filter: PhotoFilter, albumName: string): string {
  const words = t.photos.filters;
  switch (name) {
    case 'albumId':
      return albumName === '' ? words.album : albumName;
    case 'landmark':
      return filter.landmark === 'with' ? words.withLandmark : words.withoutLandmark;
    case 'isFavourite':
      return words.favourites;
    case 'year':
    case 'country':
    case 'camera':
    case 'format':
      return nameValue(name, String(filter[name]));
  }
}
