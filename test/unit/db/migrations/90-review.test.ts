import { describe, expect, it } from 'vitest';
import { migrations } from '../../../../src/db/migrations/index.ts';
import { makeOldCatalog } from '../old-catalog.ts';
import { makeFolder, openTestCatalog } from '../temporary-catalog.ts';

describe('migration 90', () => {
  it('gives an older catalog a place for what is skipped, and nothing in it', () => {
    const folder = makeFolder();
    const old = makeOldCatalog(
      folder,
      migrations.filter(({ version }) => version < 90),
    );
    old.close();

    const catalog = openTestCatalog({ folder });
    expect(catalog.reviewSkips.list()).toEqual(new Map());
    catalog.reviewSkips.put([
      { key: 'name 1', fingerprint: 'size 2' },
      { key: 'name 2', fingerprint: 'size 3' },
    ]);
    catalog.reviewSkips.put([{ key: 'name 1', fingerprint: 'size 4' }]);
    catalog.reviewSkips.remove(['name 2', 'name 3']);
    catalog.close();
    expect(openTestCatalog({ folder }).reviewSkips.list()).toEqual(new Map([['name 1', 'size 4']]));
  });
});
