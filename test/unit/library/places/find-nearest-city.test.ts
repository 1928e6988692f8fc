import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  findNearestCity,
  loadCities,
  nameCountry,
  parseCities,
} from '../../../../src/library/places/find-nearest-city.ts';

const describePlace = (latitude: number, longitude: number) => {
  const city = findNearestCity(latitude, longitude);
  return city === null ? null : `${city.name}, ${city.countryName}`;
};

describe('loadCities', () => {
  it('gives way while it reads, and says the same as a table that nobody loaded', async () => {
    let turns = 0;
    await loadCities(() => {
      turns += 1;
      return Promise.resolve();
    });
    expect(turns).toBeGreaterThan(5);
    expect(describePlace(43.6959, 7.2716)).toBe('Nice, France');
    await loadCities(() => Promise.reject(new Error('it is loaded once')));
  });
});

describe('findNearestCity', () => {
  it('names the city that a person would name', () => {
    expect(describePlace(43.6959, 7.2716)).toBe('Nice, France');
    expect(describePlace(43.7043, 7.3112)).toBe('Nice, France');
    expect(describePlace(48.8584, 2.2945)).toBe('Paris, France');
    expect(describePlace(37.8199, -122.4783)).toBe('San Francisco, United States');
    expect(describePlace(27.1751, 78.0421)).toBe('Agra, India');
    expect(describePlace(-33.8568, 151.2153)).toBe('Sydney, Australia');
  });

  it('takes the small town where it is all there is', () => {
    const city = findNearestCity(64.146, -21.942);
    expect(city?.name).toBe('Reykjavík');
    expect(city?.distanceKm).toBeLessThan(4);
  });

  it('prefers a notable city within 30 km to a suburb next door, and stays there', () => {
    const grid = parseCities(
      'Suburb\tFR\t10.00\t10.01\t20000\nCity\tFR\t10.00\t10.20\t500000\nMetropolis\tFR\t10.00\t10.55\t9000000',
    );
    expect(findNearestCity(10, 10, grid)?.name).toBe('City');
    expect(findNearestCity(10, 9.9, grid)?.name).toBe('Suburb');
    expect(findNearestCity(10, 9.68, grid)?.name).toBe('Metropolis');
  });

  it('crosses the date line and the edge of a degree', () => {
    const grid = parseCities('West\tFJ\t-17.0\t-179.95\t50000');
    expect(findNearestCity(-17, 179.95, grid)?.distanceKm).toBeCloseTo(10.6, 0);
    expect(findNearestCity(-16.99, 179.95, grid)?.name).toBe('West');
  });

  it('knows no city in the middle of an ocean or off the map', () => {
    expect(findNearestCity(-48, -123)).toBeNull();
    expect(findNearestCity(NaN, 0)).toBeNull();
    expect(findNearestCity(91, 0)).toBeNull();
  });

  it('finds the pull of every city in a circle: nothing beats the answer in a full search', () => {
    const table = Array.from({ length: 400 }, (_, i) => {
      const latitude = ((i * 37) % 180) - 89.5;
      const longitude = ((i * 101) % 360) - 179.5;
      return `C${String(i)}\tFR\t${String(latitude)}\t${String(longitude)}\t${String(15_000 + i)}`;
    });
    const grid = parseCities(table.join('\n'));
    const all = [...grid.values()].flat();
    fc.assert(
      fc.property(
        fc.double({ min: -90, max: 90, noNaN: true }),
        fc.double({ min: -180, max: 180, noNaN: true }),
        (lat, lng) => {
          const found = findNearestCity(lat, lng, grid);
          const toVector = (latitude: number, longitude: number) => {
            const [a, b] = [(latitude * Math.PI) / 180, (longitude * Math.PI) / 180];
            return [Math.cos(a) * Math.cos(b), Math.cos(a) * Math.sin(b), Math.sin(a)] as const;
          };
          const [x, y, z] = toVector(lat, lng);
          const nearestKm = Math.min(
            ...all.map((city) => {
              const [u, v, w] = toVector(city.latitude, city.longitude);
              return 6371.0088 * Math.acos(Math.max(-1, Math.min(1, x * u + y * v + z * w)));
            }),
          );
          if (nearestKm > 300.01) expect(found).toBeNull();
          else if (nearestKm < 299.99) expect(found).not.toBeNull();
        },
      ),
      { numRuns: 300 },
    );
  });

  it('is fast: 1,000 look-ups in well under a second, three on a machine that is busy', () => {
    findNearestCity(0, 0);
    const start = performance.now();
    for (let i = 0; i < 1_000; i++) findNearestCity(40 + (i % 100) / 10, (i % 300) / 10);
    expect(performance.now() - start).toBeLessThan(3_000);
  });

  it('refuses a broken table', () => {
    expect(() => parseCities('Nice\tFR\tx\t7\t1')).toThrow(/broken line/);
  });
});

describe('nameCountry', () => {
  it('names countries, and keeps what is none', () => {
    expect(nameCountry('GB')).toBe('United Kingdom');
    expect(nameCountry('??')).toBe('??');
  });
});
