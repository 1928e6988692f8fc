import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openCatalog, type Catalog } from '../../../../src/db/catalog.ts';
import {
  findInstalledPack,
  listAtlasFiles,
  readAtlasChoice,
  readPackName,
  resolveAtlases,
  storeAtlasChoice,
} from '../../../../src/library/atlases/atlas-choice.ts';

const fingerprint = 'ab'.repeat(32);
let folder = '';
let catalog: Catalog;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'cairn-choice-'));
  catalog = openCatalog({ folder });
});
afterEach(() => {
  catalog.close();
  rmSync(folder, { recursive: true, force: true });
});

describe('the choice of atlases', () => {
  it('is the bundled one until a person says otherwise', () => {
    const places = { atlasFolder: '/app/atlas', dataFolder: '/data' };
    const bundled = join('/app/atlas', 'landmarks.cairn-atlas');
    expect(listAtlasFiles(resolveAtlases(null, places))).toEqual([bundled]);
    expect(listAtlasFiles(resolveAtlases(catalog, places))).toEqual([bundled]);
    storeAtlasChoice(catalog, { isBundledUsed: true, packs: [fingerprint] });
    const pack = join('/data', 'atlases', `${fingerprint}.cairn-atlas`);
    expect(listAtlasFiles(resolveAtlases(catalog, places))).toEqual([bundled, pack]);
    storeAtlasChoice(catalog, { isBundledUsed: false, packs: [fingerprint] });
    expect(listAtlasFiles(resolveAtlases(catalog, places))).toEqual([pack]);
    expect(findInstalledPack('/data', fingerprint)).toBe(pack);
  });

  it.each([
    'x',
    '{}',
    'null',
    JSON.stringify({ isBundledUsed: false, packs: ['../../etc/passwd'] }),
    JSON.stringify({ isBundledUsed: false, packs: [`${fingerprint}/..`] }),
    JSON.stringify({ isBundledUsed: false, packs: fingerprint }),
  ])('is the bundled one when %s is stored', (stored) => {
    catalog.settings.set('atlas.choice', stored);
    expect(readAtlasChoice(catalog)).toEqual({ isBundledUsed: true, packs: [] });
  });

  it('takes no other file of the folder for a pack', () => {
    expect(readPackName(`${fingerprint}.cairn-atlas`)).toBe(fingerprint);
    for (const name of [fingerprint, 'mine.cairn-atlas', '.incoming-1', `${fingerprint}.cairn-atlas.part`]) {
      expect(readPackName(name)).toBeNull();
    }
  });
});
