/**
 * @file Photos that lie close together on the map become one pin (supercluster). Not for the thread of the window: see
 * cluster-worker.ts.
 *
 * A pin's key is the lowest id of its photos: no other pin of the same view has it, new photos do not change it, and when the map
 * zooms in, one of the parts keeps it, so that the focus stays.
 */
import Supercluster from 'supercluster';
import type { PointFeature } from 'supercluster';
import type { MapPoints } from '../../../src/api/views.ts';
import { isPlace } from './mercator.ts';
import { boundPlaces, deepestZoom } from './viewport.ts';
import type { PlaceBounds } from './viewport.ts';

/** Photos that stand at one place of the map, at one zoom. */
export interface PinGroup {
  readonly key: number;
  /** Null: a single photo. */
  readonly clusterId: number | null;
  readonly latitude: number;
  readonly longitude: number;
  readonly count: number;
  readonly estimatedCount: number;
  /** The album that all of them are in; null: of several, or of none. */
  readonly albumId: number | null;
  /** Albums of them, those with the most photos first, a few. Of a very large group as its first photos tell. */
  readonly albumIds: readonly number[];
  /** The newest. */
  readonly photoId: number;
}

/** The columns of `MapPoints` that clusters are made of. */
export type ClusterColumns = Pick<
  MapPoints,
  'photoIds' | 'latitudes' | 'longitudes' | 'albumIds' | 'isEstimated' | 'takenMs'
>;

/** First and last year on view (UTC), both included; null: all photos, those without a time too. */
export type YearRange = { readonly from: number; readonly to: number } | null;

/** What a click on a pin leads to: a closer look, or nothing closer to look at. */
export interface Expansion {
  readonly bounds: PlaceBounds;
  /** At this zoom it falls apart; beyond `deepestZoom`: never. */
  readonly zoom: number;
}

/** CSS pixels: pins of this distance do not lie over each other. */
export const pinDistance = 68;
/** Leaves that say which albums a group is of. */
const sampleSize = 300;
const namedAlbums = 3;

interface Point {
  /** Of the columns. */
  readonly row: number;
}

interface Sum {
  key: number;
  photoId: number;
  takenMs: number;
  estimatedCount: number;
  /** 0: none; -1: several. */
  albumId: number;
}

type Index = Supercluster<{ readonly row: number }, { sum: Sum }>;

export class ClusterIndex {
  readonly #columns: ClusterColumns;
  readonly #index: Index;

  constructor(columns: ClusterColumns, years: YearRange) {
    this.#columns = columns;
    this.#index = new Supercluster<Point, { sum: Sum }>({
      maxZoom: deepestZoom,
      radius: pinDistance,
      extent: 256,
      map: ({ row }) => ({ sum: this.#sumOf(row) }),
      // supercluster copies the outer object alone before it adds up: the sum is made anew.
      reduce: (total, { sum }) => {
        total.sum = addUp(total.sum, sum);
      },
    });
    this.#index.load(this.#listPoints(years));
  }

  /** Pins of a box. */
  findGroups(bounds: PlaceBounds, zoom: number): readonly PinGroup[] {
    const box: [number, number, number, number] = [bounds.west, bounds.south, bounds.east, bounds.north];
    return this.#index.getClusters(box, zoom).map((found): PinGroup => {
      const [longitude = 0, latitude = 0] = found.geometry.coordinates;
      if (!('cluster' in found.properties)) return this.#describePhoto(found.properties.row);
      const { cluster_id: clusterId, point_count: count, sum } = found.properties;
      const { key, photoId, estimatedCount } = sum;
      const albumIds = sum.albumId > 0 ? [sum.albumId] : sum.albumId === 0 ? [] : this.#sampleAlbums(clusterId);
      const albumId = sum.albumId > 0 ? sum.albumId : null;
      return { key, clusterId, latitude, longitude, count, estimatedCount, albumId, albumIds, photoId };
    });
  }

  /** Where the photos of a cluster lie, and when they fall apart. @throws Error when there is no such cluster (any more) */
  expand(clusterId: number): Expansion {
    const bounds = boundPlaces(
      this.#listRows(clusterId).map((row) => ({
        latitude: this.#columns.latitudes[row] ?? 0,
        longitude: this.#columns.longitudes[row] ?? 0,
      })),
    );
    if (bounds === null) throw new Error('A cluster has photos.');
    return { bounds, zoom: this.#index.getClusterExpansionZoom(clusterId) };
  }

  /** Ids of all photos of the groups, newest first, those without a time last. */
  listPhotos(groups: readonly Pick<PinGroup, 'clusterId' | 'photoId'>[]): readonly number[] {
    const { photoIds, takenMs } = this.#columns;
    const known = new Map(
      groups
        .flatMap(({ clusterId }) => (clusterId === null ? [] : this.#listRows(clusterId)))
        .map((row) => [photoIds[row] ?? 0, takenMs[row] ?? NaN]),
    );
    const single = new Set(groups.flatMap(({ clusterId, photoId }) => (clusterId === null ? [photoId] : [])));
    if (single.size > 0) {
      photoIds.forEach((id, row) => {
        if (single.has(id)) known.set(id, takenMs[row] ?? NaN);
      });
    }
    const timeOf = (id: number): number => {
      const time = known.get(id) ?? NaN;
      return Number.isNaN(time) ? -Infinity : time;
    };
    return [...known.keys()].sort((a, b) => (timeOf(b) > timeOf(a) ? 1 : timeOf(b) < timeOf(a) ? -1 : a - b));
  }

  #listPoints(years: YearRange): PointFeature<Point>[] {
    const { photoIds, latitudes, longitudes, takenMs } = this.#columns;
    const [from, until] = years === null ? [-Infinity, Infinity] : [Date.UTC(years.from, 0), Date.UTC(years.to + 1, 0)];
    const points: PointFeature<Point>[] = [];
    for (let row = 0; row < photoIds.length; row++) {
      const [latitude, longitude, time] = [latitudes[row] ?? NaN, longitudes[row] ?? NaN, takenMs[row] ?? NaN];
      if (!isPlace(latitude, longitude)) continue;
      if (years !== null && !(time >= from && time < until)) continue;
      points.push({
        type: 'Feature',
        properties: { row },
        geometry: { type: 'Point', coordinates: [longitude, latitude] },
      });
    }
    return points;
  }

  #sumOf(row: number): Sum {
    const { photoIds, takenMs, isEstimated, albumIds } = this.#columns;
    const photoId = photoIds[row] ?? 0;
    return {
      key: photoId,
      photoId,
      takenMs: takenMs[row] ?? NaN,
      estimatedCount: isEstimated[row] ?? 0,
      albumId: albumIds[row] ?? 0,
    };
  }

  #describePhoto(row: number): PinGroup {
    const { key, photoId, estimatedCount, albumId } = this.#sumOf(row);
    return {
      key,
      clusterId: null,
      latitude: this.#columns.latitudes[row] ?? 0,
      longitude: this.#columns.longitudes[row] ?? 0,
      count: 1,
      estimatedCount,
      albumId: albumId === 0 ? null : albumId,
      albumIds: albumId === 0 ? [] : [albumId],
      photoId,
    };
  }

  #sampleAlbums(clusterId: number): readonly number[] {
    const counts = new Map<number, number>();
    for (const leaf of this.#index.getLeaves(clusterId, sampleSize)) {
      const albumId = this.#columns.albumIds[leaf.properties.row] ?? 0;
      if (albumId > 0) counts.set(albumId, (counts.get(albumId) ?? 0) + 1);
    }
    return [...counts]
      .sort(([a, countA], [b, countB]) => countB - countA || a - b)
      .slice(0, namedAlbums)
      .map(([albumId]) => albumId);
  }

  #listRows(clusterId: number): readonly number[] {
    return this.#index.getLeaves(clusterId, Infinity).map((leaf) => leaf.properties.row);
  }
}

function addUp(a: Sum, b: Sum): Sum {
  const isNewer = Number.isNaN(a.takenMs) || b.takenMs > a.takenMs;
  const newer = isNewer && !Number.isNaN(b.takenMs) ? b : a;
  return {
    key: Math.min(a.key, b.key),
    photoId: newer.photoId,
    takenMs: newer.takenMs,
    estimatedCount: a.estimatedCount + b.estimatedCount,
    albumId: a.albumId === b.albumId ? a.albumId : -1,
  };
}
