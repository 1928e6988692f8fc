import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, it, vi } from 'vitest';
import { openCatalog } from '../../../../src/db/catalog.ts';
import { storePlan } from '../../../../src/library/albums/store-plan.ts';

const folder = mkdtempSync(join(tmpdir(), 'cairn-plan-'));

afterEach(() => {
  vi.restoreAllMocks();
  rmSync(folder, { recursive: true, force: true });
});

it('main is held as long as there is something to write, and no longer', async () => {
  const catalog = openCatalog({ folder });
  let asked = 0;
  // A clock that goes on by a hundredth of a millisecond whenever it is looked at.
  vi.spyOn(performance, 'now').mockImplementation(() => (asked += 1) / 100);
  const openings = [1, 2, 3].map(() => ({ suggestions: [], certainty: 0.5 }));
  await storePlan({ catalog, plan: { joins: [], openings }, photos: new Map(), onAlbumsTouched: () => undefined });
  vi.restoreAllMocks();
  expect(catalog.albums.listAll()).toHaveLength(3);
  expect(asked).toBeLessThan(50);
  catalog.close();
});
