import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import type { PhotoFilter } from '../../../src/api/photo-filter.ts';
import type { Catalog } from '../../../src/db/catalog.ts';
import { addFile, addGroup, addRoot, openTestCatalog, samplePhoto } from './temporary-catalog.ts';

interface SomePhoto {
  readonly takenMs: number | null;
  readonly format: string;
  readonly camera: string | null;
  /** Undefined: not looked up. */
  readonly country: string | undefined;
  readonly isFavourite: boolean;
  /** Albums 1 and 3 show landmarks in Japan, album 2 nothing known. */
  readonly albums: readonly number[];
  readonly isMissing: boolean;
}

const day = 86_400_000;
const somePhoto: fc.Arbitrary<SomePhoto> = fc.record({
  takenMs: fc.option(
    fc.integer({ min: -800, max: 800 }).map((days) => days * day + (days % 2)),
    { freq: 5 },
  ),
  format: fc.constantFrom('jpeg', 'heic'),
  camera: fc.constantFrom('X-T5', 'R5', null),
  country: fc.constantFrom('FR', 'JP', '', undefined),
  isFavourite: fc.boolean(),
  albums: fc.subarray([1, 2, 3]),
  isMissing: fc.boolean(),
});
const someFilter: fc.Arbitrary<PhotoFilter> = fc.record(
  {
    albumId: fc.constantFrom(1, 2, 3, 99),
    landmark: fc.constantFrom('with' as const, 'without' as const),
    country: fc.constantFrom('FR', 'JP', 'DE'),
    year: fc.constantFrom(1969, 1970, 1971, 'none' as const),
    camera: fc.constantFrom('X-T5', 'R5', 'none such'),
    format: fc.constantFrom('jpeg', 'raw'),
    isFavourite: fc.constant(true as const),
  },
  { requiredKeys: [] },
);

function fill(catalog: Catalog, photos: readonly SomePhoto[]): number[] {
  const rootId = addRoot(catalog);
  for (const id of ['tower', 'bridge']) {
    catalog.landmarks.upsertPersonal({ id, name: id, aliases: [], country: 'JP', latitude: 35, longitude: 139 });
  }
  catalog.albums.insert({ kind: 'landmark', landmarkId: 'tower', name: 'Tower' });
  addGroup(catalog, 'Group');
  catalog.albums.insert({ kind: 'landmark', landmarkId: 'bridge', name: 'Bridge' });
  return catalog.transaction(() =>
    photos.map(({ takenMs, format, camera, country, isFavourite, albums, isMissing }, index) => {
      const metadata = { takenMs, format, cameraMake: null, cameraModel: camera };
      const photoId = catalog.photos.insert(samplePhoto(String(index), metadata));
      const fileId = addFile(catalog, rootId, `${index}.jpg`);
      catalog.files.setPhoto(fileId, photoId);
      if (country !== undefined) catalog.photoLists.setCountry(photoId, country);
      catalog.favourites.set(photoId, { isFavourite, atMs: 1 });
      for (const albumId of albums) catalog.memberships.setSuggested(albumId, photoId, 0.9);
      if (isMissing) catalog.files.markMissing([fileId]);
      return photoId;
    }),
  );
}

/** What the filter says, in plain words. */
function passes(photo: SomePhoto, filter: PhotoFilter): boolean {
  const year = photo.takenMs === null ? 'none' : new Date(photo.takenMs).getUTCFullYear();
  const country = photo.country ?? (photo.albums.includes(1) || photo.albums.includes(3) ? 'JP' : null);
  return (
    !photo.isMissing &&
    (filter.albumId === undefined || photo.albums.includes(filter.albumId)) &&
    (filter.landmark === undefined || photo.albums.length > 0 === (filter.landmark === 'with')) &&
    (filter.country === undefined || country === filter.country) &&
    (filter.year === undefined || year === filter.year) &&
    (filter.camera === undefined || photo.camera === filter.camera) &&
    (filter.format === undefined || photo.format === filter.format) &&
    (filter.isFavourite === undefined || photo.isFavourite)
  );
}

function findMonth(takenMs: number | null): number | null {
  if (takenMs === null) return null;
  const date = new Date(takenMs);
  return 12 * date.getUTCFullYear() + date.getUTCMonth();
}

describe('lists of photos', () => {
  it('hold what any mixture of filters leaves, newest first, undated last, by month', () => {
    fc.assert(
      fc.property(
        fc.array(somePhoto, { maxLength: 25 }),
        fc.array(someFilter, { minLength: 1, maxLength: 6 }),
        (photos, filters) => {
          const catalog = openTestCatalog();
          const ids = fill(catalog, photos);
          for (const filter of filters) {
            const expected = photos
              .map((photo, index) => ({ photo, id: ids[index] ?? 0 }))
              .filter(({ photo }) => passes(photo, filter))
              .sort((a, b) => (b.photo.takenMs ?? -1e15) - (a.photo.takenMs ?? -1e15) || b.id - a.id);
            const page = { filter, offset: 0, limit: 100 };
            expect(catalog.photoLists.listIds(page)).toEqual(expected.map(({ id }) => id));
            expect(catalog.photoLists.listIds({ ...page, offset: 2, limit: 3 })).toEqual(
              expected.slice(2, 5).map(({ id }) => id),
            );
            const months = new Map<number | null, number>();
            for (const { photo } of expected) {
              const month = findMonth(photo.takenMs);
              months.set(month, (months.get(month) ?? 0) + 1);
            }
            expect(catalog.photoLists.listMonths(filter)).toEqual(
              [...months].map(([month, count]) => ({ month, count })),
            );
          }
          expect(catalog.checkIntegrity()).toEqual([]);
          catalog.close();
        },
      ),
      { numRuns: 25 },
    );
  });

  it('say of each facet how many photos its filter leaves', () => {
    fc.assert(
      fc.property(fc.array(somePhoto, { maxLength: 30 }), (photos) => {
        const catalog = openTestCatalog();
        fill(catalog, photos);
        const count = (filter: PhotoFilter): number =>
          catalog.photoLists.listMonths(filter).reduce((sum, month) => sum + month.count, 0);
        const { photoLists } = catalog;
        const facets = {
          countries: photoLists.countFacet('country'),
          cameras: photoLists.countFacet('camera'),
          formats: photoLists.countFacet('format'),
        };
        for (const { value, count: counted } of facets.countries) expect(count({ country: value })).toBe(counted);
        for (const { value, count: counted } of facets.cameras) expect(count({ camera: value })).toBe(counted);
        for (const { value, count: counted } of facets.formats) expect(count({ format: value })).toBe(counted);
        expect(photoLists.countFavourites()).toBe(count({ isFavourite: true }));
        expect(photoLists.countUnplaced()).toBe(count({ landmark: 'without' }));
        expect(facets.formats.reduce((sum, each) => sum + each.count, 0)).toBe(count({}));
        expect(facets.countries.map((each) => each.count)).toEqual(
          facets.countries.map((each) => each.count).toSorted((a, b) => b - a),
        );
        catalog.close();
      }),
      { numRuns: 15 },
    );
  });
});
