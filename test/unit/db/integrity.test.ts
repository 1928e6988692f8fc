import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { openCatalog } from '../../../src/db/catalog.ts';
import {
  addFile,
  addGroup,
  addPhoto,
  addRoot,
  defer,
  makeFolder,
  openTestCatalog,
  samplePhoto,
  decide,
} from './temporary-catalog.ts';

/** A small catalog in which something of everything is there. */
const fill = (folder = makeFolder()) => {
  const catalog = openTestCatalog({ folder });
  const rootId = addRoot(catalog);
  const modelId = catalog.embeddings.ensureModel({ hash: 'h', name: 'n', dims: 2 });
  const albumId = addGroup(catalog, 'Bridge');
  for (const name of ['a', 'b', 'c']) {
    const { photoId } = addPhoto(catalog, rootId, name);
    catalog.embeddings.put(photoId, modelId, Float32Array.of(1, 0));
    catalog.memberships.setSuggested(albumId, photoId, 0.5);
  }
  catalog.jobs.enqueue({ fileId: addFile(catalog, rootId, 'new.jpg'), priority: 1 });
  return catalog;
};

describe('checkIntegrity', () => {
  it('finds nothing in a healthy catalog', () => {
    expect(fill().checkIntegrity()).toEqual([]);
  });

  it.each([
    ['UPDATE photos SET present_files = present_files + 1 WHERE id = 2', /1 photos with a wrong number/],
    ['DELETE FROM album_photos WHERE photo_id = 2', /1 members missing from their album's page/],
    ['UPDATE album_photos SET is_suggested = 0', /3 members missing|6 members missing/],
    ['UPDATE albums SET photo_count = 7', /1 albums with wrong counts/],
    ['UPDATE albums SET latest_taken_ms = 7', /1 albums with wrong counts or times/],
    ['UPDATE embeddings SET vector = zeroblob(4) WHERE photo_id = 1', /1 embeddings whose length/],
    ['DELETE FROM files WHERE id = 4', /a row of jobs points to no row of files/],
    ['UPDATE jobs SET root_id = 2', /1 jobs under another root/],
  ])('finds what %s does', (damage, problem) => {
    const catalog = fill();
    addRoot(catalog, 'other');
    const database = new Database(catalog.path);
    defer(() => database.close());
    database.pragma('foreign_keys = OFF');
    const triggers = database
      .prepare<[], string>("SELECT name FROM sqlite_schema WHERE type = 'trigger'")
      .pluck()
      .all();
    for (const name of triggers) database.exec(`DROP TRIGGER ${name}`);
    database.exec(damage);
    expect(catalog.checkIntegrity().join('\n')).toMatch(problem);
  });

  it('reports a page that was overwritten on disk, or the catalog says at once that it is damaged', () => {
    const folder = makeFolder();
    fill(folder).close();
    const path = join(folder, 'catalog.sqlite');
    const bytes = readFileSync(path);
    const pages = bytes.length / 8192;
    let found = 0;
    for (let page = 1; page < pages; page += 1) {
      const damaged = Buffer.from(bytes);
      damaged.fill(0x5a, page * 8192, page * 8192 + 512);
      writeFileSync(path, damaged);
      try {
        const catalog = openCatalog({ folder });
        if (catalog.checkIntegrity().length > 0) found += 1;
        catalog.close();
      } catch (error) {
        expect(error).toMatchObject({ code: 'catalog-unusable' });
        found += 1;
      }
    }
    expect(found).toBe(pages - 1);
  });
});

describe('what is kept beside the facts', () => {
  const photo = fc.nat(3);
  const file = fc.nat(5);
  const album = fc.nat(2);
  const takenMs = fc.option(fc.nat(3), { nil: null });
  const step = fc.oneof(
    fc.record({ do: fc.constant('tie' as const), file, photo }),
    fc.record({ do: fc.constant('change' as const), file }),
    fc.record({ do: fc.constant('missing' as const), files: fc.uniqueArray(file) }),
    fc.record({ do: fc.constant('present' as const), files: fc.uniqueArray(file) }),
    fc.record({ do: fc.constant('time' as const), photo, takenMs }),
    fc.record({ do: fc.constant('suggest' as const), album, photo }),
    fc.record({ do: fc.constant('remove' as const), album, photo }),
    fc.record({ do: fc.constant('confirm' as const), album, photo }),
    fc.record({ do: fc.constant('reject' as const), album, photo }),
    fc.record({ do: fc.constant('forget' as const) }),
  );

  it('is right after any changes in any order', () => {
    const catalog = openTestCatalog();
    const rootId = addRoot(catalog);
    const photoIds = [0, 1, 2, 3].map((i) => catalog.photos.insert(samplePhoto(String(i), { takenMs: i, addedMs: 2 })));
    const fileIds = [0, 1, 2, 3, 4, 5].map((i) => addFile(catalog, rootId, `${String(i)}.jpg`));
    const albumIds = ['a', 'b', 'c'].map((name) => addGroup(catalog, name));
    const rollBack = new Error('roll back');
    const photoOf = (index: number) => photoIds[index] ?? 0;
    const filesOf = (indexes: readonly number[]) => indexes.map((index) => fileIds[index] ?? 0);

    const run = (steps: readonly Step[]) => {
      for (const one of steps) {
        const albumId = 'album' in one ? (albumIds[one.album] ?? 0) : 0;
        if (one.do === 'tie') catalog.files.setPhoto(fileIds[one.file] ?? 0, photoOf(one.photo));
        else if (one.do === 'change') addFile(catalog, rootId, `${String(one.file)}.jpg`, 77);
        else if (one.do === 'missing') catalog.files.markMissing(filesOf(one.files));
        else if (one.do === 'present') catalog.files.markPresent(filesOf(one.files));
        else if (one.do === 'time')
          catalog.photos.updateMetadata(photoOf(one.photo), samplePhoto('x', { takenMs: one.takenMs }));
        else if (one.do === 'suggest') catalog.memberships.setSuggested(albumId, photoOf(one.photo), 0.5);
        else if (one.do === 'remove') catalog.memberships.removeSuggested(albumId, photoOf(one.photo));
        else if (one.do === 'confirm') decide(catalog, albumId, photoOf(one.photo), 'confirmed');
        else if (one.do === 'reject') decide(catalog, albumId, photoOf(one.photo), 'rejected');
        else catalog.roots.remove(rootId);
      }
      expect(catalog.checkIntegrity()).toEqual([]);
      const shown = catalog.photos.listPage({ offset: 0, limit: 9 }).map(({ id }) => id);
      const expected = photoIds.filter((id) => catalog.files.listForPhoto(id).some(({ state }) => state === 'present'));
      expect(shown.toSorted((a, b) => a - b)).toEqual(expected);
      for (const albumId of albumIds) {
        const members = catalog.memberships
          .listForAlbum(albumId)
          .filter(({ state, photoId }) => state !== 'rejected' && expected.includes(photoId));
        const page = catalog.albums.listPhotos({ albumId, offset: 0, limit: 9 }).map(({ id }) => id);
        expect(page).toEqual(shown.filter((id) => members.some(({ photoId }) => photoId === id)));
        expect(catalog.albums.getSummary(albumId)?.photoCount).toBe(members.length);
      }
      throw rollBack;
    };
    fc.assert(
      fc.property(fc.array(step, { maxLength: 30 }), (steps) => {
        expect(() => catalog.transaction(() => run(steps))).toThrow(rollBack);
      }),
      { numRuns: 200 },
    );
  });

  type Step = typeof step extends fc.Arbitrary<infer Value> ? Value : never;
});
