import { expect, it } from 'vitest';
import { addPhoto, addRoot, openTestCatalog } from './temporary-catalog.ts';

it('a photo whose change is noted already may change again in any way, and is noted once', () => {
  const catalog = openTestCatalog();
  const rootId = addRoot(catalog);
  catalog.photoSearch.watch();
  const { photoId, fileId } = addPhoto(catalog, rootId, 'a');
  // A file that another program writes while it is read: in a trigger an upsert fails where another statement would ignore.
  catalog.files.upsertChanged({ rootId, relativePath: 'a.jpg', sizeBytes: 7, mtimeMs: 9 });
  catalog.files.markMissing([fileId]);
  catalog.files.upsertChanged({ rootId, relativePath: 'a.jpg', sizeBytes: 8, mtimeMs: 10 });
  expect(catalog.photoSearch.takeChanged(10)).toEqual([photoId]);
  expect(catalog.photoSearch.takeChanged(10)).toEqual([]);
  catalog.files.upsertChanged({ rootId, relativePath: 'a.jpg', sizeBytes: 9, mtimeMs: 11 });
  expect(catalog.photoSearch.takeChanged(10)).toEqual([photoId]);
});
