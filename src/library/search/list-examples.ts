/** @file What could be typed: things that this very library has. */
import type { SearchExample } from '../../api/search.ts';
import type { Catalog } from '../../db/catalog.ts';
import { describeCamera } from '../describe-camera.ts';
import type { PhotoIndex } from './photo-index.ts';

const dayMs = 86_400_000;

/** At most one of each kind: the biggest album with a name of its own, the most frequent city with a year, month, and camera. */
export function listExamples(catalog: Catalog, index: PhotoIndex): SearchExample[] {
  const examples: SearchExample[] = [];
  const name = findBiggestName(catalog);
  if (name !== null) examples.push({ kind: 'name', text: name });

  const { length, localMs, city: cityOf, camera: cameraOf } = index.photos();
  const isDated = (place: number): boolean => !Number.isNaN(localMs[place]);
  const inCity = findMost(length, (place) => (isDated(place) ? (cityOf[place] ?? -1) : -1));
  const city = inCity === null ? undefined : index.cities[cityOf[inCity] ?? -1];
  if (city !== undefined && inCity !== null) {
    examples.push({ kind: 'place', city: city.city, year: new Date(localMs[inCity] ?? 0).getUTCFullYear() });
  }
  const inMonth = findMost(length, createMonthFinder(localMs));
  if (inMonth !== null) examples.push({ kind: 'month', fromMs: findMonth(localMs[inMonth] ?? 0) });
  const byCamera = findMost(length, (place) => cameraOf[place] ?? -1);
  const camera = byCamera === null ? undefined : index.cameras[cameraOf[byCamera] ?? -1];
  const cameraName = camera === undefined ? null : describeCamera(camera.make, camera.model);
  if (cameraName !== null) examples.push({ kind: 'camera', text: cameraName });
  return examples;
}

function findBiggestName(catalog: Catalog): string | null {
  const named = catalog.albums.listNames().filter(({ landmarkId }) => landmarkId !== null);
  const [biggest] = named.sort((a, b) => b.photoCount - a.photoCount);
  return biggest?.name ?? null;
}

function findMonth(localMs: number): number {
  const date = new Date(localMs);
  return Date.UTC(date.getUTCFullYear(), date.getUTCMonth());
}

/** Month of a photo as a number; -1 without a date. Neighbours in the list share their month, mostly: a date is read once a day. */
function createMonthFinder(localMs: Float64Array): (place: number) => number {
  let [day, month] = [NaN, -1];
  return (place) => {
    const ms = localMs[place] ?? NaN;
    if (Number.isNaN(ms)) return -1;
    const dayOf = Math.floor(ms / dayMs);
    if (dayOf !== day) {
      const date = new Date(ms);
      [day, month] = [dayOf, 12 * date.getUTCFullYear() + date.getUTCMonth()];
    }
    return month;
  };
}

/** Place of the newest photo with the most frequent number; null when none has one. @param numberOf below 0: it has none */
function findMost(length: number, numberOf: (place: number) => number): number | null {
  const counts = new Map<number, { readonly newest: number; count: number }>();
  let [last, lastCount] = [-1, { newest: -1, count: 0 }];
  for (let place = 0; place < length; place += 1) {
    const number = numberOf(place);
    if (number < 0) continue;
    if (number !== last) {
      last = number;
      const known = counts.get(number);
      lastCount = known ?? { newest: place, count: 0 };
      if (known === undefined) counts.set(number, lastCount);
    }
    lastCount.count += 1;
  }
  let most: { readonly newest: number; readonly count: number } | null = null;
  for (const one of counts.values()) if (most === null || one.count > most.count) most = one;
  return most?.newest ?? null;
}
