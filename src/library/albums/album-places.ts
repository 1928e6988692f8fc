/** @file Names and places of albums, from coordinates and the offline city table. */
import { findNearestCity } from '../places/find-nearest-city.ts';

export interface Coordinates {
  /** WGS 84, degrees. */
  readonly latitude: number;
  readonly longitude: number;
}

/** A photo with its coordinates, where it has any. */
export interface PlacedPhoto {
  readonly latitude: number | null;
  readonly longitude: number | null;
}

export interface AlbumPlaceView {
  readonly name: string;
  /** "Nice, France", or null. */
  readonly place: string | null;
  readonly latitude: number | null;
  readonly longitude: number | null;
}

const unnamed = 'Unnamed landmark';

/** "Nice, France" for coordinates; null in the middle of nowhere. */
export function describePlace(coordinates: Coordinates | null): string | null {
  const city = coordinates === null ? null : findNearestCity(coordinates.latitude, coordinates.longitude);
  return city === null ? null : `${city.name}, ${city.countryName}`;
}

/** What an album of a group is called before a person names it; numbered when the name is taken. */
export function nameGroup(members: readonly PlacedPhoto[], takenNames: ReadonlySet<string>): AlbumPlaceView {
  const coordinates = findMedianPlace(members);
  const city = coordinates === null ? null : findNearestCity(coordinates.latitude, coordinates.longitude);
  const base = city === null ? unnamed : `${unnamed} near ${city.name}`;
  let name = base;
  for (let number = 2; takenNames.has(name); number += 1) name = `${base} ${number}`;
  return {
    name,
    place: city === null ? null : `${city.name}, ${city.countryName}`,
    latitude: coordinates?.latitude ?? null,
    longitude: coordinates?.longitude ?? null,
  };
}

/** Median by coordinate: one photo with wrong GPS does not move it. Longitudes are taken around the first one. */
export function findMedianPlace(members: readonly PlacedPhoto[]): Coordinates | null {
  const places = members.flatMap(({ latitude, longitude }) =>
    latitude === null || longitude === null ? [] : [{ latitude, longitude }],
  );
  const first = places[0];
  if (first === undefined) return null;
  // Members on both sides of the 180th meridian lie next to each other.
  const offsets = places.map(({ longitude }) => wrapDegrees(longitude - first.longitude));
  return {
    latitude: findMedian(places.map(({ latitude }) => latitude)),
    longitude: wrapDegrees(first.longitude + findMedian(offsets)),
  };
}

function wrapDegrees(degrees: number): number {
  return ((((degrees + 180) % 360) + 360) % 360) - 180;
}

function findMedian(values: readonly number[]): number {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const upper = sorted[middle] ?? 0;
  return sorted.length % 2 === 1 ? upper : (upper + (sorted[middle - 1] ?? upper)) / 2;
}
