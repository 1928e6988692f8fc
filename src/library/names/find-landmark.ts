/** @file The landmark that a person means by a name. */
import type { Catalog } from '../../db/catalog.ts';
import type { LandmarkRow } from '../../db/landmarks.ts';
import type { Coordinates } from '../albums/album-places.ts';
import { measureDistanceMeters } from '../../ml/recognition/geo-distance.ts';

/** Beyond its reach and this, a landmark is another place of the same name: GPS and medians of albums are not that wrong. */
const namesakeMeters = 50_000;

/**
 * The one landmark with this name (in any of its languages) or alias; case, accents and punctuation aside. Null when there is
 * none, or several.
 *
 * @param near where the photos were taken, if that is known: a landmark far away is not meant, it only has the same name
 */
export function findLandmarkByName(
  catalog: Catalog,
  text: string,
  near: Coordinates | null = null,
): LandmarkRow | null {
  const found = catalog.landmarks.findByName(text).filter((landmark) => near === null || isPlausible(landmark, near));
  return found.length === 1 ? (found[0] ?? null) : null;
}

function isPlausible({ latitude, longitude, reachMeters }: LandmarkRow, near: Coordinates): boolean {
  if (latitude === null || longitude === null) return true;
  return measureDistanceMeters(near, { latitude, longitude }) <= reachMeters + namesakeMeters;
}
