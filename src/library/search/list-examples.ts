/** @file What could be typed: things that this very library has. */
import type { SearchExample } from '../../api/search.ts';
import type { Catalog } from '../../db/catalog.ts';
import { describeCamera } from '../describe-camera.ts';
import type { IndexedPhoto, PhotoIndex } from './photo-index.ts';

/** At most one of each kind: the biggest album with a name of its own, the most frequent city with a year, month, and camera. */
export function listExamples(catalog: Catalog, index: PhotoIndex): SearchExample[] {
  const examples: SearchExample[] = [];
  const name = findBiggestName(catalog);
  if (name !== null) examples.push({ kind: 'name', text: name });

  const photos = index.photos();
  const inCity = findMost(photos, ({ city, localMs }) => (city < 0 || localMs === null ? null : city));
  const city = inCity === null ? undefined : index.cities[inCity.city];
  const inCityMs = inCity?.localMs ?? null;
  if (city !== undefined && inCityMs !== null) {
    examples.push({ kind: 'place', city: city.city, year: new Date(inCityMs).getUTCFullYear() });
  }
  const inMonth = findMost(photos, ({ localMs }) => (localMs === null ? null : findMonth(localMs)));
  const inMonthMs = inMonth?.localMs ?? null;
  if (inMonthMs !== null) examples.push({ kind: 'month', fromMs: findMonth(inMonthMs) });
  const byCamera = findMost(photos, ({ camera }) => (camera < 0 ? null : camera));
  const camera = byCamera === null ? undefined : index.cameras[byCamera.camera];
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

/** The newest photo with the most frequent value; null when none has one. */
function findMost(
  photos: readonly IndexedPhoto[],
  valueOf: (photo: IndexedPhoto) => number | null,
): IndexedPhoto | null {
  const counts = new Map<number, { readonly newest: IndexedPhoto; count: number }>();
  for (const photo of photos) {
    const value = valueOf(photo);
    if (value === null) continue;
    const known = counts.get(value);
    if (known === undefined) counts.set(value, { newest: photo, count: 1 });
    else known.count += 1;
  }
  let most: { readonly newest: IndexedPhoto; readonly count: number } | null = null;
  for (const one of counts.values()) if (most === null || one.count > most.count) most = one;
  return most?.newest ?? null;
}
