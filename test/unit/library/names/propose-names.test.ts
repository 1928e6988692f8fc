import { describe, expect, it } from 'vitest';
import type { NameProposal } from '../../../../src/api/views.ts';
import type { Catalog } from '../../../../src/db/catalog.ts';
import { proposeNames } from '../../../../src/library/names/propose-names.ts';
import {
  addFile,
  addGroup,
  addRoot,
  openTestCatalog,
  samplePhoto,
  decide,
  mergeAlbum,
} from '../../db/temporary-catalog.ts';

interface PhotoInAlbum {
  /** Within the root `/home/ada/Pictures`. */
  readonly path: string;
  /** Latitude and longitude; left out: none. */
  readonly at?: readonly [number, number];
  readonly keywords?: readonly string[];
  readonly isTentative?: boolean;
}

const tower = [48.8584, 2.2945] as const;
const nowhere = { country: null, latitude: null, longitude: null };

/** Two landmarks in Paris, one of the second's name in Las Vegas, one in Rome. */
function openCatalogWithLandmarks(): Catalog {
  const catalog = openTestCatalog();
  const [latitude, longitude] = tower;
  const paris = { country: 'FR', latitude, longitude };
  catalog.landmarks.replaceAtlas([
    { id: 'tower', name: 'Eiffel Tower', aliases: [], names: { de: 'Eiffelturm' }, ...paris, reachMeters: 5000 },
    { id: 'arch', name: 'Old Arch', aliases: [], country: 'FR', latitude: 48.8738, longitude: 2.295, reachMeters: 600 },
    {
      id: 'copy',
      name: 'Old Arch',
      aliases: [],
      country: 'US',
      latitude: 36.1125,
      longitude: -115.1727,
      reachMeters: 500,
    },
    {
      id: 'ring',
      name: 'Colosseum',
      aliases: ['Colosseo'],
      country: 'IT',
      latitude: 41.8902,
      longitude: 12.4922,
      reachMeters: 900,
    },
    { id: 'lost', name: 'Lost Temple', aliases: [], ...nowhere },
  ]);
  return catalog;
}

function addAlbum(catalog: Catalog, photos: readonly PhotoInAlbum[], name = 'Unnamed landmark'): number {
  const rootId = catalog.roots.list()[0]?.id ?? addRoot(catalog, 'Pictures');
  const albumId = addGroup(catalog, name);
  for (const { path, at, keywords = [], isTentative = false } of photos) {
    const [latitude, longitude] = at ?? [null, null];
    const photoId = catalog.photos.insert(samplePhoto(`${name}/${path}`, { latitude, longitude }));
    catalog.files.setPhoto(addFile(catalog, rootId, path), photoId);
    catalog.photoEvidence.setFileEvidence(photoId, { gpsErrorMeters: null, keywords, pictureKind: null });
    catalog.memberships.setSuggested(albumId, photoId, 0.9, isTentative);
  }
  return albumId;
}

const show = (proposals: readonly NameProposal[]) =>
  proposals.map(({ name, landmarkId, source }) => [name, landmarkId, source]);

describe('proposeNames by position', () => {
  it('names the landmark within whose reach most photos were taken, and the city last', () => {
    const catalog = openCatalogWithLandmarks();
    const albumId = addAlbum(catalog, [
      { path: 'DCIM/100CANON/a.jpg', at: tower },
      { path: 'DCIM/100CANON/b.jpg', at: [48.859, 2.295] },
      // Wrong GPS, as it happens.
      { path: 'DCIM/100CANON/c.jpg', at: [10, 10] },
    ]);
    const proposals = proposeNames(catalog, albumId);
    expect(show(proposals)).toEqual([
      ['Eiffel Tower', 'tower', 'gps'],
      ['Paris', null, 'city'],
    ]);
    expect(proposals[0]?.why).toBe('taken about 40 m away, within its reach: 2 of 3 photos');
    expect(proposals[0]?.weight).toBeCloseTo(0.6, 2);
    expect(proposals[1]?.why).toContain('Paris, France');
  });

  it('takes the one that is nearer for its reach, and none beyond its reach', () => {
    const catalog = openCatalogWithLandmarks();
    const near = addAlbum(catalog, [{ path: 'a.jpg', at: [48.8737, 2.2951] }], 'near');
    expect(show(proposeNames(catalog, near)).slice(0, 2)).toEqual([
      ['Old Arch', 'arch', 'gps'],
      ['Eiffel Tower', 'tower', 'gps'],
    ]);
    const far = addAlbum(catalog, [{ path: 'b.jpg', at: [48.93, 2.36] }], 'far');
    expect(proposeNames(catalog, far).map(({ source }) => source)).toEqual(['city']);
  });

  it('trusts an estimated position less, and asks it only where nothing was measured', () => {
    const catalog = openCatalogWithLandmarks();
    const estimated = addAlbum(catalog, [{ path: 'a.jpg' }], 'estimated');
    const [member] = catalog.memberships.listForAlbum(estimated);
    const [latitude, longitude] = tower;
    const estimate = { latitude, longitude, radiusMeters: 300, source: 'between-neighbours' as const };
    catalog.photoEvidence.setPlaceEstimate(member?.photoId ?? 0, estimate);
    const measured = addAlbum(catalog, [{ path: 'b.jpg', at: tower }], 'measured');
    const [guess] = proposeNames(catalog, estimated);
    const [fact] = proposeNames(catalog, measured);
    expect(guess).toMatchObject({ landmarkId: 'tower', why: expect.stringContaining('probably') as string });
    expect(guess?.weight).toBeCloseTo(0.7 * (fact?.weight ?? 0), 6);
  });

  it('trusts a landmark less that another album shows', () => {
    const catalog = openCatalogWithLandmarks();
    const albumId = addAlbum(catalog, [{ path: 'a.jpg', at: tower }]);
    const free = proposeNames(catalog, albumId)[0];
    catalog.albums.insert({ kind: 'landmark', landmarkId: 'tower', name: 'Eiffel Tower' });
    const taken = proposeNames(catalog, albumId)[0];
    expect(taken?.landmarkId).toBe('tower');
    expect(taken?.weight).toBeCloseTo((free?.weight ?? 0) / 2, 6);
  });
});

describe('proposeNames by words', () => {
  it('reads folders: generic names say nothing, known ones name their landmark', () => {
    const catalog = openCatalogWithLandmarks();
    const albumId = addAlbum(catalog, [
      { path: '2019/Eiffelturm 2019-06/DCIM/a.jpg' },
      { path: '2019/Eiffelturm 2019-06/New folder/b.jpg' },
    ]);
    expect(proposeNames(catalog, albumId)).toEqual([
      {
        name: 'Eiffel Tower',
        landmarkId: 'tower',
        source: 'folder',
        weight: 0.85,
        why: 'folder "Eiffelturm 2019-06": both photos',
      },
    ]);
  });

  it('proposes the nearest folder with a name of its own, without dates', () => {
    const catalog = openCatalogWithLandmarks();
    const albumId = addAlbum(catalog, [
      { path: 'Trips/Wales/2019-06-14_OldMill/100CANON/a.jpg' },
      { path: 'Trips/Wales/2019-06-14_OldMill/b.jpg' },
      { path: 'Grandma/c.jpg' },
      { path: '2020/d.jpg' },
    ]);
    // "Wales" lies further out, and one photo of four is not what they have in common.
    expect(show(proposeNames(catalog, albumId))).toEqual([['Old Mill', null, 'folder']]);
  });

  it('reads keywords, and joins what sources agree on', () => {
    const catalog = openCatalogWithLandmarks();
    const albumId = addAlbum(catalog, [
      { path: 'x/a.jpg', keywords: ['holiday', 'Eiffel tower', 'Anna'], at: tower },
      { path: 'x/b.jpg', keywords: ['2019', 'eiffel tower', 'Anna'], at: tower },
    ]);
    const proposals = proposeNames(catalog, albumId);
    expect(show(proposals)).toEqual([
      ['Eiffel Tower', 'tower', 'gps'],
      ['Anna', null, 'keyword'],
      ['Paris', null, 'city'],
    ]);
    expect(proposals[0]?.weight).toBeCloseTo(1 - 0.1 * 0.25, 6);
    expect(proposals[0]?.why).toContain('keyword "Eiffel tower": both photos');
  });

  it('knows which of two landmarks of one name is meant by where the photos were taken', () => {
    const catalog = openCatalogWithLandmarks();
    const placed = addAlbum(catalog, [{ path: 'Old Arch/a.jpg', at: [36.1125, -115.17] }], 'placed');
    expect(proposeNames(catalog, placed)[0]).toMatchObject({ landmarkId: 'copy' });
    const unplaced = addAlbum(catalog, [{ path: 'Old Arch/b.jpg' }], 'unplaced');
    expect(show(proposeNames(catalog, unplaced))).toEqual([['Old Arch', null, 'folder']]);
    const elsewhere = addAlbum(catalog, [{ path: 'Colosseo/c.jpg', at: [55.95, -3.19] }], 'elsewhere');
    expect(proposeNames(catalog, elsewhere).map(({ landmarkId }) => landmarkId)).not.toContain('ring');
  });

  it('takes the name of the added folder itself for less than one within it', () => {
    const catalog = openCatalogWithLandmarks();
    addRoot(catalog, 'Windmills');
    const within = proposeNames(catalog, addAlbum(catalog, [{ path: 'De Hoop/a.jpg' }], 'within'))[0];
    const itself = proposeNames(catalog, addAlbum(catalog, [{ path: 'b.jpg' }], 'itself'))[0];
    expect(within).toMatchObject({ name: 'De Hoop', weight: 0.5 });
    expect(itself).toMatchObject({ name: 'Windmills', weight: 0.3 });
  });
});

describe('proposeNames', () => {
  it('asks members before what is only suggested, and never rejected photos', () => {
    const catalog = openCatalogWithLandmarks();
    const albumId = addAlbum(catalog, [
      { path: 'Colosseo/a.jpg' },
      { path: 'Eiffelturm/b.jpg', isTentative: true },
      { path: 'Lost Temple/c.jpg' },
    ]);
    const [, , rejected] = catalog.memberships.listForAlbum(albumId).map(({ photoId }) => photoId);
    decide(catalog, albumId, rejected ?? 0, 'rejected');
    expect(show(proposeNames(catalog, albumId))).toEqual([['Colosseum', 'ring', 'folder']]);
    const tentative = addAlbum(catalog, [{ path: 'Eiffelturm/d.jpg', isTentative: true }], 'tentative');
    expect(show(proposeNames(catalog, tentative))).toEqual([['Eiffel Tower', 'tower', 'folder']]);
  });

  it('looks at some of very many photos, spread over all of them', () => {
    const catalog = openCatalogWithLandmarks();
    const paths = Array.from({ length: 900 }, (_, index) => ({
      path: `${index < 450 ? 'Old Mill' : 'Colosseo'}/${String(index)}.jpg`,
    }));
    const albumId = catalog.transaction(() => addAlbum(catalog, paths));
    expect(proposeNames(catalog, albumId)).toEqual([
      expect.objectContaining({ landmarkId: 'ring', why: 'folder "Colosseo": 200 of 400 photos looked at' }),
      expect.objectContaining({ name: 'Old Mill', why: 'folder "Old Mill": 200 of 400 photos looked at' }),
    ]);
  });

  it('proposes neither what the album is called nor the landmark that it shows', () => {
    const catalog = openCatalogWithLandmarks();
    const albumId = addAlbum(catalog, [{ path: 'Old Mill/a.jpg' }], 'old mill');
    expect(proposeNames(catalog, albumId)).toEqual([]);
  });

  it('changes nothing, follows merges, and knows no other albums', () => {
    const catalog = openCatalogWithLandmarks();
    const albumId = addAlbum(catalog, [{ path: 'Eiffelturm/a.jpg' }]);
    const other = addGroup(catalog, 'Other');
    const before = catalog.albums.get(albumId);
    expect(proposeNames(catalog, albumId)).toHaveLength(1);
    expect(catalog.albums.get(albumId)).toEqual(before);
    mergeAlbum(catalog, other, albumId);
    expect(proposeNames(catalog, other)).toEqual(proposeNames(catalog, albumId));
    expect(proposeNames(catalog, addGroup(catalog, 'Empty'))).toEqual([]);
    expect(() => proposeNames(catalog, 999)).toThrow('not in the library');
  });
});
