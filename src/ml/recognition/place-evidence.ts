/** @file What a photo's GPS position says for or against a landmark: evidence, not proof (design.md section 6). */
import type { LandmarkFacts } from './atlas.ts';
import { isBeyond } from './geo-distance.ts';

/** The part of a landmark's facts that says where photos of it are plausible. */
export type LandmarkPlace = Pick<LandmarkFacts, 'latitude' | 'longitude' | 'reachMeters'>;

/** Log-odds added when the photo was taken within the landmark's reach: a photo there is about 20 times likelier to show it. */
const withinReachLogit = 3;
/** Error of a consumer GPS fix in a city, in metres: added to the reach before anything is vetoed. */
const gpsErrorMeters = 100;

/**
 * Log-odds that the position adds: 0 without GPS or coordinates, positive within reach, `vetoed` beyond it.
 */
export function weighPlace(
  photo: { readonly latitude: number | null; readonly longitude: number | null },
  place: LandmarkPlace,
): number | 'vetoed' {
  if (photo.latitude === null || photo.longitude === null) return 0;
  if (place.latitude === null || place.longitude === null) return 0;
  const isBeyondReach = isBeyond(
    { latitude: photo.latitude, longitude: photo.longitude },
    { latitude: place.latitude, longitude: place.longitude },
    place.reachMeters + gpsErrorMeters,
  );
  return isBeyondReach ? 'vetoed' : withinReachLogit;
}
