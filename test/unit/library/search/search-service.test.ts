import { describe, expect, it } from 'vitest';
import type { SearchReason } from '../../../../src/api/search.ts';
import type { Catalog } from '../../../../src/db/catalog.ts';
import { createNameFinder } from '../../../../src/library/search/name-finder.ts';
import { createSearchService, type SearchService } from '../../../../src/library/search/search-service.ts';
import { addFile, addGroup, addPhoto, addRoot, decide, openTestCatalog } from '../../db/temporary-catalog.ts';

const nice = { latitude: 43.7, longitude: 7.27 };
const paris = { latitude: 48.857, longitude: 2.352 };
const nowMs = Date.UTC(2024, 4, 15);

interface Scene {
  readonly catalog: Catalog;
  readonly rootId: number;
  readonly search: SearchService;
  readonly albumId: number;
  readonly photoIds: Readonly<Record<'niceJune' | 'niceMay' | 'parisJune' | 'unplaced', number>>;
}

/** Four photos: two of Nice, one of Paris, and one without a position in an album of Paris. */
function openScene(): Scene {
  const catalog = openTestCatalog();
  const rootId = addRoot(catalog);
  const nowhere = { latitude: null, longitude: null };
  const add = (name: string, takenMs: number, rest: object): number =>
    addPhoto(catalog, rootId, name, { takenMs, takenOffsetMinutes: 0, ...rest }).photoId;
  const canon = { cameraMake: 'Canon', cameraModel: 'Canon EOS 5D' };
  const apple = { cameraMake: 'Apple', cameraModel: 'iPhone 12' };
  const photoIds = {
    niceJune: add('IMG_0001', Date.UTC(2019, 5, 30, 23), { ...nice, ...canon }),
    niceMay: add('IMG_0002', Date.UTC(2023, 4, 3, 9), { ...nice, ...apple }),
    parisJune: add('DSC_0003', Date.UTC(2019, 5, 2, 9), { ...paris, ...canon }),
    unplaced: add('Été à la tour', Date.UTC(2018, 0, 2, 9), { ...nowhere, ...apple }),
  };
  const albumId = addGroup(catalog, 'Summer palace', { place: 'Paris, France' });
  catalog.memberships.setSuggested(albumId, photoIds.unplaced, 0.9);
  const search = createSearchService({ catalog, names: createNameFinder(catalog), getNowMs: () => nowMs });
  return { catalog, rootId, search, albumId, photoIds };
}

const nameReason = (reason: SearchReason): string => {
  if (reason.kind === 'place') return reason.place;
  if (reason.kind === 'album' || reason.kind === 'camera') return reason.name;
  if (reason.kind === 'date') return reason.unit;
  if (reason.kind === 'file-name') return `file ${reason.text}`;
  return reason.kind;
};

/** The reasons of each group, and the names of its photos. */
async function find(search: SearchService, text: string): Promise<readonly (readonly [string, readonly string[]])[]> {
  const { groups } = await search.query(text, 10);
  return groups.map(({ reasons, tiles, count }) => {
    expect(count).toBe(tiles.length);
    return [reasons.map(nameReason).join(' + '), tiles.map(({ fileName }) => fileName.replace('.jpg', ''))];
  });
}

describe('createSearchService', () => {
  it.each([
    ['nice', 'Nice, France', ['IMG_0002', 'IMG_0001']],
    ['Nice France', 'Nice, France', ['IMG_0002', 'IMG_0001']],
    ['尼斯', 'Nice, France', ['IMG_0002', 'IMG_0001']],
    ['frankreich', 'France', ['IMG_0002', 'IMG_0001', 'DSC_0003', 'Été à la tour']],
    ['法国', 'France', ['IMG_0002', 'IMG_0001', 'DSC_0003', 'Été à la tour']],
    ['francd', 'France', ['IMG_0002', 'IMG_0001', 'DSC_0003', 'Été à la tour']],
    // By its position, or by the place of its album where it has none.
    ['paris', 'Paris, France', ['DSC_0003', 'Été à la tour']],
    ['june 2019', 'month', ['IMG_0001', 'DSC_0003']],
    ['2019年6月', 'month', ['IMG_0001', 'DSC_0003']],
    ['last year', 'year', ['IMG_0002']],
    ['canon', 'Canon', ['IMG_0001', 'DSC_0003']],
    ['iphone', 'Apple iPhone 12', ['IMG_0002', 'Été à la tour']],
    ['img_00', 'file img_00', ['IMG_0002', 'IMG_0001']],
    ['ete a la', 'file ete a la', ['Été à la tour']],
    ['paris 2019 canon', 'Paris, France + Canon + year', ['DSC_0003']],
    ['canon nice', 'Canon + Nice, France', ['IMG_0001']],
    ['nice 20', 'Nice, France', ['IMG_0002', 'IMG_0001']],
  ])('finds by %s', async (text, reason, names) => {
    expect((await find(openScene().search, text))[0]).toEqual([reason, names]);
  });

  it('reads a season as a part of a name, too', async () => {
    const { search, albumId } = openScene();
    const { names, groups } = await search.query('summer palace', 5);
    expect(names).toMatchObject([{ albumId, name: 'Summer palace' }]);
    expect(groups[0]).toMatchObject({ filter: [{ kind: 'album', albumId }], count: 1 });
  });

  it('means an album once, whichever words of a text with errors mean it', async () => {
    const found = await find(openScene().search, 'sumer palac');
    expect(found).toEqual([['Summer palace', ['Été à la tour']]]);
  });

  it('names a landmark that no photo shows where nothing else is found, or where it was called by its whole name', async () => {
    const { catalog, search } = openScene();
    const place = { aliases: [], country: 'FR', ...paris };
    catalog.landmarks.replaceAtlas([
      { id: 'arc', name: 'Arc de Triomphe', ...place },
      ...['Paris Opera', 'Paris Mint'].map((name) => ({ id: name, name, ...place })),
    ]);
    const listNames = async (text: string): Promise<readonly string[]> =>
      (await search.query(text, 1)).names.map(({ name }) => name);
    expect(await listNames('arc de tri')).toEqual(['Arc de Triomphe']);
    expect(await listNames('paris')).toEqual([]);
    expect(await listNames('paris mint')).toEqual(['Paris Mint']);
  });

  it('finds keywords', async () => {
    const { catalog, search, photoIds } = openScene();
    const evidence = { gpsErrorMeters: null, keywords: ['Harbour festival'], pictureKind: null };
    catalog.photoEvidence.setFileEvidence(photoIds.niceMay, evidence);
    expect(await find(search, 'festival')).toEqual([['keyword', ['IMG_0002']]]);
  });

  it('finds nothing for what is nowhere, and no group without photos', async () => {
    const { search } = openScene();
    expect(await search.query('zzyzx', 5)).toEqual({ names: [], groups: [] });
    expect(await search.query('nice january 1999', 5)).toMatchObject({ groups: [] });
    expect(await search.query('  ', 5)).toEqual({ names: [], groups: [] });
  });

  it('pages the photos of a filter', async () => {
    const { search } = openScene();
    const filter = [{ kind: 'country', country: 'FR' } as const];
    const page = await search.listPhotos(filter, 1, 2);
    expect(page).toMatchObject({
      offset: 1,
      total: 4,
      items: [{ fileName: 'IMG_0001.jpg' }, { fileName: 'DSC_0003.jpg' }],
    });
  });

  it('follows new, renamed and vanished files, and decisions', async () => {
    const { catalog, rootId, search, albumId, photoIds } = openScene();
    expect(await find(search, 'dsc')).toHaveLength(1);
    addPhoto(catalog, rootId, 'DSC_0004', { takenMs: Date.UTC(2020, 0, 1), ...paris });
    expect(await find(search, 'dsc')).toEqual([['file dsc', ['DSC_0004', 'DSC_0003']]]);
    const file = catalog.files.listForPhoto(photoIds.parisJune)[0];
    catalog.files.markMissing([file?.id ?? 0]);
    expect(await find(search, 'dsc')).toEqual([['file dsc', ['DSC_0004']]]);
    catalog.files.setPhoto(addFile(catalog, rootId, 'copy of dsc.jpg'), photoIds.parisJune);
    expect((await find(search, 'dsc'))[0]?.[1]).toHaveLength(2);
    decide(catalog, albumId, photoIds.unplaced, 'rejected');
    expect((await find(search, 'paris'))[0]?.[1]).not.toContain('Été à la tour');
  });

  it('is made ready before somebody asks, and left when the app closes', async () => {
    const { search, catalog } = openScene();
    await search.warmUp();
    expect(await find(search, 'dsc')).toEqual([['file dsc', ['DSC_0003']]]);
    const names = { prepare: (giveWay: () => Promise<void>) => giveWay() };
    const closing = createSearchService({ catalog, names: { ...createNameFinder(catalog), ...names } });
    const warming = closing.warmUp();
    closing.close();
    await expect(warming).rejects.toMatchObject({ code: 'cancelled' });
  });

  it('gives examples of this very library', async () => {
    const { search } = openScene();
    expect(await search.listExamples()).toEqual([
      { kind: 'place', city: 'Nice', year: 2023 },
      { kind: 'month', fromMs: Date.UTC(2019, 5) },
      { kind: 'camera', text: 'Apple iPhone 12' },
    ]);
  });
});
