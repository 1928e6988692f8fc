import { beforeEach, describe, expect, it } from 'vitest';
import type { Catalog } from '../../../../src/db/catalog.ts';
import { storeRecognitions } from '../../../../src/library/albums/recognize-photos.ts';
import type { Candidate, Recognition } from '../../../../src/ml/embedder-messages.ts';
import { addGroup, addPhoto, addRoot, openTestCatalog, decide } from '../../db/temporary-catalog.ts';

const candidate = (landmarkId: string, confidence: number): Candidate => ({ landmarkId, confidence, score: 1 });
const unsure = (twins: readonly string[], ...candidates: readonly Candidate[]): Recognition => ({
  landmarkness: 0.9,
  landmarkId: null,
  confidence: 0,
  none: 0.3,
  twins,
  candidates,
});
const sure = (landmarkId: string): Recognition => ({
  ...unsure([], candidate(landmarkId, 0.97)),
  landmarkId,
  confidence: 0.97,
});

describe('a photo that may show a landmark', () => {
  let catalog: Catalog;
  let photoId: number;
  const albumOf = (landmarkId: string): number => catalog.albums.findByLandmark(landmarkId)?.id ?? -1;
  const listMemberships = () =>
    catalog.memberships
      .listForPhoto(photoId)
      .map(({ albumId, state, confidence, isTentative }) => ({ albumId, state, confidence, isTentative }));
  const store = (recognition: Recognition): readonly number[] => storeRecognitions(catalog, [photoId], [recognition]);

  beforeEach(() => {
    catalog = openTestCatalog();
    ({ photoId } = addPhoto(catalog, addRoot(catalog), 'a'));
    for (const id of ['tower', 'bridge']) {
      catalog.landmarks.upsertPersonal({ id, name: id, aliases: [], country: null, latitude: null, longitude: null });
    }
  });

  it('is suggested to it from one half on, without being a member', () => {
    expect(store(unsure([], candidate('tower', 0.6), candidate('bridge', 0.2)))).toEqual([albumOf('tower')]);
    expect(listMemberships()).toEqual([
      { albumId: albumOf('tower'), state: 'suggested', confidence: 0.6, isTentative: true },
    ]);
    expect(catalog.albums.getSummary(albumOf('tower'))).toMatchObject({ photoCount: 0, tentativeCount: 1 });
    expect(catalog.albums.findByLandmark('bridge')).toBeNull();
  });

  it('is suggested to both of near twins', () => {
    store(unsure(['tower', 'bridge'], candidate('tower', 0.45), candidate('bridge', 0.44)));
    expect(listMemberships().map(({ confidence }) => confidence)).toEqual([0.44, 0.45]);
  });

  it('forgets what the last look-up guessed', () => {
    store(unsure([], candidate('tower', 0.6)));
    const tower = albumOf('tower');
    expect(store(unsure([], candidate('bridge', 0.7)))).toEqual([tower, albumOf('bridge')]);
    expect(listMemberships()).toMatchObject([{ albumId: albumOf('bridge'), isTentative: true }]);
    store(sure('tower'));
    expect(listMemberships()).toEqual([{ albumId: tower, state: 'suggested', confidence: 0.97, isTentative: false }]);
  });

  it('is not suggested when it is in an album, was refused there, or shows no landmark as a person says', () => {
    const group = addGroup(catalog, 'Our house');
    catalog.memberships.setSuggested(group, photoId, 0.8);
    store(unsure([], candidate('tower', 0.6)));
    expect(listMemberships()).toMatchObject([{ albumId: group, isTentative: false }]);

    decide(catalog, group, photoId, 'rejected');
    store(unsure([], candidate('tower', 0.6)));
    const tower = albumOf('tower');
    expect(listMemberships()).toMatchObject([{ albumId: group, state: 'rejected' }, { albumId: tower }]);
    decide(catalog, tower, photoId, 'rejected');
    store(unsure([], candidate('tower', 0.6)));
    expect(catalog.memberships.get(tower, photoId)).toMatchObject({ state: 'rejected' });

    catalog.photos.setLandmarkDenied([photoId], true);
    expect(store(unsure([], candidate('bridge', 0.6)))).toEqual([]);
    expect(store(sure('bridge'))).toEqual([]);
  });
});
