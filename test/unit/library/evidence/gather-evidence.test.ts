import { beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '../../../../src/db/catalog.ts';
import { createEvidenceGatherer, updatePlaceEstimates } from '../../../../src/library/evidence/gather-evidence.ts';
import type { NewPhoto } from '../../../../src/db/photos.ts';
import { addPhoto, addRoot, openTestCatalog, decide } from '../../db/temporary-catalog.ts';

const minute = 60_000;
let catalog: Catalog;
let rootId: number;

const add = (name: string, minutes: number, changes: Partial<NewPhoto> = {}): number => {
  const place = { latitude: null, longitude: null };
  const { photoId } = addPhoto(catalog, rootId, name, { takenMs: minutes * minute, ...place, ...changes });
  catalog.photoEvidence.setFileEvidence(photoId, { gpsErrorMeters: null, keywords: [], pictureKind: 'photo' });
  return photoId;
};
const addLandmarkAlbum = (landmarkId: string): number => {
  const facts = { aliases: [], country: null, latitude: null, longitude: null };
  catalog.landmarks.upsertPersonal({ id: landmarkId, name: `The ${landmarkId} hall`, ...facts });
  const album = { kind: 'landmark' as const, landmarkId, name: landmarkId, place: null };
  return catalog.albums.insert({ ...album, latitude: null, longitude: null });
};

beforeEach(() => {
  catalog = openTestCatalog();
  rootId = addRoot(catalog);
});

describe('what photos of the same walk show', () => {
  it('is what a person said and what is sure, the nearest first', () => {
    const [tower, bridge] = [addLandmarkAlbum('tower'), addLandmarkAlbum('bridge')];
    const asked = add('asked', 100);
    const [near, sure, guessed, denied, far] = [
      add('near', 104),
      add('sure', 98),
      add('guessed', 101),
      add('denied', 99),
      add('far', 140),
    ];
    decide(catalog, tower, near, 'confirmed');
    catalog.memberships.setSuggested(bridge, sure, 0.97);
    catalog.memberships.setSuggested(bridge, guessed, 0.6, true);
    decide(catalog, bridge, denied, 'rejected');
    decide(catalog, bridge, far, 'confirmed');
    const { gather } = createEvidenceGatherer(catalog);
    expect(gather(asked, { hasWalk: true }).walk).toEqual([
      { landmarkId: 'bridge', minutes: 2, isConfirmed: false, confidence: 0.97 },
      { landmarkId: 'tower', minutes: 4, isConfirmed: true, confidence: 1 },
    ]);
    expect(gather(asked, { hasWalk: false }).walk).toEqual([]);
  });
});

it('finds landmarks in folders, file names and keywords', () => {
  addLandmarkAlbum('tower');
  const photoId = add('Tower Hall/tower-hall 3.jpg', 0);
  catalog.photoEvidence.setFileEvidence(photoId, {
    gpsErrorMeters: 8,
    keywords: ['x', 'tower hall'],
    pictureKind: null,
  });
  const { hints, gpsErrorMeters } = createEvidenceGatherer(catalog).gather(photoId, { hasWalk: false });
  expect(hints?.map(({ source, text }) => [source, text])).toEqual([
    ['folder', 'Tower Hall'],
    ['file-name', 'tower hall'],
    ['keyword', 'tower hall'],
  ]);
  expect(gpsErrorMeters).toBe(8);
});

describe('estimated places', () => {
  const estimateOf = (photoId: number) => catalog.photoEvidence.getMany([photoId])[0]?.placeEstimate ?? null;

  it('come when the second neighbour does, whichever photo is new', () => {
    const asked = add('asked', 100);
    const before = add('before', 98, { latitude: 43.7, longitude: 7.26 });
    updatePlaceEstimates(catalog, [asked, before]);
    expect(estimateOf(asked)).toBeNull();
    const after = add('after', 102, { latitude: 43.7, longitude: 7.27 });
    updatePlaceEstimates(catalog, [after]);
    expect(estimateOf(asked)?.longitude).toBeCloseTo(7.265, 6);
    expect(createEvidenceGatherer(catalog).gather(asked, { hasWalk: false }).estimate).toEqual(estimateOf(asked));
    expect(estimateOf(before)).toBeNull();
  });

  it('are the same in whichever order the photos came', () => {
    const names = ['a', 'b', 'c', 'd', 'e'];
    const run = (order: readonly number[]): unknown => {
      catalog = openTestCatalog();
      rootId = addRoot(catalog);
      const ids = new Map<number, number>();
      for (const index of order) {
        const place = index % 2 === 0 ? { latitude: 43.7, longitude: 7.26 + index / 1000 } : {};
        const photoId = add(names[index] ?? '', 100 + index, place);
        ids.set(index, photoId);
        updatePlaceEstimates(catalog, [photoId]);
      }
      return names.map((_, index) => estimateOf(ids.get(index) ?? 0));
    };
    const forward = run([0, 1, 2, 3, 4]);
    expect(run([4, 3, 2, 1, 0])).toEqual(forward);
    expect(run([1, 3, 0, 4, 2])).toEqual(forward);
  });
});
