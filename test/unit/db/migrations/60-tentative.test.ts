import { describe, expect, it } from 'vitest';
import { migrations } from '../../../../src/db/migrations/index.ts';
import { makeOldCatalog } from '../old-catalog.ts';
import { makeFolder, openTestCatalog } from '../temporary-catalog.ts';

const fill = `
  INSERT INTO photos (id, content_hash, size_bytes, format, width, height, orientation, taken_ms, added_ms)
    VALUES (1, zeroblob(32), 1, 'jpeg', 4, 3, 1, 900, 0);
  INSERT INTO roots VALUES (1, 'v', '', '/a', 'a', 'online', 0);
  INSERT INTO files VALUES (1, 1, '1.jpg', 1, 1, 1, 'present', NULL);
  INSERT INTO albums (id, kind, name, sort_name, is_named_by_person, created_ms) VALUES (1, 'group', 'A', 'a', 0, 0);
  INSERT INTO memberships (album_id, photo_id, state, confidence, updated_ms) VALUES (1, 1, 'suggested', 0.5, 0)`;

describe('migration 60', () => {
  it('leaves every member of an older catalog a member, and nothing dismissed', () => {
    const folder = makeFolder();
    const old = makeOldCatalog(
      folder,
      migrations.filter(({ version }) => version < 60),
    );
    old.execute(fill);
    old.close();

    const catalog = openTestCatalog({ folder });
    expect(catalog.checkIntegrity()).toEqual([]);
    expect(catalog.albums.getSummary(1)).toMatchObject({ photoCount: 1, tentativeCount: 0, certainty: null });
    expect(catalog.memberships.get(1, 1)).toMatchObject({ state: 'suggested', isTentative: false });
    expect(catalog.dismissedProposals.list()).toEqual(new Set());
    // The triggers are those of the new form.
    catalog.memberships.setSuggested(1, 1, 0.4, true);
    expect(catalog.albums.getSummary(1)).toMatchObject({ photoCount: 0, tentativeCount: 1 });
    catalog.files.markMissing([1]);
    expect(catalog.albums.getSummary(1)).toMatchObject({ photoCount: 0, tentativeCount: 0 });
    expect(catalog.checkIntegrity()).toEqual([]);
  });

  it('refuses a decided membership that is not sure', () => {
    const connection = makeOldCatalog(makeFolder(), migrations);
    connection.execute(fill);
    for (const state of ['confirmed', 'rejected']) {
      const change = `UPDATE memberships SET state = '${state}', is_tentative = 1`;
      expect(() => connection.execute(change)).toThrow(/CHECK constraint/);
    }
  });
});

it('keeps what was dismissed', () => {
  const folder = makeFolder();
  const catalog = openTestCatalog({ folder });
  for (const key of ['merge a b', 'move c d', 'merge a b', 'split e f']) catalog.dismissedProposals.set(key, true);
  catalog.dismissedProposals.set('split e f', false);
  catalog.close();
  expect(openTestCatalog({ folder }).dismissedProposals.list()).toEqual(new Set(['merge a b', 'move c d']));
});
