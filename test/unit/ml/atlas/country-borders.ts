/** @file Which country a place lies in: Natural Earth's borders at 1:10 million, by way of world-atlas. */
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { feature } from 'topojson-client';
import type { GeometryCollection, Topology } from 'topojson-specification';
import { measureDistanceMeters } from '../../../../src/ml/recognition/geo-distance.ts';

/** Longitude, latitude in degrees. */
type Point = readonly number[];
/** Rings of one polygon: the outline, then its holes. */
type Polygon = readonly (readonly Point[])[];

export interface CountryBorders {
  /** Metres from a place to the country with this ISO 3166-1 alpha-2 code: 0 within it, null when there is no such country. */
  readonly measureDistance: (country: string, latitude: number, longitude: number) => number | null;
}

/** ISO 3166-1 numbers, by which the borders are known, of the countries with a landmark. */
const numberOf: Readonly<Record<string, string>> = {
  AE: '784',
  AM: '051',
  AR: '032',
  AT: '040',
  AU: '036',
  AZ: '031',
  BA: '070',
  BD: '050',
  BE: '056',
  BG: '100',
  BO: '068',
  BR: '076',
  BT: '064',
  BY: '112',
  BZ: '084',
  CA: '124',
  CH: '756',
  CL: '152',
  CN: '156',
  CO: '170',
  CR: '188',
  CU: '192',
  CZ: '203',
  DE: '276',
  DK: '208',
  DZ: '012',
  EC: '218',
  EE: '233',
  EG: '818',
  ES: '724',
  ET: '231',
  FI: '246',
  FR: '250',
  GB: '826',
  GE: '268',
  GH: '288',
  GR: '300',
  GT: '320',
  HK: '344',
  HR: '191',
  HU: '348',
  ID: '360',
  IE: '372',
  IL: '376',
  IN: '356',
  IR: '364',
  IS: '352',
  IT: '380',
  JO: '400',
  JP: '392',
  KE: '404',
  KH: '116',
  KP: '408',
  KR: '410',
  KW: '414',
  KZ: '398',
  LA: '418',
  LB: '422',
  LC: '662',
  LI: '438',
  LK: '144',
  LT: '440',
  LU: '442',
  LV: '428',
  LY: '434',
  MA: '504',
  MC: '492',
  ME: '499',
  MG: '450',
  ML: '466',
  MM: '104',
  MN: '496',
  MO: '446',
  MU: '480',
  MX: '484',
  MY: '458',
  NA: '516',
  NL: '528',
  NO: '578',
  NP: '524',
  NZ: '554',
  OM: '512',
  PA: '591',
  PE: '604',
  PH: '608',
  PK: '586',
  PL: '616',
  PR: '630',
  PS: '275',
  PT: '620',
  QA: '634',
  RO: '642',
  RS: '688',
  RU: '643',
  SA: '682',
  SD: '729',
  SE: '752',
  SG: '702',
  SI: '705',
  SK: '703',
  SN: '686',
  SY: '760',
  TH: '764',
  TN: '788',
  TR: '792',
  TW: '158',
  TZ: '834',
  UA: '804',
  US: '840',
  UY: '858',
  UZ: '860',
  VA: '336',
  VE: '862',
  VN: '704',
  YE: '887',
  ZA: '710',
  ZW: '716',
};

/** Reads the borders. */
export function loadCountryBorders(): CountryBorders {
  const file = createRequire(import.meta.url).resolve('world-atlas/countries-10m.json');
  const topology = JSON.parse(readFileSync(file, 'utf8')) as Topology<{ countries: GeometryCollection }>;
  const polygonsOf = new Map<string, Polygon[]>();
  for (const { id, geometry } of feature(topology, topology.objects.countries).features) {
    const polygons =
      geometry.type === 'Polygon'
        ? [geometry.coordinates]
        : geometry.type === 'MultiPolygon'
          ? geometry.coordinates
          : [];
    // Dependencies that Natural Earth draws by themselves share their country's number.
    polygonsOf.set(String(id), [...(polygonsOf.get(String(id)) ?? []), ...polygons]);
  }

  return {
    measureDistance: (country, latitude, longitude) => {
      const polygons = polygonsOf.get(numberOf[country] ?? '');
      if (polygons === undefined) return null;
      const place: Point = [longitude, latitude];
      if (polygons.some((polygon) => contains(polygon, place))) return 0;
      const segments = polygons.flatMap((polygon) => polygon.flatMap(listSegments));
      return Math.min(...segments.map(([from, to]) => measureToSegment(place, from, to)));
    },
  };
}

/** Even-odd rule over all rings, so that holes are outside. */
function contains(polygon: Polygon, [x = 0, y = 0]: Point): boolean {
  let isInside = false;
  for (const ring of polygon) {
    for (const [[x1 = 0, y1 = 0], [x2 = 0, y2 = 0]] of listSegments(ring)) {
      if (y1 > y !== y2 > y && x < ((x2 - x1) * (y - y1)) / (y2 - y1) + x1) isInside = !isInside;
    }
  }
  return isInside;
}

function listSegments(ring: readonly Point[]): (readonly [Point, Point])[] {
  return ring.slice(1).map((to, index): readonly [Point, Point] => [ring[index] ?? to, to]);
}

/** Metres to the nearest point of a segment, on a plane around the place: enough for a few kilometres. */
function measureToSegment([x = 0, y = 0]: Point, [x1 = 0, y1 = 0]: Point, [x2 = 0, y2 = 0]: Point): number {
  const shrink = Math.cos((y * Math.PI) / 180);
  const [ax, ay, bx, by] = [(x1 - x) * shrink, y1 - y, (x2 - x) * shrink, y2 - y];
  const lengthSquared = (bx - ax) ** 2 + (by - ay) ** 2;
  const share = lengthSquared === 0 ? 0 : Math.min(1, Math.max(0, -(ax * (bx - ax) + ay * (by - ay)) / lengthSquared));
  const nearest = {
    latitude: y + ay + share * (by - ay),
    longitude: x + (ax + share * (bx - ax)) / Math.max(shrink, 1e-9),
  };
  return measureDistanceMeters({ latitude: y, longitude: x }, nearest);
}
