import { describe, expect, it } from 'vitest';
import type { Catalog } from '../../../../src/db/catalog.ts';
import { storeLandmarkFacts } from '../../../../src/library/landmark-facts.ts';
import { createNameFinder } from '../../../../src/library/search/name-finder.ts';
import { loadLandmarkFacts } from '../../../../src/ml/atlas/load-facts.ts';
import { addGroup, addPhoto, addRoot, mergeAlbum, openTestCatalog } from '../../db/temporary-catalog.ts';

/** All landmarks that Cairn knows, and albums: the Taj Mahal, two groups, one that is empty, one that was merged away. */
async function openScene() {
  const catalog = openTestCatalog();
  storeLandmarkFacts(catalog, null, await loadLandmarkFacts());
  const rootId = addRoot(catalog);
  const fill = (albumId: number, count: number): number => {
    for (let index = 0; index < count; index++) {
      const { photoId } = addPhoto(catalog, rootId, `${albumId}-${index}`);
      catalog.memberships.setSuggested(albumId, photoId, 0.9);
    }
    return albumId;
  };
  const taj = catalog.landmarks.findByName('Taj Mahal')[0]?.id ?? '';
  const tajAlbum = fill(
    catalog.albums.insert({ kind: 'landmark', landmarkId: taj, name: 'Taj Mahal', place: 'Agra, India' }),
    2,
  );
  const harbour = fill(addGroup(catalog, 'Grandma’s harbour', { place: 'Nice, France' }), 3);
  const fountain = fill(addGroup(catalog, 'Fontaine de l’Été'), 1);
  addGroup(catalog, 'Fontaine without photos');
  mergeAlbum(catalog, fill(addGroup(catalog, 'Fontaine merged'), 1), fountain);
  return { catalog, taj, tajAlbum, harbour, fountain };
}

const findNames = (catalog: Catalog, text: string): string[] =>
  createNameFinder(catalog)
    .find(text, 5)
    .map(({ name }) => name);

describe('createNameFinder', () => {
  it.each([
    ['Taj Mahal', 'Taj Mahal'],
    ['taj', 'Taj Mahal'],
    ['mahal taj', 'Taj Mahal'],
    ['tajmahal', 'Taj Mahal'],
    ['taj mahla', 'Taj Mahal'],
    ['泰姬陵', 'Taj Mahal'],
    ['ताज महल', 'Taj Mahal'],
    ['تاج محل', 'Taj Mahal'],
    ['Тадж-Махал', 'Taj Mahal'],
    ['eifel tower', 'Eiffel Tower'],
    ['Eiffelturm', 'Eiffel Tower'],
    ['埃菲尔', 'Eiffel Tower'],
    ['エッフェル塔', 'Eiffel Tower'],
    ['에펠탑', 'Eiffel Tower'],
    ['Πύργος του Άιφελ', 'Eiffel Tower'],
    ['sagrada familia', 'Sagrada Família'],
    ['golden gate', 'Golden Gate Bridge'],
    ['fontaine ete', 'Fontaine de l’Été'],
    ['grandmas habour', 'Grandma’s harbour'],
  ])('finds by %s', async (text, name) => {
    const { catalog } = await openScene();
    expect(findNames(catalog, text)[0]).toBe(name);
  });

  it('tells album from landmark, and which other name fits', async () => {
    const { catalog, taj, tajAlbum } = await openScene();
    const names = createNameFinder(catalog);
    expect(names.find('taj mahal', 50).filter(({ landmarkId }) => landmarkId === taj)).toEqual([
      {
        albumId: tajAlbum,
        landmarkId: taj,
        name: 'Taj Mahal',
        matched: null,
        place: 'Agra, India',
        coverPhotoId: expect.any(Number) as number,
        photoCount: 2,
      },
    ]);
    expect(names.find('泰姬陵', 1)).toMatchObject([{ albumId: tajAlbum, matched: '泰姬陵' }]);
    expect(names.find('Eiffelturm', 1)).toMatchObject([
      { albumId: null, name: 'Eiffel Tower', matched: 'Eiffelturm', place: 'Paris, France', photoCount: 0 },
    ]);
  });

  it('looks for near misses only where nothing is right', async () => {
    const { catalog } = await openScene();
    expect(findNames(catalog, 'harbour')).not.toContain('Harvard');
    expect(findNames(catalog, 'qqqqqqqq')).toEqual([]);
    expect(findNames(catalog, 'tja')).not.toContain('Taj Mahal');
  });

  it('lists albums with photos when nothing is typed, the biggest first', async () => {
    const { catalog } = await openScene();
    const expected = ['Grandma’s harbour', 'Taj Mahal', 'Fontaine de l’Été'];
    expect(findNames(catalog, '')).toEqual(expected);
    expect(findNames(catalog, ' … ')).toEqual(expected);
  });

  it('follows renamed albums and new landmarks', async () => {
    const { catalog, harbour } = await openScene();
    const names = createNameFinder(catalog);
    expect(names.find('zzyzx', 5)).toEqual([]);
    const album = catalog.albums.get(harbour);
    if (album !== null) catalog.albums.put({ ...album, name: 'Zzyzx' });
    expect(names.find('zzyzx', 5)).toMatchObject([{ albumId: harbour }]);
    catalog.landmarks.upsertPersonal({
      id: 'mine',
      name: 'Zzyzx road',
      aliases: [],
      country: null,
      latitude: null,
      longitude: null,
    });
    expect(names.find('zzyzx', 5)).toMatchObject([{ albumId: harbour }, { landmarkId: 'mine', place: null }]);
  });
});
