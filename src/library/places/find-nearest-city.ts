/**
 * @file Which city a photo was taken near, without any network: cities of 15,000 inhabitants and more (`cities.tsv`).
 * Data: GeoNames (https://www.geonames.org), CC BY 4.0.
 */
import { readFileSync } from 'node:fs';
import { readFile } from 'node:fs/promises';

export interface NearestCity {
  readonly name: string;
  /** ISO 3166-1 alpha-2. */
  readonly country: string;
  /** In English. */
  readonly countryName: string;
  readonly distanceKm: number;
}

/** A city of the table. */
export interface City {
  readonly name: string;
  readonly country: string;
  readonly latitude: number;
  readonly longitude: number;
  readonly population: number;
}

/** Cities by whole degree of latitude and longitude. */
export type CityGrid = ReadonlyMap<number, readonly City[]>;

/**
 * A city's pull: its population / (1 + (distance / 10 km)^3). Nobody remembers the suburb they were in: within 30 km a city
 * of 340,000 beats a town of 20,000 next door, but the town wins where it is all there is. Only when nothing lies within
 * 30 km are further ones asked, and beyond 300 km no city is near.
 */
const halfPullKm = 10;
const searchRadiiKm = [30, 100, 300] as const;
const kmPerDegree = 111.195;

/** Parses the city table: tab-separated name, country, latitude, longitude, population; `#` starts a comment line. */
export function parseCities(table: string): CityGrid {
  const grid = new Map<number, City[]>();
  for (const line of table.split('\n')) addLine(grid, line);
  return grid;
}

function addLine(grid: Map<number, City[]>, line: string): void {
  if (line === '' || line.startsWith('#')) return;
  const [name = '', country = '', ...numbers] = line.split('\t');
  const [latitude = NaN, longitude = NaN, population = NaN] = numbers.map(Number);
  if (Number.isNaN(latitude + longitude + population)) throw new Error(`The city table has a broken line: ${line}`);
  const city = { name, country, latitude, longitude, population };
  const cell = findCell(Math.floor(latitude), Math.floor(longitude));
  const others = grid.get(cell);
  if (others === undefined) grid.set(cell, [city]);
  else others.push(city);
}

/** Number of the cell of a whole degree; longitudes wrap around. */
function findCell(latitude: number, longitude: number): number {
  return (latitude + 90) * 360 + ((((longitude + 180) % 360) + 360) % 360);
}

const bundledTable = new URL('cities.tsv', import.meta.url);
let bundledCities: CityGrid | undefined;

function readBundledCities(): CityGrid {
  return (bundledCities ??= parseCities(readFileSync(bundledTable, 'utf8')));
}

/** Lines parsed without letting others have a turn: some milliseconds. */
const linesAtOnce = 2000;

/** Reads the table before it is asked for, in slices. @param giveWay lets others have a turn */
export async function loadCities(giveWay: () => Promise<void>): Promise<void> {
  if (bundledCities !== undefined) return;
  const lines = (await readFile(bundledTable, 'utf8')).split('\n');
  const grid = new Map<number, City[]>();
  for (const [index, line] of lines.entries()) {
    if (index % linesAtOnce === 0) await giveWay();
    addLine(grid, line);
  }
  // Somebody may not have waited.
  bundledCities ??= grid;
}

/**
 * The city that a person would say a place is near, or null: position out of range, or no city within 300 km.
 * Latitude and longitude in degrees (WGS 84). The table is read at the first call.
 */
export function findNearestCity(latitude: number, longitude: number, grid?: CityGrid): NearestCity | null {
  if (!(Math.abs(latitude) <= 90 && Math.abs(longitude) <= 180)) return null;
  const cities = grid ?? readBundledCities();
  for (const radiusKm of searchRadiiKm) {
    let best: { readonly city: City; readonly distanceKm: number; readonly pull: number } | null = null;
    for (const city of listCellsAround(cities, latitude, longitude, radiusKm)) {
      const distanceKm = measureDistanceKm(latitude, longitude, city);
      if (distanceKm > radiusKm) continue;
      const pull = city.population / (1 + (distanceKm / halfPullKm) ** 3);
      if (best === null || pull > best.pull) best = { city, distanceKm, pull };
    }
    if (best !== null) {
      const { name, country } = best.city;
      return { name, country, countryName: nameCountry(country), distanceKm: best.distanceKm };
    }
  }
  return null;
}

/** Cities of all cells that a circle may touch. */
function* listCellsAround(grid: CityGrid, latitude: number, longitude: number, radiusKm: number): Generator<City> {
  const latitudeReach = radiusKm / kmPerDegree;
  const shrink = Math.cos((Math.min(89.9, Math.abs(latitude) + latitudeReach) * Math.PI) / 180);
  const longitudeReach = Math.min(180, latitudeReach / shrink);
  const south = Math.floor(latitude - latitudeReach);
  const north = Math.floor(latitude + latitudeReach);
  const west = Math.floor(longitude - longitudeReach);
  const columns = Math.min(360, Math.floor(longitude + longitudeReach) - west + 1);
  for (let row = Math.max(-90, south); row <= Math.min(89, north); row++) {
    for (let column = 0; column < columns; column++) yield* grid.get(findCell(row, west + column)) ?? [];
  }
}

/** Haversine distance on the mean earth radius. */
function measureDistanceKm(latitude: number, longitude: number, city: City): number {
  const toRadians = Math.PI / 180;
  const chord =
    Math.sin(((city.latitude - latitude) * toRadians) / 2) ** 2 +
    Math.cos(latitude * toRadians) *
      Math.cos(city.latitude * toRadians) *
      Math.sin(((city.longitude - longitude) * toRadians) / 2) ** 2;
  return 2 * 6371.0088 * Math.asin(Math.min(1, Math.sqrt(chord)));
}

const countryNames = new Intl.DisplayNames(['en'], { type: 'region' });

/** A box of degrees; `west` > `east`: over the 180th meridian. */
export interface PlaceBox {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

/** The largest cities of a box, the largest first. */
export function listLargestCities(box: PlaceBox, limit: number, grid?: CityGrid): readonly City[] {
  const isInside = ({ latitude, longitude }: City): boolean =>
    latitude >= box.south &&
    latitude <= box.north &&
    (box.west <= box.east
      ? longitude >= box.west && longitude <= box.east
      : longitude >= box.west || longitude <= box.east);
  const found: City[] = [];
  for (const city of sortBySize(grid ?? readBundledCities())) {
    if (!isInside(city)) continue;
    if (found.push(city) >= limit) break;
  }
  return found;
}

const sortedGrids = new WeakMap<CityGrid, readonly City[]>();

/** Sorted once a table. */
function sortBySize(grid: CityGrid): readonly City[] {
  const known = sortedGrids.get(grid);
  if (known !== undefined) return known;
  const sorted = [...grid.values()].flat().sort((a, b) => b.population - a.population);
  sortedGrids.set(grid, sorted);
  return sorted;
}

/** English name of an ISO 3166-1 alpha-2 country, or the code itself when it is none. */
export function nameCountry(country: string): string {
  try {
    return countryNames.of(country) ?? country;
  } catch {
    // Not a region code: show what there is.
    return country;
  }
}
