/** @file What is drawn: land as it is, lines cut at the frame, names that do not lie over each other. */
import fc from 'fast-check';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { describe, expect, test } from 'vitest';
import { findCountryLetters, findCountryName } from '../../../../renderer/state/map/country-names.ts';
import { layOutLabels } from '../../../../renderer/state/map/map-labels.ts';
import type { ScreenBox } from '../../../../renderer/state/map/map-labels.ts';
import { projectPlace, unprojectPoint } from '../../../../renderer/state/map/mercator.ts';
import { cutRing, cutSegment, traceLine, traceRing } from '../../../../renderer/state/map/trace-lines.ts';
import { placeViewport } from '../../../../renderer/state/map/viewport.ts';
import { buildWorld } from '../../../../renderer/state/map/world-geometry.ts';
import type { Line, World, WorldTopology } from '../../../../renderer/state/map/world-geometry.ts';

const require = createRequire(import.meta.url);

function readWorld(scale: '50m' | '10m'): World {
  const file = require.resolve(`world-atlas/countries-${scale}.json`);
  return buildWorld(JSON.parse(readFileSync(file, 'utf8')) as WorldTopology);
}

/** Whether land covers a place: an odd number of its rings is around it. */
function isLand({ land }: World, latitude: number, longitude: number): boolean {
  const { x, y } = projectPlace({ latitude, longitude });
  return land.filter((ring) => isAround(ring, x, y)).length % 2 === 1;
}

function isAround({ points }: Line, x: number, y: number): boolean {
  let isInside = false;
  for (let index = 0; index + 3 < points.length; index += 2) {
    const [x0 = 0, y0 = 0, x1 = 0, y1 = 0] = points.subarray(index, index + 4);
    if (y0 > y !== y1 > y && x < x0 + ((y - y0) / (y1 - y0)) * (x1 - x0)) isInside = !isInside;
  }
  return isInside;
}

describe.each(['50m', '10m'] as const)('the world at 1:%s', (scale) => {
  const world = readWorld(scale);

  test('has land where land is, and sea where sea is', () => {
    for (const [latitude, longitude] of [
      [48.85, 2.35],
      [-25, 135],
      [64, -150],
      [66, 175],
      [66, -172],
      [-80, 0],
      [-17.8, 178],
    ] as const) {
      expect([latitude, longitude, isLand(world, latitude, longitude)]).toEqual([latitude, longitude, true]);
    }
    for (const [latitude, longitude] of [
      [0, -30],
      [40, -40],
      [36, 18],
      [-40, 180],
      [60, -179.9],
      [42, 51],
    ] as const) {
      expect([latitude, longitude, isLand(world, latitude, longitude)]).toEqual([latitude, longitude, false]);
    }
  });

  test('has every point on the square, and no coast along its rim', () => {
    for (const { left, top, right, bottom, points } of [...world.land, ...world.borders]) {
      expect(left >= 0 && top >= 0 && right <= 1 && bottom <= 1).toBe(true);
      expect(points.every(Number.isFinite)).toBe(true);
      expect(left < 1e-6 && top < 1e-6 && right > 1 - 1e-6 && bottom > 1 - 1e-6).toBe(false);
    }
  });
});

test('names of countries stand in their countries, in the language of the window', () => {
  const { countries } = readWorld('50m');
  const [russia] = countries;
  expect(russia?.name).toBe('Russia');
  const france = countries.find(({ code }) => code === '250');
  const { latitude, longitude } = unprojectPoint(france ?? { x: 0, y: 0 });
  expect(latitude > 43 && latitude < 50 && longitude > -1 && longitude < 7).toBe(true);
  expect(findCountryName('250', '?')).toBe('France');
  expect(findCountryName(null, 'Somaliland')).toBe('Somaliland');
  expect(countries.filter(({ code }) => code !== null && findCountryLetters(code) === null)).toEqual([]);
});

describe('lines', () => {
  const frame = { scale: 1, offsetX: 0, offsetY: 0, left: 0, top: 0, right: 100, bottom: 80 };
  const coordinate = fc.double({ min: -300, max: 300, noNaN: true });

  test('are cut at the frame, on the line itself', () => {
    fc.assert(
      fc.property(coordinate, coordinate, coordinate, coordinate, (x0, y0, x1, y1) => {
        const cut = cutSegment(x0, y0, x1, y1, frame);
        if (cut === null) {
          // A point of it inside the frame would have to be drawn.
          for (let share = 0; share <= 1; share += 0.05) {
            const [x, y] = [x0 + share * (x1 - x0), y0 + share * (y1 - y0)];
            expect(x > 0.001 && x < 99.999 && y > 0.001 && y < 79.999).toBe(false);
          }
          return;
        }
        for (const [x, y] of [cut.slice(0, 2), cut.slice(2)] as [number, number][]) {
          expect(x >= -1e-9 && x <= 100 + 1e-9 && y >= -1e-9 && y <= 80 + 1e-9).toBe(true);
          expect(Math.abs((x - x0) * (y1 - y0) - (y - y0) * (x1 - x0))).toBeLessThan(1e-6);
        }
      }),
    );
  });

  test('that are rings keep the area inside the frame', () => {
    const around = cutRing([-50, -50, 150, -50, 150, 150, -50, 150], frame);
    expect(measureArea(around)).toBeCloseTo(100 * 80);
    const half = cutRing([50, -50, 150, -50, 150, 150, 50, 150], frame);
    expect(measureArea(half)).toBeCloseTo(50 * 80);
    expect(cutRing([200, 0, 300, 0, 300, 50], frame)).toEqual([]);
  });

  test('are not drawn where the world was cut', () => {
    const points = Float64Array.of(0.9, 0.2, 1, 0.3, 1, 0.6, 0.9, 0.7, 0.9, 0.2);
    const line = { points, left: 0.9, top: 0.2, right: 1, bottom: 0.7 };
    const drawn: string[] = [];
    const sink = {
      moveTo: (x: number, y: number) => void drawn.push(`M${x.toFixed(0)} ${y.toFixed(0)}`),
      lineTo: (x: number, y: number) => void drawn.push(`L${x.toFixed(0)} ${y.toFixed(0)}`),
      closePath: () => void drawn.push('Z'),
    };
    traceLine(line, { ...frame, scale: 100, bottom: 100 }, sink);
    expect(drawn).toEqual(['M90 20', 'L100 30', 'M100 60', 'L90 70', 'L90 20']);
    drawn.length = 0;
    traceRing(line, { ...frame, scale: 100, bottom: 100 }, sink);
    expect(drawn.at(-1)).toBe('Z');
    expect(drawn).toHaveLength(6);
  });
});

describe('names', () => {
  const city = fc.record({
    name: fc.string({ minLength: 3, maxLength: 14 }),
    latitude: fc.double({ min: 40, max: 50, noNaN: true }),
    longitude: fc.double({ min: 0, max: 15, noNaN: true }),
    population: fc.integer({ min: 15_000, max: 9_000_000 }),
  });
  const view = placeViewport({ ...projectPlace({ latitude: 45, longitude: 7 }), zoom: 6 }, { width: 900, height: 600 });
  const { countries } = readWorld('50m');
  const measureText = (text: string, fontSize: number): number => text.length * fontSize * 0.6;

  test('lie over no other, over no pin, and wholly on the map', () => {
    fc.assert(
      fc.property(fc.array(city, { maxLength: 60 }), fc.array(city, { maxLength: 12 }), (cities, pins) => {
        const obstacles = pins.map(({ latitude, longitude }): ScreenBox => {
          const { x, y } = projectPlace({ latitude, longitude });
          return { left: x * 900, right: x * 900 + 50, top: y * 600, bottom: y * 600 + 50 };
        });
        const labels = layOutLabels({ view, countries, cities, obstacles, rem: 16, measureText });
        for (const [index, a] of labels.entries()) {
          expect(a.left >= 0 && a.right <= 900 && a.top >= 0 && a.bottom <= 600).toBe(true);
          for (const b of [...labels.slice(index + 1), ...obstacles]) {
            expect(a.left < b.right && b.left < a.right && a.top < b.bottom && b.top < a.bottom).toBe(false);
          }
        }
      }),
    );
  });

  test('are those of the larger cities where there is no room for all', () => {
    const cities = Array.from({ length: 10 }, (_, index) => ({
      name: `City ${String(index)}`,
      latitude: 45.5,
      longitude: 7,
      population: 5_000_000 - index,
    }));
    const labels = layOutLabels({ view, countries: [], cities, obstacles: [], rem: 16, measureText });
    expect(labels.map(({ text }) => text)).toContain('City 0');
    expect(labels.length).toBeLessThan(4);
  });
});

function measureArea(ring: readonly number[]): number {
  let sum = 0;
  for (let index = 0; index < ring.length; index += 2) {
    const [x0 = 0, y0 = 0] = ring.slice(index, index + 2);
    const next = (index + 2) % ring.length;
    const [x1 = 0, y1 = 0] = ring.slice(next, next + 2);
    sum += x0 * y1 - x1 * y0;
  }
  return Math.abs(sum) / 2;
}
