import { expect, it } from 'vitest';
import { addFile, addRoot, openTestCatalog, samplePhoto } from './temporary-catalog.ts';

it('keeps what files say and where photos may have been taken', () => {
  const { photos, photoEvidence } = openTestCatalog();
  const id = photos.insert(samplePhoto('a'));
  photoEvidence.setFileEvidence(id, { gpsErrorMeters: 4.5, keywords: ['Nice', '"quoted"'], pictureKind: 'photo' });
  const estimate = { latitude: 1, longitude: 2, radiusMeters: 300, source: 'between-neighbours' } as const;
  photoEvidence.setPlaceEstimate(id, estimate);
  expect(photoEvidence.getMany([99, id])).toMatchObject([
    { photoId: id, gpsErrorMeters: 4.5, keywords: ['Nice', '"quoted"'], pictureKind: 'photo', placeEstimate: estimate },
  ]);
  expect(photos.getKeywords([id, 99])).toEqual(new Map([[id, ['Nice', '"quoted"']]]));
  photoEvidence.setPlaceEstimate(id, null);
  expect(photoEvidence.getMany([id])[0]?.placeEstimate).toBeNull();
});

it('lists photos of the same walk, the nearest in time first', () => {
  const catalog = openTestCatalog();
  const rootId = addRoot(catalog);
  const add = (name: string, minutes: number, takenSource: 'exif' | 'file-time' = 'exif', hasFile = true): number => {
    const id = catalog.photos.insert(samplePhoto(name, { takenMs: minutes * 60_000, takenSource }));
    if (hasFile) catalog.files.setPhoto(addFile(catalog, rootId, name), id);
    return id;
  };
  const before = add('before', 97);
  const at = add('at', 100);
  const after = add('after', 101);
  add('late', 111);
  add('copied', 100, 'file-time');
  add('gone', 100, 'exif', false);
  const around = catalog.photoEvidence.listAround({ takenMs: 6_000_000, windowMs: 600_000, limit: 5 });
  expect(around.map(({ photoId }) => photoId)).toEqual([at, after, before]);
  expect(catalog.photoEvidence.listAround({ takenMs: 6_000_000, windowMs: 600_000, limit: 1 })).toHaveLength(2);
});
