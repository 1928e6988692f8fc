/**
 * @file What part of the world a map shows: pure arithmetic.
 *
 * At zoom 0 the world is 256 CSS pixels wide, each step doubles it. The world goes round from east to west without an end, and is
 * never narrower than the map: each place is seen once. North and south it ends.
 */
import { projectPlace, unprojectPoint, wrapUnit } from './mercator.ts';
import type { Place, UnitPoint } from './mercator.ts';

export interface MapSize {
  /** CSS pixels. */
  readonly width: number;
  readonly height: number;
}

/** What is kept of a map for the way back: the point in its middle, x in [0, 1), and its zoom. */
export interface MapCamera extends UnitPoint {
  readonly zoom: number;
}

export interface Viewport extends MapCamera {
  readonly size: MapSize;
}

/** CSS pixels from the top left corner of the map. */
export interface ScreenPoint {
  readonly left: number;
  readonly top: number;
}

/** A box of places; `west` > `east` where it lies over the 180th meridian. */
export interface PlaceBounds {
  readonly south: number;
  readonly west: number;
  readonly north: number;
  readonly east: number;
}

const worldPixels = 256;
/** One CSS pixel is about 15 cm on the ground there. */
export const deepestZoom = 20;
/** A single place is not shown closer than this when everything is to be on view. */
const closestFit = 11;

export function measureWorld(zoom: number): number {
  return worldPixels * 2 ** zoom;
}

/** The zoom at which the world fills the map. */
export function findLeastZoom({ width, height }: MapSize): number {
  return Math.max(0, Math.log2(Math.max(width, height, 1) / worldPixels));
}

/** Puts a camera on the map: zoom within its limits, no void north or south, x once around the world. */
export function placeViewport(camera: MapCamera, size: MapSize): Viewport {
  const { x, y, zoom } = [camera.x, camera.y, camera.zoom].every(Number.isFinite) ? camera : wholeWorld;
  const limited = Math.max(findLeastZoom(size), Math.min(deepestZoom, zoom));
  const half = Math.min(0.5, size.height / 2 / measureWorld(limited));
  return { x: wrapUnit(x), y: Math.max(half, Math.min(1 - half, y)), zoom: limited, size };
}

/** The inhabited part of the world in the middle. */
export const wholeWorld: MapCamera = { x: 0.53, y: 0.42, zoom: 0 };

/** Where a point is seen: the copy of the world nearest to the middle. */
export function toScreen(view: Viewport, point: UnitPoint): ScreenPoint {
  const world = measureWorld(view.zoom);
  const dx = point.x - view.x;
  return {
    left: view.size.width / 2 + (dx - Math.round(dx)) * world,
    top: view.size.height / 2 + (point.y - view.y) * world,
  };
}

/** x is not brought back into [0, 1): a box over the date line stays a box. */
export function fromScreen(view: Viewport, { left, top }: ScreenPoint): UnitPoint {
  const world = measureWorld(view.zoom);
  return { x: view.x + (left - view.size.width / 2) / world, y: view.y + (top - view.size.height / 2) / world };
}

/** Moves what is seen by CSS pixels. */
export function panBy(view: Viewport, dx: number, dy: number): Viewport {
  const world = measureWorld(view.zoom);
  return placeViewport({ x: view.x - dx / world, y: view.y - dy / world, zoom: view.zoom }, view.size);
}

/** Zooms so that what lies under `at` stays under it, as far as the edges of the world allow. */
export function zoomAt(view: Viewport, zoom: number, at: ScreenPoint): Viewport {
  const limited = Math.max(findLeastZoom(view.size), Math.min(deepestZoom, zoom));
  const under = fromScreen(view, at);
  const world = measureWorld(limited);
  return placeViewport(
    {
      x: under.x - (at.left - view.size.width / 2) / world,
      y: under.y - (at.top - view.size.height / 2) / world,
      zoom: limited,
    },
    view.size,
  );
}

/** Where on the map nothing may hide: controls and panels lie over the rest. In CSS pixels from each edge. */
export interface FitMargins {
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
  readonly left: number;
}

/** The nearest view that has all of the box on it; of one place a view of its surroundings. */
export function fitBounds(bounds: PlaceBounds, size: MapSize, margins: FitMargins, closest = closestFit): Viewport {
  const northWest = projectPlace({ latitude: bounds.north, longitude: bounds.west });
  const southEast = projectPlace({ latitude: bounds.south, longitude: bounds.east });
  const breadth = southEast.x - northWest.x + (bounds.west > bounds.east ? 1 : 0);
  const height = southEast.y - northWest.y;
  const room = {
    width: Math.max(1, size.width - margins.left - margins.right),
    height: Math.max(1, size.height - margins.top - margins.bottom),
  };
  const fitting = Math.log2(Math.min(room.width / breadth, room.height / height) / worldPixels);
  const zoom = Math.max(findLeastZoom(size), Math.min(closest, fitting));
  const world = measureWorld(zoom);
  return placeViewport(
    {
      x: northWest.x + breadth / 2 + (margins.right - margins.left) / 2 / world,
      y: northWest.y + height / 2 + (margins.bottom - margins.top) / 2 / world,
      zoom,
    },
    size,
  );
}

/** The smallest box around places, which may lie over the 180th meridian; null without places. */
export function boundPlaces(places: Iterable<Place>): PlaceBounds | null {
  let south = 90;
  let north = -90;
  const longitudes: number[] = [];
  for (const { latitude, longitude } of places) {
    south = Math.min(south, latitude);
    north = Math.max(north, latitude);
    longitudes.push(longitude);
  }
  const sorted = Float64Array.from(longitudes).sort();
  const first = sorted[0];
  const last = sorted.at(-1);
  if (first === undefined || last === undefined) return null;
  // The widest gap between neighbours around the world is what the box leaves out.
  let [west, east, widest] = [first, last, first + 360 - last];
  for (let index = 1; index < sorted.length; index++) {
    const [before, after] = [sorted[index - 1] ?? 0, sorted[index] ?? 0];
    if (after - before > widest) [west, east, widest] = [after, before, after - before];
  }
  return { south, west, north, east };
}

/** The places that are seen, with a share of the view around them. West and east are -180 and 180 where the whole world is seen. */
export function readBounds(view: Viewport, spare = 0): PlaceBounds {
  const { width, height } = view.size;
  const topLeft = fromScreen(view, { left: -width * spare, top: -height * spare });
  const bottomRight = fromScreen(view, { left: width * (1 + spare), top: height * (1 + spare) });
  // At the least zoom the view is exactly as broad as the world; what is lost by rounding would leave a sliver of it.
  const isWhole = bottomRight.x - topLeft.x >= 1 - 1e-9;
  const northWest = unprojectPoint({ x: topLeft.x, y: Math.max(0, topLeft.y) });
  const southEast = unprojectPoint({ x: bottomRight.x, y: Math.min(1, bottomRight.y) });
  return {
    // What stands at the edge of the square may be nearer to the pole.
    south: bottomRight.y >= 1 ? -90 : southEast.latitude,
    north: topLeft.y <= 0 ? 90 : northWest.latitude,
    west: isWhole ? -180 : northWest.longitude,
    east: isWhole ? 180 : southEast.longitude,
  };
}

/** The zoom level of clusters for a view: of each step as soon as it begins, so that pins never lie closer than they were made for. */
export function findClusterZoom(view: MapCamera): number {
  return Math.max(0, Math.min(deepestZoom, Math.floor(view.zoom + 1e-6)));
}
