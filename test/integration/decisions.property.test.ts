/** @file A person's word holds over any sequence of indexing, grouping, decisions, restarts and models. */
import fc from 'fast-check';
import { mkdirSync, renameSync } from 'node:fs';
import { join } from 'node:path';
import { expect, it } from 'vitest';
import type { Catalog } from '../../src/db/catalog.ts';
import type { Library } from '../../src/library/library.ts';
import { createFakeEmbedder, writeFakePhoto } from './support/fake-embedder.ts';
import { writeLandmarkFacts } from './support/landmark-facts.ts';
import { makeFolders, openFakeLibrary, readCatalog, scanAndIndex } from './support/test-library.ts';

const labels = ['a', 'b', 'known-tower'] as const;

type Step =
  | { readonly kind: 'add'; readonly label: number; readonly count: number }
  | { readonly kind: 'confirm' | 'reject'; readonly album: number; readonly photos: readonly number[] }
  | { readonly kind: 'rename'; readonly album: number }
  | { readonly kind: 'merge'; readonly into: number; readonly from: number }
  | { readonly kind: 'move' | 'restart' | 'change-model' | 'kill' };

const small = fc.nat({ max: 30 });
const someStep: fc.Arbitrary<Step> = fc.oneof(
  {
    weight: 3,
    arbitrary: fc.record({
      kind: fc.constant('add'),
      label: fc.nat({ max: 2 }),
      count: fc.integer({ min: 1, max: 5 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('confirm'),
      album: small,
      photos: fc.array(small, { minLength: 1, maxLength: 3 }),
    }),
  },
  {
    weight: 2,
    arbitrary: fc.record({
      kind: fc.constant('reject'),
      album: small,
      photos: fc.array(small, { minLength: 1, maxLength: 3 }),
    }),
  },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('rename'), album: small }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constant('merge'), into: small, from: small }) },
  { weight: 1, arbitrary: fc.record({ kind: fc.constantFrom('move', 'restart', 'change-model', 'kill') }) },
);

interface Snapshot {
  /** "album photo" -> state, for albums that are not merged. */
  readonly decided: ReadonlyMap<string, string>;
  readonly shown: ReadonlySet<string>;
  readonly names: ReadonlyMap<number, string>;
  readonly albumIds: readonly number[];
  readonly photoIds: readonly number[];
  readonly decisions: number;
}

function takeSnapshot(catalog: Catalog): Snapshot {
  const albums = catalog.albums.listAll();
  const unmerged = albums.filter(({ mergedIntoId }) => mergedIntoId === null);
  const shown = unmerged.flatMap(({ id }) =>
    catalog.memberships
      .listForAlbum(id)
      .flatMap(({ photoId, state }) => (state === 'rejected' ? [] : [`${id} ${photoId}`])),
  );
  return {
    decided: new Map(
      catalog.memberships.listDecided().map(({ albumId, photoId, state }) => [`${albumId} ${photoId}`, state]),
    ),
    shown: new Set(shown),
    names: new Map(unmerged.flatMap(({ id, name, isNamedByPerson }) => (isNamedByPerson ? [[id, name] as const] : []))),
    albumIds: unmerged.map(({ id }) => id),
    photoIds: catalog.photos
      .listPage({ offset: 0, limit: 1000 })
      .map(({ id }) => id)
      .sort((a, b) => a - b),
    decisions: catalog.decisions.count(),
  };
}

const timeoutMs = 400_000;

it('holds', { timeout: timeoutMs }, async () => {
  await fc.assert(
    fc.asyncProperty(fc.array(someStep, { minLength: 3, maxLength: 9 }), async (steps) => {
      const folders = makeFolders();
      writeLandmarkFacts(folders.data);
      const fake = createFakeEmbedder();
      let library: Library = openFakeLibrary(folders.data, fake);
      let made = 0;
      try {
        library.addRoot(folders.photos);
        const steps0: readonly Step[] = [{ kind: 'add', label: 0, count: 4 }, ...steps];
        for (const step of steps0) {
          const before = readCatalog(folders.data, takeSnapshot);
          const expected = new Map(before.decided);
          const pickAlbum = (index: number): number | undefined => before.albumIds[index % before.albumIds.length];
          let decided = 0;

          if (step.kind === 'add') {
            for (let count = 0; count < step.count; count += 1) {
              made += 1;
              writeFakePhoto(join(folders.photos, `${made}.jpg`), { label: labels[step.label] ?? 'a', index: made });
            }
            await scanAndIndex(library);
          } else if (step.kind === 'confirm' || step.kind === 'reject') {
            const album = pickAlbum(step.album);
            const photos = step.photos.flatMap((index) => before.photoIds[index % before.photoIds.length] ?? []);
            if (album !== undefined && photos.length > 0) {
              library.decisions[step.kind](album, photos);
              for (const photo of photos)
                expected.set(`${album} ${photo}`, step.kind === 'confirm' ? 'confirmed' : 'rejected');
              decided = 1;
            }
          } else if (step.kind === 'rename') {
            const album = pickAlbum(step.album);
            if (album !== undefined) {
              library.decisions.rename(album, `Name ${before.decisions}`);
              decided = 1;
            }
          } else if (step.kind === 'merge') {
            const [into, from] = [pickAlbum(step.into), pickAlbum(step.from)];
            if (into !== undefined && from !== undefined && into !== from) {
              const times = readCatalog(
                folders.data,
                (catalog) =>
                  new Map(
                    [into, from].flatMap((albumId) =>
                      catalog.memberships
                        .listForAlbum(albumId)
                        .map((row) => [String(albumId) + ' ' + String(row.photoId), row.updatedMs] as const),
                    ),
                  ),
              );
              library.decisions.merge(into, from);
              decided = 1;
              for (const [pair, state] of before.decided) {
                const [album, photo] = pair.split(' ').map(Number);
                if (album !== from) continue;
                expected.delete(pair);
                const there = `${into} ${photo}`;
                const isNewer = (times.get(pair) ?? 0) > (times.get(there) ?? 0);
                if (!before.decided.has(there) || isNewer) expected.set(there, state);
              }
            }
          } else if (step.kind === 'move') {
            mkdirSync(join(folders.photos, `moved ${before.decisions}`), { recursive: true });
            for (let index = 1; index <= made; index += 2) {
              const path = library.locatePhoto(before.photoIds[index % before.photoIds.length] ?? 0)?.path;
              if (path !== undefined)
                renameSync(path, join(folders.photos, `moved ${before.decisions}`, `${index} ${Date.now()}.jpg`));
            }
            await scanAndIndex(library);
          } else {
            if (step.kind === 'kill') fake.kill();
            else await library.close();
            if (step.kind === 'change-model')
              fake.modelHash = String(before.decisions % 10).repeat(32) + String(made % 10).repeat(32);
            if (step.kind !== 'kill') library = openFakeLibrary(folders.data, fake);
            await scanAndIndex(library);
          }

          const after = readCatalog(folders.data, takeSnapshot);
          expect(after.decided).toEqual(expected);
          expect(after.decisions).toBe(before.decisions + decided);
          for (const [album, name] of before.names) {
            if (step.kind !== 'rename' && after.albumIds.includes(album)) expect(after.names.get(album)).toBe(name);
          }
          // Nobody leaves an album but by a person's word; another model may find a photo in another album.
          if (step.kind !== 'reject' && step.kind !== 'merge') {
            const gone = [...before.shown].filter((pair) => !after.shown.has(pair));
            const shownPhotos = new Set([...after.shown].map((pair) => pair.split(' ')[1]));
            const isElsewhere = (pair: string): boolean =>
              step.kind === 'change-model' && shownPhotos.has(pair.split(' ')[1]);
            expect(gone.filter((pair) => !isElsewhere(pair))).toEqual([]);
          }
          expect(before.photoIds.filter((id) => !after.photoIds.includes(id))).toEqual([]);
          expect(after.photoIds).toHaveLength(made);
        }
      } finally {
        await library.close();
        folders.remove();
      }
    }),
    { numRuns: 12, endOnFailure: true },
  );
});
