import { describe, expect, it } from 'vitest';
import { migrations } from '../../../../src/db/migrations/index.ts';
import { makeOldCatalog } from '../old-catalog.ts';
import { makeFolder, openTestCatalog } from '../temporary-catalog.ts';

const fill = `
  INSERT INTO photos (id, content_hash, size_bytes, format, width, height, orientation, taken_ms, added_ms)
    VALUES (1, zeroblob(32), 1, 'jpeg', 4, 3, 1, 900, 0);
  INSERT INTO roots VALUES (1, 'v', '', '/a', 'a', 'online', 0);
  INSERT INTO files VALUES (1, 1, '1.jpg', 1, 1, 1, 'present', NULL);
  INSERT INTO albums (id, kind, name, sort_name, is_named_by_person, created_ms, place, uuid) VALUES
    (1, 'group', 'A', 'a', 0, 0, NULL, 'a'), (2, 'group', 'B', 'b', 0, 0, 'Lagos, Nigeria', 'b'),
    (3, 'group', 'C', 'c', 0, 0, 'Évora, Portugal', 'c'), (4, 'group', 'D', 'd', 0, 0, 'Washington, D.C., United States', 'd'),
    (5, 'group', 'E', 'e', 0, 0, 'Niamey, Niger', 'e'), (6, 'group', 'F', 'f', 0, 0, 'Monaco', 'f');
  INSERT INTO memberships (album_id, photo_id, state, confidence, updated_ms)
    SELECT id, 1, 'suggested', 0.5, 0 FROM albums`;

describe('migration 110', () => {
  it('sorts the albums of an older catalog by place, and knows their countries and cities', () => {
    const folder = makeFolder();
    const old = makeOldCatalog(
      folder,
      migrations.filter(({ version }) => version < 110),
    );
    old.execute(fill);
    old.close();

    const catalog = openTestCatalog({ folder });
    expect(catalog.checkIntegrity()).toEqual([]);
    expect(catalog.albums.listMarks('place', {}).map(({ country, city }) => [country, city])).toEqual([
      ['Monaco', null],
      ['Niger', 'Niamey'],
      ['Nigeria', 'Lagos'],
      ['Portugal', 'Évora'],
      ['United States', 'Washington, D.C.'],
      [null, null],
    ]);
    catalog.albums.setPlace(1, { place: 'Lima, Peru', latitude: -12, longitude: -77 });
    expect(catalog.albums.listMarks('place', {})[3]).toMatchObject({ country: 'Peru', city: 'Lima' });
  });
});
