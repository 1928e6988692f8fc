/** @file Which names stand on a map: the weightiest first, none over another or over a pin. Pure. */
import type { City } from './cities.ts';
import { findCountryName } from './country-names.ts';
import { projectPlace } from './mercator.ts';
import { measureWorld, toScreen } from './viewport.ts';
import type { Viewport } from './viewport.ts';
import type { Country } from './world-geometry.ts';

/** A box on the map in CSS pixels. */
export interface ScreenBox {
  readonly left: number;
  readonly top: number;
  readonly right: number;
  readonly bottom: number;
}

export interface MapLabel extends ScreenBox {
  readonly text: string;
  readonly kind: 'country' | 'city';
  /** Where its dot is (cities) or its middle (countries), in CSS pixels. */
  readonly x: number;
  readonly y: number;
  /** CSS pixels. */
  readonly fontSize: number;
  /** Of a city: the side of the dot that the name stands on. */
  readonly side: 'right' | 'left' | 'middle';
}

export interface LabelOptions {
  readonly view: Viewport;
  readonly countries: readonly Country[];
  readonly cities: readonly City[];
  /** What no name may lie over: the pins. */
  readonly obstacles: readonly ScreenBox[];
  /** Pixels of 1 rem. */
  readonly rem: number;
  /** CSS pixels of a text at a font size. */
  readonly measureText: (text: string, fontSize: number, kind: MapLabel['kind']) => number;
}

/** A country is named once it is about this large, the root of its area in CSS pixels, and no longer when it fills the map. */
const leastCountryPixels = 34;
/** Beyond this zoom nobody wonders which country it is. */
const lastCountryZoom = 8;
const spare = 4;
const dotGap = 6;

/** Fits names on a view, the weightiest first: large countries, then cities by their inhabitants. */
export function layOutLabels(options: LabelOptions): readonly MapLabel[] {
  const placed: MapLabel[] = [];
  const isFree = (box: ScreenBox): boolean =>
    !placed.some((other) => overlaps(other, box)) && !options.obstacles.some((other) => overlaps(other, box));
  for (const candidates of [...listCountries(options), ...listCities(options)]) {
    const fitting = candidates.find(isFree);
    if (fitting !== undefined) placed.push(fitting);
  }
  return placed;
}

function overlaps(a: ScreenBox, b: ScreenBox): boolean {
  return a.left < b.right + spare && b.left < a.right + spare && a.top < b.bottom + spare && b.top < a.bottom + spare;
}

/** A name and the places where it may stand, the best first. */
type Candidates = readonly MapLabel[];

function listCountries({ view, countries, rem, measureText }: LabelOptions): Candidates[] {
  if (view.zoom > lastCountryZoom) return [];
  const world = measureWorld(view.zoom);
  return countries.flatMap((country): Candidates[] => {
    // Areas in the north look larger than they are: 4π of the sphere is the square of the world only at the equator.
    const extent = Math.sqrt(country.area / Math.PI) * world;
    if (extent < leastCountryPixels) return [];
    const { left: x, top: y } = toScreen(view, country);
    const fontSize = rem * Math.min(1, 0.6875 + extent / 2200);
    const text = findCountryName(country.code, country.name);
    const box = boxAround(x, y, measureText(text, fontSize, 'country'), fontSize);
    return isSeen(box, view) ? [[{ text, kind: 'country', x, y, fontSize, side: 'middle', ...box }]] : [];
  });
}

/** How many inhabitants a city has that is named at a zoom: a million and more on a view of a continent, all of them at 9. */
export function findLeastPopulation(zoom: number): number {
  return zoom >= 9 ? 0 : Math.min(8_000_000, 8_000_000 / 2 ** ((zoom - 2.5) * 1.15));
}

function listCities({ view, cities, rem, measureText }: LabelOptions): Candidates[] {
  const least = findLeastPopulation(view.zoom);
  const fontSize = 0.75 * rem;
  return cities.flatMap((city): Candidates[] => {
    if (city.population < least) return [];
    const { left: x, top: y } = toScreen(view, projectPlace(city));
    const width = measureText(city.name, fontSize, 'city');
    const label = { text: city.name, kind: 'city' as const, x, y, fontSize };
    const height = fontSize * 1.25;
    const row = { top: y - height / 2, bottom: y + height / 2 };
    const candidates: Candidates = [
      { ...label, side: 'right', left: x - 3, right: x + dotGap + width, ...row },
      { ...label, side: 'left', left: x - dotGap - width, right: x + 3, ...row },
    ];
    const seen = candidates.filter((box) => isSeen(box, view));
    return seen.length === 0 ? [] : [seen];
  });
}

function boxAround(x: number, y: number, width: number, fontSize: number): ScreenBox {
  const height = fontSize * 1.25;
  return { left: x - width / 2, right: x + width / 2, top: y - height / 2, bottom: y + height / 2 };
}

/** Wholly on the map: a name cut in two helps nobody. */
function isSeen(box: ScreenBox, { size }: Viewport): boolean {
  return box.left >= 2 && box.right <= size.width - 2 && box.top >= 2 && box.bottom <= size.height - 2;
}
