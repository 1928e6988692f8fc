/** @file The parts of an album and their days: which headings stand above which photos. */
import type { WholeAlbum } from './album-photos.svelte.ts';

export type PartName = 'confirmed' | 'suggested' | 'tentative';

/** Photos under one heading. */
export interface AlbumRun {
  readonly part: PartName;
  /** The heading of the part stands above this run. */
  readonly startsPart: boolean;
  /** The day or month of all of them; null: the part is not divided. `atMs` null: without a date. */
  readonly time: { readonly unit: 'day' | 'month'; readonly atMs: number | null } | null;
  readonly count: number;
}

/** A part with fewer photos is seen at a glance. */
const leastForTimes = 30;
/** Days with fewer photos each would be all headings: months then. */
const leastPerDay = 5;

/** Runs in the order of the photos; their counts add up. An album of one part has no heading for it. */
export function divideAlbum(whole: WholeAlbum): readonly AlbumRun[] {
  const { photos, confirmedCount, suggestedCount } = whole;
  const ends = { confirmed: confirmedCount, suggested: confirmedCount + suggestedCount };
  return [
    ...dividePart('confirmed', photos.slice(0, ends.confirmed)),
    ...dividePart('suggested', photos.slice(ends.confirmed, ends.suggested)),
    // The surest first: their days say nothing.
    ...dividePart('tentative', photos.slice(ends.suggested), false),
  ];
}

interface Dated {
  readonly takenMs: number | null;
}

function dividePart(part: PartName, photos: readonly Dated[], isByTime = true): readonly AlbumRun[] {
  if (photos.length === 0) return [];
  const undivided: AlbumRun = { part, startsPart: true, time: null, count: photos.length };
  if (!isByTime || photos.length < leastForTimes) return [undivided];
  const days = countRuns(photos.map(({ takenMs }) => startOf('day', takenMs)));
  const unit = photos.length >= days.length * leastPerDay ? 'day' : 'month';
  const runs = unit === 'day' ? days : countRuns(photos.map(({ takenMs }) => startOf('month', takenMs)));
  if (runs.length < 2) return [undivided];
  return runs.map(([atMs, count], index) => ({ part, startsPart: index === 0, time: { unit, atMs }, count }));
}

/** In UTC, as the window shows dates. */
function startOf(unit: 'day' | 'month', takenMs: number | null): number | null {
  if (takenMs === null) return null;
  const date = new Date(takenMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth(), unit === 'day' ? date.getUTCDate() : 1);
}

function countRuns(values: readonly (number | null)[]): readonly (readonly [number | null, number])[] {
  const runs: [number | null, number][] = [];
  for (const value of values) {
    const last = runs.at(-1);
    if (last?.[0] === value) last[1] += 1;
    else runs.push([value, 1]);
  }
  return runs;
}
