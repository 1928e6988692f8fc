/** @file The scale of a map: a round number of metres that fits into a bar. */
import { measureUnitMeters, unprojectPoint } from './mercator.ts';
import { measureWorld } from './viewport.ts';
import type { MapCamera } from './viewport.ts';

export interface ScaleBar {
  readonly meters: number;
  /** CSS pixels. */
  readonly width: number;
}

/** The longest bar of 1, 2 or 5 times a power of ten metres, at most `mostWidth` CSS pixels, true in the middle of the map. */
export function measureScale(camera: MapCamera, mostWidth: number): ScaleBar {
  const metersPerPixel = measureUnitMeters(unprojectPoint(camera).latitude) / measureWorld(camera.zoom);
  const most = metersPerPixel * mostWidth;
  const power = 10 ** Math.floor(Math.log10(most));
  const meters = [5, 2, 1].map((factor) => factor * power).find((candidate) => candidate <= most) ?? power;
  return { meters, width: meters / metersPerPixel };
}
