import { expect, it } from 'vitest';
import { migrations } from '../../../../src/db/migrations/index.ts';
import { makeOldCatalog } from '../old-catalog.ts';
import { makeFolder, openTestCatalog } from '../temporary-catalog.ts';

it('migration 50 leaves the photos of an older catalog without evidence', () => {
  const folder = makeFolder();
  const old = makeOldCatalog(
    folder,
    migrations.filter(({ version }) => version < 50),
  );
  old.execute(`
    INSERT INTO photos (id, content_hash, size_bytes, format, width, height, orientation, taken_ms, taken_source, latitude,
      longitude, added_ms) VALUES (1, zeroblob(32), 1, 'jpeg', 4, 3, 1, 900, 'exif', 1.5, 2.5, 0)`);
  old.close();

  const catalog = openTestCatalog({ folder });
  expect(catalog.checkIntegrity()).toEqual([]);
  expect(catalog.photos.getKeywords([1])).toEqual(new Map());
  expect(catalog.photoEvidence.getMany([1, 2])).toEqual([
    {
      photoId: 1,
      latitude: 1.5,
      longitude: 2.5,
      gpsErrorMeters: null,
      keywords: [],
      pictureKind: null,
      takenMs: 900,
      placeEstimate: null,
    },
  ]);
});
