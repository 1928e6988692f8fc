/** @file The columns of the map against a plain reading of the catalog, photo by photo. */
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../../../src/db/catalog.ts';
import { collectPoints } from '../../../../src/library/map/collect-points.ts';
import { addFile, addRoot, openTestCatalog, samplePhoto } from '../../db/temporary-catalog.ts';

interface Sample {
  readonly place: readonly [number, number] | null;
  readonly estimate: readonly [number, number] | null;
  /** Indexes of albums. */
  readonly albums: readonly number[];
  readonly hasFile: boolean;
}

interface SampleAlbum {
  readonly kind: 'landmark' | 'group';
  readonly place: readonly [number, number] | null;
  readonly isHidden: boolean;
}

const coordinates = fc.tuple(fc.integer({ min: -90, max: 90 }), fc.integer({ min: -180, max: 180 }));
const samples = fc.array(
  fc.record({
    place: fc.option(coordinates, { nil: null }),
    estimate: fc.option(coordinates, { nil: null }),
    albums: fc.uniqueArray(fc.integer({ min: 0, max: 3 }), { maxLength: 3 }),
    hasFile: fc.boolean(),
  }),
  { maxLength: 14 },
);
const albumSamples = fc.array(
  fc.record({
    kind: fc.constantFrom('landmark' as const, 'group' as const),
    place: fc.option(coordinates, { nil: null }),
    isHidden: fc.boolean(),
  }),
  { minLength: 4, maxLength: 4 },
);

function fill(catalog: Catalog, photos: readonly Sample[], albums: readonly SampleAlbum[]) {
  const rootId = addRoot(catalog);
  const albumIds = albums.map(({ kind, place }, index) => {
    const landmarkId = kind === 'landmark' ? `landmark-${String(index)}` : null;
    if (landmarkId !== null) {
      catalog.landmarks.upsertPersonal({
        id: landmarkId,
        name: landmarkId,
        aliases: [],
        country: null,
        latitude: null,
        longitude: null,
      });
    }
    const [latitude, longitude] = place ?? [null, null];
    return catalog.albums.insert({ kind, landmarkId, name: `Album ${String(index)}`, latitude, longitude });
  });
  const photoIds = photos.map(({ place, estimate, albums: memberOf, hasFile }, index) => {
    const [latitude, longitude] = place ?? [null, null];
    const takenMs = 1_600_000_000_000 + index;
    const id = catalog.photos.insert(samplePhoto(`photo ${String(index)}`, { latitude, longitude, takenMs }));
    if (hasFile) catalog.files.setPhoto(addFile(catalog, rootId, `${String(index)}.jpg`), id);
    if (estimate !== null) {
      const [north, east] = estimate;
      catalog.photoEvidence.setPlaceEstimate(id, {
        latitude: north,
        longitude: east,
        radiusMeters: 100,
        source: 'between-neighbours',
      });
    }
    for (const album of memberOf) {
      catalog.memberships.setSuggested(albumIds[album] ?? 0, id, 0.9);
    }
    return id;
  });
  albums.forEach(({ isHidden }, index) => {
    const row = catalog.albums.get(albumIds[index] ?? 0);
    if (row !== null) catalog.albums.put({ ...row, isHidden });
  });
  return { albumIds, photoIds };
}

const isUsable = (place: readonly [number, number] | null): boolean =>
  place !== null && !(place[0] === 0 && place[1] === 0);

describe('points of the map', () => {
  it('are those of a plain reading, in slices of any size', async () => {
    await fc.assert(
      fc.asyncProperty(samples, albumSamples, fc.integer({ min: 1, max: 6 }), async (photos, albums, rows) => {
        const catalog = openTestCatalog();
        const { albumIds, photoIds } = fill(catalog, photos, albums);
        const points = await collectPoints(catalog, rows);

        const expected = photos.flatMap((photo, index) => {
          if (!photo.hasFile) return [];
          const shown = photo.albums
            .filter((album) => albums[album]?.isHidden === false)
            .sort((a, b) => Number(albums[a]?.kind === 'group') - Number(albums[b]?.kind === 'group') || a - b);
          const [album] = shown;
          const own = isUsable(photo.place) ? photo.place : null;
          const landmark = album === undefined ? null : (albums[album]?.place ?? null);
          // The estimate is of photos without a position alone.
          const estimate = photo.place === null && isUsable(photo.estimate) ? photo.estimate : null;
          const place = own ?? (isUsable(landmark) ? landmark : null) ?? estimate;
          return [
            {
              id: photoIds[index],
              place,
              albumId: album === undefined ? 0 : albumIds[album],
              isEstimated: own === null,
            },
          ];
        });
        const placed = expected.filter(({ place }) => place !== null);
        expect([...points.photoIds]).toEqual(placed.map(({ id }) => id));
        expect([...points.latitudes]).toEqual(placed.map(({ place }) => place?.[0]));
        expect([...points.longitudes]).toEqual(placed.map(({ place }) => place?.[1]));
        expect([...points.albumIds]).toEqual(placed.map(({ albumId }) => albumId));
        expect([...points.isEstimated]).toEqual(placed.map(({ isEstimated }) => (isEstimated ? 1 : 0)));
        expect([...points.unplacedIds]).toEqual(expected.filter(({ place }) => place === null).map(({ id }) => id));
        expect(new Set(points.albums.map(({ id }) => id))).toEqual(
          new Set(placed.flatMap(({ albumId }) => (albumId === 0 ? [] : [albumId]))),
        );
        catalog.close();
      }),
      { numRuns: 40 },
    );
  });

  it('leave out the place that cameras write when they know none, and count it', async () => {
    const catalog = openTestCatalog();
    const rootId = addRoot(catalog);
    const nowhere = catalog.photos.insert(samplePhoto('nowhere', { latitude: 0, longitude: 0 }));
    const unknown = catalog.photos.insert(samplePhoto('unknown', { latitude: null, longitude: null }));
    for (const [index, id] of [nowhere, unknown].entries()) {
      catalog.files.setPhoto(addFile(catalog, rootId, `${String(index)}.jpg`), id);
    }
    const points = await collectPoints(catalog);
    expect([...points.photoIds]).toEqual([]);
    expect([...points.unplacedIds]).toEqual([nowhere, unknown]);
    expect(points.brokenCount).toBe(1);
  });

  it('are none in an empty library', async () => {
    const points = await collectPoints(openTestCatalog());
    expect([points.photoIds.length, points.unplacedIds.length, points.albums.length]).toEqual([0, 0, 0]);
  });
});
