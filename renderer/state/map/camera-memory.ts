/** @file Where the map was left, and of which years: for the way back and the next start. A view, no data: it lies in the window's own storage. */
import type { YearRange } from './clusters.ts';
import type { MapCamera } from './viewport.ts';

const storageKey = 'cairn.map.camera';
const yearsKey = 'cairn.map.years';

export function saveCamera({ x, y, zoom }: MapCamera): void {
  try {
    localStorage.setItem(storageKey, JSON.stringify([x, y, zoom]));
  } catch {
    // Storage that is full or locked: the map begins with everything next time.
  }
}

/** Null for what is not there or not a camera. */
export function loadCamera(): MapCamera | null {
  try {
    return parseCamera(localStorage.getItem(storageKey));
  } catch {
    return null;
  }
}

/** @param text as stored, by whatever version */
export function parseCamera(text: string | null): MapCamera | null {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (!Array.isArray(value) || value.length !== 3 || !value.every((part) => Number.isFinite(part))) return null;
    const [x, y, zoom] = value as [number, number, number];
    return { x, y, zoom };
  } catch {
    return null;
  }
}

export function saveYears(years: YearRange): void {
  try {
    localStorage.setItem(yearsKey, JSON.stringify(years));
  } catch {
    // As above.
  }
}

/** Null for all of them, and for what is not there or no years. */
export function loadYears(): YearRange {
  try {
    return parseYears(localStorage.getItem(yearsKey));
  } catch {
    return null;
  }
}

/** @param text as stored, by whatever version */
export function parseYears(text: string | null): YearRange {
  if (text === null) return null;
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value !== 'object' || value === null || !('from' in value) || !('to' in value)) return null;
    const { from, to } = value;
    const isYear = (year: unknown): year is number => Number.isInteger(year) && Math.abs(Number(year)) < 10_000;
    return isYear(from) && isYear(to) && from <= to ? { from, to } : null;
  } catch {
    return null;
  }
}
