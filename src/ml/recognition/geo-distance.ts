/** @file Distance on the globe. */

/** WGS 84, degrees. */
export interface Position {
  readonly latitude: number;
  readonly longitude: number;
}

const earthRadiusMeters = 6_371_008.8;

/** Great-circle distance in metres (haversine formula on the mean earth radius; within 0.6 % of the ellipsoid). */
export function measureDistanceMeters(a: Position, b: Position): number {
  const toRadians = Math.PI / 180;
  const halfLatitude = Math.sin(((b.latitude - a.latitude) * toRadians) / 2);
  const halfLongitude = Math.sin(((b.longitude - a.longitude) * toRadians) / 2);
  const chord =
    halfLatitude ** 2 + Math.cos(a.latitude * toRadians) * Math.cos(b.latitude * toRadians) * halfLongitude ** 2;
  return 2 * earthRadiusMeters * Math.asin(Math.min(1, Math.sqrt(chord)));
}

/** Of latitude, anywhere on the globe. */
const metersPerDegree = (earthRadiusMeters * Math.PI) / 180;

/** `measureDistanceMeters(a, b) > meters`; for most of many places the latitudes tell. */
export function isBeyond(a: Position, b: Position, meters: number): boolean {
  return Math.abs(a.latitude - b.latitude) * metersPerDegree > meters || measureDistanceMeters(a, b) > meters;
}
