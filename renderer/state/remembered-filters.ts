/**
 * @file Filters as they were kept: text of another Cairn, or of nobody. What main would refuse is left out here, so that no list is
 * broken by it (the schemas themselves would be bundled with all of zod).
 */
import type { AlbumFilter } from '../../src/api/calls/album-lists.ts';
import type { PhotoFilter } from '../../src/api/photo-filter.ts';

type Fields = Readonly<Record<string, unknown>>;

function readFields(value: unknown): Fields {
  return typeof value === 'object' && value !== null && !Array.isArray(value) ? (value as Fields) : {};
}

function isInteger(value: unknown, least: number, most: number): value is number {
  return typeof value === 'number' && Number.isSafeInteger(value) && value >= least && value <= most;
}

function isText(value: unknown, mostLength: number): value is string {
  return typeof value === 'string' && value.length > 0 && value.length <= mostLength;
}

/** Those that are understood. Never throws. */
export function parsePhotoFilter(value: unknown): PhotoFilter {
  const { albumId, landmark, country, year, camera, format, isFavourite } = readFields(value);
  return {
    ...(isInteger(albumId, 1, Number.MAX_SAFE_INTEGER) ? { albumId } : {}),
    ...(landmark === 'with' || landmark === 'without' ? { landmark } : {}),
    ...(typeof country === 'string' && /^[A-Z]{2}$/u.test(country) ? { country } : {}),
    ...(year === 'none' || isInteger(year, 1, 9999) ? { year } : {}),
    ...(isText(camera, 500) ? { camera } : {}),
    ...(isText(format, 40) ? { format } : {}),
    ...(isFavourite === true ? { isFavourite } : {}),
  };
}

/** Those that are understood. Never throws. */
export function parseAlbumFilter(value: unknown): AlbumFilter {
  const { country, year, naming, isHidden } = readFields(value);
  return {
    ...(country === null || isText(country, 200) ? { country } : {}),
    ...(isInteger(year, 1800, 9998) ? { year } : {}),
    ...(naming === 'named' || naming === 'unnamed' ? { naming } : {}),
    ...(isHidden === true ? { isHidden } : {}),
  };
}
