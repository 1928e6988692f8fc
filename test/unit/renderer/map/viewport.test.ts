/** @file Places and pixels: there and back, what is under the pointer stays there, nothing is lost at the edges of the world. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import {
  isPlace,
  measureUnitMeters,
  mostLatitude,
  projectPlace,
  unprojectPoint,
} from '../../../../renderer/state/map/mercator.ts';
import { measureScale } from '../../../../renderer/state/map/scale-bar.ts';
import {
  boundPlaces,
  deepestZoom,
  findClusterZoom,
  findLeastZoom,
  fitBounds,
  fromScreen,
  measureWorld,
  panBy,
  placeViewport,
  readBounds,
  toScreen,
  zoomAt,
} from '../../../../renderer/state/map/viewport.ts';
import type { Viewport } from '../../../../renderer/state/map/viewport.ts';

const place = fc.record({
  latitude: fc.double({ min: -85, max: 85, noNaN: true }),
  longitude: fc.double({ min: -180, max: 179.9999, noNaN: true }),
});
const viewport = fc
  .record({
    x: fc.double({ min: -3, max: 3, noNaN: true }),
    y: fc.double({ min: 0, max: 1, noNaN: true }),
    zoom: fc.double({ min: 0, max: deepestZoom, noNaN: true }),
    width: fc.integer({ min: 200, max: 3000 }),
    height: fc.integer({ min: 200, max: 2000 }),
  })
  .map(({ width, height, ...camera }) => placeViewport(camera, { width, height }));
const noMargins = { top: 0, right: 0, bottom: 0, left: 0 };

describe('projection', () => {
  test('comes back from the square', () => {
    fc.assert(
      fc.property(place, (given) => {
        const back = unprojectPoint(projectPlace(given));
        expect(back.latitude).toBeCloseTo(given.latitude, 8);
        expect(back.longitude).toBeCloseTo(given.longitude, 8);
      }),
    );
  });

  test('has known points where they belong', () => {
    expect(projectPlace({ latitude: 0, longitude: 0 })).toEqual({ x: 0.5, y: 0.5 });
    expect(projectPlace({ latitude: mostLatitude, longitude: -180 }).y).toBeCloseTo(0);
    expect(projectPlace({ latitude: -mostLatitude, longitude: 180 })).toEqual({ x: 1, y: 1 });
    // Half of the way from the equator to the edge is 66.513° of latitude.
    expect(projectPlace({ latitude: 66.51326, longitude: 0 }).y).toBeCloseTo(0.25, 6);
  });

  test('puts the poles on the edges', () => {
    expect(projectPlace({ latitude: 90, longitude: 12 }).y).toBeCloseTo(0, 9);
    expect(projectPlace({ latitude: -90, longitude: 12 }).y).toBeCloseTo(1, 9);
  });

  test('leaves out what is no place', () => {
    expect(isPlace(NaN, 3)).toBe(false);
    expect(isPlace(91, 3)).toBe(false);
    expect(isPlace(3, -180.5)).toBe(false);
    expect(isPlace(3, Infinity)).toBe(false);
    expect(isPlace(0, 0)).toBe(false);
    expect(isPlace(0, 6.5)).toBe(true);
    expect(isPlace(-90, 180)).toBe(true);
  });
});

describe('viewport', () => {
  test('finds the place of a pixel and its pixel again', () => {
    fc.assert(
      fc.property(
        viewport,
        fc.double({ min: 0, max: 1, noNaN: true }),
        fc.double({ min: 0, max: 1, noNaN: true }),
        (view, shareX, shareY) => {
          const pixel = { left: shareX * view.size.width, top: shareY * view.size.height };
          const back = toScreen(view, fromScreen(view, pixel));
          // At the edges of a map as wide as the world both edges are the same place.
          const world = measureWorld(view.zoom);
          const turns = (back.left - pixel.left) / world;
          expect(Math.abs(turns - Math.round(turns)) * world).toBeLessThan(1e-3);
          expect(back.top).toBeCloseTo(pixel.top, 3);
        },
      ),
    );
  });

  test('shows no void and each place once', () => {
    fc.assert(
      fc.property(viewport, (view) => {
        expect(measureWorld(view.zoom)).toBeGreaterThanOrEqual(Math.max(view.size.width, view.size.height) * 0.999999);
        expect(fromScreen(view, { left: 0, top: 0 }).y).toBeGreaterThanOrEqual(-1e-9);
        expect(fromScreen(view, { left: 0, top: view.size.height }).y).toBeLessThanOrEqual(1 + 1e-9);
        expect(view.x).toBeGreaterThanOrEqual(0);
        expect(view.x).toBeLessThan(1);
      }),
    );
  });

  test('keeps what is under the pointer while it zooms', () => {
    fc.assert(
      fc.property(
        viewport,
        fc.double({ min: 0.1, max: 0.9, noNaN: true }),
        fc.double({ min: -2, max: 2, noNaN: true }),
        (view, share, steps) => {
          const at = { left: share * view.size.width, top: view.size.height / 2 };
          const next = zoomAt(view, view.zoom + steps, at);
          const turns = fromScreen(next, at).x - fromScreen(view, at).x;
          expect(Math.abs(turns - Math.round(turns)) * measureWorld(next.zoom)).toBeLessThan(1e-3);
        },
      ),
    );
  });

  test('pans there and back', () => {
    const view = placeViewport({ x: 0.5, y: 0.5, zoom: 8 }, { width: 800, height: 600 });
    const back = panBy(panBy(view, 130, -40), -130, 40);
    expect(back.x).toBeCloseTo(view.x, 12);
    expect(back.y).toBeCloseTo(view.y, 12);
  });

  test('goes around the world', () => {
    const view = placeViewport({ x: 0.99, y: 0.5, zoom: 4 }, { width: 800, height: 600 });
    const east = panBy(view, -0.02 * measureWorld(4), 0);
    expect(east.x).toBeCloseTo(0.01);
    expect(toScreen(east, { x: 0.99, y: 0.5 }).left).toBeLessThan(400);
  });

  test('takes a broken camera for none', () => {
    const view = placeViewport({ x: NaN, y: 2, zoom: -4 }, { width: 800, height: 600 });
    expect(Number.isFinite(view.x) && view.y < 1).toBe(true);
    expect(view.zoom).toBe(findLeastZoom(view.size));
  });
});

describe('bounds', () => {
  const size = { width: 1000, height: 700 };

  test('hold all places, on the map too', () => {
    fc.assert(
      fc.property(fc.array(place, { minLength: 1, maxLength: 30 }), (places) => {
        const bounds = boundPlaces(places);
        if (bounds === null) throw new Error('There are places.');
        const view = fitBounds(bounds, size, noMargins);
        // The whole world does not fit north and south on a broad map.
        const isLeast = view.zoom <= findLeastZoom(size) + 1e-9;
        for (const each of places) {
          const { left, top } = toScreen(view, projectPlace(each));
          expect(left).toBeGreaterThan(-0.01);
          expect(left).toBeLessThan(size.width + 0.01);
          if (isLeast) continue;
          expect(top).toBeGreaterThan(-0.01);
          expect(top).toBeLessThan(size.height + 0.01);
        }
      }),
    );
  });

  test('go the short way over the 180th meridian', () => {
    const bounds = boundPlaces([
      { latitude: -17, longitude: 178 },
      { latitude: -14, longitude: -171 },
    ]);
    expect(bounds).toEqual({ south: -17, north: -14, west: 178, east: -171 });
    const view = fitBounds(bounds ?? fail(), size, noMargins);
    expect(view.zoom).toBeGreaterThan(5);
    expect(unprojectPoint(view).longitude).toBeCloseTo(-176.5);
  });

  test('of one place are a view of its surroundings', () => {
    const bounds = boundPlaces([{ latitude: 48.86, longitude: 2.29 }]);
    const view = fitBounds(bounds ?? fail(), size, noMargins);
    expect(view.zoom).toBe(11);
    expect(unprojectPoint(view).latitude).toBeCloseTo(48.86);
  });

  test('of nothing are none', () => {
    expect(boundPlaces([])).toBeNull();
  });

  test('of what is seen hold what is seen', () => {
    fc.assert(
      fc.property(viewport, place, (view, each) => {
        const { left, top } = toScreen(view, projectPlace(each));
        const { width, height } = view.size;
        const isSeen = left > 1 && left < width - 1 && top > 1 && top < height - 1;
        const { south, north, west, east } = readBounds(view);
        const isBetween =
          west <= east
            ? each.longitude >= west && each.longitude <= east
            : each.longitude >= west || each.longitude <= east;
        if (isSeen) expect(isBetween && each.latitude >= south && each.latitude <= north).toBe(true);
      }),
      { numRuns: 500 },
    );
  });
});

test('the whole world is seen where it is exactly as broad as the map, whatever is lost by rounding', () => {
  // From the breadth of the world at zoom 0 on.
  for (let width = 256; width < 3000; width += 1) {
    const view = placeViewport({ x: 0.22460587486616104, y: 0.25, zoom: 0 }, { width, height: 200 });
    expect(readBounds(view), `${width} pixels`).toMatchObject({ west: -180, east: 180 });
  }
});

test('clusters are those of the step that has begun', () => {
  expect(findClusterZoom({ x: 0, y: 0, zoom: 3.99 })).toBe(3);
  expect(findClusterZoom({ x: 0, y: 0, zoom: 4 })).toBe(4);
  expect(findClusterZoom({ x: 0, y: 0, zoom: 99 })).toBe(deepestZoom);
});

test('the scale is a round number that fits, true to the ground', () => {
  fc.assert(
    fc.property(viewport, (view: Viewport) => {
      const { meters, width } = measureScale(view, 110);
      expect(width).toBeGreaterThan(40);
      expect(width).toBeLessThanOrEqual(110.0001);
      expect(['1', '2', '5']).toContain(meters.toExponential().charAt(0));
      const perPixel = measureUnitMeters(unprojectPoint(view).latitude) / measureWorld(view.zoom);
      expect(width * perPixel).toBeCloseTo(meters, 3);
    }),
  );
});

function fail(): never {
  throw new Error('There are bounds.');
}
