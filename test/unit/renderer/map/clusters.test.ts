/** @file Pins: every photo is in exactly one, keys stay, what is no place is left out. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { ClusterIndex } from '../../../../renderer/state/map/clusters.ts';
import type { ClusterColumns, PinGroup } from '../../../../renderer/state/map/clusters.ts';
import { isPlace } from '../../../../renderer/state/map/mercator.ts';
import { deepestZoom } from '../../../../renderer/state/map/viewport.ts';

interface Row {
  readonly id: number;
  readonly latitude: number;
  readonly longitude: number;
  readonly albumId?: number;
  readonly isEstimated?: boolean;
  readonly takenMs?: number;
}

const world = { south: -90, west: -180, north: 90, east: 180 };

function columnsOf(rows: readonly Row[]): ClusterColumns {
  return {
    photoIds: Uint32Array.from(rows, ({ id }) => id),
    latitudes: Float64Array.from(rows, ({ latitude }) => latitude),
    longitudes: Float64Array.from(rows, ({ longitude }) => longitude),
    albumIds: Uint32Array.from(rows, ({ albumId = 0 }) => albumId),
    isEstimated: Uint8Array.from(rows, ({ isEstimated = false }) => (isEstimated ? 1 : 0)),
    takenMs: Float64Array.from(rows, ({ takenMs = NaN }) => takenMs),
  };
}

const rows = fc
  .array(
    fc
      .record({
        latitude: fc.double({ min: -84, max: 84, noNaN: true }),
        longitude: fc.double({ min: -180, max: 180, noNaN: true }),
        albumId: fc.integer({ min: 0, max: 3 }),
        isEstimated: fc.boolean(),
        takenMs: fc.integer({ min: 0, max: 2_000_000_000_000 }),
      })
      // (0, 0), which is drawn now and then, is no place and in no pin.
      .filter(({ latitude, longitude }) => isPlace(latitude, longitude)),
    { maxLength: 60 },
  )
  .map((list) => list.map((row, index) => ({ id: index * 3 + 1, ...row })));

const byKey = (a: PinGroup, b: PinGroup): number => a.key - b.key;

describe('pins', () => {
  test('hold every photo once, at every zoom, and say what is in them', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: deepestZoom }), (list, zoom) => {
        const index = new ClusterIndex(columnsOf(list), null);
        const groups = index.findGroups(world, zoom);
        const seen = groups.flatMap((group) => {
          const ids = index.listPhotos([group]);
          const members = ids.map((id) => list.find((row) => row.id === id));
          expect(group.count).toBe(ids.length);
          expect(group.key).toBe(Math.min(...ids));
          expect(group.estimatedCount).toBe(members.filter((row) => row?.isEstimated).length);
          const [albumId = 0, ...others] = new Set(members.map((row) => row?.albumId));
          expect(group.albumId).toBe(others.length > 0 || albumId === 0 ? null : albumId);
          const latest = Math.max(...members.map((row) => row?.takenMs ?? 0));
          expect(members.find((row) => row?.id === group.photoId)?.takenMs).toBe(latest);
          return ids;
        });
        expect([...seen].sort((a, b) => a - b)).toEqual(list.map(({ id }) => id));
      }),
    );
  });

  test('have the same keys and places for the same photos in another order', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: 12 }), (list, zoom) => {
        const first = new ClusterIndex(columnsOf(list), null).findGroups(world, zoom);
        const again = new ClusterIndex(columnsOf(list), null).findGroups(world, zoom);
        expect([...again].sort(byKey)).toEqual([...first].sort(byKey));
      }),
    );
  });

  test('keep a key for one of the parts when the map zooms in', () => {
    fc.assert(
      fc.property(rows, fc.integer({ min: 0, max: deepestZoom - 1 }), (list, zoom) => {
        const index = new ClusterIndex(columnsOf(list), null);
        const closer = new Set(index.findGroups(world, zoom + 1).map(({ key }) => key));
        for (const { key } of index.findGroups(world, zoom)) expect(closer).toContain(key);
      }),
    );
  });

  test('leave out what is no place', () => {
    const broken = [
      { id: 1, latitude: NaN, longitude: 3 },
      { id: 2, latitude: 123, longitude: 3 },
      { id: 3, latitude: 0, longitude: 0 },
      { id: 4, latitude: 1, longitude: Infinity },
      { id: 5, latitude: 43, longitude: 7 },
    ];
    const groups = new ClusterIndex(columnsOf(broken), null).findGroups(world, 3);
    expect(groups.map(({ key, count }) => [key, count])).toEqual([[5, 1]]);
  });

  test('of an empty library are none', () => {
    expect(new ClusterIndex(columnsOf([]), null).findGroups(world, 3)).toEqual([]);
  });

  test('of thousands on one spot stay one pin that never falls apart', () => {
    const spot = Array.from({ length: 3000 }, (_, index) => ({ id: index + 1, latitude: 43.28, longitude: 5.37 }));
    const index = new ClusterIndex(columnsOf(spot), null);
    const [group, ...others] = index.findGroups(world, deepestZoom);
    expect(others).toEqual([]);
    expect(group?.count).toBe(3000);
    const expansion = index.expand(group?.clusterId ?? -1);
    expect(expansion.zoom).toBeGreaterThan(deepestZoom);
    expect(expansion.bounds.north).toBeCloseTo(expansion.bounds.south);
  });

  test('of two places fall apart at the zoom that is said', () => {
    const index = new ClusterIndex(
      columnsOf([
        { id: 1, latitude: 43.28, longitude: 5.37 },
        { id: 2, latitude: 43.281, longitude: 5.371 },
      ]),
      null,
    );
    const [group] = index.findGroups(world, 4);
    const { zoom } = index.expand(group?.clusterId ?? -1);
    expect(index.findGroups(world, zoom)).toHaveLength(2);
    expect(index.findGroups(world, zoom - 1)).toHaveLength(1);
  });

  test('are found on both sides of the 180th meridian, and at the poles', () => {
    const index = new ClusterIndex(
      columnsOf([
        { id: 1, latitude: -17, longitude: 179.5 },
        { id: 2, latitude: -17, longitude: -179.5 },
        { id: 3, latitude: -17, longitude: 10 },
        { id: 4, latitude: -90, longitude: 10 },
      ]),
      null,
    );
    const box = { south: -30, north: 0, west: 170, east: -170 };
    expect(
      index
        .findGroups(box, 8)
        .map(({ key }) => key)
        .sort(),
    ).toEqual([1, 2]);
    expect(index.findGroups(world, 8)).toHaveLength(4);
  });

  test('list their photos newest first, those without a time last', () => {
    const index = new ClusterIndex(
      columnsOf([
        { id: 1, latitude: 1, longitude: 1, takenMs: 10 },
        { id: 2, latitude: 1, longitude: 1 },
        { id: 3, latitude: 1, longitude: 1, takenMs: 30 },
        { id: 4, latitude: 60, longitude: 1, takenMs: 20 },
      ]),
      null,
    );
    expect(index.listPhotos(index.findGroups(world, 5))).toEqual([3, 4, 1, 2]);
  });

  test('of some years are of those years alone', () => {
    const index = new ClusterIndex(
      columnsOf([
        { id: 1, latitude: 1, longitude: 1, takenMs: Date.UTC(2018, 11, 31, 23, 59) },
        { id: 2, latitude: 10, longitude: 1, takenMs: Date.UTC(2019, 0) },
        { id: 3, latitude: 20, longitude: 1, takenMs: Date.UTC(2020, 11, 31, 23) },
        { id: 4, latitude: 30, longitude: 1, takenMs: Date.UTC(2021, 0) },
        { id: 5, latitude: 40, longitude: 1 },
      ]),
      { from: 2019, to: 2020 },
    );
    expect(
      index
        .findGroups(world, 10)
        .map(({ key }) => key)
        .sort(),
    ).toEqual([2, 3]);
  });
});
