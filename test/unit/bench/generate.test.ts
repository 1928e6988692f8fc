import { mkdtempSync, readdirSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { openCatalog } from '../../../src/db/catalog.ts';
import { isSpaceChanging } from '../../../src/library/albums/album-space.ts';
import { hasToLearn, hasUnrecognized, readUngroupedCount } from '../../../src/library/albums/pending-work.ts';
import { generateLibrary, readModel } from '../../bench/library/generate.ts';

let base: string;

beforeEach(() => {
  base = mkdtempSync(join(tmpdir(), 'cairn-generate-'));
});

afterEach(() => rmSync(base, { recursive: true, force: true }));

test('a generated library is one that the program could have left: whole, settled, with files, albums and decisions', async () => {
  const [folder, data] = [join(base, 'photos'), join(base, 'data')];
  await generateLibrary({ folder, data, photos: 600 });
  const catalog = openCatalog({ folder: data });
  try {
    expect(catalog.checkIntegrity()).toEqual([]);
    expect(catalog.photos.count()).toBe(600);
    const { hash } = readModel();
    const modelId = catalog.embeddings.findModel(hash) ?? 0;
    expect(catalog.embeddings.count(modelId)).toBe(600);
    expect(isSpaceChanging(catalog, hash)).toBe(false);
    expect([hasUnrecognized(catalog), readUngroupedCount(catalog), hasToLearn(catalog)]).toEqual([false, 0, false]);

    const albums = catalog.albums.listAll();
    expect(albums.filter(({ kind }) => kind === 'landmark').length).toBeGreaterThan(3);
    expect(albums.filter(({ kind }) => kind === 'group').length).toBeGreaterThan(10);
    expect(catalog.memberships.listDecided().length).toBeGreaterThan(20);
    expect(catalog.photoLists.countFavourites()).toBeGreaterThan(0);
    expect(catalog.duplicates.countNear()).toBeGreaterThan(50);
    expect(catalog.duplicates.countCopied()).toBe(10);
    expect(catalog.jobs.countByState()).toMatchObject({ queued: 0, failed: 8 });

    const [root] = catalog.roots.list();
    const files = [...catalog.files.listForRoot(root?.id ?? 0)];
    expect(files).toHaveLength(618);
    for (const { relativePath, sizeBytes, mtimeMs } of files) {
      const stats = statSync(join(folder, relativePath));
      expect([stats.size, Math.trunc(stats.mtimeMs)]).toEqual([sizeBytes, mtimeMs]);
    }
    expect(readdirSync(folder).length).toBeGreaterThan(1);
  } finally {
    catalog.close();
  }
});
