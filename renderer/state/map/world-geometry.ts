/**
 * @file Land and borders of Natural Earth, projected once into flat arrays of the unit square, so that a frame is only scaling.
 *
 * d3-geo cuts what lies over the 180th meridian and closes Antarctica at the edge of the square. Its resampling is off: between two
 * points a border runs straight on the map, as those along a parallel do.
 */
import { geoArea, geoMercator, geoPath } from 'd3-geo';
import type { GeoContext, GeoPermissibleObjects } from 'd3-geo';
import { feature, mesh } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { findLabelPlace } from './label-place.ts';

/** A closed ring or an open line: x, y, x, y, ... in the unit square, and its box. */
export interface Line {
  readonly points: Float64Array;
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface Country {
  /** ISO 3166-1 numeric, three digits; null for what has none. */
  readonly code: string | null;
  /** In English. */
  readonly name: string;
  /** Where its name stands best, in the unit square. */
  readonly x: number;
  readonly y: number;
  /** Share of the earth. */
  readonly area: number;
}

export interface World {
  /** Closed: the coasts of all land, holes for inland seas. */
  readonly land: readonly Line[];
  /** Open: borders between countries. */
  readonly borders: readonly Line[];
  /** Largest first. */
  readonly countries: readonly Country[];
}

/** A file of world-atlas: `countries-50m.json`, `countries-10m.json`. */
export type WorldTopology = Topology<{
  readonly countries: GeometryCollection<{ readonly name: string }>;
  readonly land: GeometryCollection;
}>;

/** `mercator` of d3 is a circle of circumference 2π: this makes it the unit square. */
const unitMercator = geoMercator()
  .scale(1 / (2 * Math.PI))
  .translate([0.5, 0.5])
  .clipExtent([
    [0, 0],
    [1, 1],
  ])
  .precision(0);

/** Projects a file of world-atlas. Takes a tenth of a second: not for the thread of the window. */
export function buildWorld(topology: WorldTopology): World {
  const { countries, land } = topology.objects;
  return {
    land: projectLines(feature(topology, land)),
    borders: projectLines(mesh(topology, countries, (a, b) => a !== b)),
    countries: countries.geometries
      .map((geometry): Country => {
        const shape = feature(topology, geometry);
        const place = findLabelPlace(projectLines(shape));
        const name = readName(geometry.properties);
        const code = geometry.id === undefined ? null : String(geometry.id).padStart(3, '0');
        return { code, name, ...place, area: geoArea(shape) / (4 * Math.PI) };
      })
      .sort((a, b) => b.area - a.area),
  };
}

function readName(properties: object | undefined): string {
  return properties !== undefined && 'name' in properties ? String(properties.name) : '';
}

/** Every ring and line of the shape on the unit square. */
export function projectLines(shape: GeoPermissibleObjects): readonly Line[] {
  const lines: Line[] = [];
  let points: number[] = [];
  const finish = (): void => {
    if (points.length >= 4) {
      const line = createLine(points);
      if (!isWholeSquare(line)) lines.push(line);
    }
    points = [];
  };
  const context: GeoContext = {
    beginPath: () => undefined,
    moveTo: (x, y) => {
      finish();
      points = [x, y];
    },
    lineTo: (x, y) => void points.push(x, y),
    closePath: () => {
      points.push(points[0] ?? 0, points[1] ?? 0);
      finish();
    },
    arc: () => undefined,
  };
  geoPath(unitMercator, context)(shape);
  finish();
  return lines;
}

/** The rim of the square is no coast: d3 draws it around an island whose points run the wrong way (one of the Maldives does). */
function isWholeSquare({ left, top, right, bottom }: Line): boolean {
  return left <= 1e-6 && top <= 1e-6 && right >= 1 - 1e-6 && bottom >= 1 - 1e-6;
}

function createLine(points: readonly number[]): Line {
  const box = { left: Infinity, top: Infinity, right: -Infinity, bottom: -Infinity };
  for (let index = 0; index < points.length; index += 2) {
    const [x, y] = [points[index] ?? 0, points[index + 1] ?? 0];
    box.left = Math.min(box.left, x);
    box.right = Math.max(box.right, x);
    box.top = Math.min(box.top, y);
    box.bottom = Math.max(box.bottom, y);
  }
  return { points: Float64Array.from(points), ...box };
}

/** What of a world can be handed from one thread to another without a copy. */
export function listBuffers({ land, borders }: World): ArrayBuffer[] {
  return [...land, ...borders].map(({ points }) => points.buffer as ArrayBuffer);
}

/** True on the edges where the world was cut: no coast is there. */
export function isCut(x: number, y: number): boolean {
  return x < 1e-6 || x > 1 - 1e-6 || y > 1 - 1e-6;
}
