/** @file What a Chinese window is answered. */
import { expect, test } from 'vitest';
import type { LibraryCallHandlers } from '../../../../src/api/calls.ts';
import { CairnError } from '../../../../src/api/errors.ts';
import type { Catalog } from '../../../../src/db/catalog.ts';
import { localizeErrors } from '../../../../src/library/local/local-errors.ts';
import { localizeHandlers } from '../../../../src/library/local/local-handlers.ts';
import { createLocalNames } from '../../../../src/library/local/local-names.ts';
import { addPhoto, addRoot, openTestCatalog, renameAlbum } from '../../db/temporary-catalog.ts';

function openWithAlbums() {
  const catalog = openTestCatalog();
  const place = { aliases: [], country: 'FR', latitude: 48.8584, longitude: 2.2945 };
  catalog.landmarks.replaceAtlas([
    { id: 'eiffel', name: 'Eiffel Tower', names: { fr: 'Tour Eiffel', zh: '埃菲尔铁塔' }, ...place },
    { id: 'mill', name: 'Old Mill', ...place },
  ]);
  const rootId = addRoot(catalog);
  const addAlbum = (name: string, landmarkId: string | null): number => {
    const kind = landmarkId === null ? 'group' : 'landmark';
    const albumId = catalog.albums.insert({ kind, landmarkId, name, place: 'Paris, France' });
    catalog.memberships.setSuggested(albumId, addPhoto(catalog, rootId, name).photoId, 0.9);
    return albumId;
  };
  return {
    catalog,
    eiffel: addAlbum('Eiffel Tower', 'eiffel'),
    mill: addAlbum('Old Mill', 'mill'),
    group: addAlbum('Unnamed landmark near Paris 2', null),
  };
}

/** Only the calls that are asked here; they answer as the real ones do. */
function serve(catalog: Catalog): LibraryCallHandlers {
  const handlers: Partial<LibraryCallHandlers> = {
    'albums.list': ({ offset, limit, sort }) => ({ offset, ...catalog.albums.listPage({ offset, limit, sort }) }),
    'albums.get': ({ albumId }) => {
      const summary = catalog.albums.getSummary(albumId);
      if (summary === null) throw new CairnError('not-found', 'This album is not in the library (any more).');
      return summary;
    },
    'photos.similar': () => Promise.reject(new CairnError('embedder-unavailable', 'The indexer has not started yet.')),
  };
  return localizeHandlers(handlers as LibraryCallHandlers, () => createLocalNames(catalog, 'zh-Hans'));
}

test('names albums in the language, but those that a person named', async () => {
  const { catalog, eiffel, mill, group } = openWithAlbums();
  const handlers = serve(catalog);
  const list = async () => {
    const { items } = await handlers['albums.list']({ offset: 0, limit: 10, sort: 'name' });
    return new Map(items.map(({ id, name, place }) => [id, [name, place]]));
  };
  expect(await list()).toEqual(
    new Map([
      [eiffel, ['埃菲尔铁塔', '法国巴黎']],
      [mill, ['Old Mill', '法国巴黎']],
      [group, ['巴黎附近的未命名地标 2', '法国巴黎']],
    ]),
  );
  renameAlbum(catalog, eiffel, 'Our first evening');
  renameAlbum(catalog, group, 'Unnamed landmark');
  expect((await list()).get(eiffel)?.[0]).toBe('Our first evening');
  expect((await list()).get(group)?.[0]).toBe('Unnamed landmark');
});

test('calls an album of the past as it was called, in the language', () => {
  const { catalog, group } = openWithAlbums();
  const { formerName } = createLocalNames(catalog, 'zh-Hans');
  expect(formerName(group, 'Unnamed landmark near Paris 2')).toBe('巴黎附近的未命名地标 2');
  renameAlbum(catalog, group, 'Eiffel Tower');
  // What it was called, though it has a name of the person's now; that one as it is.
  expect(formerName(group, 'Unnamed landmark near Paris 2')).toBe('巴黎附近的未命名地标 2');
  expect(formerName(group, 'Eiffel Tower')).toBe('Eiffel Tower');
  expect(formerName(null, 'Unnamed landmark')).toBe('未命名地标');
});

test('says errors in the language, thrown at once or later, with their code', async () => {
  const handlers = localizeErrors(serve(openWithAlbums().catalog), () => 'zh-Hans');
  expect(() => handlers['albums.get']({ albumId: 99 })).toThrow('图库中没有（或已不再有）这个相册。');
  const later = Promise.resolve(handlers['photos.similar']({ photoId: 1, limit: 1 }));
  await expect(later).rejects.toMatchObject({ code: 'embedder-unavailable', message: '索引程序尚未启动。' });
  const english = localizeErrors(serve(openWithAlbums().catalog), () => 'en');
  expect(() => english['albums.get']({ albumId: 99 })).toThrow('This album is not in the library (any more).');
});

test('leaves everything alone in English', async () => {
  const { catalog, eiffel } = openWithAlbums();
  const handlers = localizeHandlers(
    { 'albums.get': () => catalog.albums.getSummary(eiffel) } as unknown as LibraryCallHandlers,
    () => null,
  );
  expect(await handlers['albums.get']({ albumId: eiffel })).toMatchObject({ name: 'Eiffel Tower' });
});
