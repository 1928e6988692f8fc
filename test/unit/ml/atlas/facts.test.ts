import { readFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { findNearestCity } from '../../../../src/library/places/find-nearest-city.ts';
import { loadLandmarkFacts } from '../../../../src/ml/atlas/load-facts.ts';

/** South, north, west, east of each country with a landmark, in degrees, islands included. */
const bounds: Readonly<Record<string, readonly [number, number, number, number]>> = {
  AE: [22.5, 26.5, 51.4, 56.5],
  AT: [46.3, 49.1, 9.5, 17.2],
  AU: [-44, -9, 112, 154.5],
  BD: [20.5, 26.7, 88, 92.7],
  BR: [-34, 5.5, -74, -34],
  CA: [41.6, 83.2, -141.1, -52.5],
  CL: [-56, -17.4, -109.5, -66.3],
  CN: [18, 53.6, 73.4, 135.1],
  DE: [47.2, 55.1, 5.8, 15.1],
  EG: [21.9, 31.7, 24.6, 37],
  ES: [27.6, 43.9, -18.2, 4.4],
  FR: [41.3, 51.2, -5.2, 9.6],
  GB: [49.8, 60.9, -8.7, 1.8],
  GR: [34.8, 41.8, 19.3, 29.7],
  IE: [51.4, 55.5, -10.7, -5.9],
  IN: [6.7, 35.6, 68.1, 97.5],
  IT: [35.4, 47.1, 6.6, 18.6],
  JO: [29.1, 33.4, 34.9, 39.4],
  JP: [24, 45.6, 122.9, 146],
  KH: [9.9, 14.7, 102.3, 107.7],
  KR: [33.1, 38.7, 124.6, 131],
  LK: [5.9, 9.9, 79.6, 81.9],
  MX: [14.5, 32.8, -118.5, -86.7],
  NP: [26.3, 30.5, 80, 88.3],
  PE: [-18.4, 0, -81.4, -68.6],
  PH: [4.5, 21.2, 116.9, 126.7],
  PK: [23.6, 37.1, 60.8, 77.9],
  RO: [43.6, 48.3, 20.2, 29.8],
  RU: [41.1, 81.9, 19.6, 180],
  TR: [35.8, 42.2, 25.6, 44.9],
  TW: [21.8, 25.4, 119.2, 122.1],
  US: [18.9, 71.5, -179.2, -66.9],
  UZ: [37.1, 45.6, 55.9, 73.2],
  VE: [0.6, 12.3, -73.4, -59.7],
};

const facts = await loadLandmarkFacts();

describe('landmarks.json', () => {
  it('holds about 200 landmarks with ids, names and coordinates of their own', () => {
    expect(facts.length).toBeGreaterThan(180);
    expect(new Set(facts.map((row) => row.id)).size).toBe(facts.length);
    expect(new Set(facts.map((row) => row.name)).size).toBe(facts.length);
    expect(facts.map((row) => row.id)).toEqual(facts.map((row) => row.id).sort());
    for (const row of facts) expect(row.aliases, row.id).not.toContain(row.name);
  });

  it('places each in its country', () => {
    for (const { id, country, latitude, longitude } of facts) {
      expect(latitude, id).not.toBeNull();
      if (country === null || latitude === null || longitude === null) continue;
      const box = bounds[country];
      expect(box, `${id}: bounds of ${country}`).toBeDefined();
      const [south, north, west, east] = box ?? [0, 0, 0, 0];
      expect(latitude >= south && latitude <= north, `${id}: latitude`).toBe(true);
      expect(longitude >= west && longitude <= east, `${id}: longitude`).toBe(true);
    }
  });

  it('places none further than 60 km from any city, but for the remote ones', () => {
    const remote = new Set(['angel-falls', 'moai-easter-island', 'rua-reidh-lighthouse', 'wadi-rum', 'mizdakhan']);
    for (const { id, latitude, longitude } of facts) {
      if (latitude === null || longitude === null || remote.has(id)) continue;
      const city = findNearestCity(latitude, longitude);
      expect(city?.distanceKm ?? Infinity, `${id} near ${city?.name ?? 'nothing'}`).toBeLessThan(101);
    }
  });

  it('has a row for every training folder that names a place', async () => {
    const file = new URL('../../../../src/ml/atlas/training-folders.json', import.meta.url);
    const folders = JSON.parse(await readFile(file, 'utf8')) as Record<string, string>;
    const ids = new Set(facts.map((row) => row.id));
    for (const [folder, id] of Object.entries(folders)) expect(ids.has(id), folder).toBe(true);
  });
});
