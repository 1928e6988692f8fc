import { describe, expect, it } from 'vitest';
import { createDecisionService } from '../../../../src/library/decisions/decision-service.ts';
import { addGroup } from '../../db/temporary-catalog.ts';
import { openScene, type Scene } from './decision-scene.ts';

const stateOf = ({ catalog }: Scene, albumId: number, photoId: number): string | undefined =>
  catalog.memberships.get(albumId, photoId)?.state;

describe('decisions', () => {
  it('move photos: rejected here, confirmed there', () => {
    const scene = openScene();
    const [a = 0, b = 0] = scene.photos;
    scene.decisions.move(1, 2, [a, b]);
    expect([stateOf(scene, 1, a), stateOf(scene, 2, a)]).toEqual(['rejected', 'confirmed']);
    expect([stateOf(scene, 1, b), stateOf(scene, 2, b)]).toEqual(['rejected', 'confirmed']);
    expect(() => scene.decisions.move(1, 1, [a])).toThrow(expect.objectContaining({ code: 'invalid-input' }));
    expect(() => scene.decisions.move(1, 2, [999])).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('split photos off into an album of their own, or open one of any photos', () => {
    const scene = openScene();
    const [a = 0, b = 0] = scene.photos;
    const split = scene.decisions.split(1, [a], null);
    expect(scene.catalog.albums.get(split)).toMatchObject({ kind: 'group', name: 'One 2', isNamedByPerson: false });
    expect([stateOf(scene, 1, a), stateOf(scene, split, a)]).toEqual(['rejected', 'confirmed']);
    const opened = scene.decisions.split(null, [b, scene.photos[11] ?? 0], 'Our garden');
    expect(scene.catalog.albums.getSummary(opened)).toMatchObject({ name: 'Our garden', photoCount: 2 });
    // Nobody said that it does not belong where it was.
    expect(stateOf(scene, 1, b)).toBe('suggested');
    expect(() => scene.decisions.split(1, [], null)).toThrow(expect.objectContaining({ code: 'invalid-input' }));
  });

  it('link an album to a landmark by its name in any spelling, or join the album that shows it', () => {
    const scene = openScene();
    scene.decisions.rename(1, 'le BRIDGE');
    expect(scene.catalog.albums.get(1)).toMatchObject({
      kind: 'landmark',
      landmarkId: 'bridge',
      name: 'le BRIDGE',
      isNamedByPerson: true,
      latitude: 43.7,
    });
    scene.decisions.link(2, 'tower');
    expect(scene.catalog.albums.get(2)?.mergedIntoId).toBe(4);
    expect(scene.catalog.albums.getSummary(4)?.photoCount).toBeGreaterThan(2);
    expect(() => scene.decisions.link(3, 'atlantis')).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('confirm photos as a landmark that has no album yet: one decision, taken back as one', () => {
    const scene = openScene();
    const { catalog, decisions } = scene;
    const [a = 0] = scene.photos;
    const opened = decisions.confirmLandmark('bridge', 1, [a]);
    expect(catalog.albums.getSummary(opened)).toMatchObject({
      landmarkId: 'bridge',
      name: 'The bridge',
      photoCount: 1,
    });
    expect([stateOf(scene, 1, a), stateOf(scene, opened, a)]).toEqual(['rejected', 'confirmed']);
    expect(decisions.undo()).toBe('move');
    expect([stateOf(scene, 1, a), stateOf(scene, opened, a)]).toEqual(['suggested', undefined]);
    expect(decisions.getUndoState().undo).toBeNull();
    // An album that is empty is seen by nobody.
    const { items } = catalog.albums.listPage({ offset: 0, limit: 100, sort: 'photos', isHidden: false });
    expect(items.map(({ id }) => id)).not.toContain(opened);
    // The landmark is free for another album meanwhile.
    expect(catalog.albums.findByLandmark('bridge')).toBeNull();
    decisions.redo();
    expect(stateOf(scene, opened, a)).toBe('confirmed');
    expect(catalog.albums.get(opened)).toMatchObject({ kind: 'landmark', landmarkId: 'bridge', name: 'The bridge' });
  });

  it('confirm photos in the album that shows the landmark already', () => {
    const scene = openScene();
    const [a = 0, b = 0] = scene.photos;
    expect(scene.decisions.confirmLandmark('tower', null, [a])).toBe(4);
    expect([stateOf(scene, 1, a), stateOf(scene, 4, a)]).toEqual(['suggested', 'confirmed']);
    // Of the very album that the photo is in: it stays.
    expect(scene.decisions.confirmLandmark('tower', 4, [b])).toBe(4);
    expect(stateOf(scene, 4, b)).toBe('confirmed');
    // The landmark's album was merged into the one that the photo is to leave.
    scene.decisions.merge(1, 4);
    expect(scene.decisions.confirmLandmark('tower', 1, [b])).toBe(1);
    expect(stateOf(scene, 1, b)).toBe('confirmed');
    expect(() => scene.decisions.confirmLandmark('atlantis', null, [a])).toThrow(
      expect.objectContaining({ code: 'not-found' }),
    );
  });

  it('say that a photo shows no landmark: it leaves every album, and is offered to nobody', () => {
    const scene = openScene();
    const [a = 0] = scene.photos;
    scene.decisions.confirm(2, [a]);
    scene.decisions.denyLandmark([a]);
    expect([stateOf(scene, 1, a), stateOf(scene, 2, a)]).toEqual(['rejected', 'rejected']);
    expect(scene.catalog.photos.isLandmarkDenied(a)).toBe(true);
    // Who says later what it shows takes that back.
    scene.decisions.confirm(1, [a]);
    expect(scene.catalog.photos.isLandmarkDenied(a)).toBe(false);
  });

  it('keep the cover that a person chose, of a photo that is in the album', () => {
    const scene = openScene();
    const [a = 0] = scene.photos;
    scene.decisions.setCover(1, a);
    expect(scene.catalog.albums.get(1)).toMatchObject({ coverPhotoId: a, isCoverChosen: true });
    expect(() => scene.decisions.setCover(2, a)).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('count as one however many photos they are about', () => {
    const scene = openScene();
    scene.decisions.confirm(1, scene.photos);
    expect(scene.catalog.decisions.count()).toBe(1);
    expect(scene.decisions.undo()).toBe('confirm');
    expect(scene.catalog.memberships.listDecided()).toEqual([]);
  });
});

describe('when the clock is put back', () => {
  const dayMs = 86_400_000;

  it('the order of decisions stays that in which they were made, and the later word wins', () => {
    const { catalog, photos } = openScene();
    let nowMs = Date.UTC(2026, 5, 1);
    const service = createDecisionService({ catalog, now: () => nowMs, onDecided: () => undefined });
    const [one, two] = [addGroup(catalog, 'Here'), addGroup(catalog, 'There')];
    const photo = photos[0] ?? 0;
    service.confirm(one, [photo]);
    nowMs -= 30 * dayMs;
    // Said later, with an earlier time on the clock: where both albums become one, this is what holds.
    service.reject(two, [photo]);
    service.setFavourite([photo], true);
    service.merge(one, two);
    expect(catalog.memberships.get(one, photo)).toMatchObject({ state: 'rejected' });
    const times = catalog.decisions.list({ afterId: 0, limit: 10 }).map(({ atMs }) => atMs);
    expect(times).toEqual(times.toSorted((a, b) => a - b));
    expect(new Set(times).size).toBe(4);
    expect([service.undo(), service.undo(), service.undo(), service.undo()]).toEqual([
      'merge',
      'favourite',
      'reject',
      'confirm',
    ]);
    expect(service.undo()).toBeNull();
  });

  it('what comes from a computer whose clock is ahead does not stand above what is said afterwards', () => {
    const { catalog, photos } = openScene();
    const service = createDecisionService({ catalog, now: () => 1000, onDecided: () => undefined });
    catalog.transactionDurably(() => catalog.decisions.append({ atMs: 9_000_000, kind: 'hide', payload: {} }));
    service.setFavourite([photos[0] ?? 0], true);
    expect(catalog.decisions.getLatestMs()).toBe(9_000_001);
    expect(catalog.favourites.get(photos[0] ?? 0)).toMatchObject({ atMs: 9_000_001 });
  });
});
