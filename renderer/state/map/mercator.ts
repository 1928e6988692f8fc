/**
 * @file Web Mercator: the earth as a unit square. x runs from 0 at 180° W to 1 at 180° E, y from 0 at the northern edge to 1 at the
 * southern one. (Snyder, Map Projections: A Working Manual, 1987, chapter 7: the spherical form.)
 */

/** A place on the earth, WGS 84, degrees. */
export interface Place {
  readonly latitude: number;
  readonly longitude: number;
}

/** A point of the unit square. x may lie beyond it: the world goes round. */
export interface UnitPoint {
  readonly x: number;
  readonly y: number;
}

/** Beyond this latitude, north or south, the square ends; places nearer to a pole stand at its edge. */
export const mostLatitude = (360 / Math.PI) * Math.atan(Math.exp(Math.PI)) - 90;

/** Mean radius of the earth times 2π, in metres. */
const equatorMeters = 2 * Math.PI * 6_371_008.8;

export function projectPlace({ latitude, longitude }: Place): UnitPoint {
  const clamped = Math.max(-mostLatitude, Math.min(mostLatitude, latitude));
  const sine = Math.sin((clamped * Math.PI) / 180);
  return {
    x: longitude / 360 + 0.5,
    y: Math.max(0, Math.min(1, 0.5 - Math.log((1 + sine) / (1 - sine)) / (4 * Math.PI))),
  };
}

/** x once around the world, in [0, 1). */
export function wrapUnit(x: number): number {
  const turned = x - Math.floor(x);
  // Of a hair west of 0 the difference is rounded to 1.
  return turned < 1 ? turned : 0;
}

/** The place of a point; its longitude in [-180, 180). */
export function unprojectPoint({ x, y }: UnitPoint): Place {
  return {
    latitude: (360 / Math.PI) * Math.atan(Math.exp((0.5 - y) * 2 * Math.PI)) - 90,
    longitude: wrapUnit(x) * 360 - 180,
  };
}

/** Metres on the ground along one unit at this latitude: a pixel in the north is less than one at the equator. */
export function measureUnitMeters(latitude: number): number {
  return equatorMeters * Math.cos((latitude * Math.PI) / 180);
}

/** True for what can stand on a map. (0, 0) lies in the sea where nobody is: cameras write it when they know no place. */
export function isPlace(latitude: number, longitude: number): boolean {
  const isOnEarth = Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180;
  return isOnEarth && !(latitude === 0 && longitude === 0);
}
