/**
 * @file Every kind of decision holds over any order of scans, regroups, restarts, models and folders that go and come; undoing all of
 * them gives the start, making them again gives the end.
 */
import fc from 'fast-check';
import { rmSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Catalog } from '../../src/db/catalog.ts';
import type { Library } from '../../src/library/library.ts';
import { decisionKinds } from '../unit/library/decisions/decision-scene.ts';
import { createFakeEmbedder, writeFakePhoto } from './support/fake-embedder.ts';
import { writeLandmarkFacts } from './support/landmark-facts.ts';
import { makeFolders, openFakeLibrary, readCatalog, scanAndIndex } from './support/test-library.ts';

const labels = ['a', 'b', 'known-tower'] as const;
/** A person's decisions, and what a person does with the log of them. */
const stepKinds = [...decisionKinds, 'undo', 'redo', 'accept proposals'] as const;
/** What Cairn does by itself, or what happens to it. */
const eventKinds = ['add', 'scan', 'restart', 'change-model', 'kill', 'lose a photo', 'remove the folder'] as const;

interface Step {
  readonly kind: (typeof stepKinds)[number] | (typeof eventKinds)[number];
  readonly album: number;
  readonly other: number;
  readonly photos: readonly number[];
}

const small = fc.nat({ max: 30 });
const someStep: fc.Arbitrary<Step> = fc.record({
  kind: fc.oneof(
    { weight: 3, arbitrary: fc.constantFrom(...stepKinds) },
    { weight: 2, arbitrary: fc.constantFrom(...eventKinds) },
  ),
  album: small,
  other: small,
  photos: fc.array(small, { minLength: 1, maxLength: 4 }),
});

/** All that a person said. */
function readWord(catalog: Catalog): {
  readonly decided: readonly string[];
  readonly albums: readonly (readonly [number, object])[];
  readonly denied: readonly number[];
  readonly favourites: readonly number[];
} {
  const photoIds = listPhotos(catalog);
  const albums = catalog.albums.listAll().flatMap((album) => {
    const { id, name, isNamedByPerson, isHidden, isCoverChosen, coverPhotoId, mergedIntoId } = album;
    if (!isNamedByPerson && !isHidden && !isCoverChosen && mergedIntoId === null) return [];
    const cover = isCoverChosen ? coverPhotoId : null;
    return [[id, { name: isNamedByPerson ? name : null, isHidden, cover, mergedIntoId }] as const];
  });
  return {
    decided: catalog.memberships.listDecided().map(({ albumId, photoId, state }) => `${albumId} ${photoId} ${state}`),
    albums,
    denied: photoIds.filter((id) => catalog.photos.isLandmarkDenied(id)),
    favourites: photoIds.filter((id) => catalog.favourites.get(id)?.isFavourite === true),
  };
}

function listPhotos(catalog: Catalog): number[] {
  return catalog.photos
    .listPage({ offset: 0, limit: 1000 })
    .map(({ id }) => id)
    .sort((a, b) => a - b);
}

function listUnmerged(catalog: Catalog): number[] {
  return catalog.albums.listAll().flatMap(({ id, mergedIntoId }) => (mergedIntoId === null ? [id] : []));
}

/** "album photo" of everything that is shown. */
function listShown(catalog: Catalog): string[] {
  return listUnmerged(catalog).flatMap((id) =>
    catalog.memberships
      .listForAlbum(id)
      .flatMap(({ photoId, state }) => (state === 'rejected' ? [] : [`${id} ${photoId}`])),
  );
}

it('holds', { timeout: 400_000 }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someStep, { minLength: 4, maxLength: 10 }), async (steps) => {
      const folders = makeFolders();
      writeLandmarkFacts(folders.data);
      const fake = createFakeEmbedder();
      let library: Library = openFakeLibrary(folders.data, fake);
      const read = <Value>(work: (catalog: Catalog) => Value): Value => readCatalog(folders.data, work);
      let made = 0;
      const addPhotos = (label: string, count: number): void => {
        for (let index = 0; index < count; index += 1) {
          made += 1;
          writeFakePhoto(join(folders.photos, `${made}.jpg`), { label, index: made });
        }
      };

      const decide = async ({ kind, album, other, photos }: Step): Promise<void> => {
        const { decisions } = library;
        const [albumIds, ids] = [read(listUnmerged), read(listPhotos)];
        const [albumId, otherId] = [albumIds[album % albumIds.length] ?? 0, albumIds[other % albumIds.length] ?? 0];
        const chosen = photos.map((index) => ids[index % ids.length] ?? 0);
        const landmark = other % 2 === 0 ? 'tower' : 'bridge';
        if (kind === 'confirm' || kind === 'reject') decisions[kind](albumId, chosen);
        else if (kind === 'move' && albumId !== otherId) decisions.move(albumId, otherId, chosen);
        else if (kind === 'merge' && albumId !== otherId) decisions.merge(albumId, otherId);
        else if (kind === 'split') decisions.split(albumId, chosen, null);
        else if (kind === 'open') decisions.split(null, chosen, `Mine ${other}`);
        else if (kind === 'rename') decisions.rename(albumId, `Name ${other}`);
        else if (kind === 'rename to a landmark') decisions.rename(albumId, `the ${landmark}`);
        else if (kind === 'link') decisions.link(albumId, `known-${landmark}`);
        else if (kind === 'hide' || kind === 'show') decisions[kind](albumId);
        else if (kind === 'not a landmark') decisions.denyLandmark(chosen);
        else if (kind === 'different') {
          if (new Set(chosen).size > 1) decisions.setDifferent(chosen);
        } else if (kind === 'favourite') decisions.setFavourite(chosen, other % 3 > 0);
        else if (kind === 'undo' || kind === 'redo') decisions[kind]();
        else if (kind === 'cover') {
          const shown = read((catalog) => catalog.albums.listPhotos({ albumId, offset: 0, limit: 1 }))[0];
          if (shown !== undefined) decisions.setCover(albumId, shown.id);
        } else if (kind === 'accept proposals') {
          const [proposal] = await library.proposeRegroup();
          if (proposal !== undefined) library.acceptProposal(proposal.key);
        }
      };
      const happen = async ({ kind, album, photos }: Step): Promise<void> => {
        if (kind === 'add') addPhotos(labels[album % labels.length] ?? 'a', photos.length);
        else if (kind === 'kill') fake.kill();
        else if (kind === 'lose a photo') rmSync(join(folders.photos, `${1 + (album % made)}.jpg`), { force: true });
        else if (kind === 'remove the folder') {
          const root = read((catalog) => catalog.roots.list())[0];
          if (root !== undefined) await library.handlers['roots.remove']({ rootId: root.id });
          await scanAndIndex(library);
          library.addRoot(folders.photos);
        } else if (kind === 'restart' || kind === 'change-model') {
          await library.close();
          if (kind === 'change-model') fake.modelHash = String(album % 10).repeat(64);
          library = openFakeLibrary(folders.data, fake);
        }
        await scanAndIndex(library);
      };

      try {
        library.addRoot(folders.photos);
        for (const label of labels) addPhotos(label, 4);
        await scanAndIndex(library);
        const start = read(listShown);
        expect(start).toHaveLength(12);

        for (const step of steps) {
          const before = read(readWord);
          if ((stepKinds as readonly string[]).includes(step.kind)) {
            await decide(step);
            continue;
          }
          await happen(step);
          // A photo without a file is not listed; what was said of it is kept all the same.
          const { decided, albums, denied, favourites } = read(readWord);
          const listed = new Set(read(listPhotos));
          expect({ decided, albums }).toEqual({ decided: before.decided, albums: before.albums });
          const shownPhotos = new Set(read(listShown).map((pair) => Number(pair.split(' ')[1])));
          expect(denied.filter((id) => shownPhotos.has(id))).toEqual([]);
          expect(before.favourites.filter((id) => listed.has(id) && !favourites.includes(id))).toEqual([]);
        }

        await scanAndIndex(library);
        const end = read(readWord);
        let count = 0;
        while (library.decisions.undo() !== null) count += 1;
        expect(read(readWord)).toEqual({ decided: [], albums: [], denied: [], favourites: [] });
        // Another model guesses anew; besides, what Cairn found meanwhile is there, too.
        const isSameModel = steps.every(({ kind }) => kind !== 'change-model');
        const shown = new Set(read(listShown));
        if (isSameModel) expect(start.filter((pair) => !shown.has(pair))).toEqual([]);
        expect(read((catalog) => catalog.checkIntegrity())).toEqual([]);
        await library.close();

        library = openFakeLibrary(folders.data, fake);
        for (let redone = 0; redone < count; redone += 1) expect(library.decisions.redo()).not.toBeNull();
        expect(read(readWord)).toEqual(end);
        await scanAndIndex(library);
        expect(read(readWord)).toEqual(end);
      } finally {
        await library.close();
        folders.remove();
      }
    }),
    { numRuns: 10, endOnFailure: true },
  );
});
