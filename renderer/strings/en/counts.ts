/** @file "1 photo", "1,204 photos". */
import { formatNumber } from '../format.ts';

export function count(value: number, one: string, many: string): string {
  return `${formatNumber(value)} ${value === 1 ? one : many}`;
}

export const countPhotos = (value: number): string => count(value, 'photo', 'photos');
export const countAlbums = (value: number): string => count(value, 'album', 'albums');
