import { describe, expect, it } from 'vitest';
import { readDecisionFile, writeDecisionFile } from '../../../../src/library/decisions/decision-file.ts';
import { createDecisionService } from '../../../../src/library/decisions/decision-service.ts';
import { takeUpAwaited } from '../../../../src/library/decisions/replay.ts';
import { hasToLearn } from '../../../../src/library/albums/pending-work.ts';
import { addPhoto, addRoot, hashOf, openTestCatalog, type TestClock } from '../../db/temporary-catalog.ts';
import { openScene, type Scene } from './decision-scene.ts';

const listFavourites = ({ catalog }: Scene): readonly number[] =>
  catalog.photoLists.listIds({ filter: { isFavourite: true }, offset: 0, limit: 100 }).toSorted((a, b) => a - b);

function openComputer() {
  const clock: TestClock = { nowMs: 1_000 };
  const catalog = openTestCatalog({ clock });
  const rootId = addRoot(catalog);
  return {
    catalog,
    clock,
    decisions: createDecisionService({ catalog, now: () => clock.nowMs, onDecided: () => undefined }),
    bring: (name: string): number => {
      const { photoId } = addPhoto(catalog, rootId, name);
      takeUpAwaited(catalog, hashOf(name), photoId);
      return photoId;
    },
  };
}

describe('favourites', () => {
  it('are marked and unmarked many at a time, undone and redone', () => {
    const scene = openScene();
    const [a = 0, b = 0, c = 0] = scene.photos;
    scene.decisions.setFavourite([a, b], true);
    scene.decisions.setFavourite([b, c], true);
    scene.decisions.setFavourite([a], false);
    expect(listFavourites(scene)).toEqual([b, c]);
    expect(scene.decisions.undo()).toBe('favourite');
    expect(listFavourites(scene)).toEqual([a, b, c]);
    scene.decisions.undo();
    // Only what the decision changed: b was one before.
    expect(listFavourites(scene)).toEqual([a, b]);
    scene.decisions.redo();
    scene.decisions.redo();
    expect(listFavourites(scene)).toEqual([b, c]);
    expect(() => scene.decisions.setFavourite([999], true)).toThrow(expect.objectContaining({ code: 'not-found' }));
  });

  it('teach nothing: no album is looked at again', () => {
    const scene = openScene();
    const taught: boolean[] = [];
    const decisions = createDecisionService({
      catalog: scene.catalog,
      onDecided: (_, teaches) => taught.push(teaches),
    });
    decisions.setFavourite([scene.photos[0] ?? 0], true);
    decisions.undo();
    expect(hasToLearn(scene.catalog)).toBe(false);
    decisions.hide(1);
    expect(taught).toEqual([false, false, true]);
    expect(hasToLearn(scene.catalog)).toBe(true);
  });

  it('go to another computer, also before their photos do, and give way to a later word there', () => {
    const home = openComputer();
    home.decisions.setFavourite([home.bring('a'), home.bring('b')], true);
    const text = [...writeDecisionFile(home.catalog)].join('\n');
    const other = openComputer();
    const a = other.bring('a');
    other.clock.nowMs = 2_000;
    other.decisions.setFavourite([a], true);
    other.decisions.setFavourite([a], false);
    expect(readDecisionFile(other.catalog, text)).toMatchObject({ made: 1, awaited: 1, refused: [] });
    const b = other.bring('b');
    expect(other.catalog.favourites.get(a)).toEqual({ isFavourite: false, atMs: 2_001 });
    expect(other.catalog.favourites.get(b)).toEqual({ isFavourite: true, atMs: 1_000 });
    // Undone there after the photo came.
    other.decisions.undo();
    expect(other.catalog.favourites.get(b)).toBeNull();
    other.decisions.redo();
    expect(other.catalog.favourites.get(b)).toEqual({ isFavourite: true, atMs: 1_000 });
  });

  it('come undone while their photos are still to come', () => {
    const home = openComputer();
    home.decisions.setFavourite([home.bring('a')], true);
    const other = openComputer();
    readDecisionFile(other.catalog, [...writeDecisionFile(home.catalog)].join('\n'));
    expect(other.catalog.favourites.getAwaited(hashOf('a'))?.isFavourite).toBe(true);
    other.decisions.undo();
    expect(other.catalog.favourites.getAwaited(hashOf('a'))).toBeNull();
    expect(other.catalog.favourites.get(other.bring('a'))).toBeNull();
  });
});
