/**
 * @file Random damage to a catalog, as drives and cables make it: pages of noise or zeros, pages in each other's place, flipped bits, an end
 * that is missing. Whatever Cairn makes of it, the last backup and the journal give back every decision.
 */
import { cpSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, it } from 'vitest';
import { findDamage } from '../../src/db/copy-catalog.ts';
import { isDamagedCatalog } from '../../src/db/open-failure.ts';
import { createBackupService } from '../../src/library/backup/backup-service.ts';
import { openLibrary, type Library } from '../../src/library/library.ts';
import { createRandom, type Random } from '../fixtures/random.ts';
import { createFakeEmbedder, writeFakePhoto, type FakeEmbedder } from './support/fake-embedder.ts';
import { copyWorkerEntry, makeFakeOptions, makeFolders, readCatalog, scanAndIndex } from './support/test-library.ts';
import type { TestFolders } from './support/test-library.ts';

const rounds = 40;
/** Another one each day; said when something fails. */
const seed = Math.floor(Date.now() / 86_400_000);
const pageBytes = 8192;

let folders: TestFolders;
let fake: FakeEmbedder;

beforeEach(() => {
  folders = makeFolders();
  fake = createFakeEmbedder();
});
afterEach(() => folders.remove());

const open = (): Library => openLibrary({ ...makeFakeOptions(folders.data, fake), copyWorkerEntry });
const catalogPath = (): string => join(folders.data, 'catalog.sqlite');

async function listNames(library: Library): Promise<string[]> {
  const { items } = await library.handlers['albums.list']({ offset: 0, limit: 10, sort: 'name' });
  return items.map(({ name, photoCount }) => `${name}: ${photoCount}`);
}

/** Two albums with names, one of them given after the backup. */
async function fill(): Promise<readonly string[]> {
  for (const label of ['castle', 'mill']) {
    for (let index = 0; index < 4; index += 1)
      writeFakePhoto(join(folders.photos, `${label}${index}.jpg`), { label, index });
  }
  const library = open();
  library.addRoot(folders.photos);
  await scanAndIndex(library);
  const { items } = await library.handlers['albums.list']({ offset: 0, limit: 10, sort: 'recent' });
  const [first, second] = items.map(({ id }) => id);
  await library.handlers['albums.rename']({ albumId: first ?? 0, name: 'Castle' });
  await library.backUp();
  await library.handlers['albums.rename']({ albumId: second ?? 0, name: 'Mill' });
  const names = await listNames(library);
  await library.close();
  return names;
}

const damages: Readonly<Record<string, (bytes: Buffer, random: Random) => Buffer>> = {
  'pages of noise': (bytes, random) => {
    for (const page of pickPages(bytes, random)) random.drawBytes(pageBytes).copy(bytes, page * pageBytes);
    return bytes;
  },
  'pages of zeros': (bytes, random) => {
    for (const page of pickPages(bytes, random)) bytes.fill(0, page * pageBytes, (page + 1) * pageBytes);
    return bytes;
  },
  'a page in the place of another': (bytes, random) => {
    const [from, to] = [pickPage(bytes, random), pickPage(bytes, random)];
    bytes.copy(bytes, to * pageBytes, from * pageBytes, (from + 1) * pageBytes);
    return bytes;
  },
  'flipped bits': (bytes, random) => {
    for (let count = random.drawInteger(1, 64); count > 0; count -= 1) {
      const at = random.drawInteger(0, bytes.length - 1);
      bytes[at] = (bytes[at] ?? 0) ^ (1 << random.drawInteger(0, 7));
    }
    return bytes;
  },
  'a missing end': (bytes, random) => bytes.subarray(0, random.drawInteger(0, bytes.length - 1)),
};

function pickPage(bytes: Buffer, random: Random): number {
  return random.drawInteger(0, Math.floor(bytes.length / pageBytes) - 1);
}

function pickPages(bytes: Buffer, random: Random): number[] {
  return Array.from({ length: random.drawInteger(1, 4) }, () => pickPage(bytes, random));
}

/** Opens what is damaged and looks at it. What is thrown is the answer of SQLite or of Cairn, and the process goes on. */
async function lookAround(): Promise<'refused' | 'opened'> {
  let library: Library;
  try {
    library = open();
  } catch (error) {
    expect(isDamagedCatalog(error), String(error)).toBe(true);
    return 'refused';
  }
  const looks: readonly (() => unknown)[] = [
    () => listNames(library),
    () => library.handlers['photos.list']({ offset: 0, limit: 10 }),
  ];
  for (const look of looks) {
    try {
      await look();
    } catch (error) {
      expect(error).toBeInstanceOf(Error);
    }
  }
  await library.close();
  return 'opened';
}

it('every decision comes back after random damage', async () => {
  const names = await fill();
  const whole = join(folders.root, 'whole');
  cpSync(folders.data, whole, { recursive: true });
  const kinds = Object.entries(damages);
  const outcomes = { refused: 0, opened: 0, seen: 0 };
  for (let round = 0; round < rounds; round += 1) {
    const random = createRandom(seed, round);
    const [kind, damage] = kinds[round % kinds.length] ?? ['nothing', (bytes: Buffer) => bytes];
    const where = `seed ${seed}, round ${round}: ${kind}`;
    rmSync(folders.data, { recursive: true });
    cpSync(whole, folders.data, { recursive: true });
    writeFileSync(catalogPath(), damage(readFileSync(catalogPath()), random));
    try {
      outcomes[await lookAround()] += 1;
      if (findDamage(catalogPath()).length > 0) outcomes.seen += 1;
    } catch (error) {
      throw new Error(where, { cause: error });
    }

    const backups = createBackupService({ dataFolder: folders.data, workerEntry: copyWorkerEntry });
    const last = await backups.findLastGood();
    const prepared = await backups.prepareRestore(await backups.locate(last?.name ?? ''));
    await prepared.finish({ isDamaged: true });
    const restored = open();
    expect(await listNames(restored), where).toEqual(names);
    await restored.close();
    expect(
      readCatalog(folders.data, (catalog) => catalog.checkIntegrity()),
      where,
    ).toEqual([]);
  }
  // Damage of every weight was among it.
  expect(outcomes.refused).toBeGreaterThan(0);
  expect(outcomes.opened).toBeGreaterThan(0);
  expect(outcomes.seen).toBeGreaterThan(outcomes.refused);
});
