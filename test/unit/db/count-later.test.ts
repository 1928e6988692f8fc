import { expect, it } from 'vitest';
import type { Catalog } from '../../../src/db/catalog.ts';
import { createDecisionService } from '../../../src/library/decisions/decision-service.ts';
import { addGroup, addPhoto, addRoot, openTestCatalog } from './temporary-catalog.ts';

const photosEach = 320;

/** Two albums of so many photos that share some; a third one of some of the first. Every seventh photo has no file. */
const fill = (): { readonly catalog: Catalog; readonly photoIds: readonly number[] } => {
  const catalog = openTestCatalog();
  const rootId = addRoot(catalog);
  const photoIds: number[] = [];
  catalog.transaction(() => {
    for (let index = 0; index < 2 * photosEach; index += 1) {
      const takenMs = index % 5 === 0 ? null : 1000 * index;
      const { photoId, fileId } = addPhoto(catalog, rootId, String(index), { takenMs });
      photoIds.push(photoId);
      if (index % 7 === 0) catalog.files.markMissing([fileId]);
    }
    const albums = ['one', 'other', 'third'].map((name) => addGroup(catalog, name));
    const members = [photoIds.slice(0, photosEach + 20), photoIds.slice(photosEach), photoIds.slice(50, 80)];
    for (const [row, albumId] of albums.entries()) {
      for (const photoId of members[row] ?? []) {
        catalog.memberships.setSuggested(albumId, photoId, 0.8, photoId % 11 === 0);
      }
    }
  });
  return { catalog, photoIds };
};

const counts = (catalog: Catalog): unknown =>
  [1, 2, 3].map((id) => catalog.albums.getSummary(id)).map((album) => [album?.photoCount, album?.suggestedCount]);

it('much that changes at once leaves the counts that it would leave one by one: merged, denied, taken back and done again', () => {
  const { catalog, photoIds } = fill();
  const decisions = createDecisionService({ catalog, onDecided: () => undefined });
  const before = counts(catalog);
  const turns = [
    () => decisions.merge(2, 1),
    () => decisions.undo(),
    () => decisions.redo(),
    () => decisions.undo(),
    () => decisions.denyLandmark(photoIds.slice(0, photosEach)),
    () => decisions.undo(),
    () => decisions.confirm(1, photoIds.slice(0, photosEach)),
    () => decisions.reject(1, photoIds.slice(0, photosEach)),
    () => decisions.undo(),
    () => decisions.undo(),
  ];
  for (const turn of turns) {
    turn();
    expect(catalog.checkIntegrity()).toEqual([]);
  }
  expect(counts(catalog)).toEqual(before);
});

it('what fails on the way leaves nothing behind, and what is within counts with the whole', () => {
  const { catalog, photoIds } = fill();
  const before = counts(catalog);
  const drop = (albumId: number): void => {
    for (const photoId of photoIds) catalog.memberships.removeSuggested(albumId, photoId);
  };
  expect(() =>
    catalog.transaction(() =>
      catalog.albums.countLater([1], photosEach, () => {
        drop(1);
        throw new Error('the power is gone');
      }),
    ),
  ).toThrow('the power is gone');
  expect(counts(catalog)).toEqual(before);
  catalog.transaction(() =>
    catalog.albums.countLater([1, 3], photosEach, () => {
      catalog.albums.countLater([1], photosEach, () => drop(1));
      // Its counts are true at once: it is not among those that wait.
      drop(2);
      expect(catalog.albums.getSummary(2)?.photoCount).toBe(0);
      drop(3);
    }),
  );
  expect(catalog.checkIntegrity()).toEqual([]);
});
