/**
 * @file Whatever becomes of the catalog, the journal gives the decisions back: to the catalog itself after a crash between it and the
 * journal, to any older backup, and to a new catalog whose photos come later. fast-check prints the seed of what fails.
 */
import fc from 'fast-check';
import Database from 'better-sqlite3';
import { statSync, truncateSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Catalog } from '../../../../src/db/catalog.ts';
import { createDecisionService } from '../../../../src/library/decisions/decision-service.ts';
import { takeUpAwaited } from '../../../../src/library/decisions/replay.ts';
import { openDecisionJournal, type DecisionJournal } from '../../../../src/library/journal/decision-journal.ts';
import { locateJournal } from '../../../../src/library/journal/journal-file.ts';
import { silentLogger } from '../../../../src/library/logger.ts';
import { describeDifference, readWord as readKillWord } from '../../../integration/support/kills/word.ts';
import { addPhoto, addRoot, hashOf, makeFolder, openTestCatalog } from '../../db/temporary-catalog.ts';
import {
  make,
  openScene,
  photoCount,
  someDecision,
  type Scene,
  type SomeDecision,
} from '../decisions/decision-scene.ts';

const someStep = fc.oneof(
  { weight: 5, arbitrary: someDecision.map((decision) => ({ what: 'decide', decision }) as const) },
  { weight: 2, arbitrary: fc.constantFrom('undo', 'redo').map((what) => ({ what }) as const) },
  { weight: 1, arbitrary: fc.constant({ what: 'back up' } as const) },
  {
    weight: 1,
    arbitrary: fc.integer({ min: -90_000_000, max: 90_000_000 }).map((ms) => ({ what: 'turn the clock', ms }) as const),
  },
);

/**
 * What a person said. In a new catalog an album that Cairn had made may be another one with the same name and photos, nothing is
 * rejected that was never suggested, and covers are chosen anew: a cover waits for no photo.
 */
function readWord(catalog: Catalog, isSameCatalog: boolean): unknown {
  const uuidOf = (albumId: number): string => catalog.albums.get(catalog.albums.resolve(albumId) ?? 0)?.uuid ?? '';
  const hashes = Array.from({ length: photoCount }, (_, index) => hashOf(`p${index}`));
  const ids = hashes.map((hash) => catalog.photos.findByHash(hash) ?? 0);
  const nameOf = (photoId: number | null): string => `p${ids.indexOf(photoId ?? 0)}`;
  const albums = catalog.albums.listAll().flatMap((album) => {
    const { id, uuid, name, isNamedByPerson, isHidden, isCoverChosen, coverPhotoId, mergedIntoId } = album;
    if (mergedIntoId !== null) return isSameCatalog ? [`${uuid} joined ${uuidOf(id)}`] : [];
    const decided = catalog.memberships
      .listForAlbum(id)
      .filter(({ state }) => (isSameCatalog ? state !== 'suggested' : state === 'confirmed'));
    // Of one that is empty nobody sees anything.
    if (decided.length === 0) return [];
    const cover = isSameCatalog && isCoverChosen ? nameOf(coverPhotoId) : null;
    const members = decided.map(({ photoId, state }) => `${nameOf(photoId)} ${state}`).sort();
    return [
      JSON.stringify({
        uuid: isSameCatalog ? uuid : null,
        name: isNamedByPerson ? name : null,
        isHidden,
        cover,
        landmark: album.landmarkId,
        members,
      }),
    ];
  });
  return {
    albums: albums.sort(),
    denied: ids.map((id) => catalog.photos.isLandmarkDenied(id)),
    favourites: ids.map((id) => catalog.favourites.get(id)?.isFavourite ?? false),
    different: hashes.map((a) => hashes.filter((b) => a !== b && catalog.duplicates.areDifferent(a, b)).length),
    log: catalog.decisions.listEntries({ afterId: 0, limit: 10_000 }),
  };
}

/** A copy in a folder of its own. */
function copyCatalog(path: string): string {
  const folder = makeFolder();
  const database = new Database(path, { readonly: true });
  try {
    database.prepare('VACUUM INTO ?').run(join(folder, 'catalog.sqlite'));
  } finally {
    database.close();
  }
  return folder;
}

function openJournal(catalog: Catalog, dataFolder: string): DecisionJournal {
  return openDecisionJournal({ catalog, dataFolder, logger: silentLogger });
}

/** A new catalog with the journal of another, to which the photos come in an order of their own. */
function startAnew(dataFolder: string, order: readonly number[]): Catalog {
  const catalog = openTestCatalog();
  openJournal(catalog, dataFolder).close();
  const rootId = addRoot(catalog);
  const awaited = readKillWord(catalog.path);
  for (const index of order) {
    const { photoId } = addPhoto(catalog, rootId, `p${index}`);
    takeUpAwaited(catalog, hashOf(`p${index}`), photoId);
  }
  // What kills are judged by says the same before and after.
  expect(describeDifference(awaited, readKillWord(catalog.path))).toBeNull();
  return catalog;
}

type Step = typeof someStep extends fc.Arbitrary<infer Value> ? Value : never;

function decide(kind: SomeDecision['kind'], album: number, other: number, photo: number): Step {
  return { what: 'decide', decision: { kind, album, other, photos: [photo] } };
}

/** Steps that were once not given back: each with what an empty catalog, or a backup, could not find out by itself. */
const onceLost: readonly (readonly Step[])[] = [
  // By which of its names a landmark was meant: the next name ends that.
  [decide('rename to a landmark', 3, 0, 0), decide('rename', 3, 31, 0), decide('confirm', 3, 0, 0)],
  // The album of a landmark that Cairn had made, and another album joined.
  [
    decide('confirm', 0, 0, 0),
    decide('rename to a landmark', 0, 0, 0),
    decide('rename', 2, 31, 0),
    decide('confirm', 2, 0, 5),
  ],
  // An album that was opened for a landmark, which is another's after undoing.
  [
    decide('it is a landmark', 0, 1, 11),
    { what: 'undo' },
    decide('rename to a landmark', 0, 1, 0),
    decide('move', 0, 4, 0),
  ],
  // A new album whose name was taken back with it.
  [{ what: 'back up' }, decide('split', 0, 23, 0), { what: 'undo' }, decide('reject', 4, 0, 1)],
];
const inOrder = Array.from({ length: photoCount }, (_, index) => index);
const someOrder = fc.shuffledSubarray(inOrder, { minLength: photoCount });

it('gives every decision back', { timeout: 120_000 }, () => {
  fc.assert(
    fc.property(
      fc.array(someStep, { minLength: 1, maxLength: 25 }),
      fc.nat({ max: 4 }),
      fc.nat(),
      someOrder,
      (steps, crashed, chosen, photosCome) => {
        const dataFolder = makeFolder();
        const scene: Scene = openScene();
        const { catalog } = scene;
        const clock = { nowMs: 1_700_000_000_000 };
        const now = (): number => (clock.nowMs += 1);
        const decisions = createDecisionService({ catalog, now, onDecided: () => undefined });
        const journal = openJournal(catalog, dataFolder);
        const backups: string[] = [];
        for (const [index, step] of steps.entries()) {
          if (step.what === 'decide') make({ ...scene, decisions }, step.decision);
          else if (step.what === 'undo' || step.what === 'redo') decisions[step.what]();
          else if (step.what === 'turn the clock') clock.nowMs = Math.max(1, clock.nowMs + step.ms);
          else {
            backups.push(copyCatalog(catalog.path));
          }
          // The process ended between the catalog and the journal, for the last few of them.
          if (index < steps.length - crashed) journal.catchUp();
        }
        journal.close();
        // The last line was cut off.
        const path = locateJournal(dataFolder);
        if (crashed > 0) truncateSync(path, statSync(path).size - (chosen % 40));
        const word = readWord(catalog, true);
        openJournal(catalog, dataFolder).close();
        expect(readWord(catalog, true)).toEqual(word);
        expect(openJournal(catalog, dataFolder).replay).toBeNull();

        const backup = backups.length === 0 ? undefined : backups[chosen % backups.length];
        if (backup !== undefined) {
          const older = openTestCatalog({ folder: backup });
          openJournal(older, dataFolder).close();
          expect(readWord(older, true)).toEqual(word);
          expect(older.checkIntegrity()).toEqual([]);
        }
        const anew = startAnew(dataFolder, photosCome);
        expect(readWord(anew, false)).toEqual(readWord(catalog, false));
        expect(anew.checkIntegrity()).toEqual([]);
      },
    ),
    { numRuns: 40, endOnFailure: true, examples: onceLost.map((steps) => [[...steps], 0, 0, inOrder]) },
  );
});

it('leaves no name to an album whose opening was undone', () => {
  const dataFolder = makeFolder();
  const catalog = openTestCatalog();
  const decisions = createDecisionService({ catalog, onDecided: () => undefined });
  const { photoId } = addPhoto(catalog, addRoot(catalog), 'p0');
  decisions.split(null, [photoId], 'Kept');
  decisions.split(null, [photoId], 'Undone');
  decisions.undo();
  openJournal(catalog, dataFolder).close();
  const anew = openTestCatalog();
  openJournal(anew, dataFolder).close();
  const named = anew.albums.listAll().filter(({ isNamedByPerson }) => isNamedByPerson);
  expect(named.map(({ name }) => name)).toEqual(['Kept']);
  expect(describeDifference(readKillWord(catalog.path), readKillWord(anew.path))).toBeNull();
});
