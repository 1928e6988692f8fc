/** @file The map on view: where every photo stands, what part is seen, the pins of it. */
import type { MapAlbum, MapPoints } from '../../../src/api/views.ts';
import { callMain } from '../../client.ts';
import { direction } from '../../strings/language.ts';
import { coalesce } from '../coalesce.ts';
import { loadCamera, loadYears, saveCamera, saveYears } from './camera-memory.ts';
import { fetchCities } from './cities.ts';
import type { City } from './cities.ts';
import { ClusterClient } from './cluster-client.ts';
import type { Expansion, PinGroup, YearRange } from './clusters.ts';
import { MapMotion } from './map-motion.ts';
import { orderPins, isPinSeen } from './pin-layout.ts';
import {
  boundPlaces,
  deepestZoom,
  findClusterZoom,
  fitBounds,
  placeViewport,
  readBounds,
  wholeWorld,
} from './viewport.ts';
import type { FitMargins, MapCamera, MapSize, PlaceBounds, Viewport } from './viewport.ts';
import { detailedZoom, loadWorld } from './world.ts';
import type { World } from './world-geometry.ts';

/** At most so often are the points asked for while indexing goes on. */
const pointsPauseMs = 2500;
/** The hand rests: names are fetched, the camera is kept, the view is told. */
const restMs = 160;
/** Pins are fetched for this share of the view around it, so that there are some when it moves. */
const spareShare = 0.4;
/** Pins and names do not stick to the edge. The bottom has the controls. */
export const fitMargins: FitMargins = { top: 96, right: 72, bottom: 104, left: 72 };

export interface MapStateOptions {
  readonly reportError: (error: unknown) => void;
  /** What to show first; null: what was shown last, or everything. */
  readonly bounds: PlaceBounds | null;
}

export class MapState {
  /** Null before the map has a size. */
  view = $state.raw<Viewport | null>(null);
  /** Null before they were fetched once. */
  points = $state.raw<MapPoints | null>(null);
  /** In reading order; of the view and a little around it. */
  groups = $state.raw<readonly PinGroup[]>([]);
  world = $state.raw<World | null>(null);
  /** The land could not be read. */
  hasLandFailed = $state(false);
  cities = $state.raw<readonly City[]>([]);
  years = $state.raw<YearRange>(null);
  /** Grows each time that the map comes to rest with its pins. */
  rests = $state(0);

  readonly albums = $derived(new Map<number, MapAlbum>((this.points?.albums ?? []).map((album) => [album.id, album])));
  readonly seen = $derived.by(() => {
    const { view } = this;
    return view === null ? [] : this.groups.filter((group) => isPinSeen(view, group));
  });
  readonly photosSeen = $derived(this.seen.reduce((sum, { count }) => sum + count, 0));
  readonly estimatedTotal = $derived(this.points?.isEstimated.reduce((sum, one) => sum + one, 0) ?? 0);
  /** First and last year (UTC) with a photo on the map; null where no photo has a time. */
  readonly yearSpan = $derived(this.points === null ? null : findYearSpan(this.points.takenMs));

  readonly motion = new MapMotion({
    getView: () => this.view,
    setView: (view) => this.show(view),
    isStill: () => matchMedia('(prefers-reduced-motion: reduce)').matches,
    requestFrame: (step) => requestAnimationFrame(step),
    cancelFrame: (id) => cancelAnimationFrame(id),
  });

  readonly #options: MapStateOptions;
  readonly #clusters = new ClusterClient();
  readonly #refresh: () => void;
  /** What to show once size and points are known. */
  #first:
    | { readonly kind: 'camera'; readonly camera: MapCamera }
    | { readonly kind: 'bounds'; readonly bounds: PlaceBounds }
    | { readonly kind: 'all' }
    | null;
  /** Of the pins at hand. */
  #fetched: { readonly bounds: PlaceBounds; readonly zoom: number } | null = null;
  #isFetching = false;
  #restTimer: ReturnType<typeof setTimeout> | undefined;
  #isClosed = false;

  constructor(options: MapStateOptions) {
    this.#options = options;
    // What is asked for is shown whole, of whatever year.
    if (options.bounds === null) this.years = loadYears();
    const camera = options.bounds === null ? loadCamera() : null;
    if (options.bounds !== null) this.#first = { kind: 'bounds', bounds: options.bounds };
    else this.#first = camera === null ? { kind: 'all' } : { kind: 'camera', camera };
    this.#refresh = coalesce(() => this.#fetchPoints(), pointsPauseMs);
    void this.#loadLand('coarse');
  }

  /** The library changed: fetches the points again, now or in a moment. */
  readonly refresh = (): void => this.#refresh();

  readonly resize = (size: MapSize): void => {
    if (size.width === 0 || size.height === 0) return;
    if (this.view === null) {
      this.#showFirst(size);
      return;
    }
    this.show(placeViewport(this.view, size));
  };

  readonly show = (view: Viewport): void => {
    this.view = view;
    if (view.zoom >= detailedZoom) void this.#loadLand('detailed');
    this.#fetchGroupsIfNeeded();
    this.#waitForRest();
  };

  readonly flyTo = (bounds: PlaceBounds, closest?: number): void => {
    if (this.view !== null)
      this.motion.flyTo(fitBounds(bounds, this.view.size, this.#margins(this.view.size), closest));
  };

  readonly showAll = (): void => {
    const bounds = this.#boundAll();
    if (bounds !== null) this.flyTo(bounds);
    else if (this.view !== null) this.motion.flyTo(wholeWorld);
  };

  /** Zooms by steps around the middle. */
  readonly zoomBy = (steps: number): void => {
    if (this.view === null) return;
    const { width, height } = this.view.size;
    this.motion.zoomBy(steps, { left: width / 2, top: height / 2 });
  };

  /** Flies to the photos of a pin; false where a closer look shows nothing new: they lie on one spot. */
  readonly zoomInto = async (group: PinGroup): Promise<boolean> => {
    const { view } = this;
    if (view === null || group.clusterId === null) return false;
    let expansion: Expansion;
    try {
      expansion = await this.#clusters.ask({ kind: 'expand', clusterId: group.clusterId });
    } catch {
      // The pins were made anew meanwhile: the next click has the right ones.
      return true;
    }
    if (expansion.zoom > deepestZoom) return false;
    const fitted = fitBounds(expansion.bounds, view.size, this.#margins(view.size), deepestZoom);
    this.motion.flyTo({ ...fitted, zoom: Math.max(fitted.zoom, Math.min(deepestZoom, expansion.zoom + 0.01)) });
    return true;
  };

  /** Ids of the photos of pins, newest first. */
  readonly listPhotos = async (groups: readonly PinGroup[]): Promise<readonly number[]> => {
    try {
      return await this.#clusters.ask({
        kind: 'photos',
        groups: groups.map(({ clusterId, photoId }) => ({ clusterId, photoId })),
      });
    } catch (error) {
      this.#options.reportError(error);
      return [];
    }
  };

  readonly setYears = async (years: YearRange): Promise<void> => {
    this.years = years;
    saveYears(years);
    await this.#loadClusters();
  };

  readonly close = (): void => {
    this.#isClosed = true;
    clearTimeout(this.#restTimer);
    this.motion.stop();
    this.#clusters.close();
    if (this.view !== null && this.#first === null) saveCamera(this.view);
  };

  async #fetchPoints(): Promise<void> {
    try {
      const points = await callMain('map.points', {});
      if (this.#isClosed) return;
      this.points = points;
      await this.#loadClusters();
      if (this.#boundAll() === null) this.#first = { kind: 'all' };
      if (this.view !== null && this.#first?.kind === 'all') this.#showFirst(this.view.size);
    } catch (error) {
      if (!this.#isClosed) this.#options.reportError(error);
    }
  }

  async #loadClusters(): Promise<void> {
    if (this.points === null) return;
    const { photoIds, latitudes, longitudes, albumIds, isEstimated, takenMs } = this.points;
    const columns = { photoIds, latitudes, longitudes, albumIds, isEstimated, takenMs };
    await this.#clusters.ask({ kind: 'load', columns, years: this.years });
    this.#fetched = null;
    this.#fetchGroupsIfNeeded();
  }

  #showFirst(size: MapSize): void {
    const first = this.#first ?? { kind: 'all' };
    const bounds = first.kind === 'bounds' ? first.bounds : first.kind === 'all' ? this.#boundAll() : null;
    // Of a library without places the whole world is shown, and everything once there is something.
    if (first.kind !== 'all' || bounds !== null) this.#first = null;
    if (bounds !== null)
      this.show(fitBounds(bounds, size, this.#margins(size), first.kind === 'bounds' ? 9 : undefined));
    else this.show(placeViewport(first.kind === 'camera' ? first.camera : wholeWorld, size));
  }

  #margins({ width, height }: MapSize): FitMargins {
    const share = Math.min(1, width / 900, height / 700);
    const { top, right, bottom, left } = fitMargins;
    return { top: top * share, right: right * share, bottom: bottom * share, left: left * share };
  }

  #boundAll(): PlaceBounds | null {
    if (this.points === null) return null;
    const { latitudes, longitudes } = this.points;
    return boundPlaces(Array.from(latitudes, (latitude, row) => ({ latitude, longitude: longitudes[row] ?? 0 })));
  }

  /** Asks for the pins of the view when those at hand are of another zoom or end in it. One question at a time. */
  #fetchGroupsIfNeeded(): void {
    const { view } = this;
    if (view === null || this.points === null || this.#isClosed) return;
    const zoom = findClusterZoom(view);
    if (this.#fetched?.zoom === zoom && contains(this.#fetched.bounds, readBounds(view, 0.05))) return;
    // The answer under way looks again whether it was enough.
    if (this.#isFetching) return;
    void this.#fetchGroups(view, { bounds: readBounds(view, spareShare), zoom });
  }

  async #fetchGroups(view: Viewport, wanted: { readonly bounds: PlaceBounds; readonly zoom: number }): Promise<void> {
    this.#isFetching = true;
    let hasFailed = false;
    try {
      const groups = await this.#clusters.ask({ kind: 'groups', ...wanted });
      this.groups = orderPins(groups, this.view ?? view, direction);
      this.#fetched = wanted;
    } catch (error) {
      hasFailed = true;
      this.#options.reportError(error);
    }
    this.#isFetching = false;
    if (!hasFailed) this.#fetchGroupsIfNeeded();
    this.#waitForRest();
  }

  #waitForRest(): void {
    if (this.#isClosed) return;
    clearTimeout(this.#restTimer);
    this.#restTimer = setTimeout(() => void this.#rest(), restMs);
  }

  async #rest(): Promise<void> {
    const { view } = this;
    if (view === null) return;
    // Not before it is what the person has seen: an empty map would be kept for a library that fills.
    if (this.#first === null) saveCamera(view);
    this.groups = orderPins(this.groups, view, direction);
    // Pins that are still asked for bring the next rest: until they are here, what is seen is not what the map shows.
    if (this.#fetched !== null && !this.#isFetching) this.rests++;
    this.cities = await fetchCities(readBounds(view, spareShare));
  }

  async #loadLand(detail: 'coarse' | 'detailed'): Promise<void> {
    if (detail === 'detailed' && this.#isDetailed) return;
    if (detail === 'detailed') this.#isDetailed = true;
    try {
      const world = await loadWorld(detail);
      // Names stay where they are: the coarse world has them.
      this.world = this.world === null ? world : { ...world, countries: this.world.countries };
      this.hasLandFailed = false;
    } catch {
      // Said in words beside the map; pins stand without land, too.
      this.hasLandFailed = this.world === null;
    }
  }

  #isDetailed = false;
}

function contains(outer: PlaceBounds, inner: PlaceBounds): boolean {
  if (inner.south < outer.south || inner.north > outer.north) return false;
  if (outer.west === -180 && outer.east === 180) return true;
  // Both may lie over the 180th meridian: measured from the western end of the outer one.
  const turn = (degrees: number): number => (((degrees - outer.west) % 360) + 360) % 360;
  return turn(inner.west) <= turn(inner.east) && turn(inner.east) <= turn(outer.east);
}

function findYearSpan(takenMs: Float64Array): { readonly from: number; readonly to: number } | null {
  let [earliest, latest] = [Infinity, -Infinity];
  for (const time of takenMs) {
    if (Number.isNaN(time)) continue;
    earliest = Math.min(earliest, time);
    latest = Math.max(latest, time);
  }
  if (earliest > latest) return null;
  return { from: new Date(earliest).getUTCFullYear(), to: new Date(latest).getUTCFullYear() };
}
