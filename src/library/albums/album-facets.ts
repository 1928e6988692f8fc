/** @file What a list of albums can be narrowed to, and how many albums would be left. */
import type { AlbumFacets, AlbumFilter } from '../../api/calls/album-lists.ts';
import type { AlbumTrait } from '../../db/album-browse.ts';

interface Traits {
  /** By place. */
  readonly albums: readonly AlbumTrait[];
  readonly years: readonly { readonly albumId: number; readonly year: number }[];
}

/** Counts each choice among the albums that pass all the other choices. */
export function countFacets({ albums, years }: Traits, filter: AlbumFilter): AlbumFacets {
  const yearsOf = new Map<number, number[]>();
  for (const { albumId, year } of years) {
    const known = yearsOf.get(albumId);
    if (known === undefined) yearsOf.set(albumId, [year]);
    else known.push(year);
  }
  const { country, year, naming, isHidden = false } = filter;
  const hasCountry = (album: AlbumTrait): boolean => country === undefined || album.country === country;
  const hasYear = (album: AlbumTrait): boolean => year === undefined || yearsOf.get(album.id)?.includes(year) === true;
  const hasNaming = (album: AlbumTrait): boolean => naming === undefined || album.isUnnamed === (naming === 'unnamed');

  const byCountry = new Map<string | null, number>();
  const byYear = new Map<number, number>();
  const counts = { named: 0, unnamed: 0, hidden: 0 };
  for (const album of albums) {
    if (album.isHidden) counts.hidden += 1;
    if (album.isHidden !== isHidden) continue;
    if (hasYear(album) && hasNaming(album)) {
      byCountry.set(album.country, (byCountry.get(album.country) ?? 0) + 1);
    }
    if (hasCountry(album) && hasNaming(album)) {
      for (const one of yearsOf.get(album.id) ?? []) byYear.set(one, (byYear.get(one) ?? 0) + 1);
    }
    if (hasCountry(album) && hasYear(album)) counts[album.isUnnamed ? 'unnamed' : 'named'] += 1;
  }
  return {
    countries: [...byCountry].map(([name, count]) => ({ country: name, label: name, count })),
    years: [...byYear].sort(([a], [b]) => b - a).map(([one, count]) => ({ year: one, count })),
    ...counts,
  };
}
