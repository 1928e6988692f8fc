import { describe, expect, it } from 'vitest';
import { createDecisionService } from '../../../../src/library/decisions/decision-service.ts';
import { openTestCatalog, addGroup, addPhoto, addRoot, type TestClock } from '../../db/temporary-catalog.ts';
import { openScene } from './decision-scene.ts';

describe('undo', () => {
  it('gives both albums of a merge back as they were, with the times of what was decided', () => {
    const clock: TestClock = { nowMs: 100 };
    const catalog = openTestCatalog({ clock });
    const decisions = createDecisionService({ catalog, now: () => clock.nowMs, onDecided: () => undefined });
    const rootId = addRoot(catalog);
    const [a, b, c] = ['a', 'b', 'c'].map((name) => addPhoto(catalog, rootId, name).photoId) as [
      number,
      number,
      number,
    ];
    const [castle, fort] = [addGroup(catalog, 'Castle'), addGroup(catalog, 'Fort')];
    decisions.confirm(castle, [a]);
    clock.nowMs = 200;
    decisions.reject(fort, [a]);
    decisions.confirm(fort, [b]);
    catalog.memberships.setSuggested(castle, c, 0.6);
    catalog.memberships.setSuggested(fort, c, 0.8, true);
    const read = () => [castle, fort].map((id) => [catalog.albums.get(id), catalog.memberships.listForAlbum(id)]);
    const before = read();
    clock.nowMs = 300;
    decisions.merge(castle, fort);
    expect(catalog.memberships.listForAlbum(castle).map(({ state }) => state)).toEqual([
      'rejected',
      'confirmed',
      'suggested',
    ]);
    clock.nowMs = 400;
    decisions.undo();
    expect(read()).toEqual(before);
  });

  it('leaves a suggestion that Cairn changed or took back since photos were merged', () => {
    const { catalog, decisions, photos } = openScene();
    const [a = 0, b = 0] = photos;
    catalog.memberships.setSuggested(2, a, 0.9);
    catalog.memberships.setSuggested(2, b, 0.9);
    decisions.merge(1, 2);
    catalog.memberships.setSuggested(1, a, 0.7);
    catalog.memberships.removeSuggested(1, b);
    decisions.undo();
    expect(catalog.memberships.get(1, a)).toMatchObject({ confidence: 0.7 });
    expect(catalog.memberships.get(1, b)).toBeNull();
    expect(catalog.memberships.get(2, a)).toMatchObject({ confidence: 0.9 });
  });

  it('leaves what else changed in an album: its cover and place', () => {
    const { catalog, decisions, photos } = openScene();
    const [a = 0] = photos;
    decisions.rename(1, 'Castle');
    catalog.albums.setCover(1, a);
    catalog.albums.setPlace(1, { place: 'Nice, France', latitude: 43.7, longitude: 7.26 });
    decisions.undo();
    expect(catalog.albums.get(1)).toMatchObject({ name: 'One', coverPhotoId: a, place: 'Nice, France' });
  });

  it('leaves the album that Cairn made for a landmark since: there is one album a landmark', () => {
    const { catalog, decisions } = openScene();
    decisions.link(1, 'bridge');
    decisions.undo();
    const made = catalog.albums.insert({ kind: 'landmark', landmarkId: 'bridge', name: 'The bridge' });
    expect(decisions.redo()).toBe('link');
    expect(catalog.albums.findByLandmark('bridge')?.id).toBe(made);
    expect(catalog.albums.get(1)).toMatchObject({ kind: 'group', landmarkId: null });
    expect(decisions.undo()).toBe('link');
    expect(catalog.albums.get(1)).toMatchObject({ kind: 'group', landmarkId: null, name: 'One' });
    expect(catalog.checkIntegrity()).toEqual([]);
  });
});

describe('names', () => {
  it('that mean a landmark link; another name ends that, but not what Cairn recognised', () => {
    const { catalog, decisions } = openScene();
    decisions.rename(1, 'The bridge');
    expect(catalog.albums.get(1)).toMatchObject({ kind: 'landmark', landmarkId: 'bridge' });
    decisions.rename(1, 'Our bridge');
    expect(catalog.albums.get(1)).toMatchObject({ kind: 'group', landmarkId: null, name: 'Our bridge' });
    decisions.undo();
    expect(catalog.albums.get(1)).toMatchObject({ kind: 'landmark', landmarkId: 'bridge', name: 'The bridge' });
    decisions.rename(4, 'Our tower');
    expect(catalog.albums.get(4)).toMatchObject({ kind: 'landmark', landmarkId: 'tower', name: 'Our tower' });
  });

  it('that the person gave stay when their album joins one that Cairn named, or is linked', () => {
    const { catalog, decisions } = openScene();
    decisions.rename(2, 'Castle');
    decisions.merge(1, 2);
    expect(catalog.albums.get(1)).toMatchObject({ name: 'Castle', isNamedByPerson: true });
    decisions.undo();
    expect(catalog.albums.get(1)).toMatchObject({ name: 'One', isNamedByPerson: false });
    decisions.link(2, 'bridge');
    expect(catalog.albums.get(2)).toMatchObject({ landmarkId: 'bridge', name: 'Castle', isNamedByPerson: true });
  });
});

describe('a hidden album', () => {
  it('is seen again when one joins it that is not hidden', () => {
    const { catalog, decisions } = openScene();
    decisions.hide(4);
    decisions.link(1, 'tower');
    expect(catalog.albums.get(4)?.isHidden).toBe(false);
    decisions.undo();
    expect(catalog.albums.get(4)?.isHidden).toBe(true);
  });
});
