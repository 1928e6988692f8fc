/** @file Cities for the names on a map: main's table, asked for by what is on view, kept while it still serves. */
import { callMain } from '../../client.ts';
import type { CityView } from '../../../src/api/views.ts';
import type { PlaceBounds } from './viewport.ts';

export type City = CityView;

/** More names than this fit on no map. */
export const cityLimit = 240;

/** The largest cities of a box, the largest first. Without any where main cannot tell: a map goes without names. */
export async function fetchCities(bounds: PlaceBounds): Promise<readonly City[]> {
  try {
    return await callMain('map.cities', { ...bounds, limit: cityLimit });
  } catch {
    // Names are an extra; what is wrong with main is said elsewhere.
    return [];
  }
}
