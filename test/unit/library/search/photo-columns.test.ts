import { setImmediate as giveWay } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { createColumnsFiller } from '../../../../src/library/search/fill-columns.ts';
import {
  createColumnsWriter,
  findInNames,
  findPlace,
  mergeColumns,
  type ColumnPhoto,
  type PhotoColumns,
} from '../../../../src/library/search/photo-columns.ts';

/** Few times, so that many photos share one; names of one to four bytes a character. */
const facts = fc.record({
  sortMs: fc.integer({ min: -3, max: 3 }),
  localMs: fc.constantFrom(NaN, 0, 86_400_000),
  yearDay: fc.integer({ min: 0, max: 415 }),
  city: fc.integer({ min: -1, max: 3 }),
  camera: fc.integer({ min: -1, max: 3 }),
  keywordList: fc.integer({ min: -1, max: 3 }),
  names: fc.string({ unit: fc.constantFrom('a', 'b', '.', '\n', 'é', '塔', '🗼'), maxLength: 8 }),
});
const photosById = fc
  .uniqueArray(fc.integer({ min: 1, max: 40 }), { maxLength: 25 })
  .chain((ids) => fc.tuple(...ids.map((id) => facts.map((rest): ColumnPhoto => ({ id, ...rest })))));

const sortPhotos = (photos: readonly ColumnPhoto[]): readonly ColumnPhoto[] =>
  photos.toSorted((a, b) => b.sortMs - a.sortMs || b.id - a.id);

function makeColumns(photos: readonly ColumnPhoto[]): PhotoColumns {
  const writer = createColumnsWriter(1, 1);
  for (const photo of sortPhotos(photos)) writer.add(photo);
  return writer.finish();
}

/** As plain numbers and texts. */
function readColumns(columns: PhotoColumns): readonly ColumnPhoto[] {
  const read = (numbers: ArrayLike<number>, place: number): number => numbers[place] ?? NaN;
  return Array.from({ length: columns.length }, (_, place) => ({
    id: read(columns.ids, place),
    sortMs: read(columns.sortMs, place),
    localMs: read(columns.localMs, place),
    yearDay: read(columns.yearDay, place),
    city: read(columns.city, place),
    camera: read(columns.camera, place),
    keywordList: read(columns.keywordList, place),
    names: new TextDecoder().decode(
      columns.nameBytes.subarray(place === 0 ? 0 : columns.nameEnds[place - 1], columns.nameEnds[place]),
    ),
  }));
}

describe('columns of photos', () => {
  it('hold the same when they are filled in any order, photo by photo and file by file', async () => {
    // Ids of several pages.
    const spread = photosById.map((photos) => photos.map((photo) => ({ ...photo, id: photo.id * 7001 })));
    const namesOf = fc.array(fc.string({ unit: fc.constantFrom('a', '.', 'é', '塔', '🗼'), maxLength: 6 }), {
      maxLength: 3,
    });
    const files = spread.chain((photos) => fc.tuple(...photos.map((photo) => fc.tuple(fc.constant(photo), namesOf))));
    await fc.assert(
      fc.asyncProperty(files, fc.nat(), async (photos, shift) => {
        const filler = createColumnsFiller();
        for (const { id, sortMs } of sortPhotos(photos.map(([photo]) => photo))) filler.addPhoto(id, sortMs);
        const shifted = [...photos.slice(shift % 7), ...photos.slice(0, shift % 7)];
        for (const [photo] of shifted) filler.setFacts(photo.id, photo);
        const stranger = { localMs: 1, yearDay: 1, city: 1, camera: 1, keywordList: 1 };
        for (const id of [3, 7001 * 41]) filler.setFacts(id, stranger);
        filler.addName(3, 'of nobody');
        // The first file of each, then the second ones.
        for (const number of [0, 1, 2]) {
          for (const [{ id }, names] of shifted) {
            const name = names[number];
            if (name !== undefined) filler.addName(id, name);
          }
        }
        const filled = await filler.finish(giveWay);
        const whole = photos.map(([photo, names]) => ({ ...photo, names: names.join('\n') }));
        expect(readColumns(filled)).toEqual(sortPhotos(whole));
        expect(filled).toEqual(makeColumns(whole));
      }),
    );
  });

  it('hold what they are given', () => {
    fc.assert(
      fc.property(photosById, (photos) => {
        expect(readColumns(makeColumns(photos))).toEqual(sortPhotos(photos));
      }),
    );
  });

  it('are after changes what they would be read anew, and the former ones stay as they were', () => {
    fc.assert(
      fc.property(photosById, photosById, fc.uniqueArray(fc.integer({ min: 1, max: 40 })), (before, fresh, gone) => {
        const columns = makeColumns(before);
        const changed = new Set([...gone, ...fresh.map(({ id }) => id)]);
        const merged = mergeColumns(columns, changed, fresh);
        const left = before.filter(({ id }) => !changed.has(id));
        expect(readColumns(merged)).toEqual(sortPhotos([...left, ...fresh]));
        expect(readColumns(columns)).toEqual(sortPhotos(before));
      }),
    );
  });

  it('find a photo by its id and time, and a text in the names of its files alone', () => {
    const texts = fc.string({ unit: fc.constantFrom('a', 'b', '.', 'é', '塔', '🗼'), maxLength: 3 });
    fc.assert(
      fc.property(photosById, texts, (photos, text) => {
        const columns = makeColumns(photos);
        const holds = findInNames(columns, text);
        for (const [place, photo] of sortPhotos(photos).entries()) {
          expect(findPlace(columns, photo)).toBe(place);
          expect(holds(place)).toBe(photo.names.includes(text));
        }
        expect(findPlace(columns, { id: 41, sortMs: -4 })).toBe(photos.length);
      }),
    );
  });
});
