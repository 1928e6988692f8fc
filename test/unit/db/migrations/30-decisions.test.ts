import { describe, expect, it } from 'vitest';
import { initial } from '../../../../src/db/migrations/10-initial.ts';
import { listings } from '../../../../src/db/migrations/20-listings.ts';
import { makeOldCatalog } from '../old-catalog.ts';
import { addGroup, hashOf, makeFolder, openTestCatalog } from '../temporary-catalog.ts';

describe('migration 30', () => {
  it('keeps the log, names every album for other catalogs, and takes the new kinds', () => {
    const folder = makeFolder();
    const old = makeOldCatalog(folder, [initial, listings]);
    old.execute(`
      INSERT INTO albums (id, kind, name, sort_name, is_named_by_person, created_ms)
        VALUES (1, 'group', 'A', 'a', 1, 0), (2, 'group', 'B', 'b', 0, 0);
      INSERT INTO decisions (id, at_ms, kind, payload)
        VALUES (1, 10, 'rename', '{"albumId":1,"name":"A"}'), (7, 20, 'confirm', '{"albumId":1,"photos":[]}')`);
    old.close();

    const catalog = openTestCatalog({ folder });
    expect(catalog.checkIntegrity()).toEqual([]);
    expect(catalog.decisions.list({ afterId: 0, limit: 10 })).toEqual([
      { id: 1, atMs: 10, kind: 'rename', payload: { albumId: 1, name: 'A' }, effects: [] },
      { id: 7, atMs: 20, kind: 'confirm', payload: { albumId: 1, photos: [] }, effects: [] },
    ]);
    const albums = catalog.albums.listAll();
    expect(albums.map(({ isHidden, isCoverChosen }) => [isHidden, isCoverChosen])).toEqual([
      [false, false],
      [false, false],
    ]);
    const uuids = [...albums.map(({ uuid }) => uuid), catalog.albums.get(addGroup(catalog, 'C'))?.uuid ?? ''];
    for (const uuid of uuids) expect(uuid).toMatch(/^[0-9a-f-]{32,36}$/);
    expect(new Set(uuids).size).toBe(3);
    expect(catalog.decisions.append({ atMs: 30, kind: 'not-landmark', payload: { photos: [hashOf('a')] } })).toBe(8);
    expect(catalog.decisions.append({ atMs: 40, kind: 'undo', payload: { decision: 8 } })).toBe(9);
  });

  it('keeps one awaited word a photo and album, the later one', () => {
    const { awaitedDecisions } = openTestCatalog();
    const about = { contentHash: hashOf('a'), albumId: 1 };
    awaitedDecisions.put({ ...about, state: 'confirmed', atMs: 20 });
    awaitedDecisions.put({ ...about, state: 'rejected', atMs: 10 });
    expect(awaitedDecisions.list()).toEqual([{ ...about, state: 'confirmed', atMs: 20 }]);
    awaitedDecisions.put({ ...about, state: 'rejected', atMs: 30 });
    awaitedDecisions.put({ ...about, albumId: null, state: 'denied', atMs: 5 });
    expect(awaitedDecisions.take(hashOf('a')).map(({ albumId, state }) => [albumId, state])).toEqual([
      [null, 'denied'],
      [1, 'rejected'],
    ]);
    expect(awaitedDecisions.take(hashOf('a'))).toEqual([]);
  });
});
