/** @file Which albums a list shows, and in which order. See [Note: listings]. */
import type { AlbumFilter, AlbumSort } from '../api/calls/album-lists.ts';

/** The order of each list; an index of migration 20 or 110 has each. */
export const albumOrders: Record<AlbumSort, string> = {
  photos: 'photo_count DESC, sort_name, id',
  name: 'sort_name, id',
  recent: 'latest_taken_ms DESC, sort_name, id',
  place: 'place_key, sort_name, id',
};

/** Not merged into another, with a photo to show. */
export const isListed = 'merged_into_id IS NULL AND photo_count > 0';
/** A group that still has the name that it was given when it was found. */
export const isUnnamed = "(kind = 'group' AND is_named_by_person = 0)";

/** Parameters of `passesFilter`. */
export interface FilterValues {
  readonly isHidden: 0 | 1;
  readonly isAnyCountry: 0 | 1;
  readonly country: string | null;
  /** Null: both kinds. */
  readonly isUnnamed: 0 | 1 | null;
  /** Null: of any time. */
  readonly fromMs: number | null;
  readonly untilMs: number | null;
}

/** The clause of every list; with the parameters of `FilterValues`. */
export const passesFilter = `${isListed} AND is_hidden = @isHidden
  AND (@isAnyCountry OR country IS @country)
  AND (@isUnnamed IS NULL OR ${isUnnamed} = @isUnnamed)
  AND (@fromMs IS NULL OR EXISTS (SELECT 1 FROM album_photos
    WHERE album_id = albums.id AND taken_ms >= @fromMs AND taken_ms < @untilMs))`;

/** The parameters for a filter. Years are those of UTC, as the window shows dates. */
export function readFilterValues(filter: AlbumFilter): FilterValues {
  const { year, country, naming, isHidden = false } = filter;
  return {
    isHidden: isHidden ? 1 : 0,
    isAnyCountry: country === undefined ? 1 : 0,
    country: country ?? null,
    isUnnamed: naming === undefined ? null : naming === 'unnamed' ? 1 : 0,
    fromMs: year === undefined ? null : Date.UTC(year, 0, 1),
    untilMs: year === undefined ? null : Date.UTC(year + 1, 0, 1),
  };
}
