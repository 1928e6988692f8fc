import { describe, expect, it } from 'vitest';
import { initial } from '../../../../src/db/migrations/10-initial.ts';
import { listings } from '../../../../src/db/migrations/20-listings.ts';
import { moreDecisions } from '../../../../src/db/migrations/30-decisions.ts';
import { landmarkFacts } from '../../../../src/db/migrations/40-landmark-facts.ts';
import { makeOldCatalog } from '../old-catalog.ts';
import { makeFolder, openTestCatalog } from '../temporary-catalog.ts';

const insertTower = `INSERT INTO landmarks VALUES
  ('tower', 'The Tower', '["Tour Dorée", "塔", "!"]', 'FR', 48, 2, 'person')`;

describe('migration 40', () => {
  it('keeps the landmarks of an older catalog and finds them by all of their names', () => {
    const folder = makeFolder();
    const old = makeOldCatalog(folder, [initial, listings, moreDecisions]);
    old.execute(insertTower);
    old.close();

    const { landmarks } = openTestCatalog({ folder });
    expect(landmarks.get('tower')).toEqual({
      id: 'tower',
      name: 'The Tower',
      aliases: ['Tour Dorée', '塔', '!'],
      names: {},
      kind: 'other',
      country: 'FR',
      latitude: 48,
      longitude: 2,
      reachMeters: 1000,
      source: 'person',
    });
    for (const name of ['tower', 'TOUR DOREE', '塔']) {
      expect(
        landmarks.findByName(name).map(({ id }) => id),
        name,
      ).toEqual(['tower']);
    }
    expect(landmarks.findByName('!')).toEqual([]);
  });

  it('drops the names with their landmark', () => {
    const connection = makeOldCatalog(makeFolder(), [initial]);
    connection.execute(insertTower);
    landmarkFacts.apply(connection);
    const count = connection.prepare<[], number>('SELECT count(*) FROM landmark_names', 'value');
    expect(count.get()).toBe(3);
    connection.execute('DELETE FROM landmarks');
    expect(count.get()).toBe(0);
  });
});
