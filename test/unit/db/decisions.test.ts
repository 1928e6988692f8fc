import Database from 'better-sqlite3';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { decisionKinds as kinds } from '../../../src/db/decisions.ts';
import { defer, hashOf, openTestCatalog } from './temporary-catalog.ts';

const decision = fc.record({
  atMs: fc.integer({ min: 0, max: 2 ** 42 }),
  kind: fc.constantFrom(...kinds),
  payload: fc.jsonValue(),
  effects: fc.jsonValue(),
});

describe('decisions', () => {
  it('keeps every decision in order, word for word', () => {
    fc.assert(
      fc.property(
        fc.array(decision, { minLength: 1, maxLength: 20 }),
        fc.integer({ min: 1, max: 25 }),
        (given, limit) => {
          const catalog = openTestCatalog();
          const ids = catalog.transactionDurably(() => given.map((one) => catalog.decisions.append(one)));
          expect(ids).toEqual(ids.toSorted((a, b) => a - b));
          expect(catalog.decisions.count()).toBe(given.length);
          const read = [];
          for (let afterId = 0; ;) {
            const page = catalog.decisions.list({ afterId, limit });
            if (page.length === 0) break;
            read.push(...page);
            afterId = page.at(-1)?.id ?? 0;
          }
          const expected = given.map((one, index) => ({ id: ids[index], ...one }));
          expect(JSON.parse(JSON.stringify(read))).toEqual(JSON.parse(JSON.stringify(expected)));
        },
      ),
      { numRuns: 15 },
    );
  });

  it('cannot be changed, replaced or deleted by any statement', () => {
    const catalog = openTestCatalog();
    const payload = { photos: [hashOf('a')], albumId: 4 };
    for (const kind of kinds) catalog.decisions.append({ atMs: 1, kind, payload });
    const before = catalog.decisions.list({ afterId: 0, limit: 20 });
    const database = new Database(catalog.path);
    defer(() => database.close());
    database.pragma('recursive_triggers = ON');
    for (const sql of [
      'UPDATE decisions SET at_ms = 2',
      "UPDATE decisions SET payload = '{}' WHERE id = 1",
      'UPDATE decisions SET id = id + 100',
      'DELETE FROM decisions',
      'DELETE FROM decisions WHERE id = 4',
      "REPLACE INTO decisions VALUES (1, 1, 'rename', '{}', '[]')",
      "INSERT INTO decisions VALUES (2, 1, 'rename', '{}', '[]') ON CONFLICT (id) DO UPDATE SET payload = '{}'",
    ]) {
      expect(() => database.exec(sql), sql).toThrow(/append-only/);
    }
    expect(catalog.decisions.list({ afterId: 0, limit: 20 })).toEqual(before);
  });

  it('is taken back with the transaction that it belongs to', () => {
    const catalog = openTestCatalog();
    expect(() =>
      catalog.transactionDurably(() => {
        catalog.decisions.append({ atMs: 1, kind: 'merge', payload: {} });
        throw new Error('stop');
      }),
    ).toThrow('stop');
    expect(catalog.decisions.count()).toBe(0);
  });
});
